"""A day in figures or in words, in either language: birthdays, dates of a form, moments of a search begin here."""

import re
from datetime import date
from typing import NamedTuple

from bot.model.folding import fold
from bot.model.members import language_of

MONTH_FIRST = frozenset({"en", "en-us"})  # 3/12 is the twelfth of March to them
MONTHS = (
    ("january", "janvier"), ("february", "fevrier"), ("march", "mars"), ("april", "avril"), ("may", "mai"),
    ("june", "juin"), ("july", "juillet"), ("august", "aout"), ("september", "septembre"), ("october", "octobre"),
    ("november", "novembre"), ("december", "decembre"),
)  # fmt: skip
_SAID = {
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December"),
    "fr": ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
           "novembre", "décembre"),
}  # fmt: skip
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", re.ASCII)
_WITHOUT_YEAR = re.compile(r"--(\d{1,2})-(\d{1,2})", re.ASCII)
_FIGURES = re.compile(r"(\d{1,2})\s?[/.-]\s?(\d{1,2})(?:\s?[/.-]\s?(\d{4}|\d\d))?\.?", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})(?:er|st|nd|rd|th)?\s*(?:of\s+)?([a-z]{3,9})\.?,?(?:\s*(\d{4}))?", re.ASCII)
_MONTH_THEN_DAY = re.compile(r"([a-z]{3,9})\.?\s*(\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(\d{4}))?", re.ASCII)
_ARTICLE = re.compile(r"(?:le|the|on)\s+")
_PIVOT = 69  # as POSIX reads two figures: 69 to 99 are the last century's


class Day(NamedTuple):
    month: int
    day: int
    year: int | None = None

    @property
    def date(self) -> date | None:
        """None without a year, and for a day that there never was."""
        try:
            return None if self.year is None else date(self.year, self.month, self.day)
        except ValueError:
            return None


def is_month_first(locale: str) -> bool:
    return locale.lower().replace("_", "-") in MONTH_FIRST


def read_day(text: str, locale: str) -> Day | None:
    """'12 mars', '12/3/1980', 'March 12, 1980', '1980-03-12'; what stands in figures by the habit of the locale.

    Whether there is such a day is not looked at.
    """
    plain = _ARTICLE.sub("", fold(text).strip(), count=1)
    if said := _ISO.fullmatch(plain):
        return Day(int(said[2]), int(said[3]), int(said[1]))
    if said := _WITHOUT_YEAR.fullmatch(plain):
        return Day(int(said[1]), int(said[2]))
    if said := _FIGURES.fullmatch(plain):
        return _in_figures(said, locale)
    if said := _DAY_FIRST.fullmatch(plain):
        return _in_words(said[2], said[1], said[3])
    if said := _MONTH_THEN_DAY.fullmatch(plain):
        return _in_words(said[1], said[2], said[3])
    return None


def month_of(word: str) -> int | None:
    """The month that a folded word, or its first letters, is the name of in either language."""
    if len(word) < 3:
        return None
    fitting = {at for at, names in enumerate(MONTHS, start=1) if any(name.startswith(word) for name in names)}
    return fitting.pop() if len(fitting) == 1 else None


def month_name(month: int, language: str) -> str:
    return _SAID[language][month - 1]


def written_day(day: Day, locale: str) -> str:
    """As `read_day` reads it back whatever the locale: with the month in words."""
    language = language_of(locale)
    name = month_name(day.month, language)
    if language == "fr":
        first = "1er" if day.day == 1 else str(day.day)
        return f"{first} {name}" if day.year is None else f"{first} {name} {day.year:04}"
    if is_month_first(locale):
        return f"{name} {day.day}" if day.year is None else f"{name} {day.day}, {day.year:04}"
    return f"{day.day} {name}" if day.year is None else f"{day.day} {name} {day.year:04}"


def _in_figures(said: re.Match[str], locale: str) -> Day:
    day, month = int(said[1]), int(said[2])
    if (is_month_first(locale) and day <= 12) or month > 12:
        day, month = month, day
    return Day(month, day, None if said[3] is None else whole_year(said[3]))


def whole_year(figures: str) -> int:
    year = int(figures)
    if len(figures) == 4:
        return year
    return year + (1900 if year >= _PIVOT else 2000)


def _in_words(name: str, day: str, year: str | None) -> Day | None:
    month = month_of(name)
    return None if month is None else Day(month, int(day), None if year is None else int(year))
