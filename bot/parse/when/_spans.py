"""Lengths of time: "20 minutes", "1h30", "an hour and a half", "quinze jours"."""

from typing import Generic, NamedTuple, TypeVar

from bot.parse.when._facts import Span, Unit
from bot.parse.when._lexicon import Kind, Lexeme, Sentence
from bot.parse.when._literals import SPAN_BEYOND, length

T = TypeVar("T")

# "dans huit jours" is a week and "dans quinze jours" two, to most French ears; to others they are 8 and 15 days.
IDIOMS = {8: 7, 15: 14}
NIGHT_ENDS = 7  # before that hour nobody plans a thing by the clock alone
FRACTIONS = {"1/4": 15, "1/2": 30, "3/4": 45}  # of an hour, in minutes
HALVES = {
    Unit.MINUTE: Span(seconds=30, finest=Unit.MINUTE),
    Unit.HOUR: Span(seconds=1800, finest=Unit.MINUTE),
    Unit.DAY: Span(seconds=12 * 3600, finest=Unit.HOUR),
    Unit.WEEK: Span(days=3, loose=True),
    Unit.MONTH: Span(days=15),
    Unit.YEAR: Span(months=6, finest=Unit.MONTH),
}


class Found(NamedTuple, Generic[T]):
    """What was read, and the token after it."""

    value: T
    end: int


def number(s: Sentence, i: int) -> Found[int] | None:
    """A whole number in figures or in words."""
    if i < len(s):
        literal = s.tokens[i].literal
        if literal and literal.number is not None:
            return Found(literal.number, i + 1)
    word = s.take(i, Kind.NUM)
    return Found(word.value, word.end) if word else None


def count(s: Sentence, i: int) -> Found[int] | None:
    """As `number`; "a" and "une" count as one."""
    one = s.take(i, Kind.ONE)
    return number(s, i) or (Found(1, one.end) if one else None)


def span(s: Sentence, i: int) -> Found[Span] | None:
    first = _one(s, i)
    if first is None:
        return None
    total, end = first
    while True:
        more = _one(s, s.past(s.past_comma(end), Kind.AND))
        if more is None or more.value.finest >= total.finest or (total.days and _is_an_hour(s, end)):
            return Found(total, end)
        total, end = total + more.value, more.end


def _is_an_hour(s: Sentence, i: int) -> bool:
    """`in 2 days 14h`: at that hour."""
    literal = s.tokens[i].literal if i < len(s) else None
    return literal is not None and literal.clock is not None and literal.clock.hour >= NIGHT_ENDS


def _one(s: Sentence, i: int) -> Found[Span] | None:
    if i >= len(s):
        return None
    one = s.take(i, Kind.ONE)
    rough = s.take(one.end, Kind.ROUGH) if one else None
    word = _whole_word(s, rough.end if rough else i)
    found = _figures(s, i) or (None if word and _counts_on(s, word.end) else word)
    return found or _counted(s, i) or _decimal(s, i)


def _counts_on(s: Sentence, i: int) -> bool:
    """`une quinzaine de minutes`, which are no days."""
    of = s.take(i, Kind.OF)
    return of is not None and s.take(of.end, Kind.UNIT) is not None


def _figures(s: Sentence, i: int) -> Found[Span] | None:
    literal = s.tokens[i].literal
    if not literal or not literal.span:
        return None
    if literal.span.finest is Unit.MINUTE and literal.clock:
        minutes = s.take(i + 1, Kind.UNIT)
        if minutes and minutes.value == Unit.MINUTE:
            return Found(literal.span, minutes.end)
    if literal.clock and literal.span.finest is Unit.HOUR:
        half = s.take(i + 1, Kind.HALF)
        if half:
            return Found(literal.span + Span(seconds=1800, finest=Unit.MINUTE), half.end)
        return _with_rest(s, literal.span, Unit.HOUR, i + 1)
    if literal.span.finest is Unit.DAY and not literal.from_now:
        return Found(_idiom(s, literal.span.days, Unit.DAY) or literal.span, i + 1)
    return Found(literal.span, i + 1)


def _whole_word(s: Sentence, i: int) -> Found[Span] | None:
    half = s.take(i, Kind.HALF_OF)
    if half:
        return Found(HALVES[Unit(half.value)], half.end)
    minutes = s.take(i, Kind.SPAN)
    if minutes:
        return Found(length(minutes.value, Unit.MINUTE), minutes.end)
    days = s.take(i, Kind.FORTNIGHT)
    if days:
        return Found(length(days.value, Unit.DAY), days.end)
    loose = s.take(i, Kind.LOOSE_SPAN)
    return Found(Span(days=loose.value, loose=True), loose.end) if loose else None


def _counted(s: Sentence, i: int) -> Found[Span] | None:
    n = count(s, i)
    if n is None or n.value > SPAN_BEYOND:
        return None
    half = s.take(n.end, Kind.HALF)
    unit = s.take(half.end if half else s.past(n.end, Kind.ROUGH), Kind.UNIT)
    if unit is None or (unit.value == Unit.HOUR and n.value >= 1000):
        return None  # "1530 hrs"
    if s.tokens[unit.end - 1].word == "mo" and not s.tokens[i].literal:
        return None  # "in a mo"
    kind = Unit(unit.value)
    counted = _idiom(s, n.value, kind) or length(n.value, kind)
    if half:
        return _with_half(counted, kind, unit.end)
    return _with_rest(s, counted, kind, unit.end)


def _idiom(s: Sentence, n: int, unit: Unit) -> Span | None:
    if s.language == "fr" and unit is Unit.DAY and n in IDIOMS:
        return Span(days=IDIOMS[n], loose=True)
    return None


def _with_half(counted: Span, unit: Unit, end: int) -> Found[Span] | None:
    if unit not in HALVES:
        return None
    return Found(counted + HALVES[unit], end)


def _with_rest(s: Sentence, counted: Span, unit: Unit, end: int) -> Found[Span]:
    """ "2 heures 30", "une heure et demie", "une heure et quart", "1 sem. et demie"."""
    half = s.take(_past_dot(s, end), Kind.HALF) or _half_in_figures(s, end)
    if half and unit in HALVES:
        return Found(counted + HALVES[unit], half.end)
    if unit is not Unit.HOUR:
        return Found(counted, end)
    quarter = s.take(end, Kind.QUARTER)
    if quarter:
        return Found(counted + length(quarter.value, Unit.MINUTE), quarter.end)
    minutes = number(s, end)
    if minutes and minutes.value < 60 and not s.take(minutes.end, Kind.UNIT):
        return Found(counted + length(minutes.value, Unit.MINUTE), minutes.end)
    return Found(counted, end)


def _half_in_figures(s: Sentence, i: int) -> Lexeme | None:
    """`1 mois 1/2`"""
    return Lexeme(30, i + 1) if i < len(s) and s.tokens[i].word == "1/2" and not s.take(i + 1, Kind.UNIT) else None


def _past_dot(s: Sentence, i: int) -> int:
    return i + 1 if i < len(s) and s.tokens[i].mark and s.tokens[i].word == "." else i


def _decimal(s: Sentence, i: int) -> Found[Span] | None:
    literal = s.tokens[i].literal
    unit = s.take(s.past(i + 1, Kind.OF), Kind.UNIT)
    if not literal or not unit or unit.value != Unit.HOUR:
        return None
    if s.tokens[i].word in FRACTIONS:
        return Found(length(FRACTIONS[s.tokens[i].word], Unit.MINUTE), unit.end)
    if literal.decimal is None:
        return None
    return Found(Span(seconds=round(literal.decimal * 3600), finest=Unit.MINUTE), unit.end)
