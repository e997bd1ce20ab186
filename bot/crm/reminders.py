"""Planning reminders, closing, reopening and putting them off; each change plans or takes back its deliveries."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.crm._guard import needs
from bot.crm._work import Work
from bot.model.deliveries import Matter, NewDelivery, Op
from bot.model.errors import MemberNotFound, ReminderNotFound, TextMissing, TextTooLong, TooManyPeople
from bot.model.events import Change, EventKind, Happening
from bot.model.ids import ContactId, MemberId, ReminderId
from bot.model.members import Member
from bot.model.policy import Can
from bot.model.reminders import TITLE_LENGTH, Due, Reminder, Snooze, snooze_until

LISTED = 20
MOST_PEOPLE = 20


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
    await _plan_deliveries(work, reminder)
    await _tell(work, EventKind.REMINDER_PLANNED, reminder, Change("due", None, reminder.due_at.isoformat()))
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
    await _tell(work, EventKind.REMINDER_DONE, closed, Change("state", held.state.value, closed.state.value))
    await _rewrite_messages(work, closed, occurrence=held.occurrence)
    return Settled(closed, changed=True)


@needs(Can.WRITE)
async def reopen(work: Work, reminder: ReminderId) -> Settled:
    """Open again; where its time is still to come it will be told then."""
    held = await _held(work, reminder)
    if held.is_open:
        return Settled(held, changed=False)
    opened = held.reopened()
    ahead = opened.due_at > work.now
    if ahead:
        opened = opened.snoozed(Due(opened.due_at, opened.wall, opened.zone))
    await work.reminders.save(opened)
    await _tell(work, EventKind.REMINDER_REOPENED, opened, Change("state", held.state.value, opened.state.value))
    await _rewrite_messages(work, opened, occurrence=held.occurrence)
    if ahead:
        await _plan_deliveries(work, opened)
    return Settled(opened, changed=True)


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
    await _tell(work, EventKind.REMINDER_SNOOZED, later, change)
    await _rewrite_messages(work, later, occurrence=held.occurrence)
    await _plan_deliveries(work, later)
    return Settled(later, changed=True)


async def _held(work: Work, reminder: ReminderId) -> Reminder:
    found = await work.reminders.find(reminder, lock=True)
    if found is None:
        raise ReminderNotFound
    return found


async def _plan_deliveries(work: Work, reminder: Reminder) -> None:
    """One delivery a reader and occurrence; the unique key makes planning it twice one row."""
    await work.outbox.add_many(
        [
            NewDelivery(
                matter=Matter.REMINDER,
                subject=reminder.id,
                lane=_lane(reminder, member),
                dedupe_key=f"reminder:{reminder.id}:{reminder.occurrence}:{member}",
                due_at=reminder.due_at,
                reader=member,
                occurrence=reminder.occurrence,
            )
            for member in reminder.assignees
        ]
    )


def _lane(reminder: Reminder, reader: str | None) -> str:
    """The reminder and its reader: one that is in doubt holds back nothing else of that person's."""
    return f"reminder:{reminder.id}:{reader}"


async def _rewrite_messages(work: Work, reminder: Reminder, *, occurrence: int) -> None:
    """What was sent about this occurrence, and about the one it was put off from, says what has become of it.

    What is just being sent too, for it says what was true a moment ago. And the message that was clicked: its own
    answer is lost where the process dies before it is given.
    """
    for told in (occurrence, occurrence - 1):
        await _rewrite(work, reminder, told)


async def _rewrite(work: Work, reminder: Reminder, occurrence: int) -> None:
    sent = await work.outbox.sent(Matter.REMINDER, reminder.id, occurrence)
    change = work.next_id()
    await work.outbox.add_many(
        [
            NewDelivery(
                op=Op.UPDATE,
                matter=Matter.REMINDER,
                subject=reminder.id,
                lane=_lane(reminder, reader),
                dedupe_key=f"reminder-update:{change}:{reader}",
                due_at=work.now,
                reader=None if reader is None else MemberId(reader),
                occurrence=occurrence,
                channel=channel,
                ts=ts,
            )
            for channel, ts, reader in sent
        ]
    )


async def _tell(work: Work, kind: EventKind, reminder: Reminder, change: Change) -> None:
    title = Change("title", None, reminder.title)
    await work.tell(
        Happening(
            kind=kind,
            subject=reminder.id,
            contact=reminder.contact,
            changes=(title, change),
            audience=reminder.audience,
        )
    )
