"""The sandbox's two clocks: a wall that can be moved and keeps ticking, and the steady one that nobody moves.

Everything signed, stamped or shown reads the wall; time limits and waits count on the steady clock.
"""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from .wire import FIRST_SECOND, LAST_SECOND

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def steady() -> float:
    return time.monotonic()


async def pause(seconds: float) -> None:
    await asyncio.sleep(seconds)


class WallClock:
    def __init__(self, ahead_micros: int = 0) -> None:
        self._base = time.time_ns() // 1000 + ahead_micros
        self._since = time.monotonic_ns()
        self.listeners: list[Callable[[str], None]] = []  # told the new time whenever somebody moves it

    def micros(self) -> int:
        return self._base + (time.monotonic_ns() - self._since) // 1000

    def seconds(self) -> int:
        return self.micros() // 1_000_000

    def now(self) -> datetime:
        return _EPOCH + timedelta(microseconds=self.micros())

    def iso(self) -> str:
        return self.now().isoformat()

    @staticmethod
    def iso_of(micros: int) -> str:
        return (_EPOCH + timedelta(microseconds=micros)).isoformat()

    def ahead_micros(self) -> int:
        """How far this wall stands before the machine's, to set it again after a restart."""
        return self.micros() - time.time_ns() // 1000

    def move_to(self, moment: datetime) -> None:
        self._move((moment - _EPOCH) // timedelta(microseconds=1))

    def advance(self, seconds: float) -> None:
        self._move(self.micros() + int(seconds * 1_000_000))

    def _move(self, micros: int) -> None:
        if not FIRST_SECOND <= micros // 1_000_000 <= LAST_SECOND:
            raise ValueError("outside 2001 to 2286")
        self._base, self._since = micros, time.monotonic_ns()
        now = self.iso()
        for listener in list(self.listeners):
            listener(now)
