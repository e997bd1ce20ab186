"""The steps of taking back what a job did: its events are read beside the writer, then reversed chunk by chunk."""

import asyncio
from collections.abc import Sequence

from bot.crm import undo
from bot.crm._progress import tell_end
from bot.crm._work import Work, Works
from bot.model.ids import ContactId
from bot.model.jobs import Job
from bot.model.members import Viewer
from bot.worker._jobs_held import held
from bot.worker._jobs_pace import Pace


class UndoSteps:
    """`cursor` is the last contact that was brought back."""

    def __init__(self, works: Works) -> None:
        self._works = works
        self._pace = Pace(undo.CHUNK)
        self._ahead: Sequence[ContactId] = ()

    async def step(self, job: Job, viewer: Viewer) -> Job:
        """The job as it was saved. Raises JobTaken, RoleRefused, Busy, StoreUnavailable."""
        async with self._works.reading(viewer) as work:
            ahead = self._ahead or await undo.ahead(work, job, after=ContactId(job.cursor))
            some = ahead[: self._pace.chunk]
            given = await undo.look(work, job, some)
        loop = asyncio.get_running_loop()
        async with held(self._works, job, viewer) as (work, mine):
            begun = loop.time()
            if some:
                later = await undo.advance(work, mine, given)
            else:
                later = await undo.finish(work, mine)
        self._pace.took(loop.time() - begun)
        self._ahead = ahead[len(some) :]
        return later

    async def failed(self, work: Work, job: Job) -> None:
        """Whoever asked is told; what was brought back until then stays so."""
        await tell_end(work, job)
