"""Closing, reopening, deleting and restoring a note."""

from dataclasses import replace

from bot.crm._guard import needs
from bot.crm._work import Work
from bot.crm.notes import _deliveries as deliveries
from bot.crm.notes._told import CLOSED, OPENED, Settled, hold, told
from bot.model.errors import UndoTooLate
from bot.model.events import Change, EventKind
from bot.model.ids import BatchId, NoteId
from bot.model.notes import DELETED_FOR, Note
from bot.model.policy import Can

DELETED, YES = "deleted", "yes"


@needs(Can.WRITE)
async def close(work: Work, note: NoteId) -> Settled:
    """Done with, for everyone; what is still to be told of it is not. Closing twice is the same as once."""
    held = await hold(work, note)
    if not held.is_open:
        return Settled(held, changed=False)
    closed = held.closed(work.viewer.id, work.now)
    await work.notes.save(closed)
    await deliveries.take_back(work, closed)
    await work.tell(told(EventKind.NOTE_CLOSED, closed, CLOSED))
    await deliveries.rewrite(work, closed)
    return Settled(closed, changed=True)


@needs(Can.WRITE)
async def reopen(work: Work, note: NoteId) -> Settled:
    """Where its time is still to come it will be told then."""
    held = await hold(work, note)
    if held.is_open:
        return Settled(held, changed=False)
    opened = await deliveries.anew(work, held.reopened(), since=work.now)
    await work.tell(told(EventKind.NOTE_REOPENED, opened, OPENED))
    return Settled(opened, changed=True)


@needs(Can.DELETE)
async def delete(work: Work, note: NoteId) -> BatchId:
    """Takes it away, with what is still to be told of it; `undo` brings it back. Raises NoteNotFound."""
    held = await hold(work, note)
    gone = replace(held, deleted_at=work.now)
    await work.notes.save(gone)
    await deliveries.take_back(work, gone)
    await work.tell(told(EventKind.NOTE_DELETED, gone, Change(DELETED, None, YES)))
    await deliveries.rewrite(work, gone)
    return work.batch


@needs(Can.WRITE)
async def restore(work: Work, note: NoteId) -> Settled:
    """Brings one back that was deleted, as undoing that does; twice is the same as once.

    Raises NoteNotFound, UndoTooLate.
    """
    held = await hold(work, note, deleted=True)
    if held.deleted_at is not None and work.now - held.deleted_at > DELETED_FOR:
        raise UndoTooLate(hours=int(DELETED_FOR.total_seconds() // 3600))
    return await restored(work, held)


async def restored(work: Work, held: Note) -> Settled:
    """There again; what fell due meanwhile is told at once."""
    if held.deleted_at is None:
        return Settled(held, changed=False)
    back = await deliveries.anew(work, replace(held, deleted_at=None), since=held.deleted_at)
    await work.tell(told(EventKind.NOTE_RESTORED, back, Change(DELETED, YES, None)))
    return Settled(back, changed=True)
