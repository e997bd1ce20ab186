"""The door of time: what is due is claimed, sent and marked."""
