"""The steps of an import: fetch the file from Slack, find out what it is, then its rows chunk by chunk."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from bot.crm import imports
from bot.crm._work import Work, Works
from bot.model.errors import FileRefused
from bot.model.jobs import Job
from bot.model.members import Viewer
from bot.model.ports import Fetcher, Shelf

_TURN_SECONDS = 0.1  # of the writer, for a chunk: a person's action waits no longer behind an import
_FIRST_CHUNK = 100
_SMALLEST_CHUNK = 20


class JobTaken(Exception):
    """Another runner has the job, or it has ended: this one must let go of it."""


class ImportSteps:
    """One import; what was read of the file is kept between steps and can be read again at any time."""

    def __init__(self, works: Works, shelf: Shelf, fetcher: Fetcher) -> None:
        self._works = works
        self._shelf = shelf
        self._fetcher = fetcher
        self._reading: imports.Reading | None = None
        self._chunk = _FIRST_CHUNK

    async def step(self, job: Job, viewer: Viewer) -> Job:
        """The job as it was saved. Raises JobTaken, FileRefused, SlackRefused, Busy, StoreUnavailable."""
        if "shelf" not in job.input:
            return await self._fetch(job, viewer)
        if self._reading is None:
            self._reading = await self._begin(job, viewer)
        return await self._advance(job, viewer, self._reading)

    async def _fetch(self, job: Job, viewer: Viewer) -> Job:
        content = await self._fetcher.fetch(viewer.workspace.team, job.input["file"], imports.SIZE)
        key = await self._shelf.put(content)
        async with self._held(job, viewer) as (work, held):
            fetched = replace(held, input=held.input | {"shelf": key})
            await work.jobs.save(fetched)
        return fetched

    async def _begin(self, job: Job, viewer: Viewer) -> imports.Reading:
        try:
            content = await self._shelf.get(job.input["shelf"])
        except FileNotFoundError as error:
            raise FileRefused(reason="gone") from error
        return await imports.Reading.begin(content, country=viewer.workspace.country, after=job.cursor)

    async def _advance(self, job: Job, viewer: Viewer, reading: imports.Reading) -> Job:
        rows = await reading.take(self._chunk)
        loop = asyncio.get_running_loop()
        async with self._held(job, viewer) as (work, held):
            begun = loop.time()
            if rows and not held.cancel:
                later = await imports.advance(work, held, rows, total=reading.file.total)
            else:
                later = await imports.finish(work, held, left_out=reading.file.left_out)
        self._adapt(loop.time() - begun)
        return later

    def _adapt(self, seconds: float) -> None:
        if seconds > _TURN_SECONDS:
            self._chunk = max(self._chunk // 2, _SMALLEST_CHUNK)
        elif seconds < _TURN_SECONDS / 2:
            self._chunk = min(self._chunk * 3 // 2, imports.CHUNK)

    @asynccontextmanager
    async def _held(self, job: Job, viewer: Viewer) -> AsyncIterator[tuple[Work, Job]]:
        """A Work in which the job is certainly ours, at the place where we left it."""
        async with self._works.writing(viewer, patience=None, everything=True) as work:
            held = await work.jobs.hold(job)
            if held is None:
                raise JobTaken
            yield work, held
