"""From what was said to the moment meant: one reading, or the question to ask."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from dateutil.relativedelta import relativedelta

from bot.model.when import AskCode, Grain, Rolled
from bot.parse.when import _repeat
from bot.parse.when._dates import Dates, dates
from bot.parse.when._facts import (
    Day,
    Doubt,
    Every,
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
    Which,
)
from bot.parse.when._here import Here, Reading, Unsure
from bot.parse.when._hours import PART_HOURS, grain_of, hours

SPAN_GRAINS = {
    Unit.SECOND: Grain.MINUTE,
    Unit.MINUTE: Grain.MINUTE,
    Unit.HOUR: Grain.HOUR,
    Unit.DAY: Grain.DAY,
    Unit.WORKDAY: Grain.DAY,
    Unit.WEEK: Grain.WEEK,
    Unit.MONTH: Grain.MONTH,
    Unit.QUARTER: Grain.QUARTER,
    Unit.YEAR: Grain.YEAR,
}
SPAN_UNTIL = Span(days=36525, months=1200, workdays=26000, seconds=100 * 365 * 86400)
CHOICES = 3
# What is offered when "today" is said too late for its default hour.
LATER_TODAY = (Part.NOON, Part.AFTERNOON, Part.END_OF_DAY, Part.NIGHT)


def resolve(said: Said, here: Here) -> Reading:
    """Raises `Unsure` with the question where there is not exactly one reading ahead of now."""
    if said.doubts >= {Doubt.BEFORE, Doubt.CUT}:
        raise Unsure(AskCode.UNKNOWN)  # "2 hours before christmas": neither that day nor the one before
    reading = _read(said, here)
    doubts = said.doubts
    if Doubt.HABIT in doubts and isinstance(said.day, Weekday):
        raise Unsure(AskCode.AMBIGUOUS, reading, _every_week(said, said.day.day, here))
    if Doubt.SPREAD in doubts and said.every:
        raise Unsure(AskCode.AMBIGUOUS, reading, *_first_of(said, said.every, here))
    if Doubt.AM in doubts:
        raise Unsure(AskCode.AMBIGUOUS, reading, _read(replace(said, part=Part.AFTERNOON), here))
    if Doubt.BEFORE in doubts and said.clock is None and reading.wall:
        eve = reading.wall - timedelta(days=1)
        readings = [Reading(eve, reading.grain)] if here.ahead(eve) else []
        raise Unsure(AskCode.AMBIGUOUS, *readings, reading)
    if doubts:
        raise Unsure(AskCode.AMBIGUOUS, *_lengths(said, here), reading, *_without_it(said, here), *_perhaps(said, here))
    return reading


def _lengths(said: Said, here: Here) -> list[Reading]:
    """ "2h" may be in two hours."""
    clock = said.clock
    if Doubt.LENGTH not in said.doubts or clock is None or said.day is not None:
        return []
    finest = Unit.MINUTE if clock.to_the_minute else Unit.HOUR
    seconds = clock.hour * 3600 + clock.minute * 60
    return [replace(_exact(Said(), Span(seconds=seconds, finest=finest), here), wait=timedelta(seconds=seconds))]


def _perhaps(said: Said, here: Here) -> list[Reading]:
    """ "samedi de Pâques" may be the one before Easter."""
    return [] if said.perhaps is None else [_read(replace(said, day=said.perhaps), here)]


def _without_it(said: Said, here: Here) -> list[Reading]:
    """ "tomorrow 9.30" may be tomorrow, and a price; "3.12 at 9" nine o'clock, and a version; Noël a name."""
    if Doubt.OTHER not in said.doubts:
        return []
    rest = (
        replace(said, day=None)
        if isinstance(said.day, NumericDate | Feast | MovingFeast)
        else replace(said, clock=None)
    )
    return [_read(rest, here)] if rest.day is not None or rest.clock else []


def _first_of(said: Said, every: Every, here: Here) -> tuple[Reading, ...]:
    """The first of these days alone, where it is still ahead."""
    try:
        return (_read(replace(said, every=None, day=Weekday(every.weekdays[0], Which.THIS)), here),)
    except Unsure as unsure:
        return unsure.readings


def _every_week(said: Said, weekday: int, here: Here) -> Reading:
    rule = Every(Unit.WEEK, weekdays=(weekday,))
    return _repeat.repeat(Said(every=rule, clock=said.clock, part=said.part), here)


def _read(said: Said, here: Here) -> Reading:
    if isinstance(said.day, Gone):
        raise Unsure(AskCode.PAST)
    if said.every:
        if said.day is not None or said.span is not None:
            raise Unsure(AskCode.AMBIGUOUS)
        return _repeat.repeat(said, here)
    if said.until is not None or said.times or said.lasting or said.start is not None:
        raise Unsure(AskCode.UNKNOWN)
    if said.after and said.day is None and said.clock is None and said.part is None and said.span is None:
        return Reading(None, SPAN_GRAINS[said.after.finest], after=_repeat.duration(said.after))
    found = _delta(said, said.span, here) if said.span else _moment(said, here)
    if not said.after:
        return found
    return Reading(found.wall, found.grain, found.rolled, after=_repeat.duration(said.after), at=found.at)


def _delta(said: Said, span: Span, here: Here) -> Reading:
    if span.days > SPAN_UNTIL.days or span.months > SPAN_UNTIL.months or span.workdays > SPAN_UNTIL.workdays:
        raise Unsure(AskCode.UNKNOWN)
    if span.seconds > SPAN_UNTIL.seconds:
        raise Unsure(AskCode.UNKNOWN)
    if not (span.days or span.months or span.workdays):
        return _exact(said, span, here)
    if span.seconds and (said.clock or said.part or said.since is not None):
        raise Unsure(AskCode.AMBIGUOUS)
    if said.day is not None:
        raise Unsure(AskCode.AMBIGUOUS)
    base = _since(said.since, span, here) if said.since is not None else (here.today,)
    if span.seconds:
        wall = add(span, here.today, here.wall) + timedelta(seconds=span.seconds)
        return Reading(wall.replace(microsecond=0), Grain.HOUR)
    options = tuple(add(span, on).date() for on in base)
    if span.loose:
        options += tuple(on + timedelta(days=1 if span.days > 0 else -1) for on in options)
    return _at_hours(said, Dates(options, SPAN_GRAINS[span.finest]), here)


def _since(since: Day, span: Span, here: Here) -> tuple[date, ...]:
    """Said a week after Christmas, "10 days after christmas" may mean the one that is over."""
    base = dates(since, here).options
    is_yearly = isinstance(since, Feast | MovingFeast) or (isinstance(since, MonthDay) and since.year is None)
    if not is_yearly or span.days < 0 or span.months < 0 or span.workdays:
        return base
    lately = replace(here, now=here.now - relativedelta(months=span.months) - timedelta(days=span.days))
    return tuple(sorted({*base, *dates(since, lately).options}))


def _exact(said: Said, span: Span, here: Here) -> Reading:
    """Minutes and hours count on the clock on the wall of nobody: 24 hours across a change are 24 hours."""
    if said.clock or said.part or said.day is not None or said.since is not None:
        raise Unsure(AskCode.AMBIGUOUS)
    if not span.seconds:
        raise Unsure(AskCode.PAST)
    at = (here.now + timedelta(seconds=span.seconds)).replace(microsecond=0)
    return Reading(at.astimezone(here.zone).replace(tzinfo=None), SPAN_GRAINS[span.finest], at=at)


def add(span: Span, on: date, wall: datetime | None = None) -> datetime:
    """Months are clamped to the month's end, business days skip Saturday and Sunday."""
    start = wall or datetime.combine(on, time())
    later: datetime = start + relativedelta(months=span.months) + timedelta(days=span.days)
    for _ in range(span.workdays):
        later += timedelta(days={4: 3, 5: 2}.get(later.weekday(), 1))
    for _ in range(-span.workdays):
        later -= timedelta(days={0: 3, 6: 2}.get(later.weekday(), 1))
    return later


def _moment(said: Said, here: Here) -> Reading:
    if said.day is not None:
        return _at_hours(said, _checked(said, dates(said.day, here), here), here)
    readings = [_next_time(said, at, here) for at in hours(said)]
    if said.clock and said.clock.style is Style.MIDNIGHT:
        readings = [Reading(r.wall, r.grain) for r in readings]
    return _only(AskCode.AMBIGUOUS, sorted(readings, key=soonest))


def soonest(reading: Reading) -> datetime:
    return reading.wall or datetime.max  # noqa: DTZ901  # naive, as all walls are


def _next_time(said: Said, at: time, here: Here) -> Reading:
    """Today, or tomorrow where that hour is already past."""
    grain = grain_of(said, Grain.DAY)
    wall = datetime.combine(here.today, at)
    if here.ahead(wall):
        return Reading(wall, grain)
    return Reading(wall + timedelta(days=1), grain, Rolled.DAY)


def _checked(said: Said, found: Dates, here: Here) -> Dates:
    """The dates that fall on the weekday said beside them; where none does, both are offered."""
    if said.weekday is None:
        return found
    fitting = tuple(on for on in found.options if on.weekday() == said.weekday.day)
    if fitting:
        return Dates(fitting, found.grain, found.rolled if fitting == found.options else None)
    return Dates((*found.options[:1], *dates(said.weekday, here).options), asked=True)


def _at_hours(said: Said, found: Dates, here: Here) -> Reading:
    grain = grain_of(said, found.grain)
    walls = sorted(_walls(said, found.options, here))
    ahead = [wall for wall in walls if here.ahead(wall)]
    if found.asked and ahead:
        raise Unsure(AskCode.AMBIGUOUS, *(Reading(wall, grain) for wall in ahead))
    if found.each:
        raise Unsure(AskCode.AMBIGUOUS, *(Reading(wall, grain) for wall in ahead[:1]), _repeat.monthly(said, here))
    if len(ahead) < len(walls) and found.later:
        ahead = [wall for wall in sorted(_walls(said, (found.later,), here)) if here.ahead(wall)]
        return _only(AskCode.AMBIGUOUS, [Reading(wall, grain, found.later_rolled) for wall in ahead])
    if not ahead:
        raise Unsure(AskCode.PAST, *_instead(said, walls, here))
    if len(ahead) < len(walls) and len(found.options) == 1:
        # "at 3" said today at 10: the night's is past, the afternoon's is meant.
        return Reading(ahead[0], grain, found.rolled)
    return _only(AskCode.AMBIGUOUS, [Reading(wall, grain, found.rolled) for wall in ahead])


def _walls(said: Said, options: tuple[date, ...], here: Here) -> set[datetime]:
    times = hours(said) or (here.default_hour,)
    walls = {datetime.combine(on, at) for on in options for at in times}
    if not said.clock or said.clock.style is not Style.MIDNIGHT:
        return walls
    tomorrow = {wall + timedelta(days=1) for wall in walls}
    evening = said.part in {Part.EVENING, Part.NIGHT} or said.day == Offset(0)
    return tomorrow if evening else walls | tomorrow


def _only(code: AskCode, readings: list[Reading]) -> Reading:
    if len(readings) == 1:
        return readings[0]
    raise Unsure(code, *readings[:CHOICES])


def _instead(said: Said, walls: list[datetime], here: Here) -> list[Reading]:
    """What may be wanted in place of a moment that is past."""
    grain = grain_of(said, Grain.DAY)
    if isinstance(said.day, MonthDay | NumericDate | Feast):
        return [Reading(wall + relativedelta(years=1), grain) for wall in walls[:1] if wall.date() == here.today]
    if said.day != Offset(0):
        return []
    tomorrow = [Reading(wall + timedelta(days=1), grain) for wall in walls[:1]]
    if said.clock or said.part:
        return tomorrow
    parts = [datetime.combine(here.today, PART_HOURS[part]) for part in LATER_TODAY]
    return [Reading(wall, Grain.HOUR) for wall in parts if here.ahead(wall)][:2] + tomorrow
