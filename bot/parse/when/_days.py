"""Days: weekdays, dates in words and figures, and "le 15"; `_periods.py` has weeks, months and their edges."""

from collections.abc import Callable
from dataclasses import replace

from bot.parse.when import _numbered, _periods
from bot.parse.when._clocks import clock
from bot.parse.when._facts import (
    Day,
    DayOfMonth,
    Feast,
    Gone,
    MonthDay,
    MovingFeast,
    NumericDate,
    Offset,
    Unit,
    Weekday,
    Which,
)
from bot.parse.when._feasts import feast
from bot.parse.when._lexicon import Kind, Sentence
from bot.parse.when._spans import Found, number, span
from bot.parse.when._tokens import Token

YEARS = range(1900, 2200)
FRACTIONS = {"1/2", "1/3", "2/3", "1/4", "3/4", "1/5"}


def day(s: Sentence, i: int, *, led: bool) -> Found[Day] | None:
    """The longest reading at `i`. `led`: "on", "le", "by"… stands before, so a bare "15" or "noël" may be a day."""
    best: Found[Day] | None = None
    for read in PLAIN:
        found = read(s, i)
        if found and (best is None or found.end > best.end):
            best = found
    if not led:
        return best
    for read in LED:
        found = read(s, i)
        if found and (best is None or found.end > best.end):
            best = found
    return best


def year(s: Sentence, i: int) -> Found[int] | None:
    figures = number(s, s.past(s.past_comma(i), Kind.OF_YEAR))
    if figures and figures.value in YEARS:
        return figures
    short = number(s, i + 1) if i < len(s) and s.tokens[i].word in {"'", "’"} else None
    return Found(2000 + short.value, short.end) if short and 0 < short.value < 100 else None


def month(s: Sentence, i: int) -> Found[int] | None:
    named = s.take(i, Kind.MONTH, Kind.SHORT_MONTH)
    if not named:
        return None
    short = s.take(i, Kind.MONTH) is None
    return Found(named.value, _past_dot(s, named.end) if short else named.end)


def _past_dot(s: Sentence, i: int) -> int:
    """Past the dot of an abbreviation, where the sentence goes on: "15 déc. 2026", "Dec. 15"."""
    dot = i + 1 < len(s) and s.tokens[i].mark and s.tokens[i].word == "."
    return i + 1 if dot else i


def _offset(s: Sentence, i: int) -> Found[Day] | None:
    word = s.take(i, Kind.OFFSET)
    if not word:
        return None
    later = s.take(word.end, Kind.IN_N)
    if later:
        return Found(Offset(word.value + 7 * later.value), later.end)
    return Found(Offset(word.value), word.end)


def _gone(s: Sentence, i: int) -> Found[Day] | None:
    word = s.take(i, Kind.GONE)
    if word:
        return Found(Gone(), word.end)
    last = s.take(i, Kind.LAST)
    what = s.take(last.end if last else i, Kind.WEEKDAY, Kind.UNIT, Kind.MONTH, Kind.WEEKEND)
    if not what:
        return None
    if last and s.language == "en":
        return Found(Gone(), what.end)
    after = s.take(what.end, Kind.LAST) if not s.take(what.end, Kind.SHARP) else None  # "vendredi dernier délai"
    return Found(Gone(), after.end) if after and s.language == "fr" and not last else None


def _weekday(s: Sentence, i: int) -> Found[Day] | None:
    """`monday`, `next monday`, `lundi prochain`, `lundi en huit`, `monday next week`, `next week monday`."""
    this = s.take(i, Kind.THIS)
    ahead = s.take(i, Kind.NEXT)
    led = this or ahead
    named = weekday_name(s, led.end if led else i, supported=led is not None)
    if named is None:
        return None
    n, end = named
    if ahead:
        # "le prochain lundi" is the coming one; "next monday" may not be.
        which = Which.NEXT if s.language == "en" else Which.COMING
        return Found(Weekday(n, which), end)
    return _weekday_tail(s, n, end) or Found(Weekday(n, Which.THIS if this else Which.COMING), end)


def _weekday_tail(s: Sentence, n: int, end: int) -> Found[Day] | None:
    after_next = s.take(end, Kind.AFTER_NEXT)
    if after_next:
        return Found(Weekday(n, Which.UNSURE, 2), after_next.end)
    week = s.take(s.past(s.past_comma(end), Kind.OF), Kind.PERIOD)
    if week and week.value // 100 == Unit.WEEK:
        return Found(Weekday(n, Which.IN_WEEK, week.value % 100 - 50), week.end)
    ahead = s.take(end, Kind.NEXT)
    if ahead and not s.take(ahead.end, Kind.UNIT):
        return Found(Weekday(n, Which.NEXT), ahead.end)
    if s.language == "fr" and end < len(s) and s.tokens[end].word == "pro":
        return Found(Weekday(n, Which.NEXT), end + 1)
    numbered = _numbered.week(s, s.past(s.past(end, Kind.OF), Kind.THE))
    if numbered:
        return Found(replace(numbered.value, day=n), numbered.end)
    later = s.take(end, Kind.IN_N)
    return Found(Weekday(n, Which.AFTER, later.value), later.end) if later else None


def weekday_name(s: Sentence, i: int, *, supported: bool) -> Found[int] | None:
    """A weekday; its abbreviation (sun, mar, sam) only where the words around leave no other reading."""
    full = s.take(i, Kind.WEEKDAY)
    if full:
        return Found(full.value, full.end)
    short = s.take(i, Kind.SHORT_WEEKDAY)
    if not short:
        return None
    end = _past_dot(s, short.end)
    if supported or _supports(s, i, end):
        return Found(short.value, end)
    return None


def _supports(s: Sentence, i: int, end: int) -> bool:
    if s.language == "fr" and s.tokens[i].capital:
        return False  # Sam, Jeu, Mar: names and headings; French weekdays have no capital
    if end >= len(s):
        before = s.tokens[i - 1].literal if i else None
        if (before and before.clock) or s.ending(i, Kind.MERIDIEM, Kind.CLOCK_WORD) is not None:
            return True
        led = s.language == "en" and s.ending(i, Kind.ON, Kind.BY, Kind.UNTIL, Kind.START) is not None
        return led or s.tokens[i].word in {"fri", "thu", "thur", "thurs", "tue", "tues", "wed", "weds"}
    if clock(s, s.past(end, Kind.AT), led=s.take(end, Kind.AT) is not None):
        return True
    if _dated(s, s.past_comma(end)) is not None or s.take(end, Kind.PART, Kind.MERIDIEM, Kind.END_OF_DAY) is not None:
        return True
    return _day_beside(s, end)


def _day_beside(s: Sentence, end: int) -> bool:
    """`mer. 25`, `lun. prochain`"""
    if s.language == "fr" and s.take(end, Kind.NEXT) is not None:
        return True
    n = ordinal(s, end) or (number(s, end) if s.language == "fr" else None)
    return n is not None and 0 < n.value <= 31 and _day_may_end(s, n.end)


def _dated(s: Sentence, i: int) -> Found[Day] | None:
    return _day_month(s, i) or _month_day(s, i) or _numeric(s, i)


def _day_month(s: Sentence, i: int) -> Found[Day] | None:
    """`15 décembre 2027`, `1er mai`, `the 3rd of march`, `fifteen december`."""
    start = s.past(i, Kind.THE)
    n = ordinal(s, start) or number(s, start)
    if not n or not 0 < n.value < 100:
        return None
    named = month(s, s.past(n.end, Kind.OF))
    if not named:
        return None
    said = year(s, named.end)
    if said is None and s.language == "fr":
        return Found(MonthDay(n.value, named.value), s.past(named.end, Kind.NEXT))
    return Found(MonthDay(n.value, named.value, said.value if said else None), said.end if said else named.end)


def _month_day(s: Sentence, i: int) -> Found[Day] | None:
    """`December 15`, `Dec. 15th, 2027`, `may the 4th`; in French only before an hour: `février 3 9h`."""
    named = month(s, i)
    if not named:
        return None
    start = s.past(named.end, Kind.THE)
    n = ordinal(s, start) or number(s, start)
    if not n or not 0 < n.value < 100 or clock(s, start, led=False):
        return None
    if s.language != "en" and not _beside_clock(s, start, n.end):
        return None
    said = year(s, n.end)
    return Found(MonthDay(n.value, named.value, said.value if said else None), said.end if said else n.end)


def ordinal(s: Sentence, i: int) -> Found[int] | None:
    if i < len(s):
        literal = s.tokens[i].literal
        if literal and literal.ordinal is not None:
            return Found(literal.ordinal, i + 1)
    word = s.take(i, Kind.ORD)
    return Found(word.value, word.end) if word and word.value > 0 else None


def _numeric(s: Sentence, i: int) -> Found[Day] | None:
    literal = s.tokens[i].literal if i < len(s) else None
    if not literal:
        return None
    if literal.iso:
        y, m, d = literal.iso
        return Found(MonthDay(d, m, y), i + 1)
    if not literal.date:
        return None
    if not literal.dotted and s.tokens[i].word not in FRACTIONS:
        return Found(literal.date, i + 1)
    end = _past_dot(s, i + 1)
    return Found(literal.date, end) if _beside_clock(s, i, end) else None


def _beside_clock(s: Sentence, i: int, end: int) -> bool:
    """`3/4` and `24.12.` are a part and a number, but for the hour that stands with them."""
    if i and (s.ending(i, Kind.MERIDIEM, Kind.CLOCK_WORD) is not None or _is_clock(s.tokens[i - 1])):
        return True
    at = s.take(end, Kind.AT)
    return clock(s, at.end if at else end, led=at is not None) is not None


def _is_clock(token: Token) -> bool:
    return token.literal is not None and token.literal.clock is not None


def _numeric_led(s: Sentence, i: int) -> Found[Day] | None:
    literal = s.tokens[i].literal if i < len(s) else None
    date: NumericDate | None = literal.date if literal else None
    return Found(date, i + 1) if date else None


def _feast(s: Sentence, i: int) -> Found[Day] | None:
    """A feast is a first name too, so it needs a word before it; "christmas day" does not."""
    word, unread = s.take(i, Kind.FEAST), s.take(i, Kind.FEAST_UNREAD)
    if not word or (unread and unread.end > word.end):
        return None  # "nouvel an chinois"
    period = s.take(word.end, Kind.PERIOD)
    on = feast(word.value, None)
    if period and period.value // 100 == Unit.YEAR and isinstance(on, Feast | MovingFeast):
        return Found(replace(on, ahead=period.value % 100 - 50), period.end)
    figures = number(s, word.end)
    said = figures.value if figures and figures.value in YEARS else None
    return Found(feast(word.value, said), figures.end if figures and said else word.end)


def _feast_in_full(s: Sentence, i: int) -> Found[Day] | None:
    word, found = s.take(i, Kind.FEAST), _feast(s, i)
    return found if word and word.end > i + 1 else None


def _feast_alone(s: Sentence, i: int) -> Found[Day] | None:
    """`christmas`, `Noël 9h`: with nothing else said it is nobody's name; in English it ends a sentence too."""
    found = _feast(s, i)
    if not found:
        return None
    at = s.take(found.end, Kind.AT)
    if clock(s, at.end if at else found.end, led=at is not None):
        return found
    if i and s.language != "en":
        return None
    ends = found.end >= len(s) or s.tokens[found.end].mark
    return found if ends or s.take(found.end, Kind.PART) else None


def weekday_number(s: Sentence, i: int) -> Found[tuple[Weekday, DayOfMonth]] | None:
    """`jeudi 26`, `monday 23rd`."""
    named = weekday_name(s, i, supported=False)
    n = ordinal(s, named.end) or (number(s, named.end) if s.language == "fr" else None) if named else None
    if not named or not n or not 0 < n.value <= 31 or not _day_may_end(s, n.end):
        return None
    return Found((Weekday(named.value), DayOfMonth(n.value)), n.end)


def _day_of_month(s: Sentence, i: int) -> Found[Day] | None:
    """`le 15`, `le 15 courant`, `the 7th`, and `le 15 du mois prochain`; "the 7th floor" is none."""
    n = ordinal(s, i) or (number(s, i) if s.language == "fr" else None)
    if not n or not 0 < n.value < 100 or (s.language == "fr" and n.value > 1 and s.take(i, Kind.ORD)):
        return None  # "au second semestre"
    if n.end < len(s) and s.tokens[n.end].word == "courant":
        return Found(DayOfMonth(n.value, 0), n.end + 1)
    of = s.take(n.end, Kind.OF)
    if of:
        within = s.take(of.end, Kind.PERIOD)
        if within and within.value // 100 == Unit.MONTH:
            return Found(DayOfMonth(n.value, within.value % 100 - 50), within.end)
        this = s.take(of.end, Kind.UNIT)
        if this and this.value == Unit.MONTH:
            return Found(DayOfMonth(n.value, maybe_each=True), this.end)
    if (
        s.language == "fr"
        and (i == 1 and number(s, i))
        and n.end < len(s)
        and (not s.tokens[n.end].literal and s.tokens[n.end].word)
    ):
        return Found(DayOfMonth(n.value), n.end)  # "le 15 rappeler Dupont", at the very start
    return Found(DayOfMonth(n.value), n.end) if _day_may_end(s, n.end) else None


def _ordinal_of_month(s: Sentence, i: int) -> Found[Day] | None:
    """`1st of the month`, `15th of next month`; "3rd of the month's calls" is none."""
    n = ordinal(s, i) if s.language == "en" else None
    of = s.take(n.end, Kind.OF) if n else None
    within = s.take(s.past(of.end, Kind.THE), Kind.UNIT, Kind.PERIOD) if of else None
    return _day_of_month(s, i) if within else None


def _day_may_end(s: Sentence, end: int) -> bool:
    end = s.past(end, Kind.SHARP)
    if end >= len(s) or s.tokens[end].mark:
        return True
    joint = s.take(end, Kind.OR, Kind.TO, Kind.AND)
    if joint and not s.take(end, Kind.AT) and span(s, joint.end):
        return False  # "d'ici 2 ou 3 semaines"
    if clock(s, s.past(end, Kind.AT), led=s.take(end, Kind.AT) is not None):
        return True
    if s.take(end, Kind.EVERY, Kind.AND, Kind.OR, Kind.UNTIL) is not None or s.tokens[end].word == "pour":
        return True  # "relancer le 10 pour l'offre"
    month_follows = s.take(end, Kind.PERIOD)
    if month_follows:
        return month_follows.value // 100 == Unit.MONTH
    return s.take(end, Kind.PART, Kind.IN_PART, Kind.WEEKDAY) is not None


Read = Callable[[Sentence, int], Found[Day] | None]
PLAIN: tuple[Read, ...] = (
    _offset,
    _gone,
    _weekday,
    _day_month,
    _month_day,
    _numeric,
    _feast_in_full,
    _feast_alone,
    _ordinal_of_month,
    _periods.nth,
    _periods.part_of_month,
    _periods.edge,
    _periods.whole,
    _periods.weekend,
)
LED: tuple[Read, ...] = (_numeric_led, _feast, _day_of_month, _numbered.led)
