"""A stretch of time as people say it where notes are listed: 'from Nov 1 to 15', 'ce trimestre', 'depuis lundi'.

Called by `note_lists` for some words of a line. Of a day or a month without a year the last that has begun is meant.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from bot.parse._days import MONTHS, month_of, read_day
from bot.parse.query import Asker, read_days

Days = tuple[date | None, date | None]  # from the first to before the last, either of them open

MONTH_NAMES = frozenset(name for names in MONTHS for name in names)
WEEKDAYS = (
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
)  # fmt: skip
_MONTHS = 12
_NUMBERS = {
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

_DAY = r"\d{1,2}(?:er|st|nd|rd|th)?"
_COUNT = r"(\d{1,3}|" + "|".join(_NUMBERS) + ")"
_DASHES = re.compile(r"\s*[‐-―−]\s*")
_BEFORE = (  # what is said for 'last' where it is
    (re.compile(r"\b(?:past|previous)\b"), "last"),
    (re.compile(r"\b(?:pass|ecoul)ee(s?)\b|\bprecedente(s?)\b"), "derniere"),
    (re.compile(r"\b(?:pass|ecoul)e(s?)\b|\bprecedent(s?)\b"), "dernier"),
)
_THE = re.compile(r"(?:(?:le|la|les|the)\s+|l['’]\s*)")
_OF_MONTH = re.compile(r"(?:mois\s+d(?:e\s+|['’]\s*)|month\s+of\s+)")
_NAMED_DAY = re.compile(rf"(?:{'|'.join(WEEKDAYS)})\s+(?=\d)")
_LAST_MANY = re.compile(
    rf"(?:(?:the|les|ces|des)\s+)?(?:last\s+{_COUNT}\s+(\w+)|{_COUNT}\s+derni(?:er|ere)s?\s+(\w+)"
    rf"|derni(?:er|ere)s\s+{_COUNT}\s+(\w+))"
)
_FORTNIGHT = re.compile(r"(?:the\s+)?last\s+fortnight|(?:la\s+)?(?:derniere\s+quinzaine|quinzaine\s+derniere)")
_AGO = re.compile(rf"il\s+y\s+a\s+{_COUNT}\s+(\w+)|{_COUNT}\s+(\w+)\s+ago")
_BETWEEN = re.compile(r"(?:between|entre)\s+(.+?)\s+(?:and|et)\s+(.+)")
_FROM = r"(?:(?:from|since|du|de|des|depuis)\s+|d['’]\s*)"
_TO = r"(?:to|till?|until|through|thru|au|aux|a|jusqu['’]?\s?(?:a|aux?|en))"
_FROM_TO = re.compile(rf"{_FROM}?(.+?)\s+{_TO}\s+(.+)")
_OPENED = re.compile(_FROM)
_SIDES = (
    (">=", re.compile(r"(?:since|from|depuis|des|a\s+partir\s+d(?:e|u))\s+(.+)|a\s+partir\s+d['’]\s*(.+)")),
    ("<=", re.compile(r"(?:until|till?|up\s+to|jusqu['’]?\s?(?:a|aux?|en))\s+(.+)")),
    ("<", re.compile(r"(?:before|avant)\s+(.+)")),
    (">", re.compile(r"(?:after|apres)\s+(.+)")),
)
_WITHIN = re.compile(
    r"(?:(?:in|of|on|over|for|within|during|en|de|du|des|au|sur|dans|pendant|durant|au\s+cours\s+d(?:e|es|u))\s+"
    r"|d['’]\s*)(.+)"
)
_DAY_ALONE = re.compile(_DAY)
_DAY_THEN_MONTH = re.compile(rf"{_DAY}\s+(?:of\s+)?([a-z]{{3,9}}\.?)(?:\s+\d{{4}})?")
_MONTH_THEN_DAY = re.compile(rf"([a-z]{{3,9}}\.?)\s+{_DAY}(?:\s+\d{{4}})?")
_YEAR_AT_END = re.compile(r"(.*?)\s+((?:19|2[01])\d\d)")
_FIGURES = re.compile(r"\d{1,2}[/.]\d{1,2}")
_IN_FIGURES = re.compile(r"(\d{1,2})[/.](\d{1,2})(?!\d)")
_QUARTER = re.compile(
    rf"(?:[qt]\s?([1-4])|({'|'.join(_NTH)})(?:er|e|eme|st|nd|rd|th)?\s+(?:quarter|trimestre))(?:\s+(?:of\s+|de\s+)?(\d{{4}}))?"
)
_WEEK = re.compile(r"(?:week|semaine)\s+(?:no\.?\s+|n[°o]\s?)?(\d{1,2})(?:\s+(?:of\s+|de\s+)?(\d{4}))?")
_WEEKEND = re.compile(r"(?:(this|last|ce|le|the)\s+)?week-?\s?end(?:\s+(dernier))?")
_PART = re.compile(
    r"(?:(debut|beginning|start|early)|(mi|mid|middle|milieu)|(fin|end|late))[\s-]+"
    r"(?:de\s+l['’]\s*|d['’]\s*|(?:of\s+the|of|du|de\s+la|de)\s+)?(.+)"
)


def read_period(said: str, asker: Asker) -> Days | None:
    """The first day and the one after the last of folded words; None where they say no such thing."""
    plain = _tidied(said)
    readings: tuple[Callable[[str, Asker], Days | None], ...] = (_last_many, _stretch, _range, _side)
    found = _first_of(readings, plain, asker)
    if found is None and (within := _WITHIN.fullmatch(plain)) is not None:
        return _last_many(within[1], asker) or _stretch(within[1], asker)
    return found


def _first_of(readings: tuple[Callable[[str, Asker], Days | None], ...], said: str, asker: Asker) -> Days | None:
    return next((days for reading in readings if (days := reading(said, asker)) is not None), None)


def _tidied(said: str) -> str:
    plain = _DASHES.sub("-", said).replace(",", " ")
    for before, word in _BEFORE:
        plain = before.sub(lambda found, word=word: word + ("s" if any(found.groups()) else ""), plain)  # type: ignore[misc]  # a default fixes the word
    return " ".join(re.sub(r"[\s-]ci\b", "", plain).split())


def _last_many(said: str, asker: Asker) -> Days | None:
    """'the last 7 days', 'les 3 derniers mois', today among them."""
    if _FORTNIGHT.fullmatch(said):
        return read_days("2 weeks", asker)
    counted = _LAST_MANY.fullmatch(said)
    if counted is None:
        return None
    count, unit = (part for part in counted.groups() if part)
    return read_days(_in_units(_number(count), unit), asker)


def _in_units(count: int, unit: str) -> str:
    """As `read_days` counts: in days, weeks, months and years."""
    if unit in {"quarter", "quarters", "trimestre", "trimestres"}:
        return f"{count * 3} months"
    if unit in {"fortnights", "quinzaines"}:
        return f"{count * 2} weeks"
    if unit in {"hours", "heures"}:
        return f"{-(-count // 24)} days"
    return f"{count} {unit}"


def _number(count: str) -> int:
    return int(count) if count.isdigit() else _NUMBERS[count]


def _stretch(said: str, asker: Asker) -> Days | None:
    """The first letters of a month alone are more likely somebody: Jan, Mar."""
    bare = _bare(said)
    if bare.isalpha() and bare not in MONTH_NAMES and month_of(bare) is not None:
        return None
    return _known(bare, asker)


def _known(bare: str, asker: Asker) -> Days | None:
    """One day or period by its name, without anything before it."""
    readings = (read_days, _day, _ago, _quarter, _week, _weekend, _part)
    try:
        return _first_of(readings, bare, asker)
    except (ValueError, OverflowError):  # no such day
        return None


def _bare(said: str) -> str:
    bare = said.strip()
    for before in (_THE, _OF_MONTH, _NAMED_DAY):
        found = before.match(bare)
        bare = bare[found.end() :] if found else bare
    return bare


def _today(asker: Asker) -> date:
    return asker.now.astimezone(ZoneInfo(asker.zone)).date()


def _day(said: str, asker: Asker) -> Days | None:
    """'November 15', 'nov 15 2026', '15/11': what `read_days` leaves, for it asks for a year or for the day first."""
    day = read_day(said, asker.locale)
    if day is None or (day.year is None and not (_FIGURES.fullmatch(said) or said[:1].isalpha())):
        return None
    today = _today(asker)
    begun = (day.month, day.day) <= (today.month, today.day)
    known = date(day.year or (today.year if begun else today.year - 1), day.month, day.day)
    return known, known + timedelta(days=1)


def _ago(said: str, asker: Asker) -> Days | None:
    """'3 days ago' is that day, '2 weeks ago' the week in which that day was."""
    counted = _AGO.fullmatch(said)
    if counted is None:
        return None
    count, unit = (part for part in counted.groups() if part)
    since = read_days(f"{_number(count)} {unit}", asker)
    first = None if since is None else since[0]
    if first is None:
        return None
    if unit[0] in "dj":
        return first, first + timedelta(days=1)
    if unit[0] in "ws":
        monday = first - timedelta(days=first.weekday())
        return monday, monday + timedelta(days=7)
    return read_days(f"{first:%Y}" if unit[0] in "ya" else f"{first:%Y-%m}", asker)


def _quarter(said: str, asker: Asker) -> Days | None:
    found = _QUARTER.fullmatch(said)
    if found is None:
        return None
    nth, today = _NTH[found[1] or found[2]], _today(asker)
    begun = 3 * nth - 2 <= today.month
    year = int(found[3]) if found[3] else today.year if begun else today.year - 1
    return date(year, 3 * nth - 2, 1), date(year + nth // 4, 3 * nth % 12 + 1, 1)


def _week(said: str, asker: Asker) -> Days | None:
    """By its number in ISO 8601."""
    found = _WEEK.fullmatch(said)
    if found is None:
        return None
    today = _today(asker).isocalendar()
    begun = int(found[1]) <= today.week
    year = int(found[2]) if found[2] else today.year if begun else today.year - 1
    monday = date.fromisocalendar(year, int(found[1]), 1)
    return monday, monday + timedelta(days=7)


def _weekend(said: str, asker: Asker) -> Days | None:
    """That of this week, or of the one before."""
    found = _WEEKEND.fullmatch(said)
    if found is None:
        return None
    today, is_last = _today(asker), found[1] == "last" or found[2]
    saturday = today + timedelta(days=5 - today.weekday() - (7 if is_last else 0))
    return saturday, saturday + timedelta(days=2)


def _part(said: str, asker: Asker) -> Days | None:
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


def _range(said: str, asker: Asker) -> Days | None:
    """'from Nov 1 to 15', '1-15 novembre', 'lundi à vendredi'; each side lends the other its month and its year."""
    sides = [(found[1], found[2]) for each in (_BETWEEN, _FROM_TO) if (found := each.fullmatch(said))]
    opened = _OPENED.match(said)
    rest = said[opened.end() :] if opened else said
    sides += [(rest[:at], rest[at + 1 :]) for at, sign in enumerate(rest) if sign == "-"]
    return next((days for low, high in sides if (days := _from_to(_bare(low), _bare(high), asker)) is not None), None)


def _from_to(low: str, high: str, asker: Asker) -> Days | None:
    low, high = _with_month(low.strip(), high.strip())
    asker = _of_one_habit(low, high, asker)
    dated = _YEAR_AT_END.fullmatch(high)
    is_lent = dated is not None and not _YEAR_AT_END.fullmatch(low) and not low.isdigit()
    year = int(dated[2]) if dated is not None and is_lent else None
    first, last = _whole(_of_year(low, year), asker) or _whole(low, asker), _whole(high, asker)
    if first is None or last is None:
        return None
    if last[0] >= first[0]:
        return first[0], last[1]
    return _in_order(low, high, year, asker) or (last[0], first[1])


def _whole(said: str, asker: Asker) -> tuple[date, date] | None:
    """A stretch of which both ends are known."""
    first, beyond = _known(said, asker) or (None, None)
    return None if first is None or beyond is None else (first, beyond)


def _with_month(low: str, high: str) -> tuple[str, str]:
    """A day alone is of the month that the other side names: '1 to 15 November', 'November 1 to 15, 2026'."""
    if _DAY_ALONE.fullmatch(low):
        named = _DAY_THEN_MONTH.fullmatch(high) or _MONTH_THEN_DAY.fullmatch(high)
        return (low, high) if named is None else (f"{low} {named[1]}", high)
    day, _, year = high.partition(" ")
    if _DAY_ALONE.fullmatch(day) and (not year or year.isdigit()):
        named = _DAY_THEN_MONTH.fullmatch(low) or _MONTH_THEN_DAY.fullmatch(low)
        return (low, high) if named is None else (low, f"{day} {named[1]} {year}".strip())
    return low, high


def _of_one_habit(low: str, high: str, asker: Asker) -> Asker:
    """Where one side has its day first, or its month, the other has too: '1/11 to 15/11'."""
    figures = [found for side in (low, high) if (found := _IN_FIGURES.match(side))]
    if any(int(each[1]) > _MONTHS for each in figures):
        return replace(asker, locale="fr")
    return replace(asker, locale="en-US") if any(int(each[2]) > _MONTHS for each in figures) else asker


def _of_year(said: str, year: int | None) -> str:
    if year is None:
        return said
    return f"{said}/{year}" if _FIGURES.fullmatch(said) else f"{said} {year}"


def _in_order(low: str, high: str, year: int | None, asker: Asker) -> Days | None:
    """Where the second day came out before the first: over a turn of the year, or of the week."""
    first, last = _whole(_of_year(low, year), asker), _whole(high, asker)
    if first is None or last is None:
        return None
    if low in WEEKDAYS and high in WEEKDAYS:
        return first[0] - timedelta(days=7), last[1]
    if year is not None:
        earlier = _whole(_of_year(low, year - 1), asker)
        return None if earlier is None else (earlier[0], last[1])
    later = _whole(_of_year(high, last[0].year + 1), asker)
    return None if later is None else (first[0], later[1])


def _side(said: str, asker: Asker) -> Days | None:
    for operator, opening in _SIDES:
        side = opening.fullmatch(said)
        days = None if side is None else _known(_bare(next(filter(None, side.groups()))), asker)
        if days is not None:
            low, beyond = days
            sides: dict[str, Days] = {
                ">=": (low, None), "<=": (None, beyond), "<": (None, low), ">": (beyond, None),
            }  # fmt: skip
            return sides[operator]
    return None
