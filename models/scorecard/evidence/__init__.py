"""Why this number: the records behind a figure."""
