"""Records and errors turned into words and blocks; pure, called by the doors and the worker."""
