"""What the weekly digest says."""
