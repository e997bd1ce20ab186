"""Reading notes: one, a list, the files of some."""

from collections.abc import Mapping, Sequence

from bot.crm._guard import needs
from bot.crm._work import Work
from bot.model.errors import NoteNotFound
from bot.model.files import File
from bot.model.ids import NoteId
from bot.model.notes import DELETED_FOR, Note, NoteList, Page
from bot.model.policy import Can

PAGE = 10


@needs(Can.READ)
async def find(work: Work, note: NoteId, *, lock: bool = False) -> Note:
    """`lock` holds it until the commit. Raises NoteNotFound, also of one that is for others."""
    found = await work.notes.find(note, lock=lock)
    if found is None:
        raise NoteNotFound
    return found


@needs(Can.READ)
async def find_even_deleted(work: Work, note: NoteId) -> Note:
    """For what was sent about it, which says that it was deleted. Raises NoteNotFound."""
    found = await work.notes.find(note, deleted=True)
    if found is None:
        raise NoteNotFound
    return found


@needs(Can.READ)
async def listed(work: Work, which: NoteList, cursor: str | None = None, *, limit: int = PAGE) -> Page:
    """A page of those that one may see, the newest day first. Those of a contact that was deleted are left out, but
    where that contact is asked for; deleted ones are listed as long as they can be restored."""
    since = work.now - DELETED_FOR
    return await work.notes.page(which, member=work.viewer.id, cursor=cursor, limit=limit, deleted_since=since)


@needs(Can.READ)
async def files(work: Work, notes: Sequence[Note]) -> Mapping[NoteId, tuple[File, ...]]:
    """Of some notes, in the order in which they were given; a note without any has no entry."""
    some = [note.id for note in notes if note.files]
    found = await work.files.list(some) if some else ()
    by_note: dict[NoteId, tuple[File, ...]] = {}
    for file in found:
        if file.note is not None:
            by_note[file.note] = (*by_note.get(file.note, ()), file)
    return by_note
