"""Changing a note, whom it is shown to among it, and taking a change or a deletion back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.crm._guard import needs
from bot.crm._work import Work
from bot.crm.notes import _deliveries as deliveries
from bot.crm.notes._acts import restored
from bot.crm.notes._faults import faults
from bot.crm.notes._sight import fault_of_sight, shown_to, tell_apart
from bot.crm.notes._told import Settled, hold
from bot.crm.notes._write import plain_words, take_files
from bot.model.changes import Conflict, differences, merge, reversed_changes
from bot.model.errors import FieldsInvalid
from bot.model.events import Event, EventKind
from bot.model.faults import together
from bot.model.ids import NoteId
from bot.model.note_changes import FIELDS, FILES, WHEN, flat, is_for_let_in, wanted_of
from bot.model.notes import Note, Wanted
from bot.model.policy import Can

UNDOABLE = frozenset({EventKind.NOTE_CHANGED, EventKind.NOTE_DELETED})


@dataclass(frozen=True, slots=True)
class Clash:
    """What somebody else changed meanwhile, field by field as in `note_changes`; nothing was saved."""

    note: Note
    conflicts: tuple[Conflict, ...]


@needs(Can.WRITE)
async def edit(work: Work, note: NoteId, wanted: Wanted, *, base: Wanted) -> Settled | Clash:
    """Saves what was typed on top of what is stored; `base` is what the form showed when it opened.

    Another time brings the messages anew. Only its author chooses who may see it. Raises NoteNotFound, FieldsInvalid
    with all that is wrong.
    """
    held = await hold(work, note)
    merged = merge(flat(base), flat(held.wanted), flat(wanted))
    if merged.conflicts:
        return Clash(held, merged.conflicts)
    chosen = replace(wanted_of(merged.fields), files=wanted.files)
    is_gone = chosen.due is not None and chosen.due != held.due and chosen.due.at <= work.now
    wrong = together(
        fault_of_sight(work, held, chosen),
        FieldsInvalid({WHEN: "when_past"}) if is_gone else None,
        await faults(work, chosen, held=held.wanted),
    )
    if wrong is not None:
        raise wrong
    return await _changed(work, held, chosen)


@needs(Can.WRITE)
async def put_back(work: Work, events: Sequence[Event]) -> tuple[Settled, tuple[str, ...]]:
    """Each field that still holds what an act made of it becomes what it was; the fields that were left.

    A file that was taken out is gone for good.
    """
    left: list[str] = []
    settled: list[Settled] = []
    for event in sorted(events, key=lambda each: each.id, reverse=True):
        held = await hold(work, NoteId(event.subject), deleted=True)
        if event.kind is EventKind.NOTE_DELETED:
            settled.append(await restored(work, held))
            continue
        changes = [each for each in event.changes if each.field in FIELDS]
        let_in = [each for each in changes if is_for_let_in(each)]
        known = [each for each in changes if each.field != FILES and each not in let_in]
        reversal = reversed_changes(flat(held.wanted), known)
        left += [*reversal.left, *(each.field for each in changes if each.field == FILES)]
        chosen = wanted_of(reversal.fields)
        if fault_of_sight(work, held, chosen) is not None or (let_in and work.viewer.id != held.author):
            left += [each.field for each in changes]
            settled.append(Settled(held, changed=False))
        else:
            settled.append(await _changed(work, held, chosen))
    return replace(settled[-1], changed=any(each.changed for each in settled)), tuple(left)


async def _changed(work: Work, held: Note, chosen: Wanted) -> Settled:
    fresh = held.with_wanted(chosen, text=await plain_words(work, chosen.body), now=work.now)
    if held.deleted_at is not None or not (differences(flat(held.wanted), flat(fresh.wanted)) or chosen.files):
        return Settled(held, changed=False)
    fresh = await shown_to(work, held, fresh)
    await work.files.remove([each for each in held.files if each not in fresh.files], now=work.now)
    await work.notes.save(fresh)
    kept = await take_files(work, fresh, chosen)
    await tell_apart(work, held, kept)
    await _tell_people(work, held, kept)
    return Settled(kept, changed=True, batch=work.batch)


async def _tell_people(work: Work, held: Note, fresh: Note) -> None:
    """Those whom it is no more for are not told of it, the new ones are; another time is told to all of them."""
    if fresh.occurrence != held.occurrence:
        await deliveries.take_back(work, fresh)
        await deliveries.rewrite(work, fresh)
        await deliveries.plan_all(work, fresh)
        return
    gone = [each for each in held.assignees if each not in fresh.assignees]
    if gone:
        await deliveries.take_back(work, fresh, readers=gone)
    await deliveries.rewrite(work, fresh)
    await deliveries.plan_fresh(work, fresh, [each for each in fresh.assignees if each not in held.assignees])
