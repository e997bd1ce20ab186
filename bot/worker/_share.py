"""The worker's share of the connections that read.

A hundred couriers may compose at once. Each would wait for a connection as people do, for a moment, and be told that
all are busy; and people would wait behind them. So the couriers wait here, in the order of asking and for as long as
it takes, and one connection at least is left for people.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from bot.crm._work import Work, Works
from bot.model.members import Sight, Viewer

_AT_ONCE = 2  # of the three that `store` opens


class Share:
    """`Works` for whoever composes; `turn` is for a reading that goes another way. Nobody takes it within it."""

    def __init__(self, works: Works) -> None:
        self._works = works
        self.turn = asyncio.Semaphore(_AT_ONCE)

    @asynccontextmanager
    async def reading(self, viewer: Viewer, *, sight: Sight | None = None) -> AsyncIterator[Work]:
        async with self.turn, self._works.reading(viewer, sight=sight) as work:
            yield work

    def writing(self, viewer: Viewer, *, patient: bool, everything: bool) -> AbstractAsyncContextManager[Work]:
        return self._works.writing(viewer, patient=patient, everything=everything)
