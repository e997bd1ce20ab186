"""The REST door: requests in, JSON out, no rules of its own."""
