"""Records and errors in, words and blocks out: pure, in the reader's language. Handlers and the worker call it."""
