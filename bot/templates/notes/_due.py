"""The direct message to those whom a note is for, and what becomes of it."""

from markupsafe import Markup

from bot.model.messages import Block, Message
from bot.model.notes import Audience, Note
from bot.templates import _blocks as b
from bot.templates._dates import day, day_name, when_told
from bot.templates._notes import CLOSE, NOUN, OPEN, REOPEN, name_of, sight_sign
from bot.templates._rich import told
from bot.templates._words import Mrkdwn, Reader, mrkdwn, plain, plain_value, value_raw
from bot.templates.contacts._lists import OPEN as OPEN_CONTACT
from bot.templates.notes._read import Shown, words_of

_NAMED = 5  # of those who see it; how many others there are is counted


def due(shown: Shown, reader: Reader) -> Message:
    """In the state that the note is in now."""
    note = shown.note
    name = name_of(note, reader, shown.files)
    if note.deleted_at is not None:
        return _gone(f"gone_{note.kind.value}", note, reader)
    text = mrkdwn(reader, NOUN, f"due_text_{note.kind.value}", title=name)
    heading = b.header(plain(reader, NOUN, f"due_heading_{note.kind.value}"))
    blocks = [heading, *words_of(shown, reader), b.context(*_about(note, reader)), *_contact(shown, reader)]
    if not note.is_open:
        blocks.append(b.context(_closed(note, reader)))
    return Message(text, (*blocks, b.actions(_buttons(note, reader), block_id=f"note-{note.id}")))


def withdrawn(reader: Reader) -> Message:
    """In the place of what was sent to somebody whom the note is no more for, or who may not see it any more."""
    text = mrkdwn(reader, NOUN, "withdrawn")
    return Message(text, (b.context(text),))


def undelivered(note: Note, person: str, reader: Reader) -> Message:
    """To the author, whose note did not arrive."""
    name = name_of(note, reader)
    text = mrkdwn(reader, NOUN, "undelivered", title=name, person=b.mention(person))
    return Message(text, (told(reader, NOUN, "undelivered", title=name, person=b.person(person)),))


def left_in_channel(note: Note, channel: str, reader: Reader) -> Message:
    """To its author, where what was said of it while it was for everyone may still stand."""
    name, there = name_of(note, reader), b.channel_mention(channel)
    text = mrkdwn(reader, NOUN, "left_in_channel", title=name, channel=there)
    return Message(text, (b.section(text),))


def _gone(block: str, note: Note, reader: Reader) -> Message:
    name = name_of(note, reader)
    title = b.rich_text(b.line(b.words(value_raw(name), strike=True)))
    return Message(mrkdwn(reader, NOUN, "due_gone", title=name), (title, b.context(mrkdwn(reader, NOUN, block))))


def _about(note: Note, reader: Reader) -> list[Mrkdwn]:
    about: list[Mrkdwn] = []
    if note.due is not None:
        at = when_told(note.due.at, reader, zone=note.due.zone)
        about.append(mrkdwn(reader, NOUN, "due_at", when=at))
    about.append(mrkdwn(reader, NOUN, "due_from", person=b.mention(note.author), day=day_name(note.on, reader)))
    return about + ([] if note.seen_by is Audience.EVERYONE else [_readers(note, reader)])


def _readers(note: Note, reader: Reader) -> Mrkdwn:
    """Who sees it, by name, its author first: whoever reads it may want to speak of it."""
    readers = dict.fromkeys((note.author, *note.assignees, *note.members))
    named, others = list(readers)[:_NAMED], max(len(readers) - _NAMED, 0)
    people = Markup(", ").join([b.mention(each) for each in named])
    block = "due_seen_many" if others else "due_seen"
    return mrkdwn(reader, NOUN, block, sign=sight_sign(note), people=people, n=others)


def _contact(shown: Shown, reader: Reader) -> list[Block]:
    if not shown.contact:  # it was deleted
        return []
    label = plain(reader, "contacts", "open_label", name=shown.contact)
    words, contact = plain(reader, NOUN, "open_contact"), str(shown.note.contact)
    opens = b.button(words, action=OPEN_CONTACT, value=contact, label=label)
    return [b.plain_section(plain_value(shown.contact), accessory=opens)]


def _closed(note: Note, reader: Reader) -> Mrkdwn:
    at = day(note.closed_at or note.created_at, reader)
    by = b.mention(note.closed_by or note.author)
    return mrkdwn(reader, NOUN, f"due_closed_{note.kind.value}", person=by, day=at)


def _buttons(note: Note, reader: Reader) -> list[b.Element]:
    key = str(note.id)
    opens = b.button(plain(reader, NOUN, f"read_{note.kind.value}"), action=OPEN, value=key)
    if note.is_open:
        return [b.button(plain(reader, NOUN, "done"), action=CLOSE, value=key, style="primary"), opens]
    return [b.button(plain(reader, NOUN, "reopen"), action=REOPEN, value=key), opens]
