"""Notes as events; the answer of an act; holding one for a change."""

from dataclasses import dataclass

from bot.crm._work import Work
from bot.model.errors import NoteNotFound
from bot.model.events import Change, EventKind, Happening
from bot.model.ids import BatchId, NoteId
from bot.model.notes import Note, NoteKind, short

CLOSED = Change("state", "open", "closed")
OPENED = Change("state", "closed", "open")


@dataclass(frozen=True, slots=True)
class Settled:
    """A note as an act left it; where it `changed`, its messages are being rewritten.

    `batch` is what undoes the act, where it can be undone.
    """

    note: Note
    changed: bool
    batch: BatchId | None = None


def told(kind: EventKind, note: Note, *changes: Change) -> Happening:
    """With what it is called, for the line that says what was done to it."""
    called = short(note)
    named = (Change("name", called, called),) if called else ()
    return Happening(
        kind=kind,
        subject=note.id,
        contact=note.contact,
        changes=(*named, *_kind_of(note), *changes),
        audience=note.audience,
    )


def told_new(note: Note) -> Happening:
    filled = {"title": note.title, "text": note.text, "url": note.url}
    changes = tuple(Change(field, None, text) for field, text in filled.items() if text)
    return Happening(
        kind=EventKind.NOTE_ADDED,
        subject=note.id,
        contact=note.contact,
        changes=(*_kind_of(note), *changes),
        audience=note.audience,
    )


def _kind_of(note: Note) -> tuple[Change, ...]:
    """Only of a file: without it, it is a note."""
    kind = note.kind.value
    return (Change("note_kind", kind, kind),) if note.kind is NoteKind.FILE else ()


async def hold(work: Work, note: NoteId, *, deleted: bool = False) -> Note:
    """Locked until the commit. Raises NoteNotFound."""
    found = await work.notes.find(note, lock=True, deleted=deleted)
    if found is None:
        raise NoteNotFound
    return found
