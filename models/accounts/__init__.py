"""The companies that the team sells to."""
