"""A picture that somebody gave in a form: fetched from Slack and kept, later sent to whoever asks to see it.

Slack shows what is given in a form to nobody else, and deletes old files: our copy is the only one that stays. It is
never drawn into a view. Slack asks only that the app itself may see a `slack_file`
(https://docs.slack.dev/reference/block-kit/composition-objects/slack-file-object) and says nowhere that others then
may: a file that is shared in no conversation is its uploader's alone, and a view whose file is gone is refused as a
whole. In the reader's own direct message it is certainly seen.
"""

from dataclasses import replace

from bot.crm import files
from bot.crm._work import Work, Works
from bot.model.errors import FileGone, FileRefused
from bot.model.files import PHOTO_SIZE, File, FileState, picture_type
from bot.model.ids import FileId
from bot.model.jobs import Job, JobState
from bot.model.members import Viewer
from bot.model.ports import Fetcher, Sharer, Shelf
from bot.templates import files as show
from bot.templates._words import reader_of
from bot.worker._jobs_held import held, key_for

_PLACE = "shelf"  # whatever an ended job names there is dropped


class FetchSteps:
    """One step: the job names the place on the shelf before the bytes lie there, and keeps the name until the record
    has it. So whatever cuts it off, the next run puts them there again, or they are dropped when the job has failed."""

    def __init__(self, works: Works, shelf: Shelf, fetcher: Fetcher) -> None:
        self._works = works
        self._shelf = shelf
        self._fetcher = fetcher

    async def step(self, job: Job, viewer: Viewer) -> Job:
        """Raises JobTaken, FileRefused, SlackRefused, SlackUnavailable, StoreUnavailable."""
        content = await self._fetcher.fetch(viewer.workspace.team, job.input["file"], PHOTO_SIZE)
        kind = picture_type(content)
        if kind is None:
            raise FileRefused(reason="no_picture")
        key = await key_for(job, content)
        async with held(self._works, job, viewer) as (work, mine):
            await work.jobs.save(replace(mine, input=mine.input | {_PLACE: key}))
        await self._shelf.put(content, key)
        async with held(self._works, job, viewer) as (work, mine):
            done = replace(mine, state=JobState.DONE)
            file = await _record(work, job)
            if file is not None and file.state is not FileState.KEPT:
                await work.files.save(file.kept(key, kind=kind, size=len(content)))
                done = replace(done, input={name: value for name, value in mine.input.items() if name != _PLACE})
            await work.jobs.save(done)
        return done

    async def failed(self, work: Work, job: Job) -> None:
        """The record of the contact says that its picture could not be fetched."""
        file = await _record(work, job)
        if file is not None and file.state is FileState.DUE:
            await work.files.save(file.failed(job.error or ""))


class SendSteps:
    """One step. Cut off between Slack's answer and its note, it sends the picture a second time."""

    def __init__(self, works: Works, shelf: Shelf, sharer: Sharer) -> None:
        self._works = works
        self._shelf = shelf
        self._sharer = sharer

    async def step(self, job: Job, viewer: Viewer) -> Job:
        """Raises JobTaken, FileGone, ContactNotFound, SlackRefused, SlackUnavailable, StoreUnavailable."""
        async with self._works.reading(viewer) as work:
            file, name = await files.to_send(work, FileId(int(job.input["record"])))
        content = await self._bytes(file)
        team = viewer.workspace.team
        channel = await self._sharer.open_dm(team, viewer.id)
        title = show.title(name, reader_of(viewer.member))
        await self._sharer.upload(team, content, name=show.file_name(file), title=title, channel=channel)
        async with held(self._works, job, viewer) as (work, mine):
            done = replace(mine, state=JobState.DONE)
            await work.jobs.save(done)
        return done

    async def failed(self, work: Work, job: Job) -> None:
        await work.outbox.add_many([files.lost_delivery(job, work.now)])

    async def _bytes(self, file: File) -> bytes:
        try:
            return await self._shelf.get(file.shelf or "")
        except (FileNotFoundError, ValueError) as error:
            raise FileGone from error


async def _record(work: Work, job: Job) -> File | None:
    return await work.files.find(FileId(int(job.input["record"])))
