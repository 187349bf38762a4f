"""Where answers are kept while a survey runs: sealed ballots, and rows with names (skills)."""
