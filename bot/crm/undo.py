"""Taking an act back: each field that still holds what the act made of it becomes what it was before."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.crm import reminders
from bot.crm._guard import needs
from bot.crm._work import Work
from bot.crm.contacts import _write
from bot.model.changes import flat, reversed_changes, values_of
from bot.model.contacts import Contact
from bot.model.errors import NothingToUndo, UndoTooLate
from bot.model.events import Event, EventKind
from bot.model.ids import BatchId, ContactId
from bot.model.policy import Can

EDITS = timedelta(hours=24)
DELETIONS = timedelta(days=30)
_EVENTS = 1000
_PUT_AWAY = {EventKind.CONTACT_ARCHIVED, EventKind.CONTACT_DELETED}


@dataclass(frozen=True, slots=True)
class Undone:
    """The contact as it is again, and the fields that were left because they were changed since."""

    contact: Contact
    left: tuple[str, ...] = ()
    changed: bool = True


@needs(Can.DELETE)
async def undo(work: Work, batch: BatchId) -> Undone:
    """Writes a new batch that reverses this one. Raises NothingToUndo, UndoTooLate, FieldsInvalid."""
    events = await work.events.of_batch(batch, limit=_EVENTS)
    _refuse_late(work, events)
    undone: list[Undone] = []
    for event in sorted(events, key=lambda each: each.id, reverse=True):
        if (one := await _undo_one(work, event)) is not None:
            undone.append(one)
    if any(event.kind is EventKind.REMINDER_DONE for event in events):
        await reminders.reopen_all(work, batch, since=events[0].at)
    if not any(each.changed or not each.left for each in undone):
        raise NothingToUndo  # a second click finds all as the first has left it, and is answered as that was
    return replace(undone[-1], left=tuple(field for each in undone for field in each.left))


def _refuse_late(work: Work, events: Sequence[Event]) -> None:
    if not events:
        raise NothingToUndo
    span = DELETIONS if any(event.kind in _PUT_AWAY for event in events) else EDITS
    if work.now - min(event.at for event in events) > span:
        raise UndoTooLate(hours=int(span.total_seconds() // 3600))


async def _undo_one(work: Work, event: Event) -> Undone | None:
    contact = ContactId(event.subject)
    match event.kind:
        case EventKind.CONTACT_CREATED:
            return await _undo_creation(work, contact)
        case EventKind.CONTACT_CHANGED:
            return await _undo_change(work, contact, event)
        case EventKind.CONTACT_ARCHIVED | EventKind.CONTACT_DELETED | EventKind.CONTACT_RESTORED:
            return await _undo_move(work, contact, event)
        case _:
            return None


async def _undo_creation(work: Work, contact: ContactId) -> Undone:
    held = await _write.held_even_deleted(work, contact)
    saved = await _write.put(work, held, _write.state_of(held) | {_write.DELETED: _write.YES})
    return Undone(saved.contact, changed=saved.batch is not None)


async def _undo_change(work: Work, contact: ContactId, event: Event) -> Undone:
    held = await work.contacts.find(contact, lock=True)
    if held is None:
        raise NothingToUndo
    reversal = reversed_changes(flat(held.values), event.changes)
    saved, refused = await _write.put_back(work, replace(held, values=values_of(reversal.fields)), held)
    return Undone(saved.contact, (*reversal.left, *refused), changed=saved.batch is not None)


async def _undo_move(work: Work, contact: ContactId, event: Event) -> Undone:
    """Out of the archive or from among the deleted, or there again."""
    held = await _write.held_even_deleted(work, contact)
    moves = [change for change in event.changes if change.field in (_write.ARCHIVED, _write.DELETED)]
    reversal = reversed_changes(_write.state_of(held), moves)
    saved = await _write.put(work, held, reversal.fields)
    return Undone(saved.contact, reversal.left, changed=saved.batch is not None)
