"""What the app and the stand-in said to each other: a file of one line a call, and the page's inspector."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .clock import WallClock
from .wire import Json, dumps

_KEPT = 500


@dataclass(frozen=True, slots=True)
class Exchange:
    n: int
    at: int  # micros of the wall
    direction: str  # "in": the app called; "out": the app was called
    kind: str
    body: object
    response: object
    ms: float

    def shown(self, wall: WallClock) -> Json:
        shown: Json = {name: getattr(self, name) for name in self.__slots__}
        return shown | {"at": wall.iso_of(self.at)}


class CallLog:
    def __init__(self, wall: WallClock, path: Path | None) -> None:
        self._wall = wall
        self._file = path.open("a", encoding="utf-8") if path else None
        self._recent: deque[Exchange] = deque(maxlen=_KEPT)
        self._count = 0

    def called(self, method: str, body: object, response: object, ms: float = 0.0) -> None:
        """The app called the Web API or a response_url."""
        self._write(method, body, response)
        self._remember("in", method, body, response, ms=ms)

    def answered(self, kind: str, payload: object, *, ack: object, outcome: Json, ms: float) -> None:
        """The app was sent `payload`, acknowledged with `ack`, and Slack made `outcome` of it."""
        self._write(f"ack:{kind}", ack, outcome)
        self._remember("out", kind, payload, {"ack": ack, **outcome}, ms=ms)

    def since(self, n: int) -> Sequence[Exchange]:
        return [exchange for exchange in self._recent if exchange.n > n]

    def close(self) -> None:
        if self._file:
            self._file.close()

    def _write(self, method: str, body: object, response: object) -> None:
        if self._file:
            self._file.write(dumps({"method": method, "body": body, "response": response}) + "\n")
            self._file.flush()

    def _remember(self, direction: str, kind: str, body: object, response: object, *, ms: float) -> None:
        self._count += 1
        now = self._wall.micros()
        self._recent.append(Exchange(self._count, now, direction, kind, body, response, ms))
