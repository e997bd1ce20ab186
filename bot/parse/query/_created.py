"""When a contact was made, in words and figures: a day, a month, a year, a stretch of them, or how long ago.

A day is that of the zone of whoever asks. '>' is after all of it, '>=' from its beginning on.
"""

import re
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bot.model.folding import fold, squeeze, words
from bot.model.span import Span
from bot.parse._days import MONTHS, is_month_first, month_of, whole_year
from bot.parse.query._values import Asker

_OPERATOR = re.compile(r"(>=|<=|>|<|=)?\s*(.+)", re.DOTALL)
_ISO = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?:t.*)?")
FIGURES = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d\d)(?!\d)")
_MONTH = re.compile(r"(\d{1,2})[/.-](\d{4})")
_IN_WORDS = re.compile(r"(?:(\d{1,2})(?:er|st|nd|rd|th)?\s+)?([a-z]{3,9})\.?(?:\s+(\d{4}))?")
_AGO = re.compile(r"(\d{1,4})\s*([a-z]{1,8})")
_WEEKDAYS = (
    ("monday", "lundi"), ("tuesday", "mardi"), ("wednesday", "mercredi"), ("thursday", "jeudi"), ("friday", "vendredi"),
    ("saturday", "samedi"), ("sunday", "dimanche"),
)  # fmt: skip
# What is one date without quotation marks too: '3 nov. 2026', 'last week', 'lundi dernier'.
_ACCENTED = {"fevrier": "f[eé]vrier", "aout": "ao[uû]t", "decembre": "d[eé]cembre"}
_MONTH_WORDS = "|".join(_ACCENTED.get(name, name) for names in MONTHS for name in names)
_SHORT_MONTHS = r"janv?|f[eé]vr?|mar|avr|apr|jun|juil|jul|aug|sept?|oct|nov|d[eé]c"
_WEEKDAY_WORDS = "|".join(name for names in _WEEKDAYS for name in names)
PHRASE = (
    rf"(?:(?:\d{{1,2}}(?:er|st|nd|rd|th)?\s+)?(?:{_MONTH_WORDS}|(?:{_SHORT_MONTHS})\.?)\s+(?:19|2[01])\d\d"
    rf"|(?:this|last)\s+(?:week|month|quarter|year)|last\s+(?:{_WEEKDAY_WORDS})"
    r"|cette\s+(?:semaine|ann[eé]e)|ce\s+(?:mois|trimestre)|(?:la\s+)?semaine\s+derni[eè]re"
    r"|(?:le\s+)?(?:mois|trimestre)\s+dernier"
    rf"|(?:l['’])?ann[eé]e\s+derni[eè]re|l['’]an\s+dernier|(?:{_WEEKDAY_WORDS})\s+dernier)(?![^\s,])"
)
# A day of whatever year: '12 march', 'le 1er mars', 'feb 29', 'March 12, 1980'.
_BEGUN_MONTHS = {name[:length] for names in MONTHS for name in names for length in range(3, len(name) + 1)}
_ANY_MONTH = "|".join(
    begun.replace("e", "[eé]").replace("u", "[uû]") for begun in sorted(_BEGUN_MONTHS, key=len, reverse=True)
)
DAY_PHRASE = (
    rf"(?:(?:(?:le|the|on)\s+)?\d{{1,2}}(?:er|st|nd|rd|th)?\s+(?:of\s+)?(?:{_ANY_MONTH})\.?(?:\s+\d{{4}})?"
    rf"|(?:{_ANY_MONTH})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?"
    r"|this\s+month|ce\s+mois)(?![^\s,])"
)
_DAYS = {
    **dict.fromkeys(("d", "j", "day", "days", "jour", "jours"), 1),
    **dict.fromkeys(("w", "s", "week", "weeks", "sem", "semaine", "semaines"), 7),
}
_MONTHS = {
    **dict.fromkeys(("m", "month", "months", "mois"), 1),
    **dict.fromkeys(("y", "a", "year", "years", "an", "ans", "annee", "annees"), 12),
}
_SAID = {
    **dict.fromkeys(("today", "aujourdhui"), ("day", 0)),
    **dict.fromkeys(("yesterday", "hier"), ("day", -1)),
    **dict.fromkeys(("daybeforeyesterday", "avanthier"), ("day", -2)),
    **dict.fromkeys(("tomorrow", "demain"), ("day", 1)),
    **dict.fromkeys(("thisweek", "cettesemaine"), ("week", 0)),
    **dict.fromkeys(("lastweek", "semainederniere", "lasemainederniere"), ("week", -1)),
    **dict.fromkeys(("nextweek", "semaineprochaine", "lasemaineprochaine"), ("week", 1)),
    **dict.fromkeys(("thismonth", "cemois", "cemoisci"), ("month", 0)),
    **dict.fromkeys(("lastmonth", "moisdernier", "lemoisdernier"), ("month", -1)),
    **dict.fromkeys(("nextmonth", "moisprochain", "lemoisprochain"), ("month", 1)),
    **dict.fromkeys(("thisquarter", "cetrimestre"), ("quarter", 0)),
    **dict.fromkeys(("lastquarter", "trimestredernier", "letrimestredernier"), ("quarter", -1)),
    **dict.fromkeys(("nextquarter", "trimestreprochain", "letrimestreprochain"), ("quarter", 1)),
    **dict.fromkeys(("thisyear", "cetteannee"), ("year", 0)),
    **dict.fromkeys(("lastyear", "landernier", "anneederniere", "lanneederniere"), ("year", -1)),
    **dict.fromkeys(("nextyear", "lanprochain", "anneeprochaine", "lanneeprochaine"), ("year", 1)),
}
_LONG = {"month": 1, "quarter": 3, "year": 12}  # months
_UNSURE = frozenset({">", "<="})  # 'more than 7 days' may be meant as longer ago, or as within them
_YEARS = range(1900, 2200)


class _Days(NamedTuple):
    """From the first day to the one after the last."""

    first: date
    beyond: date
    ago: bool = False  # 'the last 7 days' are compared by their beginning alone


def read_created(text: str, asker: Asker) -> str | None:
    """The span as `model.span` writes it."""
    days = read_days(text, asker)
    return None if days is None else str(Span(*(None if side is None else _midnight(side, asker) for side in days)))


def read_days(text: str, asker: Asker) -> tuple[date | None, date | None] | None:
    """The first day and the one after the last, either of them open; None where no days are meant."""
    plain = fold(text.replace("≥", ">=").replace("≤", "<=").replace("…", "..")).strip()
    try:
        low, high = _between(plain, asker) if ".." in plain else _bounds(plain, asker)
    except (ValueError, OverflowError):  # no such day, or one before all calendars
        return None
    return None if low is None and high is None else (low, high)


_Bounds = tuple[date | None, date | None]
_NONE: _Bounds = (None, None)


def _between(text: str, asker: Asker) -> _Bounds:
    first, _, last = text.partition("..")
    low, high = (_days(side.strip(". "), asker) for side in (first, last))
    if (low is None and first.strip()) or (high is None and last.strip(". ")):
        return _NONE
    if low is not None and high is not None and high.first < low.first:
        low, high = high, low
    return (None if low is None else low.first, None if high is None else high.beyond)


def _bounds(text: str, asker: Asker) -> _Bounds:
    said = _OPERATOR.fullmatch(text)
    days = None if said is None else _days(said[2].strip(), asker)
    if said is None or days is None or (days.ago and said[1] in _UNSURE):
        return _NONE
    bounds: dict[str | None, _Bounds] = {
        ">": (days.beyond, None),
        ">=": (days.first, None),
        "<": (None, days.first),
        "<=": (None, days.beyond),
    }
    return bounds.get(said[1], (days.first, days.beyond))


def _midnight(day: date, asker: Asker) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(asker.zone)).astimezone(UTC)


def _days(text: str, asker: Asker) -> _Days | None:
    today = asker.now.astimezone(ZoneInfo(asker.zone)).date()
    found = (
        _in_figures(text, asker)
        or _in_words(text, today)
        or _weekday(words(text), today)
        or _named(squeeze(text), today)
        or _ago(text, today)
    )
    known = found is not None and found.first.year in _YEARS and found.beyond.year in _YEARS
    return found if known else None


def _in_figures(text: str, asker: Asker) -> _Days | None:
    if said := _ISO.fullmatch(text):
        year, month, day = (None if part is None else int(part) for part in said.groups())
        return _period(year or 0, month, day)
    if said := _MONTH.fullmatch(text):
        return _period(int(said[2]), int(said[1]), None)
    said = FIGURES.fullmatch(text)
    return None if said is None else _period(*_day_of(said, asker.locale))


def _day_of(said: re.Match[str], locale: str) -> tuple[int, int, int]:
    day, month = int(said[1]), int(said[2])
    if (is_month_first(locale) and day <= 12) or month > 12:
        day, month = month, day
    return whole_year(said[3]), month, day


def in_iso(said: re.Match[str], locale: str) -> str:
    """The day of FIGURES as every reader writes it; what is no day stays."""
    try:
        return date(*_day_of(said, locale)).isoformat()
    except ValueError:
        return said[0]


def _in_words(text: str, today: date) -> _Days | None:
    """'novembre 2026', '3 Nov. 2026'; without a year, the last one that has begun."""
    said = _IN_WORDS.fullmatch(text)
    if said is None:
        return None
    month, day = month_of(said[2]), int(said[1]) if said[1] else None
    if month is None:
        return None
    if said[3]:
        return _period(int(said[3]), month, day)
    begun = (month, day or 1) <= (today.month, today.day)
    return _period(today.year if begun else today.year - 1, month, day)


def _weekday(said: list[str], today: date) -> _Days | None:
    """'lundi': the last one, or today; 'lundi dernier': the one before today."""
    before = {"last", "dernier"} & set(said)
    rest = [word for word in said if word not in before]
    at = next((at for at, names in enumerate(_WEEKDAYS) if len(rest) == 1 and rest[0] in names), None)
    if at is None or len(said) > 2:
        return None
    ago = (today.weekday() - at) % 7
    day = today - timedelta(days=7 if before and not ago else ago)
    return _Days(day, day + timedelta(days=1))


def _period(year: int, month: int | None, day: int | None) -> _Days:
    if month is None:
        return _Days(date(year, 1, 1), date(year + 1, 1, 1))
    if day is None:
        return _Days(date(year, month, 1), _later(date(year, month, 1), 1))
    return _Days(date(year, month, day), date(year, month, day) + timedelta(days=1))


def _named(said: str, today: date) -> _Days | None:
    name = _SAID.get(said)
    if name is None:
        return None
    unit, ahead = name
    if unit == "day":
        day = today + timedelta(days=ahead)
        return _Days(day, day + timedelta(days=1))
    if unit == "week":
        monday = today + timedelta(days=7 * ahead - today.weekday())
        return _Days(monday, monday + timedelta(days=7))
    many = _LONG[unit]
    first = _later(date(today.year, today.month - (today.month - 1) % many, 1), many * ahead)
    return _Days(first, _later(first, many))


def _ago(text: str, today: date) -> _Days | None:
    """'7d', '2 semaines': since that day, today included."""
    said = _AGO.fullmatch(text)
    if said is None:
        return None
    many, unit = int(said[1]), said[2]
    if unit in _DAYS:
        return _Days(today - timedelta(days=many * _DAYS[unit]), today + timedelta(days=1), ago=True)
    if unit in _MONTHS:
        start = _later(today.replace(day=1), -many * _MONTHS[unit])
        last = (_later(start, 1) - timedelta(days=1)).day
        return _Days(start.replace(day=min(today.day, last)), today + timedelta(days=1), ago=True)
    return None


def _later(first: date, months: int) -> date:
    """The first day of the month so many months after."""
    index = first.year * 12 + first.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)
