"""What we say about territories, named accounts and visits."""
