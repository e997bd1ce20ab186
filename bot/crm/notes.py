"""Notes on contacts."""

from bot.crm._guard import needs
from bot.crm._work import Work
from bot.model.errors import ContactNotFound, TextMissing, TextTooLong
from bot.model.events import Change, EventKind, Happening
from bot.model.ids import ContactId, NoteId
from bot.model.notes import NOTE_LENGTH, Note
from bot.model.policy import Can


@needs(Can.WRITE)
async def add(work: Work, contact: ContactId, text: str) -> Note:
    """Raises TextMissing, TextTooLong, ContactNotFound."""
    if not text:
        raise TextMissing(example="note")
    if len(text) > NOTE_LENGTH:
        raise TextTooLong(limit=NOTE_LENGTH)
    if contact not in await work.contacts.names([contact]):
        raise ContactNotFound(words="")
    note = Note(id=NoteId(work.next_id()), contact=contact, author=work.viewer.id, text=text, created_at=work.now)
    await work.notes.add(note)
    await work.tell(
        Happening(
            kind=EventKind.NOTE_ADDED,
            subject=note.id,
            contact=contact,
            changes=(Change("text", None, text),),
            audience=note.audience,
        )
    )
    return note
