"""What is said about logged activities."""
