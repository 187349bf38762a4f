"""What is said about monthly reviews."""
