"""The tools of sales: which are in use, whose they are, what they cost, and whether people use them."""
