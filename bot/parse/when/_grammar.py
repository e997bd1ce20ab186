"""Puts the pieces of an expression together: a day, an hour, a repetition, in whatever order they were said."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from bot.parse.when import _ends, _ranges, _rules, _weekdays
from bot.parse.when._clocks import clock
from bot.parse.when._days import day, weekday_number
from bot.parse.when._facts import (
    Clock,
    Day,
    DayOfMonth,
    Doubt,
    Feast,
    Gone,
    MonthDay,
    MovingFeast,
    NumericDate,
    Offset,
    Part,
    Said,
    Span,
    Style,
    Unit,
    Weekday,
    WeekOf,
    Which,
)
from bot.parse.when._join import join
from bot.parse.when._lexicon import Kind, Sentence
from bot.parse.when._spans import IDIOMS, NIGHT_ENDS, Found, number, span
from bot.parse.when._zones import zone_at

PIECES_BEYOND = 12  # nobody says more; a hostile text might


@dataclass(frozen=True, slots=True)
class Run:
    """An expression and the tokens it takes; `led` when a preposition opens it, `pieces` how many parts it has."""

    said: Said
    start: int
    end: int
    led: bool
    pieces: int


def run_at(s: Sentence, i: int) -> Run | None:
    """The longest expression that starts at token `i`."""
    said, end, pieces = Said(), i, 0
    while pieces < PIECES_BEYOND:
        joint = s.past_comma(end) if pieces else end
        found = _next_piece(s, joint, said)
        if not found:
            break
        said, end, pieces = found.value, found.end, pieces + 1
    if not pieces:
        return None
    end = s.past(end, Kind.SHARP)
    settled = {Doubt.ALONE} if pieces > 1 else set()
    if not isinstance(said.day, Weekday):
        settled.add(Doubt.HABIT)  # "le lundi 23 novembre" is no habit
    if said.part or (said.day is not None and said.clock and said.clock.hour >= NIGHT_ENDS):
        settled.add(Doubt.LENGTH)  # "2h de l'après-midi", "d'ici 17h demain"
    said = replace(said, doubts=said.doubts - settled)
    return Run(said, i, end, s.take(i, *LEADS) is not None, pieces)


def is_filler(said: Said) -> bool:
    """Nothing that fixes a time: "until the 15th", "starting monday" alone."""
    return not (said.day is not None or said.clock or said.part or said.span or said.every or said.after)


LEADS = (Kind.AT, Kind.ON, Kind.IN, Kind.BY, Kind.BEFORE, Kind.APPROX, Kind.WITHIN, Kind.EVERY, Kind.THIS, Kind.UNTIL)


def _next_piece(s: Sentence, i: int, said: Said) -> Found[Said] | None:
    """The piece at `i` that takes most words and fits what was said so far, joined to it."""
    zone = zone_at(s, i) if (said.clock or said.part) and said.zone is None else None
    if zone:
        doubts = said.doubts | {Doubt.PLACE} if zone.value.asked else said.doubts
        return Found(replace(said, zone=zone.value, doubts=doubts), zone.end)
    best: Found[Said] | None = None
    for found in _readings(s, i, _pieces_beside(said)):
        if best and found.end <= best.end:
            continue
        joined = join(said, found.value)
        if joined is not None:
            best = Found(joined, found.end)
    return best


def _readings(s: Sentence, i: int, pieces: "tuple[Piece, ...]") -> Iterator[Found[Said]]:
    if i >= len(s) or not (s.meanings[i] or s.tokens[i].literal):
        return
    for read in pieces:
        found = read(s, i)
        if found and found.end >= i:
            yield found


def _delta(s: Sentence, i: int) -> Found[Said] | None:
    """`in 3 days`, `2 weeks from monday`, `il y a 3 jours`, `3 days ago`."""
    there_is = s.take(i, Kind.THERE_IS)
    if there_is:
        gone = span(s, there_is.end)
        return Found(Said(day=Gone()), gone.end) if gone else None
    counted = _days_counted(s, i) or _day_beside(s, i)
    if counted:
        return counted
    lead = s.take(i, Kind.IN) or s.take(i, Kind.WITHIN)
    length = span(s, lead.end if lead else i)
    if not length or (lead and _by_an_hour(s, i, lead.end)):
        return None
    if s.take(length.end, Kind.AGO) and not lead:
        return Found(Said(day=Gone()), s.past(length.end, Kind.AGO))
    now = s.take(length.end, Kind.FROM_NOW)
    if now:
        return Found(Said(span=length.value), now.end)
    return Found(Said(span=length.value), length.end) if lead else _since(s, i, length)


def _by_an_hour(s: Sentence, i: int, end: int) -> bool:
    """`d'ici 17h`, which may be an hour of the day."""
    literal = s.tokens[end].literal if end < len(s) else None
    by = s.take(i, Kind.BY) is not None and s.language == "fr"
    return by and literal is not None and literal.clock is not None and NIGHT_ENDS <= literal.clock.hour < 24


def _days_counted(s: Sentence, i: int) -> Found[Said] | None:
    """`J+3`, `D+3`, `next business day`"""
    ahead = s.take(s.past(i, Kind.ON, Kind.BY, Kind.THE), Kind.NEXT)
    unit = s.take(ahead.end, Kind.UNIT) if ahead else None
    if unit and unit.value == Unit.WORKDAY:
        return Found(Said(span=Span(workdays=1)), unit.end)
    i = s.past(i, Kind.AT)
    literal = s.tokens[i].literal if i < len(s) else None
    return Found(Said(span=literal.span), i + 1) if literal and literal.span and literal.from_now else None


def _day_beside(s: Sentence, i: int) -> Found[Said] | None:
    """`the day after christmas`, `la veille du 15`."""
    word = s.take(i, Kind.DAY_FROM)
    on = day(s, s.past(word.end, Kind.ON, Kind.THE), led=True) if word else None
    return Found(Said(span=Span(days=word.value - 10), since=on.value), on.end) if word and on else None


def _since(s: Sentence, i: int, length: Found[Span]) -> Found[Said] | None:
    """`a week from monday`, `une semaine après le 3 mars`, `a week on tuesday`, `3 days before the 15th`."""
    before = s.take(length.end, Kind.BEFORE)
    word = before or s.take(length.end, Kind.FROM) or s.take(length.end, Kind.AFTER)
    on = day(s, s.past(word.end, Kind.THE), led=True) if word else None
    if before and length.value.loose:
        length = Found(_to_the_day(s, i, length.value), length.end)
    if before and length.value.seconds:
        return None
    if not on and length.value.days and not length.value.seconds:
        on = _week_tomorrow(s, length.end)
    return Found(Said(span=-length.value if before else length.value, since=on.value), on.end) if on else None


def _to_the_day(s: Sentence, i: int, length: Span) -> Span:
    """`15 jours avant noël` are fifteen; a "quinzaine" stays loose."""
    said = next((n for n, days in IDIOMS.items() if days == length.days), 0)
    counted = number(s, i) is not None or s.tokens[i].literal is not None
    return Span(days=said) if said and counted else length


def _week_tomorrow(s: Sentence, i: int) -> Found[Day] | None:
    """`a week tomorrow`, `two weeks today`."""
    word = s.take(i, Kind.OFFSET)
    return Found(Offset(word.value), word.end) if word and s.language == "en" else None


def _day(s: Sentence, i: int) -> Found[Said] | None:
    before = s.take(i, Kind.BEFORE)
    start = _past_leads(s, before.end if before else i)
    found = day(s, start, led=start > i)
    if not found:
        return None
    doubts = frozenset({Doubt.BEFORE}) if before else frozenset[Doubt]()
    if start == i and found.end == start + 1 and _may_be_other(s, i, found.value):
        doubts |= {Doubt.OTHER}
    weekday = isinstance(found.value, Weekday) and found.value.which is Which.COMING
    if weekday and s.language == "fr" and s.tokens[i].word == "le" and start == i + 1:
        doubts |= {Doubt.HABIT}
    return Found(Said(day=found.value, doubts=doubts), found.end)


def _week_of(s: Sentence, i: int) -> Found[Said] | None:
    """`week of december 7`, `w/c 7/12`, `la semaine du 7`."""
    lead = s.take(i, Kind.ON, Kind.IN, Kind.BY)
    word = s.take(lead.end if lead else i, Kind.WEEK_OF)
    on = day(s, s.past(word.end, Kind.THE), led=True) if word else None
    if not on or not isinstance(on.value, MonthDay | NumericDate | DayOfMonth):
        return None
    return Found(Said(day=WeekOf(on.value)), on.end)


def _may_be_other(s: Sentence, i: int, said: Day) -> bool:
    """`3.12`, which may be a version, and in the middle of a sentence Noël, who may be a man."""
    literal = s.tokens[i].literal
    if isinstance(said, Feast | MovingFeast):
        return i > 0 and s.language == "fr"
    return literal is not None and literal.dotted


def _instant(s: Sentence, i: int) -> Found[Said] | None:
    """`2026-12-25T08:00`"""
    literal = s.tokens[i].literal
    if not literal or not literal.iso or not literal.clock:
        return None
    year, month, on = literal.iso
    return Found(Said(day=MonthDay(on, month, year), clock=literal.clock), i + 1)


def _weekday_number(s: Sentence, i: int) -> Found[Said] | None:
    found = weekday_number(s, s.past(i, Kind.BY, Kind.ON, Kind.THIS))
    return Found(Said(weekday=found.value[0], day=found.value[1]), found.end) if found else None


def _part_then_day(s: Sentence, i: int) -> Found[Said] | None:
    """`first thing tomorrow`, `late afternoon on friday`, `dans la matinée de jeudi`."""
    within = s.take(i, Kind.IN_PART)
    word = within or s.take(i, Kind.PART)
    found = _day(s, s.past(s.past_comma(word.end), Kind.OF) if within else s.past_comma(word.end)) if word else None
    if not word or not found or not isinstance(found.value.day, Offset | Weekday | MonthDay):
        return None
    return Found(replace(found.value, part=Part(word.value)), found.end)


def _past_leads(s: Sentence, i: int) -> int:
    lead = s.take(i, Kind.BY, Kind.ON)
    if not lead:
        # "à noël", "at christmas"
        at = s.take(i, Kind.AT)
        return at.end if at and s.take(at.end, Kind.FEAST) else _past_the(s, i, Kind.THE)
    return _past_the(s, lead.end, Kind.ON, Kind.THE)


def _past_the(s: Sentence, i: int, *kinds: Kind) -> int:
    """But not past that of "la Saint-Jean", without which it is a name."""
    return i if s.take(i, Kind.FEAST) else s.past(i, *kinds)


def _clock(s: Sentence, i: int) -> Found[Said] | None:
    before = s.take(i, Kind.BEFORE)
    lead = before or s.take(i, Kind.BY)
    start = lead.end if lead else i
    at = s.take(start, Kind.AT, Kind.APPROX)
    after = s.past(at.end, Kind.APPROX) if at else start
    if at and not s.take(start, Kind.AT) and _is_year(s, after):
        return None  # "about 2027"
    found = clock(s, after, led=at is not None or (lead is not None and s.language == "en"))
    if not found or (lead and not at and s.tokens[after].literal is None and not s.take(after, Kind.CLOCK_WORD)):
        return None
    if found.value.style is Style.BARE and s.take(found.end, Kind.UNIT):
        return None  # "2 à 3 semaines"
    doubts = frozenset({Doubt.BEFORE}) if before else frozenset[Doubt]()
    within = s.language == "fr" and lead is not None and not at and s.take(i, Kind.IN) is not None  # "d'ici"
    by_it = within and _by_an_hour(s, i, after)
    if within and not by_it and s.tokens[after].literal is not None:
        return None
    if by_it or (not lead and not at and _may_be_a_length(s, after, found.value)):
        doubts |= {Doubt.LENGTH}
    return Found(Said(clock=found.value, doubts=doubts), found.end)


def _is_year(s: Sentence, i: int) -> bool:
    literal = s.tokens[i].literal if i < len(s) else None
    return literal is not None and literal.number in range(1990, 2100)


def _pointed(s: Sentence, i: int) -> Found[Said] | None:
    """`at 09.30`, `tomorrow 9.30`: but for the nought it may be a price or a version."""
    start = s.past(s.past(i, Kind.BY, Kind.BEFORE), Kind.AT, Kind.APPROX)
    literal = s.tokens[start].literal if start < len(s) else None
    if not literal or not literal.pointed:
        return None
    doubts = frozenset({Doubt.BEFORE}) if s.take(i, Kind.BEFORE) else frozenset[Doubt]()
    if not s.tokens[start].word.startswith("0"):
        doubts |= {Doubt.OTHER}
    return Found(Said(clock=literal.pointed, doubts=doubts), start + 1)


def _may_be_a_length(s: Sentence, i: int, said: Clock) -> bool:
    """`2h`, without "à": two hours, or two o'clock at night."""
    literal = s.tokens[i].literal
    return bool(literal and literal.span) and said.style is Style.FULL and said.hour < NIGHT_ENDS


def _part(s: Sentence, i: int) -> Found[Said] | None:
    today = s.take(s.past(i, Kind.BY, Kind.ON), Kind.TODAY_PART)
    if today:
        return Found(Said(day=Offset(0), part=Part(today.value)), today.end)
    lead = s.take(i, Kind.ON, Kind.BY, Kind.IN, Kind.AT, Kind.THE)
    end_of_day = s.take(i, Kind.END_OF_DAY) or s.take(s.past(i, Kind.ON, Kind.BY, Kind.IN, Kind.AT), Kind.END_OF_DAY)
    if not end_of_day and lead:
        end_of_day = s.take(s.past(lead.end, Kind.THE), Kind.END_OF_DAY)
    if end_of_day:
        return Found(Said(part=Part.END_OF_DAY), end_of_day.end)
    within = s.take(i, Kind.IN_PART)
    if not within:
        return None
    vague = s.language == "fr" and s.tokens[i].word not in {"dans", "en"}
    doubts = frozenset({Doubt.ALONE}) if vague else frozenset[Doubt]()
    return Found(Said(part=Part(within.value), doubts=doubts), within.end)


def _part_of_day(s: Sentence, i: int) -> Found[Said] | None:
    """`morning` by itself: only beside a day ("demain matin")."""
    word = s.take(s.past(i, Kind.IN_THE), Kind.PART, Kind.PARTS)
    if word:
        return Found(Said(part=Part(word.value)), word.end)
    half = s.take(i, Kind.MERIDIEM)  # "tomorrow pm"
    if not half:
        return None
    doubts = frozenset({Doubt.AM}) if s.language == "fr" and not half.value else frozenset[Doubt]()
    return Found(Said(part=Part.AFTERNOON if half.value else Part.MORNING, doubts=doubts), half.end)


Piece = Callable[[Sentence, int], Found[Said] | None]
PIECES: tuple[Piece, ...] = (
    _ends.after_done,
    _rules.every,
    _weekdays.habitual,
    _instant,
    _delta,
    _weekday_number,
    _part_then_day,
    _week_of,
    _ranges.days_between,
    _day,
    _clock,
    _pointed,
    _part,
    _ends.until,
    _ends.starting,
)
PIECES_BESIDE = (_part_of_day, *PIECES)  # "mardi en fin de matinée" is not this morning
PIECES_OF_RULE = (*PIECES_BESIDE, _ends.times, _ends.lasting, _weekdays.excepting)
NOTHING_SAID = Said()


def _pieces_beside(said: Said) -> tuple[Piece, ...]:
    """A part of the day needs a day, a number of times a repetition: alone they are other things."""
    if said == NOTHING_SAID:
        return PIECES
    return PIECES_OF_RULE if said.every else PIECES_BESIDE
