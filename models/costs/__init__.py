"""What selling costs: dated entries of sales, marketing and delivery."""
