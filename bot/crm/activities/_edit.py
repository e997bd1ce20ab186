"""Changing an activity, and taking a change or a deletion back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.crm._guard import needs
from bot.crm._work import Work
from bot.crm.activities._acts import DELETED, YES
from bot.crm.activities._log import check
from bot.crm.activities._told import Settled, hold, told
from bot.crm.notes._write import plain_words
from bot.model.activities import Activity, WantedActivity
from bot.model.activity_changes import BODY, FIELDS, TEXT, flat, wanted_of
from bot.model.changes import Conflict, differences, merge, reversed_changes
from bot.model.errors import ChoiceNotFound, ContactNotFound
from bot.model.events import Change, Event, EventKind
from bot.model.ids import ActivityId
from bot.model.policy import Can

UNDOABLE = frozenset({EventKind.ACTIVITY_CHANGED, EventKind.ACTIVITY_DELETED})


@dataclass(frozen=True, slots=True)
class Clash:
    """What somebody else changed meanwhile, field by field as in `activity_changes`; nothing was saved."""

    activity: Activity
    conflicts: tuple[Conflict, ...]


@needs(Can.WRITE)
async def change(work: Work, activity: ActivityId, wanted: WantedActivity, *, base: WantedActivity) -> Settled | Clash:
    """Saves what was typed on top of what is stored; `base` is what the form showed when it opened.

    Raises ActivityNotFound, ActivityNotYours and what `log` raises.
    """
    held = await hold(work, activity)
    merged = merge(flat(base), flat(held.wanted), flat(wanted))
    if merged.conflicts:
        return Clash(held, merged.conflicts)
    chosen = wanted_of(merged.fields)
    await check(work, chosen, held=held.wanted)
    return await _changed(work, held, chosen)


@needs(Can.WRITE)
async def put_back(work: Work, events: Sequence[Event]) -> tuple[Settled, tuple[str, ...]]:
    """Each field that still holds what an act made of it becomes what it was; the fields that were left."""
    left: list[str] = []
    settled: list[Settled] = []
    for event in sorted(events, key=lambda each: each.id, reverse=True):
        held = await hold(work, ActivityId(event.subject), deleted=True)
        if event.kind is EventKind.ACTIVITY_DELETED:
            settled.append(await _restored(work, held))
            continue
        changes = [each for each in event.changes if each.field in FIELDS]
        reversal = reversed_changes(flat(held.wanted), changes)
        left += reversal.left
        settled.append(await _back(work, held, wanted_of(reversal.fields), left))
    return replace(settled[-1], changed=any(each.changed for each in settled)), tuple(left)


async def _back(work: Work, held: Activity, chosen: WantedActivity, left: list[str]) -> Settled:
    """A contact or a type that is gone since is not put back."""
    for field in ("contact", "type"):
        try:
            await check(work, chosen, held=held.wanted)
        except ContactNotFound:
            chosen = replace(chosen, contact=held.contact)
            left.append(field)
        except ChoiceNotFound:
            chosen = replace(chosen, type=held.type)
            left.append(field)
    return await _changed(work, held, chosen)


async def _changed(work: Work, held: Activity, chosen: WantedActivity) -> Settled:
    fresh = held.with_wanted(chosen, text=await plain_words(work, chosen.body))
    changes = differences(flat(held.wanted), flat(fresh.wanted))
    if held.deleted_at is not None or not changes:
        return Settled(held, changed=False)
    await work.activities.save(fresh)
    if any(each.field == BODY for each in changes):
        changes = (*changes, Change(TEXT, held.text or None, fresh.text or None))
    await work.tell(told(EventKind.ACTIVITY_CHANGED, fresh, *changes))
    return Settled(fresh, changed=True, batch=work.batch)


async def _restored(work: Work, held: Activity) -> Settled:
    if held.deleted_at is None:
        return Settled(held, changed=False)
    back = replace(held, deleted_at=None)
    await work.activities.save(back)
    await work.tell(told(EventKind.ACTIVITY_RESTORED, back, Change(DELETED, YES, None)))
    return Settled(back, changed=True)
