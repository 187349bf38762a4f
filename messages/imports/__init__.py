"""What an import says: in a terminal, and in Slack of a file that was dropped there."""
