"""The Slack door: what people do arrives here, one file per feature."""
