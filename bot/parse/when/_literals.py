"""Figures: what `9h30`, `3/12`, `4pm`, `7th`, `15min` may be, each chunk by itself."""

import re
from dataclasses import dataclass, replace

from bot.parse.when._facts import Clock, NumericDate, Period, Span, Style, Unit

# Each is matched against a whole chunk of folded text of at most 40 characters.
COLON = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?h?(am|pm|a\.m\.?|p\.m\.?)?")
MILITARY = re.compile(r"(\d{2})(\d{2})(?:h|hrs?|hours)")
HOUR = re.compile(r"(\d{1,3})h(\d{2})?(?:min|mn|m)?")
MERIDIEM = re.compile(r"(\d{1,2})(?:[.:h]?(\d{2}))?\.?(am|pm|a\.m\.?|p\.m\.?)")
SHORT_SPAN = re.compile(r"(\d{1,4})([a-z]{1,5})")
DECIMAL = re.compile(r"(\d{1,3})[.,](\d{1,2})(h?)")
POINTED = re.compile(r"(\d{1,2})[.,](\d{2})")
ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:t(\d{2}):(\d{2})(?::\d{2}(?:\.\d{1,9})?)?)?")
DATE = re.compile(r"(\d{1,2})([/.-])(\d{1,2})(?:\2(\d{4}|\d{2}))?")
ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th|(?:er|re|ere|e|eme|nde?)s?)")
FRACTION = re.compile(r"([13])/([24])h")
NUMBER = re.compile(r"\d{1,4}")
PLUS = re.compile(r"([jdswm])\+(\d{1,3})")
NUMBERED = re.compile(r"([swqt])(\d{1,2})")
ODD = re.compile(
    r"\d{1,2}x(?:/[a-z]{1,9})?|\d{1,4}[h:]\d{0,4}[a-z:h]{0,6}|\d{1,2}(?:[ap]|-?ish|pn|mp|ma|[ap]mm|aam|ppm|hh)|\d{1,3}[-–]\d{1,3}[a-z]{1,9}"
    # "10;30", "10'30", "10.30h", "10h:30", and the letter in the place of a nought: "1Oh"
    r"|\d{1,2}(?:[;']|h[:.;]|[:.;]h)\d{2}h?|\d{1,2}[.,]\d{2}h|\do(?:h\d{0,2}|:\d{2}|am|pm)|\d{1,2}[qszolw]m"
)

SPAN_UNITS = {
    **dict.fromkeys(("min", "mins", "mn", "m"), Unit.MINUTE),
    **dict.fromkeys(("s", "sec", "secs"), Unit.SECOND),
    **dict.fromkeys(("hr", "hrs"), Unit.HOUR),
    **dict.fromkeys(("d", "j", "jrs", "jours", "days"), Unit.DAY),
    **dict.fromkeys(("w", "wk", "wks", "sem"), Unit.WEEK),
    **dict.fromkeys(("mo", "mois"), Unit.MONTH),
    **dict.fromkeys(("y", "yr", "yrs", "an", "ans"), Unit.YEAR),
}
SECONDS = {Unit.SECOND: 1, Unit.MINUTE: 60, Unit.HOUR: 3600}
SPAN_BEYOND = 10_000  # no more than this many of any unit; further is not a reminder


@dataclass(frozen=True, slots=True)
class Literal:
    """What a chunk of figures may be; several at once, the words around decide."""

    clock: Clock | None = None
    span: Span | None = None
    date: NumericDate | None = None
    dotted: bool = False  # 3.12 and 3-12 may be versions, prices, scores
    iso: tuple[int, int, int] | None = None
    ordinal: int | None = None
    number: int | None = None
    decimal: float | None = None
    from_now: bool = False  # J+3: a span that needs no "in"
    ahead: Period | None = None  # S+2: the second week from this one
    numbered: tuple[str, int] | None = None  # S50, W50, Q1, T1: a week or a quarter, or a reference
    pointed: Clock | None = None  # 9.30: an hour, or a number
    odd: bool = False  # looks like a time and is none: 17h5, 9ish


def literal_of(core: str) -> Literal | None:
    if not core.isascii():
        return None
    if not core[:1].isdigit():
        return _lettered(core)
    for read in (_number, _colon, _fraction, _hour, _meridiem, _iso, _ordinal, _date, _decimal, _short_span):
        found = read(core)
        if found:
            return found
    return Literal(odd=True) if ODD.fullmatch(core) else None


def _lettered(core: str) -> Literal | None:
    """`J+3`, `S+2`, `S50`, `Q1`"""
    numbered = NUMBERED.fullmatch(core)
    if numbered:
        return Literal(numbered=(numbered[1], int(numbered[2])))
    plus = PLUS.fullmatch(core)
    if not plus:
        return None
    if plus[1] in "jd":
        return Literal(span=Span(days=int(plus[2])), from_now=True)
    return Literal(ahead=Period(Unit.MONTH if plus[1] == "m" else Unit.WEEK, int(plus[2])))


def _number(core: str) -> Literal | None:
    return Literal(number=int(core)) if NUMBER.fullmatch(core) else None


def _colon(core: str) -> Literal | None:
    m = COLON.fullmatch(core)
    if not m:
        return None
    hour, minute = int(m[1]), int(m[2])
    if m[3]:
        return Literal(clock=halved(hour, minute, pm=m[3].startswith("p"), to_the_minute=True))
    style = Style.BARE if len(m[1]) == 1 else Style.FULL
    return Literal(clock=Clock(hour, minute, style, to_the_minute=True))


def _fraction(core: str) -> Literal | None:
    """`1/2h`"""
    m = FRACTION.fullmatch(core)
    return Literal(span=Span(seconds=3600 * int(m[1]) // int(m[2]), finest=Unit.MINUTE)) if m else None


def _hour(core: str) -> Literal | None:
    military = MILITARY.fullmatch(core)
    if military:
        return Literal(clock=Clock(int(military[1]), int(military[2]), to_the_minute=True))
    m = HOUR.fullmatch(core)
    if not m:
        return None
    hours, minutes = int(m[1]), int(m[2] or 0)
    finest = Unit.MINUTE if m[2] else Unit.HOUR
    span = Span(seconds=hours * 3600 + minutes * 60, finest=finest)
    return Literal(clock=Clock(hours, minutes, to_the_minute=bool(m[2])), span=span)


def _meridiem(core: str) -> Literal | None:
    m = MERIDIEM.fullmatch(core)
    if not m:
        return None
    pm = m[3].startswith("p")
    return Literal(clock=halved(int(m[1]), int(m[2] or 0), pm=pm, to_the_minute=bool(m[2])))


def halved(hour: int, minute: int, *, pm: bool, to_the_minute: bool) -> Clock:
    """12 am is midnight, 12 pm noon; an hour that no such clock shows becomes one that does not exist."""
    if not 1 <= hour <= 12:
        hour = hour if pm and 12 < hour < 24 else 99
    elif hour == 12:
        hour = 12 if pm else 0
    elif pm:
        hour += 12
    return Clock(hour, minute, Style.HALVED, to_the_minute=to_the_minute)


def _iso(core: str) -> Literal | None:
    m = ISO.fullmatch(core)
    if not m:
        return None
    clock = Clock(int(m[5]), int(m[6]), to_the_minute=True) if m[5] else None
    return Literal(iso=(int(m[1]), int(m[3]), int(m[4])), clock=clock)


def _date(core: str) -> Literal | None:
    m = DATE.fullmatch(core)
    if not m or core == "24/7" or max(int(m[1]), int(m[3])) > 31:
        return None
    year = int(m[4]) if m[4] else None
    if year is not None and year < 100:
        year += 2000
    date = NumericDate(int(m[1]), int(m[3]), year)
    dotted = m[2] != "/" and year is None
    decimal = _decimal(core) if dotted else None
    if decimal is None:
        return Literal(date=date, dotted=dotted)
    return replace(decimal, date=date, dotted=True)


def _ordinal(core: str) -> Literal | None:
    m = ORDINAL.fullmatch(core)
    return Literal(ordinal=int(m[1])) if m else None


def _decimal(core: str) -> Literal | None:
    m = DECIMAL.fullmatch(core)
    if not m:
        return None
    value = float(f"{m[1]}.{m[2]}")
    if not m[3]:
        return Literal(decimal=value, pointed=_pointed(core))
    return Literal(span=Span(seconds=round(value * 3600), finest=Unit.MINUTE))


def _pointed(core: str) -> Clock | None:
    m = POINTED.fullmatch(core)
    if not m or int(m[1]) > 23 or int(m[2]) > 59:
        return None
    return Clock(int(m[1]), int(m[2]), Style.FULL if len(m[1]) == 2 else Style.BARE, to_the_minute=True)


def _short_span(core: str) -> Literal | None:
    m = SHORT_SPAN.fullmatch(core)
    unit = SPAN_UNITS.get(m[2]) if m else None
    return Literal(span=length(int(m[1]), unit)) if m and unit else None


def length(n: int, unit: Unit) -> Span:  # noqa: PLR0911  # one line a unit
    match unit:
        case Unit.SECOND | Unit.MINUTE | Unit.HOUR:
            return Span(seconds=n * SECONDS[unit], finest=unit)
        case Unit.DAY:
            return Span(days=n, finest=unit)
        case Unit.WORKDAY:
            return Span(workdays=n, finest=unit)
        case Unit.WEEK:
            return Span(days=7 * n, finest=unit)
        case Unit.MONTH:
            return Span(months=n, finest=unit)
        case Unit.QUARTER:
            return Span(months=3 * n, finest=unit)
        case Unit.YEAR:
            return Span(months=12 * n, finest=unit)
