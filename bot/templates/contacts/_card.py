"""A contact's card in a message: the essential, with the buttons to go on from there."""

from collections.abc import Callable, Sequence
from functools import lru_cache

from bot.model.contacts import Contact, ContactKind
from bot.model.messages import Block, Message
from bot.model.notes import LatestNotes
from bot.model.records import Record
from bot.model.reminders import Reminder
from bot.templates import _blocks as b
from bot.templates._activities import NEW as LOG
from bot.templates._dates import when
from bot.templates._fields import NOUN
from bot.templates._notes import ATTACH, quoted
from bot.templates._notes import NEW as ADD_NOTE
from bot.templates._warnings import signs
from bot.templates._words import Raw, Reader, mrkdwn, plain, plain_value, raw
from bot.templates.contacts import _parts as parts
from bot.templates.contacts._values import sorted_beside_tags

RECORD = "contacts.record"
EDIT = "contacts.edit"
MORE = "contacts.more"
RESTORE = "contacts.restore"
_LINES = 40
# A message holds about 13,000 characters in all, whatever each block may hold.
_IN_LINES = 6000
_NOTE = 500
_COMMENT = 1000
_REMINDER = 150


def card(record: Record, reader: Reader) -> Message:
    contact = record.contact
    text = mrkdwn(reader, NOUN, "card_text", name=contact.name, number=contact.number)
    return Message(text, tuple(card_blocks(record, reader)))


def card_blocks(record: Record, reader: Reader, *, warned: Callable[..., list[Block]] = signs) -> list[Block]:
    """In a message; in a modal they are `warned` of by alerts."""
    contact = record.contact
    warnings = map(parts.warning, (*parts.fate(contact, reader), *parts.doubts(record, reader)))
    heading = b.header(plain_value(parts.title_of(contact, reader)))
    blocks = [
        *warned(record.around.warnings, reader),
        *warnings,
        heading,
        parts.summary(contact, reader, sorted_beside_tags(record, reader)),
    ]
    lines = _lines(record, reader)
    shown = b.within(lines[:_LINES], _IN_LINES)
    if shown:
        blocks.append(b.rich_text(*shown))
    if len(lines) > len(shown):
        blocks.append(b.context(mrkdwn(reader, NOUN, "details_more", n=len(lines) - len(shown))))
    blocks += channel_blocks(record, reader) + note_blocks(record.notes, reader, limit=_NOTE)
    blocks += reminder_blocks(record.reminders, reader, limit=_REMINDER)
    return [*blocks, b.actions(_buttons(contact, reader), block_id=f"contact-{contact.id}")]


def _lines(record: Record, reader: Reader) -> list[b.Element]:
    values = record.contact.values
    lines = parts.text_detail(reader, "employer", parts.employer_of(record))
    if values.kind is ContactKind.PERSON:
        lines += parts.text_detail(reader, "field_job_title", values.job_title)
    lines += [parts.coordinate_detail(each, reader) for each in values.coordinates]
    lines += parts.text_detail(reader, "tags", parts.worn(record, reader), limit=_COMMENT)
    if values.owner is not None:
        lines.append(parts.detail(reader, "field_owner", b.person(values.owner)))
    return lines + parts.text_detail(reader, "comment", values.comment, limit=_COMMENT)


def _buttons(contact: Contact, reader: Reader) -> list[b.Element]:
    opens = b.button(plain(reader, NOUN, "open_record"), action=RECORD, value=str(contact.id))
    return [opens, *acting(contact, reader)]


def acting(contact: Contact, reader: Reader) -> list[b.Element]:
    """What can be done to it; a contact that was put away can be given back and read."""
    key = str(contact.id)
    if contact.deleted_at is not None:
        return [b.button(plain(reader, NOUN, "restore"), action=RESTORE, value=key)]
    edit = b.button(plain(reader, NOUN, "edit"), action=EDIT, value=key)
    note = b.button(plain(reader, NOUN, "add_note"), action=ADD_NOTE, value=key)
    put = "archive" if contact.archived_at is None else "restore"
    acts = ("remind", "tagging", "copy", put, "delete")
    more = [b.option(raw(reader, NOUN, f"more_{act}"), f"{act}:{key}") for act in acts]
    file = b.button(plain(reader, NOUN, "attach"), action=ATTACH, value=key)
    log = b.button(plain(reader, NOUN, "log"), action=LOG, value=key)
    return [edit, note, file, log, b.overflow(*more, action=MORE)]


def channel_blocks(record: Record, reader: Reader) -> list[Block]:
    """The way to the channel that was made for it."""
    if record.channel is None:
        return []
    return [b.context(mrkdwn(reader, NOUN, "own_channel", channel=b.channel_mention(record.channel)))]


def note_blocks(notes: LatestNotes, reader: Reader, *, limit: int) -> list[Block]:
    if not notes.latest:
        return []
    heading = b.line(b.words(_notes_heading(reader, notes.total), bold=True))
    return [b.rich_text(heading, *(quoted(note, reader, limit) for note in notes.latest))]


@lru_cache(maxsize=1000)
def _notes_heading(reader: Reader, total: int) -> Raw:
    """Most contacts have the same few numbers of notes."""
    return raw(reader, NOUN, "notes_heading", n=total)


def reminder_blocks(reminders: Sequence[Reminder], reader: Reader, *, limit: int) -> list[Block]:
    if not reminders:
        return []
    heading = b.line(b.words(raw(reader, NOUN, "reminders_heading"), bold=True))
    return [b.rich_text(heading, *(reminder_line(each, reader, limit=limit) for each in reminders))]


def reminder_line(reminder: Reminder, reader: Reader, *, limit: int) -> b.Element:
    title = b.words(Raw(f"{b.cut(reminder.title, limit)} — "))
    return b.line(title, b.words(when(reminder.due_at, reader), italic=True))
