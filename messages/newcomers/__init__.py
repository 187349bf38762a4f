"""What we say about a newcomer's first 90 days."""
