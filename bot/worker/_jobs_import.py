"""The steps of an import: fetch the file from Slack, find out what it is, then its rows chunk by chunk."""

import asyncio
from dataclasses import replace

from bot.crm import imports
from bot.crm._progress import tell_end
from bot.crm._work import Work, Works
from bot.model.errors import FileRefused
from bot.model.jobs import Job
from bot.model.members import Viewer
from bot.model.ports import Fetcher, Shelf
from bot.worker._jobs_held import held, key_for, receive
from bot.worker._jobs_pace import Pace


class ImportSteps:
    """One import; what was read of the file is kept between steps and can be read again at any time."""

    def __init__(self, works: Works, shelf: Shelf, fetcher: Fetcher) -> None:
        self._works = works
        self._shelf = shelf
        self._fetcher = fetcher
        self._reading: imports.Reading | None = None
        self._pace = Pace(imports.CHUNK)

    async def step(self, job: Job, viewer: Viewer) -> Job:
        """The job as it was saved. Raises JobTaken, FileRefused, SlackRefused, Busy, StoreUnavailable."""
        if "shelf" not in job.input:
            return await self._fetch(job, viewer)
        if self._reading is None:
            self._reading = await self._begin(job, viewer)
        return await self._advance(job, viewer, self._reading)

    async def _fetch(self, job: Job, viewer: Viewer) -> Job:
        team = viewer.workspace.team
        file = await self._fetcher.describe(team, job.input["file"])
        async with self._shelf.receiving() as arrival:
            await receive(arrival, self._fetcher.bytes_of(team, file, imports.SIZE))
            key = key_for(job, arrival.digest)
            await arrival.place(key)
        async with held(self._works, job, viewer) as (work, mine):
            fetched = replace(mine, input=mine.input | {"shelf": key})
            await work.jobs.save(fetched)
        return fetched

    async def _begin(self, job: Job, viewer: Viewer) -> imports.Reading:
        try:
            content = await self._shelf.get(job.input["shelf"])
        except FileNotFoundError as error:
            raise FileRefused(reason="gone") from error
        return await imports.Reading.begin(content, country=viewer.workspace.country, after=job.cursor)

    async def _advance(self, job: Job, viewer: Viewer, reading: imports.Reading) -> Job:
        rows = await reading.take(self._pace.chunk)
        loop = asyncio.get_running_loop()
        async with held(self._works, job, viewer) as (work, mine):
            begun = loop.time()
            if rows and not mine.cancel:
                later = await imports.advance(work, mine, rows, total=reading.file.total)
            else:
                later = await imports.finish(work, mine, left_out=reading.file.left_out)
        self._pace.took(loop.time() - begun)
        return later

    async def failed(self, work: Work, job: Job) -> None:
        """Whoever asked is told what went wrong, and how far it came."""
        await tell_end(work, job)
