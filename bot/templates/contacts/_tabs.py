"""What each tab of a record shows; what is empty is left out, what is too much is cut and says so."""

from collections.abc import Callable, Mapping, Sequence

from bot.model.contacts import Contact, ContactKind, ContactValues, Coordinate, with_mains
from bot.model.messages import Block
from bot.model.records import Record, Tab
from bot.templates import _blocks as b
from bot.templates._dates import when
from bot.templates._fields import NOUN
from bot.templates._pages import turning
from bot.templates._words import Raw, Reader, mrkdwn, plain, plain_value, raw
from bot.templates.contacts import _parts as parts
from bot.templates.contacts._activity import activity_blocks
from bot.templates.contacts._card import RECORD, note_blocks, reminder_blocks, reminder_line
from bot.templates.contacts._parts import RECORDS, VALUE, detail, text_detail

DETAILS_PAGE = "contacts.details"  # followed by a dot and the number of the page
_NOTE_IN_SHORT = 500
_REMINDER = 300
_COMMENT = 1500
_WHOLE = 3000  # of a long text in the details
_ON_A_PAGE = 30  # coordinates
_LINES = 20  # of one rich text
# A view has 250,000 bytes, and a sign may take twelve of them; half of it is for what stands around.
LETTERS = 10_000


def tab_blocks(record: Record, tab: Tab, reader: Reader, *, page: int = 0) -> list[Block]:
    return details(record, reader, page) if tab is Tab.DETAILS else _TABS[tab](record, reader)


def _overview(record: Record, reader: Reader) -> list[Block]:
    values = record.contact.values
    lines = _owners(record.contact, reader)
    if values.kind is ContactKind.PERSON:
        lines += text_detail(reader, "field_job_title", values.job_title)
        lines += text_detail(reader, "employer", values.company if record.employer is None else "")
    mains = [each for each in with_mains(values.coordinates) if each.main]
    lines += [parts.coordinate_detail(each, reader) for each in mains]
    others = len(values.coordinates) - len(mains)
    lines += text_detail(reader, "tags", parts.worn(record, reader), limit=_COMMENT)
    lines += text_detail(reader, "comment", values.comment, limit=_COMMENT)
    blocks = [b.rich_text(*lines)] if lines else []
    if others:
        blocks.append(b.context(mrkdwn(reader, RECORDS, "more_coordinates", n=others)))
    blocks += _employer_row(record, reader) + _photo(record, reader)
    blocks += note_blocks(record.notes, reader, limit=_NOTE_IN_SHORT)
    blocks += reminder_blocks(record.reminders, reader, limit=_REMINDER)
    return blocks or [_empty(reader, "overview")]


def _owners(contact: Contact, reader: Reader) -> list[b.Element]:
    values = contact.values
    lines = [detail(reader, "field_owner", b.person(values.owner))] if values.owner else []
    assigned = values.assigned[: b.CHOSEN]
    return lines + ([detail(reader, "field_assigned", *parts.people(assigned))] if assigned else [])


def _employer_row(record: Record, reader: Reader) -> list[Block]:
    """The company's own record, one click away."""
    employer = record.employer
    if employer is None or record.contact.values.kind is ContactKind.COMPANY:
        return []
    label = plain(reader, NOUN, "open_label", name=employer.name)
    opens = b.button(plain(reader, NOUN, "open"), action=RECORD, value=str(employer.id), label=label)
    line = f"{parts.labelled(reader, raw(reader, NOUN, 'employer'))}{employer.name}"
    return [b.plain_section(plain_value(line), accessory=opens)]


def _photo(record: Record, reader: Reader) -> list[Block]:
    if record.photo is None or record.photo.shown is None:
        return []
    return [b.image(record.photo.shown, plain(reader, RECORDS, "photo_of", name=record.contact.name))]


def details(record: Record, reader: Reader, page: int) -> list[Block]:
    """Every field, then every coordinate; where those are many, page after page."""
    fields = _fields(record, reader)
    pages = _pages(record.contact.values.coordinates, LETTERS - sum(map(b.letters, fields)))
    page = min(max(page, 0), len(pages) - 1)
    reach = [parts.coordinate_detail(each, reader, marked=parts.marks_of(each, reader)) for each in pages[page]]
    lines = [*fields, *reach] if page == 0 else reach
    blocks = [b.rich_text(*lines[start : start + _LINES]) for start in range(0, len(lines), _LINES)]
    return blocks + turning(page, len(pages), reader, action=DETAILS_PAGE, of=f"{record.contact.id}:")


def _pages(coordinates: Sequence[Coordinate], room: int) -> list[list[Coordinate]]:
    """Thirty on each, fewer where their addresses are long; the first has `room` for so many letters."""
    pages: list[list[Coordinate]] = [[]]
    for each in coordinates:
        needs = min(len(each.typed), VALUE) + len(each.parsed or "")
        if len(pages[-1]) == _ON_A_PAGE or needs > room:
            pages.append([])
            room = LETTERS
        pages[-1].append(each)
        room -= needs
    return pages


_NAMES = ("first_name", "last_name", "nickname", "company")
_WORK = ("job_title", "department")
_BUSINESS = ("reference", "siren", "siret", "vat_number", "iban", "accounting_account", "analytic_account")


def _fields(record: Record, reader: Reader) -> list[b.Element]:
    contact = record.contact
    values = contact.values
    lines = text_detail(reader, "field_kind", raw(reader, NOUN, f"kind_{values.kind.value}"))
    if values.civility is not None:
        lines += text_detail(reader, "field_civility", raw(reader, NOUN, f"civility_{values.civility.value}"))
    lines += _named(_NAMES, values, reader)
    if record.employer is not None:
        lines += text_detail(reader, "field_employer", record.employer.name)
    lines += [*_named(_WORK, values, reader), *_owners(contact, reader), *_named(_BUSINESS, values, reader)]
    lines += text_detail(reader, "tags", parts.worn(record, reader), limit=_WHOLE)
    lines += text_detail(reader, "field_description", values.description, limit=_WHOLE)
    lines += text_detail(reader, "comment", values.comment, limit=_WHOLE)
    return [*lines, _created(contact, reader)]


def _named(fields: Sequence[str], values: ContactValues, reader: Reader) -> list[b.Element]:
    return [line for field in fields for line in text_detail(reader, f"field_{field}", getattr(values, field))]


def _created(contact: Contact, reader: Reader) -> b.Element:
    at = b.date(contact.created_at, when(contact.created_at, reader))
    return detail(reader, "created", b.person(contact.created_by), b.words(Raw(", ")), at)


def _notes(record: Record, reader: Reader) -> list[Block]:
    notes = record.notes
    if not notes.latest:
        return [_empty(reader, "notes")]
    limit = max(_NOTE_IN_SHORT, LETTERS // len(notes.latest))
    blocks = note_blocks(notes, reader, limit=limit)
    more = notes.total - len(notes.latest)
    return blocks + ([b.context(mrkdwn(reader, RECORDS, "more_notes", n=more))] if more > 0 else [])


def _reminders(record: Record, reader: Reader) -> list[Block]:
    if not record.reminders:
        return [_empty(reader, "reminders")]
    lines = []
    for each in record.reminders:
        line = reminder_line(each, reader, limit=_REMINDER)
        line["elements"] += [b.words(Raw(" · ")), *parts.people(each.assignees)]
        lines.append(line)
    heading = b.line(b.words(raw(reader, NOUN, "reminders_heading"), bold=True))
    return [b.rich_text(heading, {"type": "rich_text_list", "style": "bullet", "elements": lines})]


def _empty(reader: Reader, tab: str) -> Block:
    return b.plain_context(plain(reader, RECORDS, f"no_{tab}"))


_TABS: Mapping[Tab, Callable[[Record, Reader], list[Block]]] = {
    Tab.OVERVIEW: _overview,
    Tab.NOTES: _notes,
    Tab.REMINDERS: _reminders,
    Tab.ACTIVITY: activity_blocks,
}
