"""One row of a list of contacts as the values of a contact, by what its columns mean."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.formats._countries import country_of
from bot.formats._headers import ADDRESS_PARTS, Column, Meaning
from bot.model.contacts import ContactKind, ContactValues, Coordinate, CoordinateKind, PostalAddress, with_mains
from bot.model.coordinates import EMAIL_LENGTH, SITE_LENGTH, email, looks_like_phone, phone, site
from bot.model.errors import TextInvalid
from bot.model.fields import NAME_LENGTH
from bot.model.folding import clean, clean_name, digits, squeeze

TAG_LENGTH = 50
_PART_LENGTH = 500
_MANY = 50  # the most phones, e-mails or tags of one contact

_BETWEEN = re.compile(r"\s*(?::::|[;,|\n])\s*")
_BETWEEN_EMAILS = re.compile(r"[\s;,|<>\"]+")
_NUMBER_OF_A_SPREADSHEET = re.compile(r"\d[.,]\d+E\+\d+", re.IGNORECASE)  # a phone that lost its digits
_FORMULA_SIGNS = "=+-@\t\r\n＝＋－＠"
_NOTHING = frozenset(("", "-", "--", "n/a", "na", "#n/a", "null", "none", "nan", "aucun", "aucune", "néant", "."))


@dataclass(slots=True)
class Taken:
    """What a row gave so far."""

    values: ContactValues | None = None
    key: str | None = None
    reason: str | None = None
    warnings: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)  # lines for the comment: what no field could take


class _RowRefused(Exception):
    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class RowReader:
    """Reads rows by their columns; `country` is where phones are dialled when a row names no other."""

    def __init__(self, columns: Sequence[Column], country: str) -> None:
        self._width = len(columns)
        self._country = country
        self._columns: dict[Meaning, list[Column]] = {}
        for column in columns:
            if column.meaning is not None:
                self._columns.setdefault(column.meaning, []).append(column)
        parts = [column for column in columns if column.meaning in ADDRESS_PARTS]
        self._groups = list(dict.fromkeys(column.group for column in parts))
        self._parts = {group: [column for column in parts if column.group == group] for group in self._groups}

    def read(self, cells: Sequence[str]) -> Taken:
        taken = Taken()
        if any(cell.strip() for cell in cells[self._width :]):
            taken.reason = "too_many_cells"  # an unquoted separator has moved values under other columns
            return taken
        try:
            taken.values = self._values([_unguarded(cell) for cell in cells], taken)
            taken.key = import_key(taken.values)
        except TextInvalid:
            taken.reason = "characters_unreadable"
        except _RowRefused as refused:
            taken.reason = refused.reason
        return taken

    def _values(self, cells: list[str], taken: Taken) -> ContactValues:
        first, last = self._names(cells)
        company = self._one(cells, Meaning.COMPANY, limit=NAME_LENGTH)
        addresses = self._addresses(cells)
        phones = self._phones(cells, self._country_of(addresses), taken)
        emails = self._emails(cells, taken)
        if not (first or last or company):
            last = _name_from_reach(emails, phones)
        tags = self._tags(cells, taken)
        return ContactValues(
            kind=ContactKind.PERSON if first or last else ContactKind.COMPANY,
            first_name=first,
            last_name=last,
            company=company,
            comment=self._comment(cells, taken),
            coordinates=with_mains((*phones, *emails, *self._sites(cells, taken), *addresses)),
            tags=tags,
        )

    def _names(self, cells: list[str]) -> tuple[str, str]:
        first = self._one(cells, Meaning.FIRST_NAME, limit=NAME_LENGTH)
        middle = self._one(cells, Meaning.MIDDLE_NAME, limit=NAME_LENGTH)
        last = self._one(cells, Meaning.LAST_NAME, limit=NAME_LENGTH)
        if first or last:
            return _within(f"{first} {middle}".strip(), NAME_LENGTH), last
        swapped = self._one(cells, Meaning.LAST_THEN_FIRST, limit=NAME_LENGTH)
        if swapped:
            return split_name(swapped, last_first=True)
        return split_name(self._one(cells, Meaning.NAME, limit=NAME_LENGTH))

    def _one(self, cells: list[str], meaning: Meaning, *, limit: int) -> str:
        """The first of the columns that has something in it."""
        for column in self._filled(cells, meaning):
            text = clean_name(cells[column.place])
            if text:
                return _within(text, limit)
        return ""

    def _filled(self, cells: list[str], meaning: Meaning) -> Sequence[Column]:
        columns = self._columns.get(meaning)
        if columns is None:
            return ()
        return [column for column in columns if column.place < len(cells) and cells[column.place]]

    def _phones(self, cells: list[str], country: str, taken: Taken) -> list[Coordinate]:
        found: dict[str, Coordinate] = {}
        for column in self._filled(cells, Meaning.PHONE):
            for typed in _pieces(cells[column.place]):
                text = clean_name(typed)
                if text.casefold() in _NOTHING:
                    continue
                if not looks_like_phone(text) or _NUMBER_OF_A_SPREADSHEET.fullmatch(text):
                    _move(column, text, taken)
                    continue
                read = phone(text, country, label=column.label)
                if read.parsed is None:
                    taken.warnings.append("phone_unreadable")
                found.setdefault(read.parsed or digits(text), read)
        return list(found.values())[:_MANY]

    def _emails(self, cells: list[str], taken: Taken) -> list[Coordinate]:
        found: dict[str, Coordinate] = {}
        for column in self._filled(cells, Meaning.EMAIL):
            text = clean_name(cells[column.place])
            if text.casefold() in _NOTHING:
                continue
            if "@" not in text:
                _move(column, text, taken)
                continue
            for read in _emails_in(text, column.label):
                if read.parsed is None:
                    taken.warnings.append("email_unreadable")
                found.setdefault(read.parsed or read.typed, read)
        return list(found.values())[:_MANY]

    def _sites(self, cells: list[str], taken: Taken) -> list[Coordinate]:
        sites = []
        for meaning in (Meaning.SITE, Meaning.SOCIAL):
            for column in self._filled(cells, meaning):
                text = clean_name(cells[column.place])
                if text.casefold() in _NOTHING:
                    continue
                if len(text) > SITE_LENGTH:
                    _move(column, text, taken)
                elif meaning is Meaning.SITE:
                    sites.append(site(text, label=column.label))
                else:
                    sites.append(Coordinate(kind=CoordinateKind.SOCIAL, typed=text, label=column.label))
        return sites[:_MANY]

    def _addresses(self, cells: list[str]) -> list[Coordinate]:
        found = []
        for group in self._groups:
            columns = self._parts[group]
            parts: dict[str, str] = {}
            for column in columns:
                text = clean_name(cells[column.place]) if column.place < len(cells) else ""
                if text and column.meaning is not None:
                    name = column.meaning.value
                    parts[name] = _within(f"{parts[name]}, {text}" if name in parts else text, _PART_LENGTH)
            if parts:
                address = PostalAddress(**parts)
                label = columns[0].label
                kind = CoordinateKind.ADDRESS
                found.append(Coordinate(kind=kind, typed=address.line, label=label, address=address))
        return found

    def _country_of(self, addresses: list[Coordinate]) -> str:
        for coordinate in addresses:
            place = coordinate.address
            if place is not None and (code := country_of(place.country, place.region, place.postcode)):
                return code
        return self._country

    def _tags(self, cells: list[str], taken: Taken) -> tuple[str, ...]:
        names: dict[str, str] = {}
        for column in self._filled(cells, Meaning.TAGS):
            for piece in _BETWEEN.split(cells[column.place]):
                name = clean_name(piece).removeprefix("* ")  # Google marks its own groups so
                if len(name) > TAG_LENGTH:
                    _move(column, name, taken)
                elif squeeze(name):
                    names.setdefault(squeeze(name), name)
        return tuple(names.values())[:_MANY]

    def _comment(self, cells: list[str], taken: Taken) -> str:
        texts = [clean(cells[column.place]) for column in self._filled(cells, Meaning.COMMENT)]
        return "\n".join([*texts, *taken.moved]).strip()


def _name_from_reach(emails: list[Coordinate], phones: list[Coordinate]) -> str:
    """A contact of which only an e-mail or a phone is known is called by it."""
    for coordinate in (*emails, *phones):
        if coordinate.kind is CoordinateKind.PHONE or coordinate.parsed is not None:
            return _within(coordinate.typed, NAME_LENGTH)
    raise _RowRefused("email_unreadable" if emails else "nothing_to_call_it")


def split_name(name: str, *, last_first: bool = False) -> tuple[str, str]:
    """First and last name of a whole one: 'Marie Dupont', 'Dupont, Marie', 'DUPONT Marie'.

    `last_first` reads 'Dupont Marie' so; one word is a last name.
    """
    last, comma, first = (part.strip() for part in name.partition(","))
    if comma and first and last:
        return first, last
    words = name.split()
    if len(words) < 2:
        return "", name
    capitals = _capitals(words)
    if 0 < capitals < len(words):
        return " ".join(words[capitals:]), " ".join(words[:capitals])
    if last_first:
        return words[-1], " ".join(words[:-1])
    return " ".join(words[:-1]), words[-1]


def _capitals(words: list[str]) -> int:
    """How many words at the beginning are in capitals, as last names are in French lists; initials are not."""
    count = 0
    for word in words:
        if not (word.isupper() and len(word.strip(".")) > 1):
            break
        count += 1
    return count


def _pieces(cell: str) -> list[str]:
    """Several phones in one cell; a comma before an extension parts nothing."""
    pieces = [piece for piece in _BETWEEN.split(cell.strip()) if piece]
    return pieces if all(len(digits(piece)) >= 6 for piece in pieces) else [cell.strip()]


def _emails_in(text: str, label: str) -> list[Coordinate]:
    """The addresses in a cell ('Ann <ann@x.org>; b@x.org'); one that is none is kept as typed, unparsed."""
    pieces = [piece.removeprefix("mailto:") for piece in _BETWEEN_EMAILS.split(text) if "@" in piece]
    read = [(piece, email(piece, label=label) if len(piece) <= EMAIL_LENGTH else None) for piece in pieces]
    if not any(found for _, found in read):
        return [Coordinate(kind=CoordinateKind.EMAIL, typed=_within(text, _PART_LENGTH), label=label)]
    return [found or Coordinate(kind=CoordinateKind.EMAIL, typed=piece, label=label) for piece, found in read]


def _unguarded(cell: str) -> str:
    """Without the apostrophe that keeps a spreadsheet from running a cell as a formula, and trimmed."""
    text = cell.strip()
    if text.startswith("'") and text[1:].lstrip()[:1] in _FORMULA_SIGNS:
        return text[1:]
    return text


def _within(text: str, limit: int) -> str:
    if len(text) > limit:
        raise _RowRefused("cell_too_long")
    return text


def _move(column: Column, text: str, taken: Taken) -> None:
    taken.moved.append(f"{column.name}: {text}")
    taken.warnings.append("moved_to_comment")


def import_key(values: ContactValues) -> str:
    """A digest of what tells contacts apart: names and how to reach them, however they are written.

    The comment counts only where nothing else does: a namesake without any coordinate may be another.
    """
    reach = sorted([f"{each.kind}:{_written(each)}" for each in values.coordinates])
    names = (values.kind, squeeze(values.first_name), squeeze(values.last_name), squeeze(values.company))
    rest = reach or [squeeze(values.comment)]
    return hashlib.sha256("\x1f".join((*names, *rest)).encode()).hexdigest()


def _written(coordinate: Coordinate) -> str:
    """As typed, since what is understood of a phone depends on the workspace's country."""
    if coordinate.kind is CoordinateKind.PHONE:
        return digits(coordinate.typed)
    return squeeze(coordinate.typed)
