"""The entrance from Slack: requests come in here, and are answered."""
