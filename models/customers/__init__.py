"""The customers: who they are, who went silent, what is due, and what they do not buy yet."""
