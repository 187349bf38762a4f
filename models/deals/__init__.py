"""Deals (opportunities): from qualified to won or lost, with every stage they passed."""
