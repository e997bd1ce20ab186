"""The one place that reads a clock. Wall time is what is due, shown and signed; steady time is for ages and waits."""

import asyncio
import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """The wall clock, aware UTC."""
        ...

    def steady(self) -> float:
        """Seconds that only grow, whatever the wall clock does."""
        ...

    async def sleep(self, seconds: float) -> None: ...

    async def refresh(self) -> None:
        """Reads a followed clock once more; the system's own needs none."""
        ...


class SystemClock:
    """The machine's clocks."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def steady(self) -> float:
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)

    async def refresh(self) -> None:
        return
