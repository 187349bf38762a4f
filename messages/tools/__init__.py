"""What we say about the tools of sales."""
