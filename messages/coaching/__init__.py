"""What is said about coaching talks."""
