"""Days said, turned into dates of the calendar; more than one date is a question."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from bot.model.when import AskCode, Grain, Rolled
from bot.parse.when import _feasts
from bot.parse.when._calendar import month_end, month_start, nth_in, part_end, parts_of, real
from bot.parse.when._facts import (
    Day,
    DayOfMonth,
    DaysOfMonth,
    Edge,
    EdgeOf,
    Feast,
    Gone,
    MonthDay,
    MovingFeast,
    NamedMonth,
    Nth,
    NumberedQuarter,
    NumberedWeek,
    NumericDate,
    Offset,
    PartKind,
    PartOfMonth,
    Period,
    Unit,
    Weekday,
    Weekend,
    WeekOf,
    Which,
    WholeYear,
)
from bot.parse.when._here import SUNDAY_FIRST, Here, Unsure

FRIDAY, SATURDAY, SUNDAY = 4, 5, 6
GRAINS = {Unit.WEEK: Grain.WEEK, Unit.MONTH: Grain.MONTH, Unit.QUARTER: Grain.QUARTER, Unit.YEAR: Grain.YEAR}
MONTHS = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.YEAR: 12}


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates that may be meant, soonest first; `later` is where to go when the first's hour is already past."""

    options: tuple[date, ...]
    grain: Grain = Grain.DAY
    rolled: Rolled | None = None
    later: date | None = None
    later_rolled: Rolled | None = None
    code: AskCode = AskCode.AMBIGUOUS  # what to ask when there are several
    each: bool = False  # may also mean every month
    asked: bool = False  # too wide to be one moment


def dates(said: Day, here: Here) -> Dates:  # noqa: C901, PLR0911, PLR0912  # one case a kind of day
    match said:
        case Gone():
            raise Unsure(AskCode.PAST)
        case Offset(days):
            return Dates((here.today + timedelta(days=days),))
        case Weekday():
            return _weekday(said, here)
        case MonthDay(day, month, year):
            return _month_day(day, month, year, here)
        case Feast(month, day):
            _feasts.check(said, here)
            return _month_day(day, month, _feasts.year_of(said, here), here)
        case MovingFeast():
            on = _feasts.next_of(said, here)
            return Dates((on,)) if _feasts.year_of(said, here) else _this_or_next_year(on, here)
        case NumericDate():
            return _numeric(said, here)
        case DayOfMonth():
            return _day_of_month(said, here)
        case Period() | Weekend():
            return _period(said, here) if isinstance(said, Period) else _weekend(said.ahead, here)
        case NamedMonth() | WholeYear():
            return _named(said, here)
        case NumberedWeek():
            return _numbered_week(said, here)
        case NumberedQuarter():
            return _numbered_quarter(said, here)
        case WeekOf(on):
            found = dates(on, here)
            return Dates(tuple(sorted({here.monday(day) for day in found.options})), Grain.WEEK, found.rolled)
        case EdgeOf():
            return _edge(said, here)
        case Nth():
            return _nth(said, here)
        case PartOfMonth():
            return _part_of_month(said, here)
        case DaysOfMonth(first, last, month, year):
            return _days_of_month(_month_day(first, month, year, here), _month_day(last, month, year, here))


def _weekday(said: Weekday, here: Here) -> Dates:
    today = here.today
    coming = today + timedelta(days=(said.day - today.weekday()) % 7)
    match said.which:
        case Which.COMING:
            return _coming(coming, here)
        case Which.THIS:
            return Dates((coming,))
        case Which.NEXT:
            after = coming if coming > today else coming + timedelta(days=7)
            found = {after, *_in_week(said.day, 1, here)}
            # Nobody sure of himself says "next monday" on a Sunday for tomorrow.
            return _several(found | {after + timedelta(days=7)} if (after - today).days == 1 else found)
        case Which.IN_WEEK:
            return _several(_in_week(said.day, said.weeks, here))
        case Which.AFTER:
            return Dates((coming + timedelta(weeks=said.weeks),))
        case Which.UNSURE:
            weeks = timedelta(weeks=said.weeks)
            return _several({coming + weeks, coming + weeks - timedelta(days=7), *_in_week(said.day, said.weeks, here)})


def _coming(coming: date, here: Here) -> Dates:
    """Today's own weekday: today or in a week, for no one says "tuesday" of a Tuesday without some doubt."""
    if coming > here.today:
        return Dates((coming,))
    week_later = coming + timedelta(days=7)
    return Dates((coming, week_later), later=week_later, later_rolled=Rolled.WEEK)


def _in_week(day: int, weeks: int, here: Here) -> set[date]:
    monday = here.monday(here.today) + timedelta(weeks=weeks)
    found = {monday + timedelta(days=day)}
    if here.locale in SUNDAY_FIRST and SUNDAY in {day, here.today.weekday()}:
        sunday = here.today - timedelta(days=(here.today.weekday() + 1) % 7) + timedelta(weeks=weeks)
        found.add(sunday + timedelta(days=(day + 1) % 7))
    return found


def _several(found: set[date], grain: Grain = Grain.DAY) -> Dates:
    return Dates(tuple(sorted(found)), grain)


def _month_day(day: int, month: int, year: int | None, here: Here) -> Dates:
    if year is not None:
        return Dates((real(year, month, day),))
    if (day, month) != (29, 2):
        real(here.today.year, month, day)
    return _this_or_next_year(_next_year_with(day, month, here.today), here)


def _this_or_next_year(on: date, here: Here) -> Dates:
    return Dates((on,), rolled=Rolled.YEAR if on.year > here.today.year else None)


def _next_year_with(day: int, month: int, today: date) -> date:
    """This year's, or next year's where this year's has gone by; 29 February only where it is one of these."""
    for year in (today.year, today.year + 1):
        if day <= monthrange(year, month)[1] and date(year, month, day) >= today:
            return date(year, month, day)
    raise Unsure(AskCode.NO_SUCH_DATE)


def _days_of_month(first: Dates, last: Dates) -> Dates:
    """Where the first has gone by and the last has not, only that is left to offer."""
    return Dates(last.options if first.options > last.options else first.options + last.options, asked=True)


def _numeric(said: NumericDate, here: Here) -> Dates:
    day_first = (said.first, said.second)
    month_first = (said.second, said.first)
    if here.locale == "en-US":
        return _month_day(*month_first, said.year, here)
    if here.locale != "en":
        return _month_day(*day_first, said.year, here)
    found: list[Dates] = []
    for day, month in (month_first, day_first):
        if 1 <= month <= 12 and 1 <= day <= monthrange(said.year or 2000, month)[1]:
            found.append(_month_day(day, month, said.year, here))
    if not found:
        raise Unsure(AskCode.NO_SUCH_DATE)
    options = {d for each in found for d in each.options}
    coming = {d for d in options if d >= here.today} or options
    return Dates(tuple(sorted(coming)), rolled=found[0].rolled if len(coming) == 1 else None)


def _day_of_month(said: DayOfMonth, here: Here) -> Dates:
    if not 1 <= said.day <= 31:
        raise Unsure(AskCode.NO_SUCH_DATE)
    if said.months is not None:
        start = month_start(here.today, said.months)
        return Dates((real(start.year, start.month, said.day),))
    first, after = (_in_month(said.day, months, here) for months in (0, 1))
    if first is None:
        # "the 31st" in a month of thirty days: its last day, or the next 31st?
        last = month_end(here.today)
        return Dates(tuple(sorted({last, after or _in_month(said.day, 2, here) or last})), each=said.maybe_each)
    follow = after or month_end(month_start(here.today, 1))
    if first < here.today:
        if after is None:
            return Dates((follow, _in_month(said.day, 2, here) or follow), each=said.maybe_each)
        return Dates((after,), rolled=Rolled.MONTH, each=said.maybe_each)
    if after is None:
        return Dates((first,), each=said.maybe_each)  # after today's, the next month has none
    return Dates((first,), later=follow, later_rolled=Rolled.MONTH, each=said.maybe_each)


def _in_month(day: int, months: int, here: Here) -> date | None:
    start = month_start(here.today, months)
    return start.replace(day=day) if day <= monthrange(start.year, start.month)[1] else None


def _period(said: Period, here: Here) -> Dates:
    if said.ahead == 0:
        wide = {here.today + timedelta(days=1), last_day(said, here)}
        return Dates(tuple(sorted(wide)), asked=True)
    if said.unit is Unit.WEEK:
        return _several(_in_week(0, said.ahead, here), Grain.WEEK)
    return Dates((first_day(said, here),), GRAINS[said.unit])


def first_day(said: Period, here: Here) -> date:
    if said.unit is Unit.WEEK:
        return here.monday(here.today) + timedelta(weeks=said.ahead)
    size = MONTHS[said.unit]
    into = (here.today.month - 1) % size
    return month_start(here.today, said.ahead * size - into)


def last_day(said: Period, here: Here) -> date:
    """The last day of a month, quarter or year; the Friday of a week."""
    start = first_day(said, here)
    if said.unit is Unit.WEEK:
        return start + timedelta(days=FRIDAY)
    return month_end(month_start(start, MONTHS[said.unit] - 1))


def _weekend(ahead: int, here: Here) -> Dates:
    saturday = here.monday(here.today) + timedelta(days=SATURDAY)
    following = saturday + timedelta(days=7)
    on_it = here.today.weekday() >= SATURDAY
    if ahead:
        return Dates((following,) if on_it else (saturday, following))
    return Dates((saturday + timedelta(days=1), following) if on_it else (saturday,))


def _numbered_week(said: NumberedWeek, here: Here) -> Dates:
    """Of the present week, what is left of it is asked; one that is over is next year's."""
    this = here.today.isocalendar()
    year = said.year or this.year + (said.week < this.week)
    if (year, said.week, said.day) == (this.year, this.week, None):
        return _period(Period(Unit.WEEK, 0), here)
    try:
        on = date.fromisocalendar(year, said.week, (said.day or 0) + 1)
    except ValueError:
        raise Unsure(AskCode.NO_SUCH_DATE) from None
    rolled = Rolled.YEAR if year > this.year and not said.year else None
    if said.or_half and said.day is None:
        return Dates(tuple(sorted({on, _half_of(said, here)})), Grain.WEEK)
    return Dates((on,), Grain.WEEK if said.day is None else Grain.DAY, rolled)


def _half_of(said: NumberedWeek, here: Here) -> date:
    """The half of a year that has this number, ahead where no year was said."""
    year = said.year or here.today.year + (here.today >= date(here.today.year, 6 * said.week - 5, 1))
    return date(year, 6 * said.week - 5, 1)


def _numbered_quarter(said: NumberedQuarter, here: Here) -> Dates:
    first = _quarter_of(said, here)
    if first == first_day(Period(Unit.QUARTER, 0), here):
        return _period(Period(Unit.QUARTER, 0), here)
    return Dates((first,), Grain.QUARTER)


def _quarter_of(said: NumberedQuarter, here: Here) -> date:
    """This year's, or next year's where this year's is over."""
    month = 3 * said.quarter - 2
    return date(said.year or here.today.year + (month + 2 < here.today.month), month, 1)


def _named(said: NamedMonth | WholeYear, here: Here) -> Dates:
    if isinstance(said, WholeYear):
        return Dates((date(said.year, 1, 1),), Grain.YEAR)
    if said.year is None and said.month == here.today.month:
        # This very month: the rest of it, or next year's?
        return Dates((month_end(here.today), date(here.today.year + 1, said.month, 1)), Grain.MONTH)
    first = _month_of(said, here)
    if said.following and first.year == here.today.year:
        return Dates((first, first.replace(year=first.year + 1)), Grain.MONTH)
    return Dates((first,), Grain.MONTH)


def _month_of(said: NamedMonth, here: Here) -> date:
    year = said.year or here.today.year + (said.month < here.today.month)
    return date(year, said.month, 1)


def _edge(said: EdgeOf, here: Here) -> Dates:
    match said.period:
        case NamedMonth():
            first = _month_of(said.period, here)
            last, middle = month_end(first), first.replace(day=15)
        case NumberedQuarter():
            first = _quarter_of(said.period, here)
            last = month_end(month_start(first, 2))
            middle = first + (last - first) / 2
        case WholeYear(year):
            first, middle, last = date(year, 1, 1), date(year, 7, 1), date(year, 12, 31)
        case Period():
            first, last = first_day(said.period, here), last_day(said.period, here)
            middle = first.replace(day=15) if said.period.unit is Unit.MONTH else first + (last - first) / 2
            if said.period.unit is Unit.WEEK and here.locale == "fr-CA" and said.edge is Edge.END:
                # In Québec "la fin de semaine" is the weekend.
                on_it = said.period.ahead == 0 and here.today.weekday() >= SATURDAY
                return _weekend(0, here) if on_it else Dates((last, last + timedelta(days=1)))
    return Dates(({Edge.START: first, Edge.MIDDLE: middle, Edge.END: last}[said.edge],))


def _nth(said: Nth, here: Here) -> Dates:
    if isinstance(said.period, NamedMonth):
        first = _month_of(said.period, here)
        on = nth_in(first, said)
        if on < here.today and said.period.year is None:
            on = nth_in(first.replace(year=first.year + 1), said)
        return Dates((on,))
    on = nth_in(month_start(here.today, said.period.ahead), said)
    if not said.maybe_each:
        return Dates((on,))
    following = nth_in(month_start(here.today, said.period.ahead + 1), said)
    return Dates((on if on >= here.today else following,), later=following, later_rolled=Rolled.MONTH, each=True)


def _part_of_month(said: PartOfMonth, here: Here) -> Dates:
    grain = Grain.WEEK if said.kind is PartKind.WEEK else Grain.DAY
    if not isinstance(said.period, NamedMonth):
        found, after = parts_of(month_start(here.today, said.period.ahead), said), None
    else:
        first = _month_of(said.period, here)
        found = parts_of(first, said)
        after = None if said.period.year else first.replace(year=first.year + 1)
    ends = {start: part_end(start, said.kind) for start in found}
    if after and max(ends.values()) < here.today:
        return Dates(tuple(sorted(parts_of(after, said))), grain, Rolled.YEAR)
    running = [end for start, end in ends.items() if start <= here.today <= end]
    if not running:
        return _several(found, grain)
    # What is left of it, or the one to come?
    fridays = {end - timedelta(days=SUNDAY - FRIDAY) if grain is Grain.WEEK else end for end in running}
    left = {day for day in (here.today + timedelta(days=1), *fridays) if day <= max(running)}
    coming = {start for start in found if start > here.today} or (parts_of(after, said) if after else set())
    return Dates(tuple(sorted(left | coming)), grain, asked=True)
