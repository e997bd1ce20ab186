"""What each tab of a record shows; what is empty is left out, what is too much is cut and says so."""

from collections.abc import Callable, Mapping, Sequence

from bot.model.contacts import Contact, ContactKind, with_mains
from bot.model.messages import Block
from bot.model.notes import NoteKind
from bot.model.records import Record, Tab, View
from bot.templates import _blocks as b
from bot.templates._dates import when
from bot.templates._fields import NOUN
from bot.templates._notes import SHOW_ALL
from bot.templates._notes import rows as note_rows
from bot.templates._pages import turning
from bot.templates._words import Raw, Reader, mrkdwn, plain, plain_value, raw
from bot.templates.contacts import _parts as parts
from bot.templates.contacts import _values as given
from bot.templates.contacts._activity import activity_blocks
from bot.templates.contacts._around import around_rows
from bot.templates.contacts._card import RECORD, channel_blocks, note_blocks, reminder_blocks, reminder_line
from bot.templates.contacts._parts import RECORDS, detail, text_detail
from bot.templates.contacts._people import people_blocks
from bot.templates.contacts._trade import account, named, owners, trade_lines

DETAILS_PAGE = "contacts.details"  # followed by a dot and the number of the page
_NOTE_IN_SHORT = 500
_REMINDER = 300
_COMMENT = 1500
_WHOLE = 3000  # of a long text in the details
_ON_A_PAGE = 30  # coordinates
_LINES = 20  # of one rich text
_LINES_ON_A_PAGE = 80
# A view has 250,000 bytes, and a sign may take twelve of them; half of it is for what stands around.
LETTERS = 10_000


def tab_blocks(record: Record, tab: Tab, reader: Reader, *, page: int = 0, view: View | None = None) -> list[Block]:
    if tab is Tab.DETAILS:
        return details(record, reader, page)
    return _overview(record, reader, view) if tab is Tab.OVERVIEW else _TABS[tab](record, reader)


def _overview(record: Record, reader: Reader, view: View | None) -> list[Block]:
    values = record.contact.values
    lines = [*given.soon_lines(record, reader), *owners(values, reader)]
    if values.kind is ContactKind.PERSON:
        lines += text_detail(reader, "field_job_title", values.job_title)
        lines += text_detail(reader, "employer", values.company if record.employer is None else "")
    mains = [each for each in with_mains(values.coordinates) if each.main]
    lines += [parts.coordinate_detail(each, reader) for each in mains]
    others = len(values.coordinates) - len(mains)
    lines += [*account(values, reader, view), *given.first_custom(record, reader)]
    lines += text_detail(reader, "tags", parts.worn(record, reader), limit=_COMMENT)
    lines += text_detail(reader, "comment", values.comment, limit=_COMMENT)
    blocks = [b.rich_text(*lines)] if lines else []
    if others:
        blocks.append(b.context(mrkdwn(reader, RECORDS, "more_coordinates", n=others)))
    blocks += _employer_row(record, reader) + around_rows(record, reader) + _photo(record, reader)
    blocks += channel_blocks(record, reader) + note_blocks(record.notes, reader, limit=_NOTE_IN_SHORT)
    blocks += reminder_blocks(record.reminders, reader, limit=_REMINDER)
    return blocks or [_empty(reader, "overview")]


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
    coordinates = record.contact.values.coordinates
    reach = [parts.coordinate_detail(each, reader, marked=parts.marks_of(each, reader)) for each in coordinates]
    pages = _pages(_fields(record, reader), reach)
    page = min(max(page, 0), len(pages) - 1)
    lines = pages[page]
    blocks = [b.rich_text(*lines[start : start + _LINES]) for start in range(0, len(lines), _LINES)]
    return blocks + turning(page, len(pages), reader, action=DETAILS_PAGE, of=f"{record.contact.id}:")


def _pages(fields: Sequence[b.Element], reach: Sequence[b.Element]) -> list[list[b.Element]]:
    """As many lines on each as fit the view, and thirty coordinates."""
    pages: list[list[b.Element]] = [[]]
    room, coordinates = LETTERS, 0
    for place, line in enumerate((*fields, *reach)):
        needs, is_coordinate = b.letters(line), place >= len(fields)
        is_full = len(pages[-1]) == _LINES_ON_A_PAGE or (is_coordinate and coordinates == _ON_A_PAGE)
        if pages[-1] and (is_full or needs > room):
            pages.append([])
            room, coordinates = LETTERS, 0
        pages[-1].append(line)
        room -= needs
        coordinates += is_coordinate
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
    lines += [*named(_NAMES, values, reader), *given.birthday_lines(values, reader)]
    if record.employer is not None:
        lines += text_detail(reader, "field_employer", record.employer.name)
    lines += [*named(_WORK, values, reader), *given.role_lines(record, reader)]
    if record.around.parents:
        lines += text_detail(reader, "field_parent", record.around.parents[0].name)
    lines += [*given.listed_lines(record, reader), *owners(values, reader), *named(_BUSINESS, values, reader)]
    lines += [*given.hours_lines(values, reader), *given.custom_lines(record, reader)]
    lines += [*given.consent_lines(record, reader), *given.warning_lines(values, reader)]
    lines += text_detail(reader, "tags", parts.worn(record, reader), limit=_WHOLE)
    lines += text_detail(reader, "field_description", values.description, limit=_WHOLE)
    lines += text_detail(reader, "comment", values.comment, limit=_WHOLE)
    return [*lines, _created(contact, reader)]


def _created(contact: Contact, reader: Reader) -> b.Element:
    at = b.date(contact.created_at, when(contact.created_at, reader))
    return detail(reader, "created", b.person(contact.created_by), b.words(Raw(", ")), at)


def _trade(record: Record, tab: Tab, reader: Reader) -> list[Block]:
    lines = trade_lines(record, tab, reader)
    return [b.rich_text(*lines)] if lines else [_empty(reader, tab.value)]


def _written(record: Record, tab: Tab, reader: Reader) -> list[Block]:
    """Its notes or its files, the latest day first, and the way to all of them."""
    notes = record.notes
    rows = note_rows(notes.latest, reader) or [_empty(reader, tab.value)]
    if notes.total == len(notes.latest):
        return rows
    kind = NoteKind.NOTE if tab is Tab.NOTES else NoteKind.FILE
    value = f"contact={record.contact.id}&kind={kind.value}"
    label = plain(reader, "reminders", "see_all", n=notes.total, many="")
    return [*rows, b.actions([b.button(label, action=SHOW_ALL, value=value)], block_id="all-notes")]


def _reminders(record: Record, reader: Reader) -> list[Block]:
    if not record.reminders:
        return [_empty(reader, "reminders")]
    lines = []
    for each in record.reminders:
        line = reminder_line(each, reader, limit=_REMINDER)
        line["elements"] += [b.words(Raw(" · ")), *b.people(each.assignees)]
        lines.append(line)
    heading = b.line(b.words(raw(reader, NOUN, "reminders_heading"), bold=True))
    return [b.rich_text(heading, {"type": "rich_text_list", "style": "bullet", "elements": lines})]


def _empty(reader: Reader, tab: str) -> Block:
    return b.plain_context(plain(reader, RECORDS, f"no_{tab}"))


_TABS: Mapping[Tab, Callable[[Record, Reader], list[Block]]] = {
    Tab.SALES: lambda record, reader: _trade(record, Tab.SALES, reader),
    Tab.PURCHASES: lambda record, reader: _trade(record, Tab.PURCHASES, reader),
    Tab.PEOPLE: people_blocks,
    Tab.NOTES: lambda record, reader: _written(record, Tab.NOTES, reader),
    Tab.FILES: lambda record, reader: _written(record, Tab.FILES, reader),
    Tab.REMINDERS: _reminders,
    Tab.ACTIVITY: activity_blocks,
}
