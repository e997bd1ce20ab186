"""Planning a reminder, and reading one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.crm import _files
from bot.crm._guard import needs
from bot.crm._work import Work
from bot.crm.reminders._deliveries import plan_all, rewrite
from bot.crm.reminders._told import told
from bot.model.errors import (
    ContactNotFound,
    EscalationToNobody,
    MemberIsGuest,
    MemberNotFound,
    ReminderNotFound,
    RepeatNeverComes,
    TextMissing,
    TextTooLong,
    TooManyPeople,
)
from bot.model.events import Change, EventKind
from bot.model.files import File
from bot.model.hours import OpeningHours
from bot.model.ids import ContactId, FileId, MemberId, ReminderId
from bot.model.members import Member, Standing
from bot.model.policy import Can
from bot.model.recurrence import Slot, following, occurrences
from bot.model.reminders import MOST_PEOPLE, TITLE_LENGTH, Ended, Reminder, Wanted, planned
from bot.model.rich_text import LETTERS

_A_MOMENT = timedelta(microseconds=1)


@needs(Can.WRITE)
async def plan(work: Work, wanted: Wanted) -> Reminder:
    """Raises TextMissing, TextTooLong, TooManyPeople, MemberNotFound, MemberIsGuest, ContactNotFound,
    EscalationToNobody, RepeatNeverComes, FieldsInvalid."""
    await check(work, wanted)
    number = await work.reminders.next_number()
    key = ReminderId(work.next_id())
    reminder = planned(wanted, id=key, number=number, author=work.viewer.id, at=work.now)
    await work.reminders.add(reminder)
    kept = await take_files(work, reminder, wanted)
    await plan_all(work, [kept])
    await work.tell(told(EventKind.REMINDER_PLANNED, kept, Change("due", None, kept.due_at.isoformat())))
    return kept


async def take_files(work: Work, reminder: Reminder, wanted: Wanted) -> Reminder:
    """With those that were just given."""
    keys = [FileId(key) for key in work.next_ids(len(wanted.files))] if wanted.files else []
    for key, given in zip(keys, wanted.files, strict=True):
        await _files.take(work, key, given, reminder=reminder.id, audience=reminder.audience)
    return replace(reminder, files=(*reminder.files, *keys)) if keys else reminder


async def check(work: Work, wanted: Wanted, *, held: Wanted | None = None) -> None:
    """Of what is `held` already only what is new is looked at. Raises what `plan` does."""
    if not wanted.title:
        raise TextMissing(example="reminder")
    if len(wanted.title) > TITLE_LENGTH:
        raise TextTooLong(limit=TITLE_LENGTH)
    if wanted.text is not None and wanted.text.is_too_long:
        raise TextTooLong(limit=LETTERS)
    if len(wanted.assignees) > MOST_PEOPLE:
        raise TooManyPeople(limit=MOST_PEOPLE)
    if (wrong := _files.fault(work, wanted.files, held=len(wanted.kept))) is not None:
        raise wrong
    if (wanted.escalate_to is None) != (wanted.escalate_after is None):
        raise EscalationToNobody
    if wanted.rrule is not None and not _comes(wanted):
        raise RepeatNeverComes
    if wanted.contact is not None and (held is None or held.contact != wanted.contact):
        await _check_contact(work, wanted.contact)
    known = set() if held is None else {*held.assignees, held.escalate_to}
    await people(work, [each for each in wanted.assignees if each not in known])
    if wanted.escalate_to is not None and wanted.escalate_to not in known:
        await full_member(work, wanted.escalate_to)


@needs(Can.READ)
async def people(work: Work, members: Sequence[MemberId]) -> list[Member]:
    """The people a reminder is for, in order. Raises MemberNotFound."""
    known = await work.members.find_many(list(members))
    for member in members:
        if member not in known:
            raise MemberNotFound(name=member)
    return [known[member] for member in members]


async def full_member(work: Work, member: MemberId) -> Member:
    """Raises MemberNotFound, MemberIsGuest."""
    (found,) = await people(work, [member])
    if found.standing is not Standing.FULL:
        raise MemberIsGuest(name=found.name)
    return found


@needs(Can.READ)
async def outside_hours(work: Work, contact: ContactId | None, wall: str) -> OpeningHours | None:
    """When the contact is open, where it is closed at that time: ISO text, on the clock of whoever named the time."""
    held = None if contact is None else await work.contacts.find(contact)
    hours = None if held is None else held.values.hours
    return None if hours is None or hours.is_open(datetime.fromisoformat(wall)) else hours


@needs(Can.READ)
async def find(work: Work, reminder: ReminderId, *, lock: bool = False) -> Reminder:
    """`lock` holds it until the commit. Raises ReminderNotFound."""
    found = await work.reminders.find(reminder, lock=lock)
    if found is None:
        raise ReminderNotFound
    return found


@needs(Can.READ)
async def find_even_deleted(work: Work, reminder: ReminderId) -> Reminder:
    """For what was sent about it, which says that it was deleted. Raises ReminderNotFound."""
    found = await work.reminders.find(reminder, deleted=True)
    if found is None:
        raise ReminderNotFound
    return found


@needs(Can.READ)
async def files(work: Work, reminder: Reminder) -> Sequence[File]:
    """Its files, in the order in which they were given."""
    return await work.files.of_reminder(reminder.id) if reminder.files else ()


@needs(Can.READ)
async def file_came(work: Work, reminder: Reminder) -> None:
    """What was sent of it says how its file stands now."""
    await rewrite(work, [reminder])


@needs(Can.READ)
async def ended(work: Work, reminder: ReminderId, occurrence: int) -> Ended | None:
    """How a series left this occurrence behind, or the one to which it was put off; None where it is still on, and
    where nothing repeats."""
    return await work.reminders.ended(reminder, occurrence)


def upcoming(reminder: Reminder, count: int) -> list[Slot]:
    """The occurrence that is on and those after it, for the confirmation; of `after` nobody knows the next."""
    on = reminder.said
    first = Slot(datetime.fromisoformat(on.wall), on.at)
    if reminder.rrule is None or reminder.anchor is None:
        return [first]
    anchor = datetime.fromisoformat(reminder.anchor)
    return [first, *occurrences(reminder.rrule, anchor, reminder.zone, count=count - 1, after=first.wall)]


async def _check_contact(work: Work, contact: ContactId) -> None:
    if await work.contacts.line(contact) is None:
        raise ContactNotFound(words="")


def _comes(wanted: Wanted) -> bool:
    wall = datetime.fromisoformat(wanted.due.wall)
    return following(wanted.rrule or "", wall, wanted.due.zone, after=wall - _A_MOMENT) is not None
