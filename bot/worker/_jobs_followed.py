"""What follows from a change that is made already: its contacts are seen to chunk by chunk, and nobody is told."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.crm._work import Work, Works
from bot.model.jobs import Job
from bot.model.members import Role, Standing, Viewer
from bot.worker._jobs_held import held
from bot.worker._jobs_pace import Pace

_MOST = 500
Chunk = Callable[[Work, Job, int], Awaitable[Job]]  # at most so many contacts: the job as it is after them


class FollowingSteps:
    def __init__(self, works: Works, chunk: Chunk) -> None:
        self._works = works
        self._chunk = chunk
        self._pace = Pace(_MOST)

    async def step(self, job: Job, viewer: Viewer) -> Job:
        """Raises JobTaken, StoreUnavailable."""
        loop = asyncio.get_running_loop()
        async with held(self._works, job, as_began(viewer)) as (work, mine):
            begun = loop.time()
            later = await self._chunk(work, mine, self._pace.chunk)
            await work.jobs.save(later)
        self._pace.took(loop.time() - begun)
        return later

    async def failed(self, work: Work, job: Job) -> None:
        """Nobody is told: what was changed is what it was made, and the log says which contacts wait."""


def as_began(viewer: Viewer) -> Viewer:
    """Whoever began it was allowed to then, and it is ended whatever they are by now."""
    return replace(viewer, member=replace(viewer.member, role=Role.ADMIN, standing=Standing.FULL))
