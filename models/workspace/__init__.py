"""The tenant: one Slack workspace and how it wants to be served."""
