"""The sandbox's two clocks: a wall that can be moved and keeps ticking, and the steady one that nobody moves.

Everything stamped or shown reads the wall; time limits count on the steady clock. A signature bears the time that the
app goes by: the wall's where it follows the wall, else the machine's, from which no app lets it differ by five minutes.
"""

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta

from .wire import FIRST_SECOND, LAST_SECOND

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Who has asked the time follows it for as long as Slack's signatures hold.
_FOLLOWED_SECONDS = 300.0


def steady() -> float:
    return time.monotonic()


async def pause(seconds: float) -> None:
    await asyncio.sleep(seconds)


class WallClock:
    def __init__(self, ahead_micros: int = 0) -> None:
        self._base = time.time_ns() // 1000 + ahead_micros
        self._since = time.monotonic_ns()
        self.listeners: list[Callable[[str], None]] = []  # told the new time whenever somebody moves it
        self._followers = 0
        self._followed_until = 0.0  # on the steady clock

    def micros(self) -> int:
        return self._base + (time.monotonic_ns() - self._since) // 1000

    def seconds(self) -> int:
        return self.micros() // 1_000_000

    def now(self) -> datetime:
        return _EPOCH + timedelta(microseconds=self.micros())

    def signing_seconds(self) -> int:
        """The time by which the app checks signatures."""
        is_followed = self._followers or steady() < self._followed_until
        return self.seconds() if is_followed else int(time.time())

    def was_asked(self) -> None:
        self._followed_until = steady() + _FOLLOWED_SECONDS

    @contextmanager
    def following(self) -> Iterator[None]:
        """Around each stream that tells an app the time."""
        self._followers += 1
        try:
            yield
        finally:
            self._followers -= 1
            self.was_asked()  # until it has found its way back

    async def passes(self, seconds: float) -> None:
        """Until that much time has gone by: on this wall, which somebody may move, or in truth."""
        end, due = steady() + seconds, self.micros() + int(seconds * 1_000_000)
        moved = asyncio.Event()
        self.listeners.append(notice := lambda _: moved.set())
        try:
            while (left := min(end - steady(), (due - self.micros()) / 1_000_000)) > 0:
                moved.clear()
                with suppress(TimeoutError):
                    async with asyncio.timeout(left):
                        await moved.wait()
        finally:
            self.listeners.remove(notice)

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
