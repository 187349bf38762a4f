"""The reader of `/log` lines."""
