"""Weeks, months, quarters and years, and days found from them: "fin du mois", "first monday of next month"."""

from bot.parse.when import _numbered
from bot.parse.when._facts import (
    Day,
    Edge,
    EdgeOf,
    NamedMonth,
    Nth,
    PartKind,
    PartOfMonth,
    Period,
    Unit,
    Weekend,
    WholeYear,
)
from bot.parse.when._lexicon import Kind, Lexeme, Sentence
from bot.parse.when._spans import Found, number

YEARS = range(1900, 2200)
EDGED = frozenset({Unit.WEEK, Unit.MONTH, Unit.QUARTER, Unit.YEAR})


def period(lexeme: Lexeme) -> Period:
    return Period(Unit(lexeme.value // 100), lexeme.value % 100 - 50)


def whole(s: Sentence, i: int) -> Found[Day] | None:
    """`next week`, `le mois prochain`, `in march`, `en 2027`."""
    phrase = s.take(i, Kind.PERIOD)
    if phrase:
        return Found(period(phrase), phrase.end)
    return _next_month(s, i) or _in_month(s, i) or _numbered.numbered(s, i) or _ahead(s, i)


def _ahead(s: Sentence, i: int) -> Found[Day] | None:
    """`S+2`, `M+1`"""
    i = s.past(i, Kind.AT, Kind.IN_MONTH)
    literal = s.tokens[i].literal if i < len(s) else None
    return Found(literal.ahead, i + 1) if literal and literal.ahead else None


def _in_month(s: Sentence, i: int) -> Found[Day] | None:
    """A month by its name, after "in" or "this", or with its year: alone it may be a person's."""
    into = s.take(i, Kind.IN_MONTH, Kind.THIS)
    by_name = named(s, into.end if into else i)
    if not by_name or not (into or (isinstance(by_name.value, NamedMonth) and by_name.value.year)):
        return None
    return Found(by_name.value, by_name.end)


def _next_month(s: Sentence, i: int) -> Found[Day] | None:
    """`next december`, `en mars prochain`."""
    ahead = s.take(i, Kind.NEXT)
    into = s.take(i, Kind.IN_MONTH)
    word = s.take(ahead.end if ahead else into.end if into else i, Kind.MONTH)
    after = s.take(word.end, Kind.NEXT) if word and not ahead else None
    if not word or not (ahead or after):
        return None
    return Found(NamedMonth(word.value, following=True), after.end if after else word.end)


def named(s: Sentence, i: int) -> Found[NamedMonth | WholeYear] | None:
    """A month by its name, with or without a year; or a year."""
    word = s.take(i, Kind.MONTH, Kind.SHORT_MONTH)
    if word:
        said = number(s, s.past_comma(word.end))
        if said and said.value in YEARS:
            return Found(NamedMonth(word.value, said.value), said.end)
        follows = number(s, word.end)
        return None if follows and follows.value < 32 else Found(NamedMonth(word.value), word.end)
    said = number(s, i)
    return Found(WholeYear(said.value), said.end) if said and said.value in YEARS else None


def edge(s: Sentence, i: int) -> Found[Day] | None:
    """`end of month`, `fin décembre`, `début de semaine prochaine`, `mid-march`."""
    best: Found[Day] | None = None
    phrase = s.take(i, Kind.EDGE_OF)
    if phrase:
        best = Found(EdgeOf(Edge.END, Period(Unit(phrase.value), 0)), phrase.end)
    start = s.take(i, Kind.EDGE)
    if not start:
        return best
    within = s.past(s.past(_past_dash(s, start.end), Kind.OF), Kind.THE)
    of_year = _numbered.quarter(s, within)
    if of_year:
        return Found(EdgeOf(Edge(start.value), of_year.value), of_year.end)
    which = s.take(within, Kind.PERIOD)
    if which:
        return Found(EdgeOf(Edge(start.value), period(which)), which.end)
    by_name = named(s, within)
    unit = s.take(within, Kind.UNIT)
    if unit and unit.value in EDGED and (best is None or unit.end > best.end):
        return Found(EdgeOf(Edge(start.value), Period(Unit(unit.value), 0)), unit.end)
    return Found(EdgeOf(Edge(start.value), by_name.value), by_name.end) if by_name else best


def _past_dash(s: Sentence, i: int) -> int:
    return i + 1 if i < len(s) and s.tokens[i].mark and s.tokens[i].word == "-" else i


def weekend(s: Sentence, i: int) -> Found[Day] | None:
    """`this weekend`, `le week-end prochain`; a bare "weekend" is no time."""
    this = s.take(i, Kind.THIS, Kind.THE)
    ahead = s.take(i, Kind.NEXT)
    led = ahead or this
    word = s.take(led.end if led else i, Kind.WEEKEND)
    if not word:
        return None
    after = s.take(word.end, Kind.NEXT)
    if ahead or after:
        return Found(Weekend(1), after.end if after else word.end)
    return Found(Weekend(0), word.end) if led else None


def nth(s: Sentence, i: int) -> Found[Day] | None:
    """`first monday of next month`, `le dernier jour ouvré de décembre`, `the last friday of the month`."""
    start = s.past(i, Kind.THE)
    which = _ordinal(s, start)
    if not which:
        return None
    what = s.take(which.end, Kind.WEEKDAY, Kind.SHORT_WEEKDAY)
    unit = None if what else s.take(which.end, Kind.UNIT)
    if unit and unit.value not in {Unit.DAY, Unit.WORKDAY}:
        return None
    kind = what or unit
    of = s.take(kind.end, Kind.OF) if kind else None
    if not kind or not of:
        return None
    return _nth_within(
        s, of.end, which.value, what.value if what else None, work=bool(unit and unit.value == Unit.WORKDAY)
    )


def _nth_within(s: Sentence, i: int, n: int, weekday: int | None, *, work: bool) -> Found[Day] | None:
    phrase = s.take(i, Kind.PERIOD)
    if phrase and phrase.value // 100 == Unit.MONTH:
        return Found(Nth(n, weekday, period(phrase), work), phrase.end)
    by_name = named(s, i)
    if by_name and isinstance(by_name.value, NamedMonth):
        return Found(Nth(n, weekday, by_name.value, work), by_name.end)
    this = s.take(s.past(i, Kind.THE), Kind.UNIT)
    if this and this.value == Unit.MONTH:
        return Found(Nth(n, weekday, Period(Unit.MONTH, 0), work, maybe_each=True), this.end)
    return None


def part_of_month(s: Sentence, i: int) -> Found[Day] | None:
    """`the 2nd week of January`, `la deuxième quinzaine de décembre`, `second half of april`."""
    which = _ordinal(s, s.past(i, Kind.IN_MONTH, Kind.IN_THE, Kind.THE))
    which = which or _ordinal(s, s.past(s.past(i, Kind.IN_MONTH, Kind.IN), Kind.THE))
    kind = _part_kind(s, which.end) if which else None
    of = s.take(kind.end, Kind.OF) if kind else None
    if not which or not kind or not of or not (which.value in {1, 2, -1} or kind.value is PartKind.WEEK):
        return None
    phrase = s.take(of.end, Kind.PERIOD)
    if phrase and phrase.value // 100 == Unit.MONTH:
        return Found(PartOfMonth(which.value, kind.value, period(phrase)), phrase.end)
    by_name = named(s, of.end)
    if not by_name or not isinstance(by_name.value, NamedMonth):
        return None
    return Found(PartOfMonth(which.value, kind.value, by_name.value), by_name.end)


def _part_kind(s: Sentence, i: int) -> Found[PartKind] | None:
    unit, half = s.take(i, Kind.UNIT), s.take(i, Kind.HALF_HOUR, Kind.LOOSE_SPAN)
    if unit and unit.value == Unit.WEEK:
        return Found(PartKind.WEEK, unit.end)
    return Found(PartKind.HALF, half.end) if half and half.value in {14, 30} else None


def _ordinal(s: Sentence, i: int) -> Lexeme | None:
    literal = s.tokens[i].literal if i < len(s) else None
    if literal and literal.ordinal is not None:
        return Lexeme(literal.ordinal, i + 1)
    return s.take(i, Kind.ORD)
