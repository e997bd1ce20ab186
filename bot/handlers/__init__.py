"""Slack's door: one listener a kind, one route table, no rules of its own."""
