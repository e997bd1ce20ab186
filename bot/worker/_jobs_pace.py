"""How much of a job is done at once, learned from how long the last part took."""

_TURN_SECONDS = 0.1  # of the writer, for a chunk: a person's action waits no longer behind a job
_FIRST = 100
_SMALLEST = 20


class Pace:
    """`chunk` is how many to take next, `most` at most."""

    def __init__(self, most: int) -> None:
        self._most = most
        self.chunk = min(_FIRST, most)

    def took(self, seconds: float) -> None:
        """How long the writer was held for the last chunk."""
        if seconds > _TURN_SECONDS:
            self.chunk = max(self.chunk // 2, _SMALLEST)
        elif seconds < _TURN_SECONDS / 2:
            self.chunk = min(self.chunk * 3 // 2, self._most)
