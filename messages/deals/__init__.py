"""What is said about deals."""
