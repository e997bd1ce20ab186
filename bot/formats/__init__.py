"""Bytes to records and back; pure, called by crm."""
