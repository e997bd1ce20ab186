"""Plans the birthdays of today and tomorrow, of all workspaces, at each hour of the wall clock."""

from datetime import datetime
from functools import partial
from typing import Protocol

from bot.crm import birthdays
from bot.crm._door import Door
from bot.crm._work import Works
from bot.log import logger
from bot.model.errors import CrmError
from bot.model.ids import ContactId
from bot.model.members import Workspace
from bot.worker._ports import Clock
from bot.worker._upkeep import kept_apart

_SLICE_SECONDS = 1.0  # a wall clock that jumps wakes nobody


class Planner(Protocol):
    async def plan(self) -> None: ...


class Birthdays:
    def __init__(self, works: Works, door: Door) -> None:
        self._works = works
        self._door = door

    async def plan(self) -> None:
        """A workspace for which it fails is planned at the next hour. Raises Busy, StoreUnavailable."""
        for workspace in await self._door.workspaces():
            await kept_apart("birthdays", partial(self._plan_all, workspace), tenant=workspace.tenant)

    async def _plan_all(self, workspace: Workspace) -> None:
        after: ContactId | None = ContactId(0)
        while after is not None:
            after = await self._plan(workspace, after)

    async def _plan(self, workspace: Workspace, after: ContactId) -> ContactId | None:
        """A slice in a transaction of its own."""
        system = await self._door.system_viewer(workspace.tenant)
        async with self._works.writing(system, patient=True, everything=True) as work:
            return await birthdays.plan(work, after=after)


async def keep_planned(planner: Planner, clock: Clock) -> None:
    """Until cancelled. What could not be planned now is planned with the next slice."""
    planned: datetime | None = None
    while True:
        hour = clock.now().replace(minute=0, second=0, microsecond=0)
        if hour != planned:
            try:
                await planner.plan()
                planned = hour
            except CrmError as error:
                logger().warning("birthdays", outcome="later", error=error.id)
        await clock.sleep(_SLICE_SECONDS)
