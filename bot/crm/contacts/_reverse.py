"""Many contacts brought back to what they were before one batch, as far as nobody has changed them since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.crm import reminders
from bot.crm._work import Work
from bot.crm.contacts import _write
from bot.crm.contacts._around import without_second_main
from bot.crm.contacts._given import as_lists_are
from bot.crm.contacts._many import Pair, save_many
from bot.model.bulk import BulkReport
from bot.model.changes import Flat, flat, reversed_changes, values_of
from bot.model.contacts import Contact
from bot.model.events import Event, EventKind
from bot.model.ids import BatchId, ContactId, EventId, ReminderId, born

TOUCHING = (
    EventKind.CONTACT_CREATED,
    EventKind.CONTACT_CHANGED,
    EventKind.CONTACT_ARCHIVED,
    EventKind.CONTACT_RESTORED,
    EventKind.CONTACT_DELETED,
)
_MOVES = (EventKind.CONTACT_ARCHIVED, EventKind.CONTACT_RESTORED, EventKind.CONTACT_DELETED)
_READ = 100
_SKEW = timedelta(hours=1)  # between the clocks of two processes that make ids

Traces = Mapping[ContactId, Sequence[Event]]  # of one batch, newest first


async def touched(work: Work, batch: BatchId, *, after: ContactId, limit: int) -> Sequence[ContactId]:
    """Whom a batch changed, in the order of their ids and from behind `after`."""
    keys: set[int] = set()
    for kind in TOUCHING:
        keys |= set(await work.events.subjects(batch, kind, after=after, limit=limit))
    return [ContactId(key) for key in sorted(keys)[:limit]]


async def traces(work: Work, batch: BatchId, contacts: Sequence[ContactId]) -> Traces:
    """What a batch did to each of these contacts."""
    return {contact: await _trace(work, batch, contact) for contact in contacts}


async def _trace(work: Work, batch: BatchId, contact: ContactId) -> Sequence[Event]:
    begun = born(batch) - _SKEW
    found: list[Event] = []
    before: EventId | None = None
    while events := await work.events.list(contact, limit=_READ, before=before):
        before = events[-1].id
        found += [event for event in events if event.batch == batch]
        if len(events) < _READ or born(before) < begun:
            break
    return found


async def reverse_many(work: Work, given: Traces) -> BulkReport:
    """Each field that still holds what the batch made of it becomes what it was.

    Of the report, `done` are as they were, `refused` have a field that was changed since and stays so, or that cannot
    be as it was in the lists and custom fields as they are by now, `gone` were deleted since.
    """
    await work.contacts.take_turn()
    held = {each.id: each for each in await work.contacts.many(sorted(given))}
    reversals = {key: _reversed(work, contact, given[key]) for key, contact in held.items()}
    pairs: list[Pair] = [
        (held[key], await _as_it_may_be(work, held[key], each.wanted))
        for key, each in reversals.items()
        if not each.is_gone
    ]
    pairs, stuck = await _as_lists_are(work, pairs)
    saved = await save_many(work, pairs)
    left = stuck | {key for key, each in reversals.items() if each.left}
    gone = len(given) - len(pairs)
    back = [key for key, each in reversals.items() if each.wanted.deleted_at is None]
    await reminders.reopen_many(work, _closed([event for key in back for event in given[key]]))
    done = len(saved - left)
    return BulkReport(done=done, unchanged=len(pairs) - done - len(left), gone=gone, refused=len(left))


async def _as_it_may_be(work: Work, held: Contact, wanted: Contact) -> Contact:
    if held.deleted_at is None or wanted.deleted_at is not None:
        return wanted
    return replace(wanted, values=await without_second_main(work, wanted))


async def _as_lists_are(work: Work, pairs: Sequence[Pair]) -> tuple[list[Pair], set[ContactId]]:
    """And whom something could not be given back."""
    changed = [(held, wanted) for held, wanted in pairs if wanted.values is not held.values]
    given = await as_lists_are(work, [(held.values, wanted.values) for held, wanted in changed])
    mended = {held.id: values for (held, _), (values, left) in zip(changed, given, strict=True) if left}
    put = [(held, replace(wanted, values=mended.get(held.id, wanted.values))) for held, wanted in pairs]
    return put, set(mended)


@dataclass(frozen=True, slots=True)
class _Reversal:
    """A contact as it would be again; `left` says that something of it was changed since."""

    wanted: Contact
    left: bool = False
    is_gone: bool = False


def _reversed(work: Work, held: Contact, events: Sequence[Event]) -> _Reversal:
    fields, state, left = flat(held.values), _write.state_of(held), False
    for event in events:
        if event.kind is EventKind.CONTACT_CREATED:
            state, is_left = _uncreated(held, state)
            left = left or is_left
        elif event.kind is EventKind.CONTACT_CHANGED:
            reversal = reversed_changes(fields, event.changes)
            fields, left = reversal.fields, left or bool(reversal.left)
        elif event.kind in _MOVES:
            moves = [each for each in event.changes if each.field in (_write.ARCHIVED, _write.DELETED)]
            reversal = reversed_changes(state, moves)
            state, left = reversal.fields, left or bool(reversal.left)
    if fields == flat(held.values):
        return _Reversal(_write.with_state(work, held, state), left)
    if _write.DELETED in state:
        return _Reversal(held, is_gone=True)
    return _Reversal(_write.with_state(work, replace(held, values=values_of(fields)), state), left)


def _uncreated(held: Contact, state: Flat) -> tuple[Flat, bool]:
    """Deleted, unless somebody has made something of it since."""
    if held.deleted_at is not None:
        return state, False
    if held.version > 1:
        return state, True
    return state | {_write.DELETED: _write.YES}, False


def _closed(events: Sequence[Event]) -> dict[ReminderId, datetime]:
    return {ReminderId(event.subject): event.at for event in events if event.kind is EventKind.REMINDER_DONE}
