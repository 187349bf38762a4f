"""What is said about the improvement plan."""
