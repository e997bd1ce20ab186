"""What may be done: one function a verb, each guarded by `@needs`, each on a `Work` that is given to it."""
