"""What a delivery says, rendered at the last moment from what is kept now; None where it is no longer wanted."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from bot.crm import activities, birthdays, bulk, channels, files, follows, imports, reminders, webhooks
from bot.crm._door import Door
from bot.crm._work import Work, Works
from bot.model.bulk import Act, BulkReport
from bot.model.deliveries import Delivery, Matter
from bot.model.errors import WebhookNotFound
from bot.model.ids import EventId, JobId, PlaceId, ReminderId, WebhookId
from bot.model.jobs import Job, JobKind, JobState, report_of
from bot.model.members import EVERYONE, Standing
from bot.model.messages import Mail, Message, Posted
from bot.templates import activities as show_activities
from bot.templates import birthdays as show_birthdays
from bot.templates import bulk as show_bulk
from bot.templates import channels as show_channels
from bot.templates import files as show_files
from bot.templates import imports as show_imports
from bot.templates import webhooks as show_webhooks
from bot.templates._words import Reader, channel_reader, reader_of
from bot.worker import _notes, _notices, _reminders
from bot.worker._cards import Cards
from bot.worker._expected import Readings
from bot.worker._feed import FeedPosts
from bot.worker._outsiders import HasOutsiders, nobody
from bot.worker._ports import Clock, Later
from bot.worker._share import Share
from bot.worker._turns import Turns


class Messages:
    """`compose` for the worker, and what is told when a message cannot arrive."""

    def __init__(self, works: Works, door: Door, clock: Clock, *, has_outsiders: HasOutsiders = nobody) -> None:
        self._works = works
        self._share = Share(works)
        self._door = door
        self._clock = clock
        self._has_outsiders = has_outsiders
        self._readings = Readings(self._share, door, clock)
        self._turns = Turns(clock)
        self._posts = FeedPosts(self._share, door, clock, self._turns, has_outsiders=has_outsiders)
        self._cards = Cards(self._share, door, self._turns, has_outsiders=has_outsiders)

    async def expect(self, deliveries: Sequence[Delivery]) -> None:
        """They were claimed together, and what many of them say is read together."""
        await self._readings.expect(deliveries)

    async def __call__(self, delivery: Delivery) -> Posted | Mail | Later | None:
        is_of_feed = delivery.matter in (Matter.FEED_POST, Matter.FEED_DIGEST)
        if (in_channel := self._in_channel(delivery, is_of_feed=is_of_feed)) is not None:
            return await in_channel
        reader = await self._readings.reader(delivery)
        if reader is None:
            return None
        if is_of_feed:
            is_ours = reader.member.standing is Standing.FULL  # nobody who became a guest since
            return await self._posts(delivery, reader) if is_ours else None
        expected = self._readings.reminder(delivery)
        if expected and (told := _reminders.told_at_once(expected, reader, delivery, self._clock.now())):
            return told
        async with self._share.reading(reader) as work:
            later = _reminders.not_yet(reader, delivery, work.now)
            return later or await _COMPOSED[delivery.matter](work, delivery)

    def _in_channel(self, delivery: Delivery, *, is_of_feed: bool) -> Awaitable[Message | Later | None] | None:
        """What is for whoever reads a channel; None where it is for one person."""
        if delivery.matter is Matter.FEED_LINE:
            return self._feed_line(delivery)
        if delivery.matter is Matter.CONTACT_CARD:
            return self._cards(delivery)
        return self._posts(delivery, None) if is_of_feed and delivery.reader is None else None

    def left(self, delivery: Delivery) -> None:
        self._turns.left(delivery)

    async def advance(self, delivery: Delivery) -> None:
        system = await self._door.system_viewer(delivery.tenant)
        async with self._works.writing(system, patient=True, everything=True) as work:
            await reminders.advance(work, ReminderId(delivery.subject), occurrence=delivery.occurrence)

    async def undelivered(self, delivery: Delivery, error: str) -> None:
        system = await self._door.system_viewer(delivery.tenant)
        async with self._works.writing(system, patient=True, everything=True) as work:
            await _notices.tell_undelivered(work, delivery)

    async def channel_gone(self, delivery: Delivery, error: str) -> None:
        """Its follows end, and whoever began them is told, once each."""
        place = PlaceId(delivery.channel or "")
        system = await self._door.system_viewer(delivery.tenant)
        async with self._works.writing(system, patient=True, everything=True) as work:
            makers = await follows.end_place(work, place)
            await _notices.tell_follow_stopped(work, delivery, makers)

    async def _feed_line(self, delivery: Delivery) -> Message | None:
        """What everyone in the channel may see, in the workspace's language; nothing where outsiders read along."""
        if await self._has_outsiders(delivery.tenant, delivery.channel or ""):
            return None
        system = await self._door.system_viewer(delivery.tenant)
        async with self._share.reading(system, sight=EVERYONE) as work:
            lines = await activities.lines(work, [EventId(delivery.subject)])
        if not lines:
            return None
        reader = channel_reader(system.workspace)
        line = lines[0]
        return show_activities.feed_line(line.event, contact=line.contact, actor=line.actor, reader=reader)


async def _birthday(work: Work, delivery: Delivery) -> Message | None:
    told = await birthdays.told(work, delivery)
    if told is None:
        return None
    return show_birthdays.told(told.contact, told.birthday, reader_of(work.viewer.member), age=told.age, day=told.day)


async def _import_report(work: Work, delivery: Delivery) -> Message | None:
    job = await imports.find(work, JobId(delivery.subject))
    if job is None:
        return None
    reader = reader_of(work.viewer.member)
    if job.error is not None:
        return show_imports.failed(job, reader)
    return show_imports.report(report_of(job), reader)


async def _import_progress(work: Work, delivery: Delivery) -> Message | None:
    job = await imports.find(work, JobId(delivery.subject))
    if job is None or job.has_ended:
        return None
    return show_imports.progress(job.done, job.total, reader_of(work.viewer.member))


async def _bulk_report(work: Work, delivery: Delivery) -> Message | None:
    job = await bulk.find(work, JobId(delivery.subject))
    if job is None:
        return None
    reader, told = reader_of(work.viewer.member), bulk.report_of(job)
    if job.kind is JobKind.UNDO:
        return _taken_back(job, told, reader)
    act, unseen = Act(job.input["act"]), max(job.total - told.looked_at, 0)
    if job.error is not None:
        return show_bulk.failed(act, job.error, told, reader, batch=job.id, unseen=unseen)
    if job.state is JobState.CANCELLED:
        return show_bulk.stopped(act, told, reader, batch=job.id, unseen=unseen)
    return show_bulk.report(act, told, reader, batch=job.id)


def _taken_back(job: Job, told: BulkReport, reader: Reader) -> Message:
    if job.error is not None:
        return show_bulk.taking_back_failed(job.error, told, reader, batch=int(job.input["batch"]))
    return show_bulk.taken_back(told, reader)


async def _bulk_progress(work: Work, delivery: Delivery) -> Message | None:
    job = await bulk.find(work, JobId(delivery.subject))
    if job is None or job.has_ended:
        return None
    reader = reader_of(work.viewer.member)
    if job.kind is JobKind.UNDO:
        return show_bulk.taking_progress(job.done, job.total, reader)
    if job.cancel:
        return show_bulk.stopping(reader)
    return show_bulk.progress(Act(job.input["act"]), job.done, job.total, reader, job=job.id)


async def _file_lost(work: Work, delivery: Delivery) -> Message:
    return show_files.lost(reader_of(work.viewer.member))


async def _file_left(work: Work, delivery: Delivery) -> Message | None:
    left = await files.left_behind(work, JobId(delivery.subject))
    return None if left is None else show_files.left(left.file, left.of, reader_of(work.viewer.member))


async def _webhook_off(work: Work, delivery: Delivery) -> Message | None:
    """None where somebody has seen to it meanwhile."""
    try:
        webhook = await webhooks.look(work, WebhookId(delivery.subject))
    except WebhookNotFound:
        return None
    return None if webhook.off is None else show_webhooks.switched_off(webhook, reader_of(work.viewer.member))


async def _channel_made(work: Work, delivery: Delivery) -> Message | None:
    told = await channels.report(work, JobId(delivery.subject))
    if told is None:
        return None
    job, name, channel = told
    reader = reader_of(work.viewer.member)
    if channel is None:
        return show_channels.not_made(name, job.result.get("reason") or job.error or "", reader)
    return show_channels.made(name, channel, reader, uninvited=bool(job.result.get("uninvited") or job.error))


_Composed = Callable[[Work, Delivery], Awaitable[Message | Mail | None]]
_COMPOSED: Mapping[Matter, _Composed] = {
    Matter.REMINDER: _reminders.told,
    Matter.ESCALATION: _reminders.told,
    Matter.LATE_REMINDERS: _reminders.late,
    Matter.NOTE: _notes.told,
    Matter.BIRTHDAY: _birthday,
    Matter.UNDELIVERED: _notices.undelivered,
    Matter.FOLLOW_STOPPED: _notices.follow_stopped,
    Matter.IMPORT_REPORT: _import_report,
    Matter.IMPORT_PROGRESS: _import_progress,
    Matter.BULK_REPORT: _bulk_report,
    Matter.BULK_PROGRESS: _bulk_progress,
    Matter.CHANNEL_MADE: _channel_made,
    Matter.FILE_LOST: _file_lost,
    Matter.FILE_LEFT: _file_left,
    Matter.WEBHOOK_OFF: _webhook_off,
}
