"""The schema's history; HEAD is the revision that this code reads and writes."""

HEAD = "0022"
