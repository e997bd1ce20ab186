"""Changing and deleting a reminder, and taking either back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.crm._guard import needs
from bot.crm._work import Work
from bot.crm.reminders import _deliveries as deliveries
from bot.crm.reminders._acts import open_again, save_people
from bot.crm.reminders._plan import check, take_files
from bot.crm.reminders._series import rule_of, unskip
from bot.crm.reminders._told import Settled, hold, moved, told
from bot.model.changes import Conflict, differences, merge, reversed_changes
from bot.model.errors import TextMissing, TimeGone
from bot.model.events import Change, Event, EventKind
from bot.model.ids import BatchId, ReminderId
from bot.model.policy import Can
from bot.model.reminder_changes import ESCALATION, FILES, WHEN, flat, wanted_of
from bot.model.reminders import Reminder, Wanted

_DELETED, _YES = "deleted", "yes"
UNDOABLE = frozenset({
    EventKind.REMINDER_CHANGED, EventKind.REMINDER_DELETED, EventKind.REMINDER_HANDED, EventKind.REMINDER_SKIPPED,
    EventKind.REMINDER_STOPPED,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Clash:
    """What somebody else changed meanwhile, field by field as in `reminder_changes`; nothing was saved."""

    reminder: Reminder
    conflicts: tuple[Conflict, ...]


@needs(Can.WRITE)
async def edit(work: Work, reminder: ReminderId, wanted: Wanted, *, base: Wanted) -> Settled | Clash:
    """Saves what was typed on top of what is stored; `base` is what the form showed when it opened.

    Another time brings the messages anew. Raises ReminderNotFound, TimeGone and what `plan` raises.
    """
    if not wanted.title:  # one without a title is no reminder, with which nothing could be merged
        raise TextMissing(example="reminder")
    held = await hold(work, reminder)
    stored = flat(held.wanted)
    merged = merge(flat(base), stored, flat(wanted))
    if merged.conflicts:
        return Clash(held, merged.conflicts)
    chosen = replace(wanted_of(merged.fields), files=wanted.files)
    await check(work, chosen, held=held.wanted)
    if merged.fields.get(WHEN) != stored.get(WHEN) and chosen.due.at <= work.now:
        raise TimeGone
    return await _changed(work, held, chosen)


@needs(Can.DELETE)
async def delete(work: Work, reminder: ReminderId) -> BatchId:
    """Takes it away, with what is still to be sent about it; `undo` brings it back. Raises ReminderNotFound."""
    held = await hold(work, reminder)
    await work.reminders.save(replace(held, deleted_at=work.now))
    await deliveries.take_back(work, held)
    await work.tell(told(EventKind.REMINDER_DELETED, held, Change(_DELETED, None, _YES)))
    await deliveries.rewrite(work, [held])
    return work.batch


@needs(Can.WRITE)
async def put_back(work: Work, events: Sequence[Event]) -> tuple[Settled, tuple[str, ...]]:
    """Each field that still holds what an act made of it becomes what it was; the fields that were left.

    A file that was taken out is gone for good.
    """
    left: list[str] = []
    settled: list[Settled] = []
    for event in sorted(events, key=lambda each: each.id, reverse=True):
        held = await hold(work, ReminderId(event.subject), deleted=True)
        match event.kind:
            case EventKind.REMINDER_DELETED:
                settled.append(await _restored(work, held))
            case EventKind.REMINDER_STOPPED:
                settled.append(await _going_on(work, held, event))
            case EventKind.REMINDER_SKIPPED:
                settled.append(await _unskipped(work, held, event))
                left += [] if settled[-1].changed else [WHEN]
            case _:
                stored = flat(held.wanted)
                reversal = reversed_changes(stored, [each for each in event.changes if each.field in _FIELDS])
                left += [*reversal.left, *(each.field for each in event.changes if each.field == FILES)]
                settled.append(await _changed(work, held, wanted_of(reversal.fields)))
    return replace(settled[-1], changed=any(each.changed for each in settled)), tuple(left)


_FIELDS = frozenset({"title", "text", WHEN, "assignees", "contact", ESCALATION})


async def _changed(work: Work, held: Reminder, chosen: Wanted) -> Settled:
    fresh = held.with_wanted(chosen)
    is_same = not chosen.files and flat(held.wanted) == flat(fresh.wanted)
    if is_same or held.deleted_at is not None:
        return Settled(held, changed=False)
    await work.files.remove([each for each in held.files if each not in fresh.files], now=work.now)
    fresh = await take_files(work, fresh, chosen)
    changes = differences(flat(held.wanted), flat(fresh.wanted))
    if fresh.occurrence != held.occurrence:
        await work.reminders.save(fresh)
        await deliveries.take_back(work, held)
        changes = (*changes, moved(held, fresh))
    else:
        await save_people(work, held, fresh)
    await work.tell(told(EventKind.REMINDER_CHANGED, fresh, *changes))
    await deliveries.rewrite(work, [held])
    if fresh.occurrence != held.occurrence:
        await deliveries.plan_all(work, [fresh])
    elif any(change.field == ESCALATION for change in changes):
        await deliveries.plan_escalation(work, fresh)
    return Settled(fresh, changed=True, batch=work.batch)


async def _restored(work: Work, held: Reminder) -> Settled:
    """There again; what fell due meanwhile is told at once."""
    if held.deleted_at is None:
        return Settled(held, changed=False)
    back = replace(held, deleted_at=None)
    is_untold = back.is_open and back.due_at > held.deleted_at
    if is_untold:
        back = back.anew()
    await work.reminders.save(back)
    await work.tell(told(EventKind.REMINDER_RESTORED, back, Change(_DELETED, _YES, None)))
    await deliveries.rewrite(work, [held])
    if back.is_open:
        await (deliveries.plan_all if is_untold else deliveries.plan_again)(work, [back])
    return Settled(back, changed=True)


async def _unskipped(work: Work, held: Reminder, event: Event) -> Settled:
    """The last time of a series was closed when it was skipped."""
    was_last = any(change.field == "state" for change in event.changes)
    if not was_last:
        return await unskip(work, held, event)
    if held.is_open or held.deleted_at is not None or held.closed_at != event.at:
        return Settled(held, changed=False)
    return await open_again(work, held)


async def _going_on(work: Work, held: Reminder, event: Event) -> Settled:
    """A series that was stopped repeats again, unless somebody gave it another rule since."""
    rule = {change.field: change.old for change in event.changes if change.field in {"rrule", "anchor", "after"}}
    if held.repeats or not held.is_open or held.deleted_at is not None or not rule:
        return Settled(held, changed=False)
    again = replace(held, rrule=rule.get("rrule"), anchor=rule.get("anchor"), after=rule.get("after"))
    await work.reminders.save(again)
    await work.tell(told(EventKind.REMINDER_CHANGED, again, *differences({}, rule_of(again))))
    await deliveries.rewrite(work, [held])
    await deliveries.plan_advance(work, again)
    return Settled(again, changed=True)
