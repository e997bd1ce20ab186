"""A note as its screens show it: with the contact it is about, its files and what warns of them."""

from bot.crm import contacts, notes, warnings
from bot.crm._work import Work
from bot.model.errors import NoteNotFound
from bot.model.ids import NoteId
from bot.model.messages import Block
from bot.model.notes import Note
from bot.templates import notes as show
from bot.templates._words import reader_of


def note_of(value: str) -> NoteId:
    """The note that a button carries. Raises NoteNotFound."""
    if not (value.isascii() and value.isdigit()):
        raise NoteNotFound
    return NoteId(int(value))


def note_in(metadata: str) -> NoteId | None:
    """The note that a view shows; None of any other view."""
    noun, _, rest = metadata.partition(":")
    note = rest.partition(":")[0]
    return NoteId(int(note)) if noun == "note" and note.isascii() and note.isdigit() else None


def under(metadata: str) -> str:
    """The metadata of what lies under the view of a note."""
    return metadata.partition(":")[2].partition(":")[2] if note_in(metadata) is not None else ""


async def note_view(work: Work, note: NoteId, metadata: str = "", *, saved: bool = False) -> Block:
    """In full, even if it was deleted. Raises NoteNotFound."""
    held = await notes.find_even_deleted(work, note)
    shown = await shown_of(work, held)
    return show.read_view(shown, reader_of(work.viewer.member), metadata=metadata or f"note:{note}:", saved=saved)


async def shown_of(work: Work, note: Note) -> show.Shown:
    names = await contacts.names(work, [note.contact])
    known = await work.members.find_many(list(note.assignees)) if note.due is not None else {}
    return show.Shown(
        note=note,
        contact=names.get(note.contact, ""),
        files=(await notes.files(work, [note])).get(note.id, ()),
        people=[known[each] for each in note.assignees if each in known],
        warnings=await warnings.of(work, note.contact),
    )
