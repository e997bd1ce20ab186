"""The only voice that leaves the process: Slack, response addresses, mail and webhooks."""
