"""A stretch of time by a name of its own: a quarter, a week by its number, a weekend, a part of a month or of a day.

Called by `note_periods`, with folded words that have no article before them.
"""

import re
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from bot.parse.query import Asker, read_days

Days = tuple[date | None, date | None]  # from the first to before the last, either of them open

_NUMBERS = {
    **dict.fromkeys(("a", "an", "one", "un", "une"), 1),
    **dict.fromkeys(("two", "deux", "couple of"), 2), **dict.fromkeys(("three", "trois"), 3),
    **dict.fromkeys(("four", "quatre"), 4), **dict.fromkeys(("five", "cinq"), 5), "six": 6,
    **dict.fromkeys(("seven", "sept"), 7), **dict.fromkeys(("eight", "huit"), 8), **dict.fromkeys(("nine", "neuf"), 9),
    **dict.fromkeys(("ten", "dix"), 10), **dict.fromkeys(("twelve", "douze"), 12),
    **dict.fromkeys(("fifteen", "quinze"), 15), **dict.fromkeys(("twenty", "vingt"), 20),
    **dict.fromkeys(("thirty", "trente"), 30), **dict.fromkeys(("sixty", "soixante"), 60), "ninety": 90,
}  # fmt: skip
_NTH = {
    **dict.fromkeys(("1", "first", "premier"), 1), **dict.fromkeys(("2", "second", "deuxieme", "seconde"), 2),
    **dict.fromkeys(("3", "third", "troisieme"), 3), **dict.fromkeys(("4", "fourth", "quatrieme", "dernier"), 4),
}  # fmt: skip

COUNT = r"(\d{1,3}|" + "|".join(_NUMBERS) + ")"
_AGO = re.compile(rf"il\s+y\s+a\s+{COUNT}\s+(\w+)|{COUNT}\s+(\w+)\s+ago")
_QUARTER = re.compile(
    rf"(?:[qt]\s?([1-4])|({'|'.join(_NTH)})(?:er|e|eme|st|nd|rd|th)?\s+(?:quarter|trimestre))(?:\s+(?:of\s+|de\s+)?(\d{{4}}))?"
)
_WEEK = re.compile(r"(?:week|semaine)\s+(?:no\.?\s+|n[°o]\s?)?(\d{1,2})(?:\s+(?:of\s+|de\s+)?(\d{4}))?")
_WEEKEND = re.compile(r"(?:(this|last|ce|le|the)\s+)?week-?\s?end(?:\s+(dernier))?")
_PART = re.compile(
    r"(?:(debut|beginning|start|early)|(mi|mid|middle|milieu)|(fin|end|late))[\s-]+"
    r"(?:de\s+l['’]\s*|d['’]\s*|(?:of\s+the|of|du|de\s+la|de)\s+)?(.+)"
)

_COUNTED = re.compile(rf"{COUNT}\s+([a-z]+)")
_HOURS = re.compile(
    r"(.+?)\s+(?:morning|afternoon|evening|night|matin|matinee|midi|apres[\s-]?midi|aprem|soir|soiree|nuit)"
)
_THIS = frozenset({"this", "ce", "cet", "cette"})


def today_of(asker: Asker) -> date:
    return asker.now.astimezone(ZoneInfo(asker.zone)).date()


def number(count: str) -> int:
    return int(count) if count.isdigit() else _NUMBERS[count]


def ago(said: str, asker: Asker) -> Days | None:
    """'3 days ago' is that day, '2 weeks ago' the week in which that day was."""
    counted = _AGO.fullmatch(said)
    if counted is None:
        return None
    count, unit = (part for part in counted.groups() if part)
    since = read_days(f"{number(count)} {unit}", asker)
    first = None if since is None else since[0]
    if first is None:
        return None
    if unit[0] in "dj":
        return first, first + timedelta(days=1)
    if unit[0] in "ws":
        monday = first - timedelta(days=first.weekday())
        return monday, monday + timedelta(days=7)
    return read_days(f"{first:%Y}" if unit[0] in "ya" else f"{first:%Y-%m}", asker)


def quarter(said: str, asker: Asker) -> Days | None:
    found = _QUARTER.fullmatch(said)
    if found is None:
        return None
    nth, today = _NTH[found[1] or found[2]], today_of(asker)
    begun = 3 * nth - 2 <= today.month
    year = int(found[3]) if found[3] else today.year if begun else today.year - 1
    return date(year, 3 * nth - 2, 1), date(year + nth // 4, 3 * nth % 12 + 1, 1)


def week(said: str, asker: Asker) -> Days | None:
    """By its number in ISO 8601."""
    found = _WEEK.fullmatch(said)
    if found is None:
        return None
    today = today_of(asker).isocalendar()
    begun = int(found[1]) <= today.week
    year = int(found[2]) if found[2] else today.year if begun else today.year - 1
    monday = date.fromisocalendar(year, int(found[1]), 1)
    return monday, monday + timedelta(days=7)


def weekend(said: str, asker: Asker) -> Days | None:
    """That of this week, or of the one before."""
    found = _WEEKEND.fullmatch(said)
    if found is None:
        return None
    today, is_last = today_of(asker), found[1] == "last" or found[2]
    saturday = today + timedelta(days=5 - today.weekday() - (7 if is_last else 0))
    return saturday, saturday + timedelta(days=2)


def part(said: str, asker: Asker) -> Days | None:
    """A third of a month, or of another stretch: 'début novembre', 'the end of the month'."""
    found = _PART.fullmatch(said)
    if found is None:
        return None
    named = (read_days(f"{before}{found[4]}", asker) for before in ("", "this ", "ce ", "cette "))
    low, beyond = next((days for days in named if days is not None), (None, None))
    if low is None or beyond is None:
        return None
    third = timedelta(days=(beyond - low).days // 3)
    if found[1]:
        return low, low + third
    return (low + third, low + 2 * third) if found[2] else (low + 2 * third, beyond)


def in_figures(said: str) -> str | None:
    """'a week', 'deux mois' as `read_days` counts them."""
    found = _COUNTED.fullmatch(said)
    return None if found is None else f"{number(found[1])} {found[2]}"


def hours(said: str, asker: Asker) -> Days | None:
    """A part of a day is that day: 'this morning', 'hier soir', 'lundi matin'."""
    if said in {"tonight", "last night"}:
        return read_days("today" if said == "tonight" else "yesterday", asker)
    found = _HOURS.fullmatch(said)
    if found is None:
        return None
    low, beyond = read_days("today" if found[1] in _THIS else found[1], asker) or (None, None)
    is_day = low is not None and beyond is not None and beyond - low == timedelta(days=1)
    return (low, beyond) if is_day else None
