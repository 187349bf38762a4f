"""Private notes: sealed, and for the eyes of their author alone."""
