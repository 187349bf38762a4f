"""Meetings of a rep's own calendar: read, judged, and offered for the log to the rep alone."""
