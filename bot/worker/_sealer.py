"""Seals the trace once a minute, a minute behind what happens."""

from datetime import datetime
from typing import Protocol

from bot.log import logger
from bot.model.errors import CrmError
from bot.model.ids import EventId
from bot.worker._ports import Clock

_BEHIND_SECONDS = 60.0  # transactions are cut at thirty, so nothing can be added below by then


class Seals(Protocol):
    def bound(self) -> EventId: ...

    async def seal(self, before: EventId, now: datetime) -> None: ...


async def keep_sealed(seals: Seals, clock: Clock) -> None:
    """Until cancelled. The minute is a steady one: the ids' own clock may have jumped."""
    while True:
        before = seals.bound()
        await clock.sleep(_BEHIND_SECONDS)
        try:
            await seals.seal(before, clock.now())
        except CrmError as error:
            logger().warning("seals", outcome="later", error=error.id)
