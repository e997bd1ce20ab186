"""Series: from one occurrence to the next, by a person or because the next has come."""

from dataclasses import replace
from datetime import datetime

from bot.crm._guard import needs
from bot.crm._work import Work
from bot.crm.reminders import _deliveries as deliveries
from bot.crm.reminders._told import DONE, Settled, hold, moved, told
from bot.model.changes import differences
from bot.model.events import Change, Event, EventKind
from bot.model.ids import ReminderId
from bot.model.policy import Can
from bot.model.recurrence import wall_of
from bot.model.reminders import Due, Ended, Outcome, Reminder

_KINDS = {
    Outcome.DONE: EventKind.REMINDER_DONE,
    Outcome.SKIPPED: EventKind.REMINDER_SKIPPED,
    Outcome.MISSED: EventKind.REMINDER_MISSED,
}


@needs(Can.WRITE)
async def skip(work: Work, reminder: ReminderId, occurrence: int) -> Settled:
    """Not this time. The last of a series is closed. A click about an occurrence that is over changes nothing."""
    held = await hold(work, reminder)
    if held.occurrence != occurrence or not held.is_open or not held.repeats:
        return Settled(held, changed=False)
    later = held.next_due(later_than=work.now)
    if later is not None:
        return replace(await leave(work, held, Outcome.SKIPPED, to=later), batch=work.batch)
    closed = held.closed(work.viewer.id, work.now)
    await work.reminders.save(closed)
    await deliveries.take_back(work, closed)
    await work.tell(told(EventKind.REMINDER_SKIPPED, closed, DONE))
    await deliveries.rewrite(work, [held])
    return Settled(closed, changed=True, batch=work.batch)


@needs(Can.WRITE)
async def stop(work: Work, reminder: ReminderId) -> Settled:
    """The series ends; the occurrence that is on stays until somebody closes it."""
    held = await hold(work, reminder)
    if not held.repeats:
        return Settled(held, changed=False)
    stopped = held.stopped()
    await work.reminders.save(stopped)
    await work.tell(told(EventKind.REMINDER_STOPPED, stopped, *differences(rule_of(held), {})))
    await deliveries.rewrite(work, [held])
    return Settled(stopped, changed=True, batch=work.batch)


@needs(Can.WRITE)
async def advance(work: Work, reminder: ReminderId, occurrence: int) -> Settled | None:
    """The worker's step when the next occurrence comes: this one is missed, where it is still on. Taken twice, or by
    two at once, it is taken once. None where the reminder is gone."""
    held = await work.reminders.find(reminder, lock=True)
    if held is None:
        return None
    people = await work.members.find_many(list(held.assignees)) if held.each_own else {}
    to = held.come_by(work.now, {each.zone for each in people.values()})
    if held.occurrence != occurrence or not held.is_open:
        return Settled(held, changed=False)
    if to is None:  # too early, by a clock that was set back since: the step is still to be taken
        await deliveries.plan_advance(work, held)
        return Settled(held, changed=False)
    return await leave(work, held, Outcome.MISSED, to=to)


async def leave(work: Work, held: Reminder, outcome: Outcome, *, to: Due) -> Settled:
    """The occurrence that is on ends so, and the series stands at another of its times."""
    missed = outcome is Outcome.MISSED
    by = None if missed else work.viewer.id
    await work.reminders.end(
        Ended(
            reminder=held.id,
            occurrence=held.occurrence,
            due_at=held.due_at,
            outcome=outcome,
            by=by,
            at=work.now,
        )
    )
    later = held.moved_on(to)
    await work.reminders.save(later)
    await deliveries.take_back(work, held)
    step = (Change("occurrence", str(held.occurrence), str(later.occurrence)), Change("slot", held.slot, later.slot))
    await work.tell(told(_KINDS[outcome], later, *step, moved(held, later), quiet=missed))
    await deliveries.rewrite(work, [held])
    await deliveries.plan_all(work, [later])
    return Settled(later, changed=True)


async def unskip(work: Work, held: Reminder, event: Event) -> Settled:
    """At the time that was skipped again, as a time of its own, so that whoever was told of it is told anew. Where the
    next one has come since, or somebody has moved, closed or stopped it, it stays as it is."""
    was = {change.field: change for change in event.changes}
    skipped, due = was.get("occurrence"), was.get("due")
    if skipped is None or due is None or due.old is None or not held.repeats or not held.is_open:
        return Settled(held, changed=False)
    if str(held.occurrence) != skipped.new or held.due_at <= work.now or held.deleted_at is not None:
        return Settled(held, changed=False)
    at = datetime.fromisoformat(due.old)
    back = held.moved_on(Due(at, wall_of(at, held.zone).isoformat(), held.zone))
    if (slot := was.get("slot")) is not None:  # else of an earlier version: it was not put off, for all that is known
        back = replace(back, slot=slot.old)
    await work.reminders.resume(held.id, int(skipped.old or 0))
    await work.reminders.save(back)
    await deliveries.take_back(work, held)
    await work.tell(told(EventKind.REMINDER_CHANGED, back, moved(held, back)))
    await deliveries.rewrite(work, [held])
    await deliveries.plan_all(work, [back])
    return Settled(back, changed=True)


def rule_of(reminder: Reminder) -> dict[str, str]:
    """What repeats it, as fields of the trace."""
    rule = {"rrule": reminder.rrule, "anchor": reminder.anchor, "after": reminder.after}
    return {name: value for name, value in rule.items() if value is not None}
