"""What is sent about reminders: planned, taken back and written anew in the transaction of what causes it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime

from bot.crm._tellings import About, again, heard_at, lane, mail, tellings
from bot.crm._work import Work
from bot.model.deliveries import Delivery, Matter, NewDelivery, Op
from bot.model.ids import MemberId, ReminderId
from bot.model.members import Member
from bot.model.reminders import Reminder

_MATTERS = (Matter.REMINDER, Matter.ESCALATION)


async def plan_all(work: Work, reminders: Sequence[Reminder]) -> None:
    """All that an occurrence brings: its messages, the word that it is still open, the step to the next one."""
    members = await _members(work, reminders)
    told = [each for reminder in reminders for each in _tellings(work, reminder, reminder.assignees, members)]
    later = [each for reminder in reminders for each in _steps(work, reminder, members, since=reminder.due_at)]
    await work.outbox.add_many([*told, *later])


async def plan_telling(work: Work, reminder: Reminder) -> None:
    """After it was put off: who hears of it when it stays open was promised that already."""
    members = await _members(work, [reminder])
    told = [*_tellings(work, reminder, reminder.assignees, members), *_advance(work, reminder, members)]
    await work.outbox.add_many(told)


async def plan_again(work: Work, reminders: Sequence[Reminder]) -> None:
    """Of those whose time came before they were closed: what comes when they stay open from now on, and the messages
    of whoever had not been told by then, as in their quiet hours."""
    members = await _members(work, reminders)
    told = await work.outbox.told(Matter.REMINDER, {each.id: each.occurrence for each in reminders})
    planned: list[NewDelivery] = []
    for each in reminders:
        untold = [member for member in each.assignees if member not in told.get(each.id, ())]
        # By another key, for what was taken back keeps its own.
        planned += _tellings(work, each, untold, members, cause=f":{work.next_id()}", earliest=work.now)
        planned += _steps(work, each, members, since=max(each.due_at, work.now))
    await work.outbox.add_many(planned)


async def plan_handed(work: Work, reminder: Reminder, fresh: Collection[MemberId]) -> None:
    """To those whom it is for from now on: at its time, or at once where that has come. It may have been theirs before,
    so each time it is another message."""
    members = await _members(work, [reminder])
    cause = f":{work.next_id()}"
    await work.outbox.add_many(list(_tellings(work, reminder, fresh, members, cause=cause, earliest=work.now)))


async def plan_advance(work: Work, reminder: Reminder) -> None:
    members = await _members(work, [reminder])
    await work.outbox.add_many(list(_advance(work, reminder, members)))


async def move_step(work: Work, reminder: Reminder) -> None:
    """To the first clock of those whom it is for now."""
    at = reminder.superseded_at(_zones(reminder, await _members(work, [reminder])))
    if at is not None:
        await work.outbox.move({(reminder.id, reminder.occurrence, None): at})


async def plan_escalation(work: Work, reminder: Reminder) -> None:
    """Anew: another person, or another delay."""
    await work.outbox.cancel(Matter.ESCALATION, reminder.id)
    await work.outbox.add_many(list(_escalation(work, reminder, since=reminder.due_at)))


async def take_back(work: Work, *reminders: Reminder) -> None:
    for matter in _MATTERS:
        await work.outbox.cancel(matter, *(each.id for each in reminders))


async def rewrite(work: Work, reminders: Sequence[Reminder]) -> None:
    """What was sent about the occurrence of each, and about the one it was put off from, says what has become of it.

    What is just being sent too, for it says what was true a moment ago. And the message that was clicked: its own
    answer is lost where the process dies before it is given.
    """
    told: Mapping[int, Collection[int]] = {each.id: (each.occurrence, each.occurrence - 1) for each in reminders}
    sent = await work.outbox.sent_of(Matter.REMINDER, told)
    await work.outbox.add_many([again(work, each) for each in [*sent, *await _escalated(work, reminders)]])


async def _escalated(work: Work, reminders: Sequence[Reminder]) -> list[Delivery]:
    """The words to whoever hears when it stays open: since its time, however often it was put off."""
    escalating = {each.id: each for each in reminders if each.escalate_to is not None}
    if not escalating:
        return []
    occurrences: Mapping[int, range] = {key: range(each.occurrence + 1) for key, each in escalating.items()}
    sent = await work.outbox.sent_of(Matter.ESCALATION, occurrences)
    return [each for each in sent if _is_of_now(each, escalating[ReminderId(each.subject)])]


def _is_of_now(sent: Delivery, reminder: Reminder) -> bool:
    """Not about an earlier time of a series."""
    return not reminder.repeats or sent.due_at >= reminder.said.at


async def _members(work: Work, reminders: Sequence[Reminder]) -> Mapping[MemberId, Member]:
    people = {member for each in reminders for member in each.assignees}
    return await work.members.find_many(sorted(people)) if people else {}


def _tellings(
    work: Work,
    reminder: Reminder,
    readers: Collection[MemberId],
    members: Mapping[MemberId, Member],
    *,
    cause: str = "",
    earliest: datetime | None = None,
) -> Iterator[NewDelivery]:
    about = About(Matter.REMINDER, reminder.id, reminder.occurrence)
    for reader in readers:
        member = members.get(reader)
        due = reminder.due_at if member is None else told_at(reminder, member)
        if earliest is not None and due < earliest:
            due = heard_at(earliest, member)
        yield from tellings(work, about, reader, member, due=due, cause=cause)


def told_at(reminder: Reminder, member: Member) -> datetime:
    """When somebody is told of it: at its time, or once they want to hear of anything."""
    return heard_at(reminder.due_for(member.zone), member)


def mailed(post: Delivery, reader: MemberId, due: datetime) -> NewDelivery:
    """By e-mail too, what is planned for somebody who did not want that then; one a message, however often asked."""
    return mail(About(Matter.REMINDER, post.subject, post.occurrence), reader, due, cause=f":{post.id}")


def _steps(
    work: Work, reminder: Reminder, members: Mapping[MemberId, Member], *, since: datetime
) -> Iterator[NewDelivery]:
    yield from _escalation(work, reminder, since=since)
    yield from _advance(work, reminder, members)


def _escalation(work: Work, reminder: Reminder, *, since: datetime) -> Iterator[NewDelivery]:
    """At its own moment, for how often it is put off nobody knows yet; the worker lets quiet hours pass."""
    reader, wait = reminder.escalate_to, reminder.escalate_after
    if reader is None or wait is None or not reminder.is_open:
        return
    yield NewDelivery(
        matter=Matter.ESCALATION,
        subject=reminder.id,
        lane=lane(Matter.REMINDER, reminder.id, reader),
        dedupe_key=f"escalation:{reminder.id}:{reminder.occurrence}:{work.next_id()}",
        due_at=since + wait,
        reader=reader,
        occurrence=reminder.occurrence,
    )


def _advance(work: Work, reminder: Reminder, members: Mapping[MemberId, Member]) -> Iterator[NewDelivery]:
    """The step to the next occurrence; taken twice it changes nothing."""
    at = reminder.superseded_at(_zones(reminder, members))
    if at is None or not reminder.is_open:
        return
    yield NewDelivery(
        op=Op.ADVANCE,
        matter=Matter.REMINDER,
        subject=reminder.id,
        lane=f"series:{reminder.id}",
        dedupe_key=f"advance:{reminder.id}:{reminder.occurrence}:{work.next_id()}",
        due_at=at,
        occurrence=reminder.occurrence,
    )


def _zones(reminder: Reminder, members: Mapping[MemberId, Member]) -> set[str]:
    return {members[each].zone for each in reminder.assignees if each in members}
