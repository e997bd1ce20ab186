"""What a card and a record show alike: labelled lines, coordinates as links, tags in colour, warnings."""

from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import quote_plus

from bot.model.contacts import Contact, Coordinate, CoordinateKind
from bot.model.files import FileState
from bot.model.messages import Block
from bot.model.records import Record
from bot.templates import _blocks as b
from bot.templates._fields import NOUN, coordinate_text, label_name, marks
from bot.templates._tags import coloured, tag_name
from bot.templates._words import Plain, Raw, Reader, plain, plain_value, raw

RECORDS = "records"
VALUE = 300  # of a value among many
_LABEL = 60
LINKED = 1000  # a longer address is shown, and no link
_NAMED = 3  # phones in a warning
_NUMBER = 25
_SIGN = "⚠️"
_MAP = "https://www.google.com/maps/search/?api=1&query="
_SOUGHT = 200  # letters of an address on a map; each may take twelve in a link, which Slack takes up to 3,000


def title_of(contact: Contact, reader: Reader) -> Raw:
    """The name as a heading: 'Ms Marie Dupont'."""
    values = contact.values
    name = contact.name or f"#{contact.number}"
    own = values.first_name or values.last_name
    if values.civility is None or values.kind.value == "company" or not own:
        return Raw(name)
    return Raw(f"{raw(reader, NOUN, f'civility_{values.civility.value}')} {name}")


def summary(contact: Contact, reader: Reader, sorted_as: Sequence[Raw] = ()) -> Block:
    """'Person · #12 · C-00012 · Clients, Partner · Wholesale'."""
    kind = raw(reader, NOUN, f"kind_{contact.values.kind.value}")
    parts = (kind, f"#{contact.number}", contact.values.reference, *sorted_as)
    return b.plain_context(plain_value(" · ".join(part for part in parts if part)))


def detail(reader: Reader, block: str, *shown: b.Element) -> b.Element:
    """'Job title: Buyer', the name of the field in bold."""
    return b.line(b.words(_heading(reader, block), bold=True), *shown)


def text_detail(reader: Reader, block: str, text: str, *, limit: int = VALUE) -> list[b.Element]:
    """No line where there is no text."""
    return [detail(reader, block, b.words(b.cut(text, limit)))] if text.strip() else []


@lru_cache(maxsize=1000)
def _heading(reader: Reader, block: str) -> Raw:
    """A card has several of the same few."""
    return labelled(reader, raw(reader, NOUN, block))


def labelled(reader: Reader, name: str) -> Raw:
    return Raw(f"{raw(reader, NOUN, 'labelled', name=name)} ")


def coordinate_detail(coordinate: Coordinate, reader: Reader, *, marked: Sequence[str] = ()) -> b.Element:
    """'Phone (mobile): 06 28 23 04 55', the value a link."""
    after = [b.words(Raw(f" · {' · '.join(marked)}"), italic=True)] if marked else []
    after += _map(coordinate, reader)
    if not coordinate.label:
        return detail(reader, coordinate.kind.value, reached(coordinate), *after)
    label = b.cut(label_name(coordinate, reader), _LABEL)
    heading = labelled(reader, f"{raw(reader, NOUN, coordinate.kind.value)} ({label})")
    return b.line(b.words(heading, bold=True), reached(coordinate), *after)


def _map(coordinate: Coordinate, reader: Reader) -> list[b.Element]:
    """An address is opened on a map."""
    if coordinate.kind is not CoordinateKind.ADDRESS or not (line := coordinate_text(coordinate)):
        return []
    url = f"{_MAP}{quote_plus(line[:_SOUGHT])}"
    return [b.words(Raw(" · ")), b.link(url, raw(reader, RECORDS, "map"))]


def marks_of(coordinate: Coordinate, reader: Reader) -> list[Raw]:
    """Its marks, and whether it could not be understood."""
    unread = [raw(reader, "coordinates", "not_understood")] if not_understood(coordinate) else []
    return [*marks(coordinate, reader), *unread]


def not_understood(coordinate: Coordinate) -> bool:
    return coordinate.parsed is None and coordinate.kind is not CoordinateKind.ADDRESS


def reached(coordinate: Coordinate) -> b.Element:
    """A phone or an e-mail is a link, so that one click calls or writes."""
    text = Raw(b.cut(coordinate_text(coordinate), VALUE) or "–")
    if coordinate.parsed is None or len(coordinate.parsed) > LINKED:
        return b.words(text)
    if coordinate.kind is CoordinateKind.PHONE:
        return b.link(f"tel:{coordinate.parsed}", text)
    if coordinate.kind is CoordinateKind.EMAIL:
        return b.link(f"mailto:{coordinate.parsed}", text)
    return b.link(coordinate.parsed, text)


def worn(record: Record, reader: Reader) -> Raw:
    """The tags with their colours; where those are not known, the names alone."""
    named = [coloured(tag, reader) for tag in record.tags]
    return Raw(", ".join(named or [tag_name(name, reader) for name in record.contact.values.tags]))


def employer_of(record: Record) -> str:
    """The employer's own record where there is one, else as it was typed; a company has none."""
    values = record.contact.values
    written = values.company if values.company != record.contact.name else ""
    if values.kind.value == "company":
        return ""
    return written if record.employer is None else record.employer.name


def fate(contact: Contact, reader: Reader) -> list[Plain]:
    """That it was put away, where it was."""
    if contact.deleted_at is not None:
        return [plain(reader, RECORDS, "is_deleted")]
    return [] if contact.archived_at is None else [plain(reader, RECORDS, "is_archived")]


def doubts(record: Record, reader: Reader) -> list[Plain]:
    """What is wrong with what it holds."""
    said = []
    unread = [each for each in record.contact.values.phones if each.parsed is None]
    if unread:
        named = ", ".join(b.cut(each.typed, _NUMBER) for each in unread[:_NAMED])
        named += "…" if len(unread) > _NAMED else ""
        said.append(plain(reader, RECORDS, "phones_unread", n=len(unread), phones=named))
    if record.photo is not None and record.photo.state is FileState.FAILED:
        said.append(plain(reader, RECORDS, "photo_failed"))
    return said


def warning(sentence: Plain) -> Block:
    """Where there are no alerts: in messages and in Home."""
    return b.plain_section(Plain(f"{_SIGN} {sentence}"))


def alert(sentence: Plain) -> Block:
    return b.alert(sentence, level="warning")
