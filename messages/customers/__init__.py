"""What we say about customers."""
