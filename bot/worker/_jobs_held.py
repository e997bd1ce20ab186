"""The transaction of a job's step: the job is certainly this runner's in it, at the place where it was left."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.crm._work import Work, Works
from bot.model.files import shelf_key
from bot.model.jobs import Job
from bot.model.members import Viewer


class JobTaken(Exception):
    """Another runner has the job, or it has ended: this one must let go of it."""


async def key_for(job: Job, content: bytes) -> str:
    """Where a job's file goes: the same place each time it is fetched, so that a run cut off leaves no second copy."""
    return await asyncio.to_thread(shelf_key, content, f"{job.id:016x}")


@asynccontextmanager
async def held(works: Works, job: Job, viewer: Viewer) -> AsyncIterator[tuple[Work, Job]]:
    """What is written here is written with how far the job has come, or not at all. Raises JobTaken."""
    async with works.writing(viewer, patient=True, everything=True) as work:
        mine = await work.jobs.hold(job)
        if mine is None:
            raise JobTaken
        yield work, mine
