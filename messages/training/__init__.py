"""What we say about training."""
