"""A file that somebody gave: fetched from Slack and kept, later sent to whoever asks to see it.

Slack shows what is given in a form to nobody else, and deletes old files: our copy is the only one that stays. It is
never drawn into a view. Slack asks only that the app itself may see a `slack_file`
(https://docs.slack.dev/reference/block-kit/composition-objects/slack-file-object) and says nowhere that others then
may: a file that is shared in no conversation is its uploader's alone, and a view whose file is gone is refused as a
whole. In the reader's own direct message it is certainly seen.
"""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace

from bot.crm import files, reminders
from bot.crm._work import Work, Works
from bot.model.coordinates import web_address
from bot.model.errors import FileGone, FileRefused
from bot.model.files import FILE_SIZE, PHOTO_SIZE, File, FileState, Reason, ending_at, picture_type, refusal, safe_name
from bot.model.ids import FileId
from bot.model.jobs import Job, JobState
from bot.model.members import SYSTEM, Viewer
from bot.model.notes import Note
from bot.model.ports import Arrival, Fetcher, Parcel, Sharer, Shelf, SlackFile
from bot.model.reminders import Reminder
from bot.templates import files as show
from bot.templates._words import reader_of
from bot.worker._jobs_held import held, key_for, receive

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
        given = await self._given(job, viewer)
        if given is None:  # what it is of is gone for good, or an earlier run has done all
            return await self._done(job, viewer)
        team = viewer.workspace.team
        file = await self._fetcher.describe(team, job.input["file"])
        name = safe_name(file.name) or given.name
        if name != given.name:
            await self._call(job, viewer, name)
        _check(given, file, job, viewer)
        if file.link and not given.is_picture:
            return await self._done(job, viewer, given.linked(_address(file), name=name, kind=file.kind))
        is_photo = given.is_picture
        async with self._shelf.receiving() as arrival:
            await receive(arrival, self._fetcher.bytes_of(team, file, PHOTO_SIZE if is_photo else FILE_SIZE))
            kind = _picture(arrival) if is_photo else file.kind
            if not arrival.size:
                raise FileRefused(reason=Reason.EMPTY)
            key = key_for(job, arrival.digest)
            await self._forget(job, key)
            async with held(self._works, job, viewer) as (work, mine):
                await work.jobs.save(replace(mine, input=mine.input | {_PLACE: key}))
            await arrival.place(key)
        return await self._done(job, viewer, given.kept(key, name=name, kind=kind, size=arrival.size))

    async def failed(self, work: Work, job: Job) -> None:
        """What it is of says that its file is missing, and whoever gave it is told why; of a picture the record says
        so."""
        file, of = await _locked(work, job)
        if file is None or file.state is not FileState.DUE:
            return
        await _save(work, file.failed(str(job.result.get("reason") or job.error or "")), of)
        if not file.is_picture:
            await work.outbox.add_many([files.left_delivery(job, work.now)])

    async def _given(self, job: Job, viewer: Viewer) -> File | None:
        """The record, where its bytes are still wanted."""
        async with self._works.reading(viewer, sight=SYSTEM) as work:
            file = await _record(work, job)
        return file if file is not None and file.state is FileState.DUE else None

    async def _call(self, job: Job, viewer: Viewer, name: str) -> None:
        """By what Slack tells only now: whatever becomes of it, people know which file it is."""
        async with held(self._works, job, viewer) as (work, _):
            file, of = await _locked(work, job)
            if file is not None:
                await _save(work, replace(file, name=name), of)

    async def _forget(self, job: Job, key: str) -> None:
        """What an earlier run put on the shelf, where it has been changed in Slack since."""
        earlier = job.input.get(_PLACE)
        if earlier is not None and earlier != key:
            await self._shelf.drop(earlier)

    async def _done(self, job: Job, viewer: Viewer, file: File | None = None) -> Job:
        """With the record as it is now. Bytes that nobody names are dropped, being still named by the job."""
        async with held(self._works, job, viewer) as (work, mine):
            done = replace(mine, state=JobState.DONE)
            found, of = await _locked(work, job)
            if file is not None and found is not None and found.state is FileState.DUE:
                await _save(work, file, of)
                done = replace(done, input={name: value for name, value in mine.input.items() if name != _PLACE})
            await work.jobs.save(done)
        return done


class SendSteps:
    """One step. Cut off between Slack's answer and its note, it sends the file a second time."""

    def __init__(self, works: Works, shelf: Shelf, sharer: Sharer) -> None:
        self._works = works
        self._shelf = shelf
        self._sharer = sharer

    async def step(self, job: Job, viewer: Viewer) -> Job:
        """Raises JobTaken, FileGone, ContactNotFound, SlackRefused, SlackUnavailable, StoreUnavailable."""
        async with self._works.reading(viewer) as work:  # with the reader's own eyes, as they see today
            sent = await files.to_send(work, FileId(int(job.input["record"])))
        team = viewer.workspace.team
        channel = await self._sharer.open_dm(team, viewer.id)
        title = show.title(sent, reader_of(viewer.member))
        async with self._kept(sent.file) as pieces:
            parcel = Parcel(name=show.file_name(sent.file), title=title, size=sent.file.size, pieces=pieces)
            await self._sharer.upload(team, parcel, channel=channel)
        async with held(self._works, job, viewer) as (work, mine):
            done = replace(mine, state=JobState.DONE)
            await work.jobs.save(done)
        return done

    async def failed(self, work: Work, job: Job) -> None:
        await work.outbox.add_many([files.lost_delivery(job, work.now)])

    @asynccontextmanager
    async def _kept(self, file: File) -> AsyncIterator[AsyncGenerator[bytes]]:
        """Looked through before Slack hears of it."""
        async with AsyncExitStack() as opened:
            try:
                pieces = await opened.enter_async_context(self._shelf.reading(file.shelf or ""))
            except (FileNotFoundError, ValueError) as error:
                raise FileGone from error
            yield pieces


class DropSteps:
    """One step: nothing is to be done but what follows the end of every job, whose file goes."""

    def __init__(self, works: Works) -> None:
        self._works = works

    async def step(self, job: Job, viewer: Viewer) -> Job:
        """Raises JobTaken."""
        async with held(self._works, job, viewer) as (work, mine):
            done = replace(mine, state=JobState.DONE)
            await work.jobs.save(done)
        return done

    async def failed(self, work: Work, job: Job) -> None:
        """Its file goes all the same."""


def _check(given: File, file: SlackFile, job: Job, viewer: Viewer) -> None:
    """What Slack says of it, before its bytes are asked for. Raises FileRefused."""
    channel = job.input.get(files.CHANNEL)
    if channel is not None and file.user != job.member and channel not in file.places:
        raise FileRefused(reason=Reason.NOT_SEEN)
    if given.is_picture:
        return
    excluded = viewer.workspace.excluded_kinds
    # What lies elsewhere has no size that Slack would know, and no bytes that are copied.
    reason = refusal(file.name, None if file.link else file.size, excluded=excluded, kind=file.kind)
    if reason is None and ending_at(file.link) in excluded:
        reason = Reason.EXCLUDED_KIND
    if reason is not None:
        raise FileRefused(reason=reason)


def _address(file: SlackFile) -> str:
    address = web_address(file.link)
    if address is None:
        raise FileRefused(reason=Reason.ELSEWHERE)
    return address


def _picture(arrival: Arrival) -> str:
    kind = picture_type(arrival.first)
    if kind is None:
        raise FileRefused(reason=Reason.NO_PICTURE)
    return kind


async def _record(work: Work, job: Job) -> File | None:
    return await work.files.find(FileId(int(job.input["record"])))


async def _locked(work: Work, job: Job) -> tuple[File | None, Note | Reminder | None]:
    """The record, and what it is of, which is held until the commit and before the record is written: whoever edits
    that does so in this order, and of two files that come at once one is taken in after the other."""
    file = await _record(work, job)
    if file is None or file.is_picture:
        return file, None
    of: Note | Reminder | None = None
    if file.note is not None:
        of = await work.notes.find(file.note, lock=True, deleted=True)
    elif file.reminder is not None:
        of = await work.reminders.find(file.reminder, lock=True, deleted=True)
    return await _record(work, job), of


async def _save(work: Work, file: File, of: Note | Reminder | None) -> None:
    """Its note is found by its name, which Slack may only have told now; what was sent of its reminder says how it
    stands."""
    await work.files.save(file)
    if isinstance(of, Note):
        await work.notes.reindex(of)
    elif of is not None and of.deleted_at is None:
        await reminders.file_came(work, of)
