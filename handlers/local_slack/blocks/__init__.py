"""Block Kit: what Slack accepts on each surface, and the form in which it keeps it."""
