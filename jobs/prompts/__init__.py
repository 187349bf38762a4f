"""What comes by itself, one file a feature."""
