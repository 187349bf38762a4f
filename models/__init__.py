"""The business: models of a sales team. Knows no Slack, HTTP, timer or template."""
