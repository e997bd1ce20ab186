"""A stretch of time as people say it where notes are listed: 'from Nov 1 to 15', 'ce trimestre', 'depuis lundi'.

Called by `note_lists` for some words of a line. Of a day or a month without a year the last that has begun is meant.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from bot.parse._days import MONTHS, month_of, read_day
from bot.parse.period_names import COUNT, Days, ago, hours, in_figures, number, part, quarter, today_of, week, weekend
from bot.parse.query import Asker, read_days

MONTH_NAMES = frozenset(name for names in MONTHS for name in names)
WEEKDAYS = (
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
)  # fmt: skip
_MONTHS = 12
_LEAP = 2024

_DAY = r"\d{1,2}(?:er|st|nd|rd|th)?"
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
    rf"(?:(?:the|les|ces|des)\s+)?(?:last\s+{COUNT}\s+(\w+)|{COUNT}\s+derni(?:er|ere)s?\s+(\w+)"
    rf"|derni(?:er|ere)s\s+{COUNT}\s+(\w+))"
)
_MANY = re.compile(r"\d{1,4}\s*[a-z]{1,8}")
_FORTNIGHT = re.compile(r"(?:the\s+)?last\s+fortnight|(?:la\s+)?(?:derniere\s+quinzaine|quinzaine\s+derniere)")
_WEEK_OF = re.compile(
    r"(?:week|semaine)\s+(?:(?:of|from|starting|beginning|commencing|du|de|d['’])|(?:qui\s+)?commenc(?:e|ant))\s+(.+)"
)
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
_WITH_YEAR = re.compile(r"\d{4}|\d[/.-]\d{1,2}[/.-]\d\d")
_YEAR_AT_END = re.compile(r"(.*?)\s+((?:19|2[01])\d\d)")
_FIGURES = re.compile(r"\d{1,2}[/.]\d{1,2}")
_IN_FIGURES = re.compile(r"(\d{1,2})[/.](\d{1,2})(?!\d)")


def read_period(said: str, asker: Asker) -> Days | None:
    """The first day and the one after the last of folded words; None where they say no such thing."""
    plain = _tidied(said)
    readings: tuple[Callable[[str, Asker], Days | None], ...] = (_last_many, _stretch, _range, _side)
    found = _first_of(readings, plain, asker)
    if found is None and (within := _WITHIN.fullmatch(plain)) is not None:
        return _last_many(within[1], asker) or _lasting(within[1], asker) or _stretch(within[1], asker)
    return found


def _first_of(readings: tuple[Callable[[str, Asker], Days | None], ...], said: str, asker: Asker) -> Days | None:
    return next((days for reading in readings if (days := reading(said, asker)) is not None), None)


def _tidied(said: str) -> str:
    plain = _DASHES.sub("-", said).replace(",", " ")
    for before, word in _BEFORE:
        plain = before.sub(lambda found, word=word: word + ("s" if any(found.groups()) else ""), plain)  # type: ignore[misc]  # a default fixes the word
    return " ".join(re.sub(r"[\s-]ci\b", "", plain).split())


def _last_many(said: str, asker: Asker) -> Days | None:
    """'the last 7 days', 'les 3 derniers mois', '2 weeks': so many, today among them."""
    if _FORTNIGHT.fullmatch(said):
        return _up_to_today("2 weeks", asker)
    if _MANY.fullmatch(said):
        return _up_to_today(said, asker)
    counted = _LAST_MANY.fullmatch(said)
    if counted is None:
        return None
    count, unit = (part for part in counted.groups() if part)
    return _up_to_today(_in_units(number(count), unit), asker)


def _up_to_today(said: str, asker: Asker) -> Days | None:
    """`read_days` counts from so long ago on, which is a day more."""
    first, beyond = read_days(said, asker) or (None, None)
    if first is None or beyond is None or first >= today_of(asker) or beyond <= today_of(asker):
        return None
    return first + timedelta(days=1), beyond


def _lasting(said: str, asker: Asker) -> Days | None:
    """'for a week', 'pendant deux mois': alone these words may be a name."""
    plain = in_figures(said)
    return None if plain is None else _up_to_today(plain, asker)


def _in_units(count: int, unit: str) -> str:
    """As `read_days` counts: in days, weeks, months and years."""
    if unit in {"quarter", "quarters", "trimestre", "trimestres"}:
        return f"{count * 3} months"
    if unit in {"fortnights", "quinzaines"}:
        return f"{count * 2} weeks"
    if unit in {"hours", "heures"}:
        return f"{-(-count // 24) + 1} days"
    return f"{count} {unit}"


def _stretch(said: str, asker: Asker) -> Days | None:
    """The first letters of a month alone are more likely somebody: Jan, Mar."""
    bare = _bare(said)
    if bare.isalpha() and bare not in MONTH_NAMES and month_of(bare) is not None:
        return None
    return _known(bare, asker)


def _known(bare: str, asker: Asker) -> Days | None:
    """One day or period by its name, without anything before it."""
    readings = (read_days, _day, ago, quarter, week, _week_of, weekend, part, hours)
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


def _day(said: str, asker: Asker) -> Days | None:
    """'November 15', 'nov 15 2026', '15/11': what `read_days` leaves, for it asks for a year or for the day first."""
    day = read_day(said, asker.locale)
    if day is None or (day.year is None and not (_FIGURES.fullmatch(said) or said[:1].isalpha())):
        return None
    today = today_of(asker)
    begun = (day.month, day.day) <= (today.month, today.day)
    known = date(day.year or (today.year if begun else today.year - 1), day.month, day.day)
    return known, known + timedelta(days=1)


def _week_of(said: str, asker: Asker) -> Days | None:
    """'week of Nov 16', 'semaine du 16 au 20 novembre': that in which the day is, or the days that are named."""
    found = _WEEK_OF.fullmatch(said)
    if found is None:
        return None
    first, beyond = _known(_bare(found[1]), asker) or (None, None)
    if first is None or beyond is None or beyond - first != timedelta(days=1):
        return _range(found[1], asker)
    monday = first - timedelta(days=first.weekday())
    return monday, monday + timedelta(days=7)


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
    if _is_turned(low, first, last) and _is_day(high):
        return _from_to(high, _of_year(low, year), asker)
    if last[0] >= first[0]:
        return first[0], last[1]
    return _in_order(low, high, year, asker) or (last[0], first[1])


def _is_turned(low: str, first: tuple[date, date], last: tuple[date, date]) -> bool:
    """'from Nov 30 to Nov 1' without a year of its own is no eleven months: it was said the wrong way round."""
    days = [side[0] for side in (first, last) if side[1] - side[0] == timedelta(days=1)]
    if len(days) < len((first, last)) or not _is_day(low) or _WITH_YEAR.search(low):
        return False
    return days[0].month == days[1].month and days[0].day > days[1].day


def _is_day(said: str) -> bool:
    """Of a month that is named, not 'monday' or '3 days ago'."""
    return any(each.fullmatch(said) for each in (_DAY_THEN_MONTH, _MONTH_THEN_DAY)) or said[:1].isdigit()


def _whole(said: str, asker: Asker) -> tuple[date, date] | None:
    """A stretch of which both ends are known."""
    first, beyond = _known(said, asker) or (None, None)
    return None if first is None or beyond is None else (first, beyond)


def _with_month(low: str, high: str) -> tuple[str, str]:
    """A day alone is of the month that the other side names: '1 to 15 November', 'November 1 to 15, 2026'."""
    if _DAY_ALONE.fullmatch(low):
        named = _DAY_THEN_MONTH.fullmatch(high) or _MONTH_THEN_DAY.fullmatch(high)
        return (low, high) if named is None else (f"{low} {_month_at(low, high, named[1])}", high)
    day, _, year = high.partition(" ")
    if _DAY_ALONE.fullmatch(day) and (not year or year.isdigit()):
        named = _DAY_THEN_MONTH.fullmatch(low) or _MONTH_THEN_DAY.fullmatch(low)
        return (low, high) if named is None else (low, f"{day} {named[1]} {year}".strip())
    return low, high


def _month_at(low: str, high: str, month: str) -> str:
    """Of the first day: '30 to 1 November' begins in October."""
    day, until = (re.search(r"\d+", side) for side in (low, high))
    at = month_of(month.rstrip("."))
    if day is None or until is None or at is None or int(day[0]) <= int(until[0]):
        return month
    before = (at - 2) % _MONTHS + 1
    return MONTHS[before - 1][0] if int(day[0]) <= monthrange(_LEAP, before)[1] else month


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
        said_of = "" if side is None else _bare(next(filter(None, side.groups())))
        days = _known(in_figures(said_of) or said_of, asker) if said_of else None
        if days is not None:
            low, beyond = days
            sides: dict[str, Days] = {
                ">=": (low, None), "<=": (None, beyond), "<": (None, low), ">": (beyond, None),
            }  # fmt: skip
            return sides[operator]
    return None
