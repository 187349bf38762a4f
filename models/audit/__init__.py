"""The self-audit: what people think of their selling, and of the organisation around it."""
