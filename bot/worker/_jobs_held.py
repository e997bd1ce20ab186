"""The transaction of a job's step: the job is certainly this runner's in it, at the place where it was left."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, asynccontextmanager

from bot.crm._work import Work, Works
from bot.model.files import shelf_key
from bot.model.jobs import Job
from bot.model.members import Viewer
from bot.model.ports import Arrival


class JobTaken(Exception):
    """Another runner has the job, or it has ended: this one must let go of it."""


def key_for(job: Job, digest: str) -> str:
    """Where a job's file goes: the same place each time it is fetched, so that a run cut off leaves no second copy."""
    return shelf_key(digest, f"{job.id:016x}")


@asynccontextmanager
async def held(works: Works, job: Job, viewer: Viewer) -> AsyncIterator[tuple[Work, Job]]:
    """What is written here is written with how far the job has come, or not at all. Raises JobTaken."""
    async with works.writing(viewer, patient=True, everything=True) as work:
        mine = await work.jobs.hold(job)
        if mine is None:
            raise JobTaken
        yield work, mine


async def receive(arrival: Arrival, chunks: AsyncGenerator[bytes]) -> None:
    """All the bytes that come, one piece in memory at a time. Raises what their source does, StoreUnavailable."""
    async with aclosing(chunks):
        async for chunk in chunks:
            await arrival.add(chunk)
