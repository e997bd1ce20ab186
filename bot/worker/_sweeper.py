"""Sweeps the store once an hour."""

from datetime import datetime
from typing import Protocol

from bot.log import logger
from bot.model.errors import CrmError
from bot.worker._ports import Clock

_EVERY_SECONDS = 3600.0


class Sweeps(Protocol):
    async def sweep(self, now: datetime) -> None: ...


async def keep_swept(sweeps: Sweeps, clock: Clock) -> None:
    """Until cancelled; a store that cannot be swept now is swept an hour later."""
    while True:
        try:
            await sweeps.sweep(clock.now())
        except CrmError as error:
            logger().warning("sweeps", outcome="later", error=error.id)
        await clock.sleep(_EVERY_SECONDS)
