"""What we say about styles, and in the form of one: the same figures, in another order and amount."""
