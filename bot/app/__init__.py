"""The composition root: the only place where the rooms meet."""
