"""A tag that was renamed or deleted: its contacts are written anew, chunk by chunk."""

import asyncio
from dataclasses import replace

from bot.crm import tags
from bot.crm._work import Work, Works
from bot.model.ids import TagId
from bot.model.jobs import Job, JobState
from bot.model.members import Role, Standing, Viewer
from bot.worker._jobs_held import held
from bot.worker._jobs_pace import Pace

_MOST = 500


class RetagSteps:
    """The first wearers were seen to with the change itself. `cursor` is the last contact of a renamed tag's chunks;
    a deleted one has no place to remember, for whoever was seen to wears it no more."""

    def __init__(self, works: Works) -> None:
        self._works = works
        self._pace = Pace(_MOST)

    async def step(self, job: Job, viewer: Viewer) -> Job:
        """Raises JobTaken, StoreUnavailable."""
        loop = asyncio.get_running_loop()
        async with held(self._works, job, _as_began(viewer)) as (work, mine):
            begun = loop.time()
            later = await self._later(work, mine)
            await work.jobs.save(later)
        self._pace.took(loop.time() - begun)
        return later

    async def _later(self, work: Work, job: Job) -> Job:
        tag = TagId(int(job.input["tag"]))
        if job.input.get("remove") == "yes":
            is_gone = await tags.take_off(work, tag, limit=self._pace.chunk)
            return replace(job, state=JobState.DONE) if is_gone else job
        after = job.cursor or int(job.input["after"])
        cursor = await tags.rewrite(work, tag, after, limit=self._pace.chunk)
        return replace(job, state=JobState.DONE) if cursor is None else replace(job, cursor=cursor)

    async def failed(self, work: Work, job: Job) -> None:
        """Nobody is told: the tag itself is what it was made, and the log says which contacts wait."""


def _as_began(viewer: Viewer) -> Viewer:
    """Whoever began it was a manager then, and it is ended whatever they are by now."""
    return replace(viewer, member=replace(viewer.member, role=Role.ADMIN, standing=Standing.FULL))
