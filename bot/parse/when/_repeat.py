"""Repetitions as RFC 5545 rules, with their first occurrence."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from dateutil.relativedelta import relativedelta
from dateutil.rrule import rrulestr

from bot.model.when import AskCode, Grain
from bot.parse.when._calendar import real
from bot.parse.when._dates import dates
from bot.parse.when._facts import (
    Day,
    DayOfMonth,
    Edge,
    EdgeOf,
    Every,
    MonthDay,
    NamedMonth,
    Nth,
    NumberedQuarter,
    NumberedWeek,
    PartOfMonth,
    Period,
    Said,
    Span,
    Unit,
    Weekday,
    WholeYear,
)
from bot.parse.when._here import Here, Reading, Unsure
from bot.parse.when._hours import grain_of, hours
from bot.parse.when._spans import IDIOMS
from bot.parse.when._weekdays import WEEKEND

NAMES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FREQUENCIES = {Unit.DAY: "DAILY", Unit.WEEK: "WEEKLY", Unit.MONTH: "MONTHLY", Unit.YEAR: "YEARLY"}
SECOND = timedelta(seconds=1)


def repeat(said: Said, here: Here) -> Reading:
    if said.every is None:
        raise Unsure(AskCode.UNKNOWN)
    rules = _rules_of(_without(said.every, said.but))
    times = hours(said) or (here.default_hour,)
    readings = [_at(said, rule, at, here) for rule in rules for at in times]
    if len(readings) > 1:
        raise Unsure(AskCode.AMBIGUOUS, *readings)
    return readings[0]


def _rules_of(every: Every) -> tuple[Every, ...]:
    """ "tous les quinze jours" is every two weeks to most ears."""
    if not every.loose:
        return (every,)
    if every.weekdays == WEEKEND:
        return (Every(Unit.WEEK, weekdays=WEEKEND[:1]), Every(Unit.WEEK, weekdays=WEEKEND))
    if every.weekdays:
        return (replace(every, loose=False), Every(Unit.MONTH, weekdays=every.weekdays, nth=every.interval))
    return (Every(Unit.WEEK, IDIOMS[every.interval] // 7), Every(Unit.DAY, every.interval))


def _without(every: Every, but: tuple[int, ...] | None) -> Every:
    """Every day, or every one of these weekdays, without some of them."""
    if but is None:
        return every
    daily = every.unit is Unit.DAY and not every.loose
    left = tuple(day for day in (range(7) if daily else every.weekdays) if day not in but)
    if every.interval > 1 or every.nth is not None or not left:
        raise Unsure(AskCode.UNKNOWN)
    return Every(Unit.WEEK, weekdays=left)


def monthly(said: Said, here: Here) -> Reading:
    """The repeating reading of "the first monday of the month" or "le 15 du mois"."""
    match said.day:
        case Nth(n, weekday, _, work):
            days = (0, 1, 2, 3, 4) if work else () if weekday is None else (weekday,)
            every = Every(Unit.MONTH, weekdays=days, nth=n)
        case DayOfMonth(day):
            every = Every(Unit.MONTH, nth=day)
        case _:
            raise Unsure(AskCode.UNKNOWN)
    return repeat(Said(every=every, clock=said.clock, part=said.part), here)


def _at(said: Said, every: Every, at: time, here: Here) -> Reading:
    if _is_long(said.until):
        raise Unsure(AskCode.AMBIGUOUS, *_about_all_of_it(said, every=every, at=at, here=here))
    start = _start(said, here)
    rule = _rule(_settled(every, start or here.today))
    first = _first(every, rule, datetime.combine(start or here.today, at), here)
    ends = _ends(said, first, here)
    after = duration(said.after) if said.after else None
    return Reading(first, grain_of(said, Grain.DAY), rrule=rule + ends, after=after)


def _is_long(until: Day | None) -> bool:
    match until:
        case NamedMonth() | NumberedQuarter() | WholeYear():
            return True
        case Period(_, ahead):
            return ahead > 0
        case NumberedWeek(_, _, day):
            return day is None
        case _:
            return False


def _about_all_of_it(said: Said, *, every: Every, at: time, here: Here) -> Iterator[Reading]:
    """`until march`, `until week 50`, `until 2027`: up to it, or with all of it?"""
    for last in _ends_of(said.until, here):
        with suppress(Unsure):  # this month has begun
            yield _at(replace(said, until=MonthDay(last.day, last.month, last.year)), every, at, here)


def _ends_of(until: Day | None, here: Here) -> tuple[date, ...]:
    """The day before it, and its last."""
    match until:
        case NamedMonth() | NumberedQuarter() | WholeYear() | Period(Unit.MONTH | Unit.QUARTER | Unit.YEAR):
            last = _last(EdgeOf(Edge.END, until), here)
            first = last.replace(day=1) if isinstance(until, NamedMonth) else _last(until, here)
        case NumberedWeek() | Period():
            first = _last(until, here)
            last = first + timedelta(days=6)
        case _:
            return ()
    return (first - timedelta(days=1), last)


def _start(said: Said, here: Here) -> date | None:
    if said.start is None:
        return None
    options = [on for on in dates(said.start, here).options if on >= here.today]
    if len(options) != 1:
        raise Unsure(AskCode.PAST if not options else AskCode.AMBIGUOUS)
    return options[0]


def _settled(every: Every, anchor: date) -> Every:
    """The rule with its day spelled out: "every month" means the anchor's day of each month."""
    if every.weekdays or every.nth is not None or every.unit is Unit.DAY:
        return every
    if every.unit is Unit.WEEK:
        return Every(Unit.WEEK, every.interval, weekdays=(anchor.weekday(),))
    month = anchor.month if every.unit is Unit.YEAR else None
    return Every(every.unit, every.interval, nth=anchor.day, month=month)


def _rule(every: Every) -> str:
    parts = [f"FREQ={FREQUENCIES[every.unit]}"]
    if every.interval > 1:
        parts.append(f"INTERVAL={every.interval}")
    if every.month:
        parts.append(f"BYMONTH={every.month}")
    return ";".join(parts + _by_day(every))


def _by_day(every: Every) -> list[str]:
    if len(every.weekdays) > 1 and every.nth is not None:
        return [f"BYDAY={_names(every)}", f"BYSETPOS={every.nth}"]
    if every.also and every.weekdays:
        days = sorted({every.nth or 0, *every.also}, key=lambda nth: (nth < 0, nth))
        return ["BYDAY=" + ",".join(f"{nth}{_names(every)}" for nth in days)]
    if every.weekdays:
        return [f"BYDAY={every.nth or ''}{_names(every)}"]
    return _by_month_day(every) if every.nth is not None else []


def _names(every: Every) -> str:
    return ",".join(NAMES[day] for day in every.weekdays)


def _by_month_day(every: Every) -> list[str]:
    """A day that shorter months lack is their last day instead."""
    day = every.nth or 0
    if every.also:
        days = sorted({day, *every.also})
        if days[0] < 1 or days[-1] > 28:
            raise Unsure(AskCode.UNKNOWN)  # the month's last day is a rule of its own
        return ["BYMONTHDAY=" + ",".join(str(n) for n in days)]
    if not -3 <= day <= 31:
        raise Unsure(AskCode.NO_SUCH_DATE)
    if every.month:
        real(2000, every.month, day)
        if (every.month, day) != (2, 29):
            return [f"BYMONTHDAY={day}"]
    if day <= 28:
        return [f"BYMONTHDAY={day}"]
    return ["BYMONTHDAY=" + ",".join(str(n) for n in range(28, day + 1)), "BYSETPOS=-1"]


def _first(every: Every, rule: str, anchor: datetime, here: Here) -> datetime:
    """The first occurrence ahead of now.

    A rule that names its days begins at the next such day; one that does not ("every 2 weeks") counts
    from the day it was said.
    """
    named = every.weekdays or every.nth is not None
    plain = _rule(_settled(replace(every, interval=1), anchor.date()))
    walls = rrulestr(plain if named else rule, dtstart=anchor)
    found: datetime | None = walls.after(anchor - SECOND, inc=True)
    while found is not None and not here.ahead(found):
        found = walls.after(found)
    if found is None:
        raise Unsure(AskCode.NO_SUCH_DATE)
    return found


def _ends(said: Said, first: datetime, here: Here) -> str:
    if [said.times is None, said.until is None, said.lasting is None].count(False) > 1:
        raise Unsure(AskCode.AMBIGUOUS)
    if said.times is not None:
        return f";COUNT={said.times}"
    if said.until is not None:
        return _until(datetime.combine(_last(said.until, here), time(23, 59, 59)), first, here)
    if said.lasting is not None:
        length = said.lasting
        end = first + relativedelta(months=length.months) + timedelta(days=length.days, seconds=length.seconds)
        return _until(end - SECOND, first, here)
    return ""


def _last(until: Day, here: Here) -> date:
    found = dates(until, here)
    options = found.options
    if isinstance(until, Weekday | PartOfMonth) and options and not found.asked:
        return options[-1]
    if len(options) != 1:
        raise Unsure(AskCode.AMBIGUOUS)
    return options[0]


def _until(wall: datetime, first: datetime, here: Here) -> str:
    if wall < first:
        raise Unsure(AskCode.PAST)
    # RFC 5545 3.3.10: with a start in a zone, UNTIL is in UTC.
    return f";UNTIL={wall.replace(tzinfo=here.zone).astimezone(UTC):%Y%m%dT%H%M%SZ}"


def duration(span: Span) -> str:
    """ISO 8601; business days have no sign there and are asked."""
    if span.workdays or span.loose:
        raise Unsure(AskCode.AMBIGUOUS)
    dated = (f"{span.months}M" if span.months else "") + (f"{span.days}D" if span.days else "")
    hours_said, minutes = divmod(span.seconds // 60, 60)
    timed = (f"{hours_said}H" if hours_said else "") + (f"{minutes}M" if minutes else "")
    if not dated and not timed:
        raise Unsure(AskCode.UNKNOWN)
    return f"P{dated}" + (f"T{timed}" if timed else "")
