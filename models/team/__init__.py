"""People: who sells, who manages whom, who is away, and who may see what."""
