"""Notes as blocks: the answer to a note that was added, and its form."""

from collections.abc import Mapping, Sequence

from bot.model.contacts import Found
from bot.model.fields import NOTE
from bot.model.ids import ContactId
from bot.model.messages import Block, Message
from bot.model.notes import Note
from bot.model.warnings import Warning
from bot.templates import _blocks as b
from bot.templates._form import draw_form
from bot.templates._rich import said, told
from bot.templates._warnings import alerts, signs, submit
from bot.templates._words import Reader, mrkdwn, plain, value_raw
from bot.templates.contacts import OPEN

NOUN = "notes"
PICK = "notes.pick"
CONFIRM = "notes.confirm"
FORM = "notes.create"


def added(note: Note, name: str, reader: Reader, *, warnings: Sequence[Warning] = ()) -> Message:
    text = mrkdwn(reader, NOUN, "added", name=name)
    opens = b.actions([_open(note.contact, name, reader)], block_id=f"note-{note.id}")
    return Message(text, (*signs(warnings, reader), _told(note, name, reader), opens))


def added_view(note: Note, name: str, reader: Reader) -> Block:
    """What the form becomes once the note is saved."""
    return b.modal(
        plain(reader, NOUN, "added_title"),
        [_told(note, name, reader)],
        callback="notes.saved",
        close=plain(reader, "form", "close"),
    )


def form_view(
    contact: Found, typed: Mapping[str, str], reader: Reader, *, draft: int, warnings: Sequence[Warning] = ()
) -> Block:
    about = told(reader, NOUN, "about", name=contact.name)
    return b.modal(
        plain(reader, NOUN, "form_title"),
        [*alerts(warnings, reader), about, *draw_form(NOTE, typed, reader)],
        callback=FORM,
        submit=submit(warnings, reader),
        close=plain(reader, "form", "cancel"),
        metadata=str(draft),
    )


def _told(note: Note, name: str, reader: Reader) -> Block:
    return b.rich_text(b.line(*said(reader, NOUN, "added", name=name)), b.quote(*b.long_words(value_raw(note.text))))


def _open(contact: ContactId, name: str, reader: Reader) -> b.Element:
    label = plain(reader, "contacts", "open_label", name=name)
    return b.button(plain(reader, "contacts", "open"), action=OPEN, value=str(contact), label=label)
