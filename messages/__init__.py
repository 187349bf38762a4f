"""What we say: words and blocks. Sees values, never the database."""
