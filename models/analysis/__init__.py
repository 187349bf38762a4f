"""The ten analyses that a sales leader asks for: each a question to the records, and what it says when they are too few."""
