"""The control API: act as a person, move the clock, break something, read what a person sees."""
