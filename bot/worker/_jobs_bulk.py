"""The steps of what is done to many contacts: whom it is about is read beside the writer, then chunk by chunk."""

import asyncio
from collections.abc import Sequence

from bot.crm import bulk
from bot.crm._progress import tell_end
from bot.crm._work import Work, Works
from bot.model.ids import ContactId
from bot.model.jobs import Job
from bot.model.members import Viewer
from bot.worker._jobs_held import held
from bot.worker._jobs_pace import Pace


class BulkSteps:
    """`cursor` is the last contact that was seen to; what was read ahead of it can be read again at any time."""

    def __init__(self, works: Works) -> None:
        self._works = works
        self._pace = Pace(bulk.CHUNK)
        self._task: bulk.Task | None = None
        self._ahead: Sequence[ContactId] = ()

    async def step(self, job: Job, viewer: Viewer) -> Job:
        """The job as it was saved. Raises JobTaken, DraftGone, RoleRefused, Busy, StoreUnavailable."""
        given, ahead = await self._look(job, viewer)
        some = ahead[: self._pace.chunk]
        loop = asyncio.get_running_loop()
        async with held(self._works, job, viewer) as (work, mine):
            begun = loop.time()
            if some and not mine.cancel:
                later = await bulk.advance(work, mine, given, some)
            else:
                later = await bulk.finish(work, mine)
        self._pace.took(loop.time() - begun)
        self._ahead = ahead[len(some) :]
        return later

    async def _look(self, job: Job, viewer: Viewer) -> tuple[bulk.Task, Sequence[ContactId]]:
        if self._task is not None and self._ahead:
            return self._task, self._ahead
        async with self._works.reading(viewer) as work:
            self._task = self._task or await bulk.task(work, job)
            return self._task, await bulk.ahead(work, self._task, after=ContactId(job.cursor))

    async def failed(self, work: Work, job: Job) -> None:
        """Whoever asked is told, and can undo what was done until then."""
        await tell_end(work, job)
