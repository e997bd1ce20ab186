"""Planning reminders, closing, reopening and putting them off; each change plans or takes back its deliveries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.crm._guard import needs
from bot.crm._work import Work
from bot.model.deliveries import Matter, NewDelivery, Op
from bot.model.errors import MemberNotFound, ReminderNotFound, TextMissing, TextTooLong, TooManyPeople
from bot.model.events import Change, EventKind, Happening
from bot.model.hours import OpeningHours
from bot.model.ids import BatchId, ContactId, MemberId, ReminderId
from bot.model.members import Member
from bot.model.policy import Can
from bot.model.reminders import TITLE_LENGTH, Due, Reminder, ReminderState, Snooze, snooze_until

LISTED = 20
MOST_PEOPLE = 20
_AT_ONCE = 500
_DONE = Change("state", ReminderState.OPEN.value, ReminderState.DONE.value)
_OPENED = Change("state", ReminderState.DONE.value, ReminderState.OPEN.value)


@dataclass(frozen=True, slots=True)
class Settled:
    """A reminder as an act left it; where it `changed`, its messages are being rewritten."""

    reminder: Reminder
    changed: bool


@needs(Can.WRITE)
async def plan(
    work: Work, title: str, due: Due, *, assignees: Sequence[MemberId], contact: ContactId | None
) -> Reminder:
    """Raises TextMissing, TextTooLong, TooManyPeople, MemberNotFound."""
    if not title:
        raise TextMissing(example="reminder")
    if len(title) > TITLE_LENGTH:
        raise TextTooLong(limit=TITLE_LENGTH)
    if len(assignees) > MOST_PEOPLE:
        raise TooManyPeople(limit=MOST_PEOPLE)
    await people(work, assignees)
    reminder = Reminder(
        id=ReminderId(work.next_id()),
        number=await work.reminders.next_number(),
        contact=contact,
        author=work.viewer.id,
        title=title,
        assignees=tuple(assignees),
        due_at=due.at,
        wall=due.wall,
        zone=due.zone,
        created_at=work.now,
    )
    await work.reminders.add(reminder)
    await _plan_deliveries(work, [reminder])
    await work.tell(_told(EventKind.REMINDER_PLANNED, reminder, Change("due", None, reminder.due_at.isoformat())))
    return reminder


@needs(Can.READ)
async def people(work: Work, members: Sequence[MemberId]) -> list[Member]:
    """The people a reminder is for, in order. Raises MemberNotFound."""
    known = await work.members.find_many(list(members))
    for member in members:
        if member not in known:
            raise MemberNotFound(name=member)
    return [known[member] for member in members]


@needs(Can.READ)
async def outside_hours(work: Work, contact: ContactId | None, wall: str) -> OpeningHours | None:
    """When the contact is open, where it is closed at that time: ISO text, on the clock of whoever named the time."""
    held = None if contact is None else await work.contacts.find(contact)
    hours = None if held is None else held.values.hours
    return None if hours is None or hours.is_open(datetime.fromisoformat(wall)) else hours


@needs(Can.READ)
async def find(work: Work, reminder: ReminderId) -> Reminder:
    """Raises ReminderNotFound."""
    found = await work.reminders.find(reminder)
    if found is None:
        raise ReminderNotFound
    return found


@needs(Can.READ)
async def list_own(work: Work) -> list[Reminder]:
    """One's own open reminders, the soonest first; one more than LISTED where there are others."""
    return list(await work.reminders.list(member=work.viewer.id, limit=LISTED + 1))


@needs(Can.WRITE)
async def close(work: Work, reminder: ReminderId) -> Settled:
    """Done, for everyone it was for; closing twice is the same as once."""
    held = await _held(work, reminder)
    if not held.is_open:
        return Settled(held, changed=False)
    closed = held.closed(work.viewer.id, work.now)
    await work.reminders.save(closed)
    await work.outbox.cancel(Matter.REMINDER, closed.id)
    await work.tell(_told(EventKind.REMINDER_DONE, closed, _DONE))
    await _rewrite_messages(work, [held])
    return Settled(closed, changed=True)


@needs(Can.WRITE)
async def close_all(work: Work, contact: ContactId) -> None:
    """All that are open on a contact; their channels are not told of each, but of what becomes of the contact."""
    while open_ones := await work.reminders.hold_open(contact, limit=_AT_ONCE):
        keys = [held.id for held in open_ones]
        await work.reminders.close_many(keys, by=work.viewer.id, at=work.now)
        await work.outbox.cancel(Matter.REMINDER, *keys)
        await work.tell_quietly([_told(EventKind.REMINDER_DONE, held, _DONE) for held in open_ones])
        await _rewrite_messages(work, open_ones)


@needs(Can.WRITE)
async def reopen(work: Work, reminder: ReminderId) -> Settled:
    """Open again; where its time is still to come it will be told then."""
    held = await _held(work, reminder)
    if held.is_open:
        return Settled(held, changed=False)
    opened = held.reopened()
    is_untold = opened.due_at > work.now
    if is_untold:
        opened = _anew(opened)
    await work.reminders.save(opened)
    await work.tell(_told(EventKind.REMINDER_REOPENED, opened, _OPENED))
    await _rewrite_messages(work, [held])
    if is_untold:
        await _plan_deliveries(work, [opened])
    return Settled(opened, changed=True)


@needs(Can.WRITE)
async def reopen_all(work: Work, batch: BatchId, *, since: datetime) -> None:
    """Those that an act closed at the moment `since` and nobody since; what fell due meanwhile is told at once."""
    after = 0
    while some := await work.events.subjects(batch, EventKind.REMINDER_DONE, after=after, limit=_AT_ONCE):
        after = some[-1]
        await _reopen_some(work, {ReminderId(key): since for key in some})


@needs(Can.WRITE)
async def reopen_many(work: Work, closed: Mapping[ReminderId, datetime]) -> None:
    """The same for those that were closed by several acts, each with its moment."""
    keys = sorted(closed)
    for place in range(0, len(keys), _AT_ONCE):
        await _reopen_some(work, {key: closed[key] for key in keys[place : place + _AT_ONCE]})


async def _reopen_some(work: Work, closed: Mapping[ReminderId, datetime]) -> None:
    found = await work.reminders.hold_many(list(closed))
    held = [each for each in found if not each.is_open and each.closed_at == closed[each.id]]
    untold = [_anew(each) for each in held if each.due_at > closed[each.id]]
    await work.reminders.reopen_many([each.id for each in held], anew=[each.id for each in untold])
    await work.tell_quietly([_told(EventKind.REMINDER_REOPENED, each, _OPENED) for each in held])
    await _rewrite_messages(work, held)
    await _plan_deliveries(work, untold)


@needs(Can.WRITE)
async def snooze(work: Work, reminder: ReminderId, choice: Snooze, *, occurrence: int) -> Settled:
    """Puts it off for everyone it is for. A click on a message that is out of date changes nothing."""
    held = await _held(work, reminder)
    if held.occurrence != occurrence or not held.is_open:
        return Settled(held, changed=False)
    member = work.viewer.member
    until = snooze_until(choice, now=work.now, zone=member.zone, morning=member.preferences.default_hour)
    later = held.snoozed(until)
    await work.reminders.save(later)
    await work.outbox.cancel(Matter.REMINDER, later.id)
    change = Change("due", held.due_at.isoformat(), later.due_at.isoformat())
    await work.tell(_told(EventKind.REMINDER_SNOOZED, later, change))
    await _rewrite_messages(work, [held])
    await _plan_deliveries(work, [later])
    return Settled(later, changed=True)


async def _held(work: Work, reminder: ReminderId) -> Reminder:
    found = await work.reminders.find(reminder, lock=True)
    if found is None:
        raise ReminderNotFound
    return found


def _anew(reminder: Reminder) -> Reminder:
    """Open, and to be told once more at its own time."""
    return reminder.snoozed(Due(reminder.due_at, reminder.wall, reminder.zone))


async def _plan_deliveries(work: Work, reminders: Sequence[Reminder]) -> None:
    """One delivery a reader and occurrence; the unique key makes planning it twice one row."""
    await work.outbox.add_many(
        [
            NewDelivery(
                matter=Matter.REMINDER,
                subject=reminder.id,
                lane=_lane(reminder.id, member),
                dedupe_key=f"reminder:{reminder.id}:{reminder.occurrence}:{member}",
                due_at=reminder.due_at,
                reader=member,
                occurrence=reminder.occurrence,
            )
            for reminder in reminders
            for member in reminder.assignees
        ]
    )


def _lane(reminder: int, reader: str | None) -> str:
    """The reminder and its reader: one that is in doubt holds back nothing else of that person's."""
    return f"reminder:{reminder}:{reader}"


async def _rewrite_messages(work: Work, reminders: Sequence[Reminder]) -> None:
    """What was sent about the occurrence of each, and about the one it was put off from, says what has become of it.

    What is just being sent too, for it says what was true a moment ago. And the message that was clicked: its own
    answer is lost where the process dies before it is given.
    """
    told: dict[int, tuple[int, int]] = {
        reminder.id: (reminder.occurrence, reminder.occurrence - 1) for reminder in reminders
    }
    await work.outbox.add_many(
        [
            NewDelivery(
                op=Op.UPDATE,
                matter=Matter.REMINDER,
                subject=sent.subject,
                lane=_lane(sent.subject, sent.reader),
                dedupe_key=f"reminder-update:{work.next_id()}:{sent.reader}",
                due_at=work.now,
                reader=sent.reader,
                occurrence=sent.occurrence,
                channel=sent.channel,
                ts=sent.ts,
            )
            for sent in await work.outbox.sent_of(Matter.REMINDER, told)
        ]
    )


def _told(kind: EventKind, reminder: Reminder, change: Change) -> Happening:
    return Happening(
        kind=kind,
        subject=reminder.id,
        contact=reminder.contact,
        changes=(Change("title", None, reminder.title), change),
        audience=reminder.audience,
    )
