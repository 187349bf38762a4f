"""A kind word from a colleague."""
