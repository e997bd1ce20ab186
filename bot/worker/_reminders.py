"""What the deliveries about reminders say: to whom it is for, to others in their place, late ones together, by mail."""

from datetime import datetime

from bot.crm import contacts, reminders
from bot.crm._work import Work
from bot.model.deliveries import Delivery, Matter, Op
from bot.model.errors import ReminderNotFound
from bot.model.ids import ContactId, DeliveryId, ReminderId
from bot.model.members import Viewer
from bot.model.messages import Mail, Message, Posted
from bot.model.policy import Can, require
from bot.model.quiet import reachable_at
from bot.model.reminders import Reminder
from bot.model.rich_text import Mention
from bot.templates import deliveries as show
from bot.templates import files as show_files
from bot.templates import reminders as show_reminders
from bot.templates._words import reader_of
from bot.worker._expected import Expected
from bot.worker._ports import Later
from bot.worker._unreached import unreached

TOLD_IN_TIME = frozenset({Matter.REMINDER, Matter.ESCALATION, Matter.LATE_REMINDERS, Matter.NOTE})


def not_yet(viewer: Viewer, delivery: Delivery, now: datetime) -> Later | None:
    """Whether its reader has chosen since it was planned to be left alone now; what rewrites a message is not heard."""
    if delivery.matter not in TOLD_IN_TIME or delivery.op not in {Op.POST, Op.EMAIL}:
        return None
    until = reachable_at(now, viewer.member)
    return Later(until) if until > now else None


def told_at_once(expected: Expected, viewer: Viewer, delivery: Delivery, now: datetime) -> Posted | Later | None:
    """To whom it is for, from what was read just before; None where it is to be read again. Raises GuestRefused."""
    require(viewer.member, Can.READ)
    reminder = expected.reminder
    if later := not_yet(viewer, delivery, now):
        return later
    if viewer.id not in reminder.assignees or reminder.files or not _is_on(reminder, delivery, now):
        return None
    reader, morning = reader_of(viewer.member), show_reminders.morning_of(viewer.member)
    alike = show_reminders.due_alike(reminder, reader, morning=morning)
    return alike or show_reminders.due(
        reminder, reader, contact=expected.contact, morning=morning, occurrence=delivery.occurrence
    )


async def told(work: Work, delivery: Delivery) -> Message | Mail | None:
    reminder = await _find(work, delivery)
    if reminder is None or (delivery.op in {Op.POST, Op.EMAIL} and not _is_on(reminder, delivery, work.now)):
        return None
    if reminder.deleted_at is not None:
        return show_reminders.deleted(reminder, reader_of(work.viewer.member))
    if delivery.op is Op.EMAIL:
        return await _mail(work, reminder) if work.viewer.member.preferences.email else None
    return await _message(work, reminder, delivery)


async def _message(work: Work, reminder: Reminder, delivery: Delivery) -> Message:
    message = await _due(work, reminder, delivery)
    if delivery.matter is Matter.ESCALATION:
        return show.escalated(message, reminder.assignees, reader_of(work.viewer.member))
    if work.viewer.id in reminder.assignees:
        return message
    if lost := await unreached(work, delivery):
        return show.instead_of(message, lost, reader_of(work.viewer.member))
    return show_reminders.told_handed(reminder, reader_of(work.viewer.member), batch=None)


async def late(work: Work, delivery: Delivery) -> Message | Mail | None:
    """Of those that were folded, what is still to be told; once it is told, all of them as they are now."""
    if delivery.op is Op.EMAIL and not work.viewer.member.preferences.email:
        return None
    shown = []
    for each in await work.outbox.folded_with(DeliveryId(delivery.subject)):
        reminder = await _find(work, each)
        if reminder is not None and (delivery.op is Op.UPDATE or _is_on(reminder, each, work.now)):
            shown.append((reminder, each.occurrence))
    if not shown:
        return None
    names = await contacts.names(work, [reminder.contact for reminder, _ in shown if reminder.contact is not None])
    rows = [show.Late(reminder, was, names.get(reminder.contact or ContactId(0))) for reminder, was in shown]
    reader = reader_of(work.viewer.member)
    return show.late_mail(rows, reader) if delivery.op is Op.EMAIL else show.late(rows, reader)


async def _find(work: Work, delivery: Delivery) -> Reminder | None:
    try:
        find = reminders.find_even_deleted if delivery.op is Op.UPDATE else reminders.find
        return await find(work, ReminderId(delivery.subject))
    except ReminderNotFound:
        return None


def _is_on(reminder: Reminder, delivery: Delivery, now: datetime) -> bool:
    """Who is told when it stays open is told however often it was put off."""
    if delivery.matter is Matter.ESCALATION:
        return reminder.is_open and reminder.escalate_to == delivery.reader
    return reminder.is_open and reminder.occurrence == delivery.occurrence and not reminder.is_superseded(now)


async def _due(work: Work, reminder: Reminder, delivery: Delivery) -> Message:
    is_past = reminder.occurrence != delivery.occurrence
    is_put_off = reminder.is_open and is_past
    member = work.viewer.member
    return show_reminders.due(
        reminder,
        reader_of(member),
        contact=await _contact(work, reminder),
        morning=show_reminders.morning_of(member),
        occurrence=delivery.occurrence,
        outside=await reminders.outside_hours(work, reminder.contact if is_put_off else None, reminder.wall),
        ended=await reminders.ended(work, reminder.id, delivery.occurrence) if is_past else None,
        files=await reminders.files(work, reminder),
    )


async def _mail(work: Work, reminder: Reminder) -> Mail:
    contact, reader = await _contact(work, reminder), reader_of(work.viewer.member)
    runs = [] if reminder.text is None else reminder.text.runs
    people = sorted({run.member for run in runs if isinstance(run, Mention)})
    known = await work.members.find_many(people) if people else {}
    names = {str(each.id): each.name for each in known.values()}
    files = [show_files.name(each, reader) for each in await reminders.files(work, reminder)]
    return show.mail(reminder, reader, contact=contact, names=names, files=files)


async def _contact(work: Work, reminder: Reminder) -> str | None:
    if reminder.contact is None:
        return None
    return (await contacts.names(work, [reminder.contact])).get(reminder.contact)
