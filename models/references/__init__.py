"""Where a fact is known from: one fact, many references."""
