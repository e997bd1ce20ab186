"""A CSV of contacts, as other programs and people write it, read row by row; called by crm.imports.

What cannot be understood is kept rather than lost: a phone or an e-mail stays as typed, anything else goes to the
comment under its column's name, and the row says so in its warnings. A row is refused only where its cells cannot be
told apart or nothing in it names anybody.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from bot.formats._guess import by_content, holds_values, named_by_content
from bot.formats._headers import Column, columns_of, known
from bot.formats._row import RowReader
from bot.formats._sheet import Row, Sheet, measure, sheet_of
from bot.formats._text import SIZE, text_of
from bot.model.contacts import ContactValues
from bot.model.errors import FileRefused

__all__ = ["SIZE", "ContactsFile", "ImportedRow", "read_contacts"]

_SAMPLE_ROWS = 100


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """A row counted from 1 after the header: a contact, a reason why not, or neither where it is blank.

    `key` is the same for rows that say the same of the same contact.
    """

    number: int
    values: ContactValues | None = None
    key: str | None = None
    reason: str | None = None
    warnings: tuple[str, ...] = ()

    @property
    def is_blank(self) -> bool:
        return self.values is None and self.reason is None


@dataclass(frozen=True, slots=True)
class ContactsFile:
    """A file found fit to be imported; `total` counts its rows, `before` those up to and with the header."""

    sheet: Sheet
    columns: tuple[Column, ...]
    total: int
    before: int

    @property
    def encoding(self) -> str:
        return self.sheet.text.encoding

    @property
    def separator(self) -> str:
        return self.sheet.separator

    @property
    def left_out(self) -> tuple[str, ...]:
        """The columns that no field of a contact takes, by their headers."""
        return tuple(column.name for column in self.columns if column.meaning is None)

    def rows(self, country: str, *, after: int = 0) -> Iterator[ImportedRow]:
        """The rows that follow number `after`; `country` is where phones without a + are dialled."""
        reader = RowReader(self.columns, country)
        start = self.before + after
        for number, row in enumerate(islice(self.sheet.rows(), start, self.before + self.total), start=after + 1):
            yield _imported(number, row, reader)


def _imported(number: int, row: Row, reader: RowReader) -> ImportedRow:
    if row.reason is not None or row.is_blank:
        return ImportedRow(number, reason=row.reason)
    taken = reader.read(row.cells)
    return ImportedRow(number, taken.values, taken.key, taken.reason, tuple(dict.fromkeys(taken.warnings)))


def read_contacts(content: bytes) -> ContactsFile:
    """Finds encoding, separator, header and columns, and counts the rows. Raises FileRefused."""
    sheet = sheet_of(text_of(content), judge=known)
    rows, width = measure(sheet)
    blank, head = _first(sheet)
    columns, has_header = _columns(sheet, head, width, blank)
    if not any(column.meaning for column in columns):
        raise FileRefused(reason="no_known_column")
    before = blank + has_header
    if rows <= before:
        raise FileRefused(reason="no_rows")
    return ContactsFile(sheet, columns, rows - before, before)


def _first(sheet: Sheet) -> tuple[int, Row]:
    """The first row that is not blank, and how many stand before it. Raises FileRefused: empty."""
    for blank, row in enumerate(sheet.rows()):
        if not row.is_blank:
            return blank, row
    raise FileRefused(reason="empty")


def _columns(sheet: Sheet, head: Row, width: int, blank: int) -> tuple[tuple[Column, ...], bool]:
    """The columns, and whether the first row is their header."""
    sample = [row.cells for row in islice(sheet.rows(), blank, blank + _SAMPLE_ROWS) if not row.is_blank]
    if holds_values(head.cells):
        nameless = columns_of([""] * width)
        found = by_content(nameless, sample)
        known_one = any(column.meaning for column in found)
        return (named_by_content(found, sample) if known_one else found), False
    return by_content(columns_of(head.cells), sample[1:]), True
