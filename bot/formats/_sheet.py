"""Text as rows of cells; the separator is found, and a row that cannot be read does not take the next ones with it."""

import codecs
import csv
import io
import re
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.formats._text import Text
from bot.model.errors import FileRefused

ROWS = 200_000
COLUMNS = 200
CELL = 131_072  # characters, the csv module's own default
SEPARATORS = (",", ";", "\t", "|")
_SAMPLE_BYTES = 128 * 1024
_SAMPLE_ROWS = 60
_RECOVERIES = 1000  # a file with more open quotes is no table; each costs at most one cell's limit
_EXCEL_SAYS = re.compile(r"sep=(.)\s*$", re.IGNORECASE)

Judge = Callable[[list[str]], int]


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row, or why they could not be read."""

    cells: tuple[str, ...]
    reason: str | None = None

    @property
    def is_blank(self) -> bool:
        return self.reason is None and not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Sheet:
    """`skipped` lines stand before the table (Excel's `sep=;`)."""

    text: Text
    separator: str
    skipped: int = 0

    def rows(self) -> Iterator[Row]:
        lines = _Lines(self.text, self.skipped)
        reader = self._reader(lines)
        for _ in range(_RECOVERIES):
            while True:
                lines.begin_row()
                try:
                    cells = next(reader)
                except StopIteration:
                    return
                except csv.Error:
                    reason = "cell_too_long"
                    break
                if lines.cut_short:
                    reason = "quote_not_closed"
                    break
                yield Row(tuple(cells))
            # Whatever was swallowed after the row's first line is read again, as rows of their own.
            yield Row((), reason)
            lines.give_back()
            reader = self._reader(lines)

    def _reader(self, lines: Iterator[str]) -> Iterator[list[str]]:
        # `a, "b, c"`: a quote after a space opens a cell all the same, and cells are trimmed anyway.
        return csv.reader(lines, delimiter=self.separator, skipinitialspace=True)


class _Lines:
    """The lines of a text, those of the current row remembered."""

    def __init__(self, text: Text, skipped: int) -> None:
        stream = io.TextIOWrapper(io.BytesIO(text.content), encoding=text.encoding, newline="")
        self._lines = iter(stream)
        self._ahead: deque[str] = deque()
        self._row: list[str] = []
        self.cut_short = False
        for _ in range(skipped):
            next(self._lines, None)

    def begin_row(self) -> None:
        self._row.clear()
        self.cut_short = False

    def give_back(self) -> None:
        self._ahead.extendleft(reversed(self._row[1:]))

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._ahead.popleft() if self._ahead else next(self._lines, None)
        if line is None:
            # The reader asks for more inside a row only when a quote is still open.
            self.cut_short = bool(self._row)
            raise StopIteration
        self._row.append(line)
        return line


def sheet_of(text: Text, judge: Judge) -> Sheet:
    """`judge` counts the cells of a first row that name a known column; it decides between separators."""
    first = _sample(text).splitlines()[:1]
    said = _EXCEL_SAYS.match(first[0].lstrip("\ufeff")) if first else None
    if said:
        return Sheet(text, said[1], skipped=1)
    return max((Sheet(text, each) for each in SEPARATORS), key=lambda sheet: _fitness(sheet, judge))


def _fitness(sheet: Sheet, judge: Judge) -> tuple[int, float, int]:
    """Known columns first, then how even the rows are, then how wide."""
    rows = []
    for row in sheet.rows():
        if not row.is_blank:
            rows.append(row.cells)
        if len(rows) == _SAMPLE_ROWS:
            break
    if not rows:
        return (0, 0.0, 0)
    (width, times), *_ = Counter(len(cells) for cells in rows).most_common(1)
    even = times / len(rows) if width > 1 else 0.0
    return (judge(list(rows[0])), even, width)


def _sample(text: Text) -> str:
    decoder = codecs.getincrementaldecoder(text.encoding)()
    return decoder.decode(text.content[:_SAMPLE_BYTES])


def measure(sheet: Sheet) -> tuple[int, int]:
    """The number of rows up to the last that has a character, and of columns in the first.

    Raises FileRefused: too_many_rows, too_many_columns. Empty lines at the end are no rows.
    """
    last = width = 0
    for number, row in enumerate(sheet.rows(), start=1):
        if not width:
            width = len(row.cells)
        if row.cells or row.reason:
            last = number
        if last > ROWS + 1:
            raise FileRefused(reason="too_many_rows")
    if width > COLUMNS:
        raise FileRefused(reason="too_many_columns")
    return last, width
