"""What the Sales Scorecard says."""
