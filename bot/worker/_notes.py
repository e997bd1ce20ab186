"""What the deliveries about notes say: to whom a note is for, to its author in their place, by mail.

Each is read with the eyes of whom it goes to: what they may not see, or no more, is not said to them.
"""

from bot.crm import contacts, notes
from bot.crm._work import Work
from bot.model.deliveries import Delivery, Op
from bot.model.errors import ContactNotFound, NoteNotFound
from bot.model.files import File
from bot.model.ids import NoteId
from bot.model.messages import Mail, Message
from bot.model.notes import Note
from bot.model.rich_text import Mention
from bot.templates import deliveries as show
from bot.templates import files as show_files
from bot.templates import notes as show_notes
from bot.templates._words import Reader, reader_of
from bot.worker._unreached import unreached


async def told(work: Work, delivery: Delivery) -> Message | Mail | None:
    reader = reader_of(work.viewer.member)
    note = await _find(work, delivery)
    if delivery.op is Op.UPDATE:
        return show_notes.withdrawn(reader) if note is None else await _message(work, note, delivery)
    if note is None or not _is_on(note, delivery):
        return None
    try:
        contact = await contacts.found(work, note.contact)
    except ContactNotFound:  # it was deleted, and its notes went out of sight with it
        return None
    if delivery.op is Op.EMAIL:
        return await _mail(work, note, contact.name)
    return await _message(work, note, delivery)


async def _find(work: Work, delivery: Delivery) -> Note | None:
    try:
        find = notes.find_even_deleted if delivery.op is Op.UPDATE else notes.find
        return await find(work, NoteId(delivery.subject))
    except NoteNotFound:
        return None


def _is_on(note: Note, delivery: Delivery) -> bool:
    is_theirs = delivery.reader in (*note.assignees, note.author)
    return note.is_open and note.occurrence == delivery.occurrence and is_theirs


async def _message(work: Work, note: Note, delivery: Delivery) -> Message:
    reader = reader_of(work.viewer.member)
    names = await contacts.names(work, [note.contact])
    shown = show_notes.Shown(note=note, contact=names.get(note.contact, ""), files=await _files(work, note))
    if work.viewer.id in note.assignees or note.deleted_at is not None:
        return show_notes.due(shown, reader)
    if lost := await unreached(work, delivery):
        return show.instead_of(show_notes.due(shown, reader), lost, reader)
    return show_notes.withdrawn(reader)


async def _mail(work: Work, note: Note, contact: str) -> Mail:
    reader = reader_of(work.viewer.member)
    files = await _files(work, note)
    return show.note_mail(
        note,
        show_notes.name_of(note, reader, files),
        reader,
        contact=contact,
        files=[_name(each, reader) for each in files],
        names=await _names(work, note),
    )


async def _names(work: Work, note: Note) -> dict[str, str]:
    """Of its author and of those whom it mentions."""
    runs = [] if note.body is None else note.body.runs
    people = {run.member for run in runs if isinstance(run, Mention)} | {note.author}
    known = await work.members.find_many(sorted(people))
    return {str(each.id): each.name for each in known.values()}


async def _files(work: Work, note: Note) -> tuple[File, ...]:
    return (await notes.files(work, [note])).get(note.id, ())


def _name(file: File, reader: Reader) -> str:
    return show_files.name(file, reader)
