"""What is said about surveys."""
