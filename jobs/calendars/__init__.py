"""Reads the calendars that reps have linked: over HTTP, in bounded time and size, from the open internet only."""
