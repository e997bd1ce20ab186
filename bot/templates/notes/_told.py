"""What was done with a note, said where it was asked for, with the way back where there is one."""

from collections.abc import Sequence

from bot.model.contacts import Found
from bot.model.ids import BatchId, ContactId
from bot.model.messages import Message
from bot.model.notes import Note
from bot.model.warnings import Warning
from bot.templates import _blocks as b
from bot.templates._form import left_as_it_is
from bot.templates._notes import LIST, NEW, NOUN, UNDO, more, name_of
from bot.templates._rich import said, told
from bot.templates._warnings import signs
from bot.templates._words import Reader, mrkdwn, plain, value_raw
from bot.templates.contacts._lists import OPEN as OPEN_CONTACT


def added(note: Note, contact: str, reader: Reader, *, warnings: Sequence[Warning] = ()) -> Message:
    """The answer to a line."""
    text = mrkdwn(reader, NOUN, "added", name=contact)
    quote = b.quote(*b.long_words(value_raw(note.text)))
    sentence = b.rich_text(b.line(*said(reader, NOUN, "added", name=contact)), quote)
    doors = b.actions([_open(note.contact, contact, reader), more(note, reader)], block_id=f"note-{note.id}")
    return Message(text, (*signs(warnings, reader), sentence, doors))


def to_begin(reader: Reader, *, notes: str) -> Message:
    """Of a line with nothing in it; `notes` is the list of all that there are."""
    new = b.button(plain(reader, NOUN, "new"), action=NEW, value="", style="primary")
    listed = b.button(plain(reader, NOUN, "see_notes"), action=f"{LIST}.of", value=notes)
    doors = b.actions([new, listed], block_id="note-to-begin")
    return Message(mrkdwn(reader, NOUN, "to_begin"), (told(reader, NOUN, "to_begin"), doors))


def to_write(contact: Found, reader: Reader, *, notes: str, warnings: Sequence[Warning] = ()) -> Message:
    """Of a contact that was named without a word about it; `notes` is the list of what there is."""
    text = mrkdwn(reader, NOUN, "to_write", name=contact.name)
    new = b.button(plain(reader, NOUN, "new"), action=NEW, value=str(contact.id), style="primary")
    listed = b.button(plain(reader, NOUN, "see_notes"), action=f"{LIST}.of", value=notes)
    doors = b.actions([new, listed], block_id=f"note-to-write-{contact.id}")
    return Message(text, (*signs(warnings, reader), told(reader, NOUN, "to_write", name=contact.name), doors))


def told_deleted(note: Note, reader: Reader, *, batch: BatchId) -> Message:
    message = _told(f"deleted_{note.kind.value}", note, reader)
    undo = b.button(plain(reader, "contacts", "undo"), action=UNDO, value=str(batch))
    later = b.context(mrkdwn(reader, NOUN, "deleted_where"))
    return Message(message.text, (*message.blocks, b.actions([undo], block_id=f"undo-{batch}"), later))


def told_restored(note: Note, reader: Reader) -> Message:
    return _told(f"restored_{note.kind.value}", note, reader)


def told_back(note: Note, left: Sequence[str], reader: Reader) -> Message:
    """`left` are the fields that somebody has changed since, and that stay so."""
    message = _told(f"taken_back_{note.kind.value}", note, reader)
    return Message(message.text, (*message.blocks, *left_as_it_is(NOUN, left, reader)))


def told_closed(note: Note, reader: Reader) -> Message:
    """Closed or open again, with what may be done next."""
    message = _told(f"{'is_open_again' if note.is_open else 'was_closed'}_{note.kind.value}", note, reader)
    return Message(message.text, (*message.blocks, b.actions([more(note, reader)], block_id=f"note-{note.id}")))


def _told(block: str, note: Note, reader: Reader) -> Message:
    name = name_of(note, reader)
    return Message(mrkdwn(reader, NOUN, block, title=name), (told(reader, NOUN, block, title=name),))


def _open(contact: ContactId, name: str, reader: Reader) -> b.Element:
    label = plain(reader, "contacts", "open_label", name=name)
    return b.button(plain(reader, NOUN, "open_contact"), action=OPEN_CONTACT, value=str(contact), label=label)
