"""What is said about quarterly reviews."""
