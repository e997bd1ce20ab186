"""What a delivery says, rendered at the last moment from what is kept now; None where it is no longer wanted."""

from bot.crm import activities, birthdays, bulk, contacts, follows, imports, reminders
from bot.crm._door import Door
from bot.crm._work import Work, Works
from bot.model.bulk import Act, BulkReport
from bot.model.deliveries import Delivery, Matter, Op
from bot.model.errors import ReminderNotFound
from bot.model.ids import ChannelId, ContactId, EventId, JobId, ReminderId
from bot.model.jobs import Job, JobKind, JobState, report_of
from bot.model.members import EVERYONE
from bot.model.messages import Message
from bot.templates import activities as show_activities
from bot.templates import birthdays as show_birthdays
from bot.templates import bulk as show_bulk
from bot.templates import files as show_files
from bot.templates import imports as show_imports
from bot.templates import reminders as show_reminders
from bot.templates._words import Reader, channel_reader, reader_of
from bot.worker import _notices


class Messages:
    """`compose` for the worker, and what is told when a message cannot arrive."""

    def __init__(self, works: Works, door: Door) -> None:
        self._works = works
        self._door = door

    async def __call__(self, delivery: Delivery) -> Message | None:
        if delivery.matter is Matter.FEED_LINE:
            return await self._feed_line(delivery)
        if delivery.reader is None:
            return None
        reader = await self._door.viewer_in(delivery.tenant, delivery.reader)
        if reader is None:
            return None
        async with self._works.reading(reader) as work:
            return await _COMPOSED[delivery.matter](work, delivery)

    async def undelivered(self, delivery: Delivery, error: str) -> None:
        system = await self._door.system_viewer(delivery.tenant)
        async with self._works.writing(system, patient=True, everything=True) as work:
            await _notices.tell_undelivered(work, delivery)

    async def channel_gone(self, delivery: Delivery, error: str) -> None:
        """Its follows end, and whoever began them is told, once each."""
        channel = ChannelId(delivery.channel or "")
        system = await self._door.system_viewer(delivery.tenant)
        async with self._works.writing(system, patient=True, everything=True) as work:
            makers = await follows.end_channel(work, channel)
            await _notices.tell_follow_stopped(work, delivery, makers)

    async def _feed_line(self, delivery: Delivery) -> Message | None:
        """What everyone in the channel may see, in the workspace's language."""
        system = await self._door.system_viewer(delivery.tenant)
        async with self._works.reading(system, sight=EVERYONE) as work:
            line = await activities.line(work, EventId(delivery.subject))
        if line is None:
            return None
        reader = channel_reader(system.workspace)
        return show_activities.feed_line(line.event, contact=line.contact, actor=line.actor, reader=reader)


async def _reminder(work: Work, delivery: Delivery) -> Message | None:
    try:
        reminder = await reminders.find(work, ReminderId(delivery.subject))
    except ReminderNotFound:
        return None
    is_current = reminder.is_open and reminder.occurrence == delivery.occurrence
    if delivery.op is Op.POST and not is_current:
        return None
    member = work.viewer.member
    names = await contacts.names(work, [reminder.contact]) if reminder.contact is not None else {}
    put_off = reminder.contact if reminder.is_open and not is_current else None
    return show_reminders.due(
        reminder,
        reader_of(member),
        contact=names.get(reminder.contact or ContactId(0)),
        morning=show_reminders.morning_of(member),
        occurrence=delivery.occurrence,
        outside=await reminders.outside_hours(work, put_off, reminder.wall),
    )


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


_COMPOSED = {
    Matter.REMINDER: _reminder,
    Matter.BIRTHDAY: _birthday,
    Matter.UNDELIVERED: _notices.undelivered,
    Matter.FOLLOW_STOPPED: _notices.follow_stopped,
    Matter.IMPORT_REPORT: _import_report,
    Matter.IMPORT_PROGRESS: _import_progress,
    Matter.BULK_REPORT: _bulk_report,
    Matter.BULK_PROGRESS: _bulk_progress,
    Matter.FILE_LOST: _file_lost,
}
