"""What we say about a rep's own calendar: to the rep alone."""
