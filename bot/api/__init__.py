"""The REST API: HTTP and JSON outside, the same functions of crm as in Slack inside. It has no rules of its own."""
