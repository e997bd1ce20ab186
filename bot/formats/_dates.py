"""Days as lists of contacts write them, in numbers or with the month in words, French or English."""

import re
from collections.abc import Iterable

from bot.model.birthdays import Birthday, read
from bot.model.folding import fold

_MONTHS = {
    word: number
    for number, words in enumerate(
        ("jan", "fev feb", "mar", "avr apr", "mai may", "juin jun", "juil jul", "aou aug", "sep", "oct", "nov", "dec"),
        1,
    )
    for word in words.split()
}
_TIME = re.compile(r"[t ]\d{1,2}:\d\d.*$")  # a spreadsheet's day begins at midnight, and says so
_NUMBERS = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})(?:[/.\- ](\d{4}|\d\d))?")
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})")
_IN_WORDS = re.compile(
    r"(?:(\d{1,2})(?:er|st|nd|rd|th)?\W+)?([a-z]{3,9})(?:\W+|$)(?:(\d{1,2})(?:st|nd|rd|th)?(?:\W+|$))?(\d{4})?"
)
_CENTURY = 30  # a year of two digits below it is of this century


def is_month_first(cells: Iterable[str]) -> bool | None:
    """Whether a column writes 12/31 or 31/12, by the days that can be read in one way only; None where none tells."""
    found = [match for cell in cells if (match := _NUMBERS.fullmatch(cell.strip()))]
    months = sum(int(match[2]) > 12 for match in found)
    days = sum(int(match[1]) > 12 for match in found)
    return None if months == days else months > days


def birthday_in(text: str, *, month_first: bool) -> Birthday | None:
    """'12/03/1980', '12.3.80', '12 mars 1980', 'March 12', '1980-03-12 00:00'; None where it is no day."""
    plain = _TIME.sub("", fold(text.strip()))
    if (known := read(plain)) is not None:
        return known
    try:
        return _in_numbers(plain, month_first) or _in_words(plain)
    except ValueError:
        return None


def _in_numbers(plain: str, month_first: bool) -> Birthday | None:
    if found := _YEAR_FIRST.fullmatch(plain):
        return Birthday(int(found[2]), int(found[3]), int(found[1]))
    found = _NUMBERS.fullmatch(plain)
    if found is None:
        return None
    day, month = int(found[1]), int(found[2])
    if (month_first and day <= 12) or month > 12:
        day, month = month, day
    return Birthday(month, day, _year(found[3]))


def _year(text: str | None) -> int | None:
    if text is None or len(text) == 4:
        return None if text is None else int(text)
    return int(text) + (2000 if int(text) < _CENTURY else 1900)


def _in_words(plain: str) -> Birthday | None:
    found = _IN_WORDS.fullmatch(plain)
    if found is None:
        return None
    month = next((number for word, number in _MONTHS.items() if found[2].startswith(word)), None)
    day = found[1] or found[3]
    return Birthday(month, int(day), int(found[4]) if found[4] else None) if month and day else None
