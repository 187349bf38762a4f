"""From the ledger to Slack: claimed, sent, confirmed."""
