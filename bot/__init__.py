"""Carnet, a contact manager that lives inside Slack; `python -m bot` is its command line."""
