"""Closing, reopening, putting off and handing over one reminder."""

from dataclasses import replace

from bot.crm._guard import needs
from bot.crm._work import Work
from bot.crm.reminders import _deliveries as deliveries
from bot.crm.reminders._plan import full_member
from bot.crm.reminders._series import leave
from bot.crm.reminders._told import DONE, OPENED, Settled, hold, moved, told
from bot.model.deliveries import Matter
from bot.model.errors import SnoozedPastNext, TimeGone
from bot.model.events import Change, EventKind
from bot.model.ids import MemberId, ReminderId
from bot.model.policy import Can
from bot.model.reminders import Due, Outcome, Reminder, Snooze, snooze_until


@needs(Can.WRITE)
async def close(work: Work, reminder: ReminderId, *, occurrence: int | None = None) -> Settled:
    """Done, for everyone it was for; closing twice is the same as once. A series goes on to its next occurrence.

    A click about an `occurrence` that the series has left changes nothing.
    """
    held = await hold(work, reminder)
    is_past = held.repeats and occurrence not in (None, held.occurrence)
    if not held.is_open or is_past:
        return Settled(held, changed=False)
    later = held.next_due(later_than=work.now)
    if later is not None:
        return await leave(work, held, Outcome.DONE, to=later)
    return await finish(work, held, EventKind.REMINDER_DONE)


async def finish(work: Work, held: Reminder, kind: EventKind) -> Settled:
    closed = held.closed(work.viewer.id, work.now)
    await work.reminders.save(closed)
    await deliveries.take_back(work, closed)
    await work.tell(told(kind, closed, DONE))
    await deliveries.rewrite(work, [held])
    return Settled(closed, changed=True)


@needs(Can.WRITE)
async def reopen(work: Work, reminder: ReminderId) -> Settled:
    """Open again; it will be told at its time, or at once where that came while it was closed."""
    held = await hold(work, reminder)
    if held.is_open:
        return Settled(held, changed=False)
    return await open_again(work, held)


async def open_again(work: Work, held: Reminder) -> Settled:
    opened = held.reopened()
    is_untold = opened.due_at > (held.closed_at or work.now)
    if is_untold:
        opened = opened.anew()
    await work.reminders.save(opened)
    await work.tell(told(EventKind.REMINDER_REOPENED, opened, OPENED))
    await deliveries.rewrite(work, [held])
    await (deliveries.plan_all if is_untold else deliveries.plan_again)(work, [opened])
    return Settled(opened, changed=True)


@needs(Can.WRITE)
async def snooze(work: Work, reminder: ReminderId, choice: Snooze | Due, *, occurrence: int) -> Settled:
    """Puts it off for everyone it is for. A click on a message that is out of date changes nothing.

    A series goes on from the time it was put off from. Raises TimeGone, SnoozedPastNext.
    """
    held = await hold(work, reminder)
    if held.occurrence != occurrence or not held.is_open:
        return Settled(held, changed=False)
    member = work.viewer.member
    until = choice if isinstance(choice, Due) else snooze_until(
        choice, now=work.now, zone=member.zone, morning=member.preferences.default_hour
    )  # fmt: skip
    if until.at <= work.now:
        raise TimeGone
    following = held.superseded_at()
    if following is not None and until.at >= following:
        raise SnoozedPastNext(next=following)
    later = held.snoozed(until)
    await work.reminders.save(later)
    await work.outbox.cancel(Matter.REMINDER, later.id)
    await work.tell(told(EventKind.REMINDER_SNOOZED, later, moved(held, later)))
    await deliveries.rewrite(work, [held])
    await deliveries.plan_telling(work, later)
    return Settled(later, changed=True)


@needs(Can.WRITE)
async def hand_over(work: Work, reminder: ReminderId, to: MemberId) -> Settled:
    """To another in one's own place, or, where it is not one's own, in the place of all whom it is for.

    Raises ReminderNotFound, MemberNotFound, MemberIsGuest.
    """
    await full_member(work, to)
    held = await hold(work, reminder)
    mine = work.viewer.id in held.assignees
    people = [to if each == work.viewer.id else each for each in held.assignees] if mine else [to]
    assignees = tuple(dict.fromkeys(people))
    if not held.is_open or set(assignees) == set(held.assignees):
        return Settled(held, changed=False)
    handed = replace(held, assignees=assignees, handed_by=work.viewer.id)
    await save_people(work, held, handed)
    change = Change("assignees", " ".join(held.assignees), " ".join(assignees))
    await work.tell(told(EventKind.REMINDER_HANDED, handed, change))
    await deliveries.rewrite(work, [held])
    return Settled(handed, changed=True, batch=work.batch)


async def save_people(work: Work, held: Reminder, handed: Reminder) -> None:
    """Those whom it is no more for are not told of it, the new ones are."""
    await work.reminders.save(handed)
    gone = [each for each in held.assignees if each not in handed.assignees]
    fresh = [each for each in handed.assignees if each not in held.assignees]
    if gone:
        await work.outbox.cancel(Matter.REMINDER, handed.id, readers=gone)
    if fresh and handed.is_open:
        await deliveries.plan_handed(work, handed, fresh)
    if handed.each_own:
        await deliveries.move_step(work, handed)
