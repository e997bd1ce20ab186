"""Contacts as blocks: the card, a list to open from, the form."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from bot.model.contacts import Contact, Coordinate, CoordinateKind, Found, Page
from bot.model.fields import CONTACT
from bot.model.messages import Block, Message
from bot.model.notes import LatestNotes
from bot.model.reminders import Reminder
from bot.templates import _blocks as b
from bot.templates._dates import day, when
from bot.templates._form import draw_form
from bot.templates._rich import told
from bot.templates._words import Plain, Raw, Reader, mrkdwn, plain, plain_value, raw, value_raw

NOUN = "contacts"
OPEN = "contacts.open"
CREATE = "contacts.new"
ADD_NOTE = "notes.new"
FORM = "contacts.create"
_VALUE = 150  # of a button that carries a name to the form
_LINES = 40
# A message holds about 13,000 characters in all, whatever each block may hold.
_NOTE = 500
_COMMENT = 1000
_REMINDER = 150


def card(contact: Contact, notes: LatestNotes, reminders: Sequence[Reminder], reader: Reader) -> Message:
    text = mrkdwn(reader, NOUN, "card_text", name=contact.name, number=contact.number)
    return Message(text, tuple(card_blocks(contact, notes, reminders, reader)))


def card_blocks(contact: Contact, notes: LatestNotes, reminders: Sequence[Reminder], reader: Reader) -> list[Block]:
    values = contact.values
    kind = mrkdwn(reader, NOUN, "card_kind", kind=values.kind.value, number=contact.number)
    blocks = [b.header(plain_value(contact.name)), b.context(kind)]
    details = _details(contact, reader)
    if details:
        blocks.append(b.rich_text(*details[:_LINES]))
    if len(details) > _LINES:
        blocks.append(b.context(mrkdwn(reader, NOUN, "details_more", n=len(details) - _LINES)))
    blocks += _note_blocks(notes, reader)
    blocks += _reminder_blocks(reminders, reader)
    add = b.button(plain(reader, NOUN, "add_note"), action=ADD_NOTE, value=str(contact.id))
    return [*blocks, b.actions([add], block_id=f"contact-{contact.id}")]


def saved_view(contact: Contact, reader: Reader) -> Block:
    """What the form becomes once the contact is saved."""
    return b.modal(
        plain(reader, NOUN, "saved_title"),
        [told(reader, NOUN, "saved", name=contact.name), *card_blocks(contact, LatestNotes(), (), reader)],
        callback="contacts.saved",
        close=plain(reader, "form", "close"),
    )


def form_view(typed: Mapping[str, str], reader: Reader, *, draft: int) -> Block:
    return b.modal(
        plain(reader, NOUN, "form_title"),
        draw_form(CONTACT, typed, reader),
        callback=FORM,
        submit=plain(reader, "form", "save"),
        close=plain(reader, "form", "cancel"),
        metadata=str(draft),
    )


def found_list(page: Page, words: str, reader: Reader) -> Message:
    """Ten contacts to open one from, and how many there are, as far as they were counted."""
    heading = "list_many" if page.capped else "list"
    text = mrkdwn(reader, NOUN, heading, words=words, total=page.total)
    blocks = [told(reader, NOUN, heading, words=words, total=page.total), *rows(page.found, reader)]
    if page.total > len(page.found):
        blocks.append(b.context(mrkdwn(reader, NOUN, "list_more", shown=len(page.found))))
    return Message(text, tuple(blocks))


def none_found(words: str, reader: Reader, *, kept: str = "") -> Message:
    """The offer to create what was looked for, with the name filled in; `kept` is shown, so that it can be copied."""
    text = mrkdwn(reader, NOUN, "none", words=words)
    create = b.button(plain(reader, NOUN, "create"), action=CREATE, value=words[:_VALUE], style="primary")
    shown_again = [b.rich_text(b.quote(*b.long_words(value_raw(kept))))] if kept else []
    blocks = (told(reader, NOUN, "none", words=words), *shown_again)
    return Message(text, (*blocks, b.actions([create], block_id="contact-create")))


def choices(
    contacts: Sequence[Found], words: str, reader: Reader, *, action: str, draft: int, without: bool = False
) -> Message:
    """'Which one do you mean?'; a button carries the draft of what was asked and the contact chosen."""
    text = mrkdwn(reader, NOUN, "which", words=words)
    rows = [_choice_row(found, reader, action=action, value=f"{draft}:{found.id}") for found in contacts]
    if without:
        none = b.button(plain(reader, NOUN, "without"), action=action, value=f"{draft}:0")
        rows.append(b.actions([none], block_id="contact-none"))
    return Message(text, (told(reader, NOUN, "which", words=words), *rows))


def empty(reader: Reader) -> Message:
    return Message(mrkdwn(reader, NOUN, "empty"))


def rows(contacts: Sequence[Found], reader: Reader) -> list[Block]:
    """One contact a line, each with a button that opens it."""
    return [_row(found, reader) for found in contacts]


def _row(found: Found, reader: Reader) -> Block:
    label = plain(reader, NOUN, "open_label", name=found.name)
    button = b.button(plain(reader, NOUN, "open"), action=OPEN, value=str(found.id), label=label)
    return b.plain_section(_line(found), accessory=button)


def _choice_row(found: Found, reader: Reader, *, action: str, value: str) -> Block:
    label = plain(reader, NOUN, "choose_label", name=found.name)
    button = b.button(plain(reader, NOUN, "choose"), action=action, value=value, label=label)
    return b.plain_section(_line(found), accessory=button)


def _line(found: Found) -> Plain:
    company = found.company if found.company != found.name else ""
    parts = [found.name, company, found.city, f"#{found.number}"]
    return Plain(" · ".join(plain_value(part) for part in parts if part))


def _details(contact: Contact, reader: Reader) -> list[b.Element]:
    values = contact.values
    lines = []
    if values.company and values.company != contact.name:
        lines.append(_detail(reader, "employer", b.words(value_raw(values.company))))
    if values.tags:
        lines.append(_detail(reader, "tags", b.words(_short(", ".join(values.tags), _COMMENT))))
    if values.comment:
        lines.append(_detail(reader, "comment", b.words(_short(values.comment, _COMMENT))))
    lines += [_detail(reader, each.kind.value, _coordinate(each), label=each.label) for each in values.coordinates]
    return lines


def _short(text: str, limit: int) -> Raw:
    return Raw(b.clip(text, limit))


def _detail(reader: Reader, block: str, shown: b.Element, *, label: str = "") -> b.Element:
    heading = _labelled(reader, label) if label else _heading(reader, block)
    return b.line(b.words(heading, bold=True), shown)


@lru_cache(maxsize=1000)
def _heading(reader: Reader, block: str) -> Raw:
    """'Phone: '; a card has several of the same few."""
    return _labelled(reader, raw(reader, NOUN, block))


def _labelled(reader: Reader, name: str) -> Raw:
    return Raw(f"{raw(reader, NOUN, 'labelled', name=name)} ")


def _coordinate(coordinate: Coordinate) -> b.Element:
    """A phone or an e-mail is a link, so that one click calls or writes."""
    text = value_raw(coordinate.address.line if coordinate.address is not None else coordinate.typed)
    if coordinate.parsed is None:
        return b.words(text)
    if coordinate.kind is CoordinateKind.PHONE:
        return b.link(f"tel:{coordinate.parsed}", text)
    if coordinate.kind is CoordinateKind.EMAIL:
        return b.link(f"mailto:{coordinate.parsed}", text)
    return b.link(coordinate.parsed, text)


def _note_blocks(notes: LatestNotes, reader: Reader) -> list[Block]:
    if not notes.latest:
        return []
    heading = b.line(b.words(raw(reader, NOUN, "notes_heading", n=notes.total), bold=True))
    quotes = [
        b.quote(
            b.words(_short(note.text, _NOTE), strike=note.closed_at is not None),
            b.words(Raw(f"\n{day(note.created_at, reader)} · "), italic=True),
            b.person(note.author),
        )
        for note in notes.latest
    ]
    return [b.rich_text(heading, *quotes)]


def _reminder_blocks(reminders: Sequence[Reminder], reader: Reader) -> list[Block]:
    if not reminders:
        return []
    heading = b.line(b.words(raw(reader, NOUN, "reminders_heading"), bold=True))
    lines = [
        b.line(
            b.words(Raw(f"{_short(reminder.title, _REMINDER)} — ")), b.words(when(reminder.due_at, reader), italic=True)
        )
        for reminder in reminders
    ]
    return [b.rich_text(heading, *lines)]
