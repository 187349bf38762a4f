"""The pipeline: what is open, how well it covers what is missing, how fast it moves, and which deals stand still."""
