"""Repetitions: "every other tuesday", "tous les lundis et jeudis", "le 15 de chaque mois"."""

from dataclasses import replace

from bot.parse.when import _days, _nths
from bot.parse.when._facts import Doubt, Every, Feast, MonthDay, Said, Unit
from bot.parse.when._lexicon import Kind, Lexeme, Sentence
from bot.parse.when._nths import of_month
from bot.parse.when._spans import IDIOMS, Found, count, number
from bot.parse.when._weekdays import WEEKEND, WORKWEEK, spread, weekdays, workdays

STEPS = {
    Unit.DAY: (Unit.DAY, 1),
    Unit.WEEK: (Unit.WEEK, 1),
    Unit.MONTH: (Unit.MONTH, 1),
    Unit.QUARTER: (Unit.MONTH, 3),
    Unit.YEAR: (Unit.YEAR, 1),
}


def every(s: Sentence, i: int) -> Found[Said] | None:
    return (
        _after_every(s, i)
        or _often(s, i)
        or _nths.of_a_month(s, i)
        or _alternate(s, i)
        or _nths.edge_of_each(s, i)
        or _each_month(s, i)
        or _out_of(s, i)
        or _plural(s, i)
        or spread(s, i)
    )


def _after_every(s: Sentence, i: int) -> Found[Said] | None:
    word = s.take(i, Kind.EVERY)
    if not word:
        return None
    for read in (
        _nths.of_every,
        _weekly_workdays,
        _month_ends,
        _counted_units,
        _nth_of_month,
        _alternate_weekdays,
        _these_days,
        _weekends,
        _dated,
        _day_part,
    ):
        found = read(s, word.end)
        if found:
            return found
    return None


def _weekly_workdays(s: Sentence, i: int) -> Found[Said] | None:
    """`jours de la semaine`, which are not each day and a week."""
    days = workdays(s, i)
    return _weekly(days.value, days.end) if days else None


def _weekends(s: Sentence, i: int) -> Found[Said] | None:
    """Its Saturday, or both its days?"""
    word = s.take(i, Kind.WEEKEND)
    return Found(Said(every=Every(Unit.WEEK, weekdays=WEEKEND, loose=True)), word.end) if word else None


def _counted_units(s: Sentence, i: int) -> Found[Said] | None:
    """`2 weeks`, `other day`, `third month`, `jour`; then perhaps `on monday and thursday`."""
    step = s.take(i, Kind.OTHER) or s.take(i, Kind.ORD)
    figures = count(s, i) or (_days.ordinal(s, i) if not step else None)
    interval = step.value if step else figures.value if figures else 1
    unit = s.take(step.end if step else figures.end if figures else i, Kind.UNIT)
    if not unit or interval < 1:
        return _fortnight(s, i) or _half_years(s, i)
    if s.language == "fr" and unit.value == Unit.DAY and interval in IDIOMS:
        return Found(Said(every=Every(Unit.DAY, interval, loose=True)), unit.end)
    return _of_unit(s, Unit(unit.value), interval, unit.end)


def _month_ends(s: Sentence, i: int) -> Found[Said] | None:
    """`chaque fin de mois`, `toutes les fins de mois`, `every month end`."""
    edge = s.take(i, Kind.EDGE_OF)
    if not edge or edge.value != Unit.MONTH:
        return None
    return Found(Said(every=Every(Unit.MONTH, nth=-1)), edge.end)


def _fortnight(s: Sentence, i: int) -> Found[Said] | None:
    loose = s.take(i, Kind.LOOSE_SPAN)
    word = s.take(i, Kind.FORTNIGHT) or (loose if loose and loose.value == 14 else None)
    return _of_unit(s, Unit.WEEK, 2, word.end) if word else None


def _half_years(s: Sentence, i: int) -> Found[Said] | None:
    half = s.take(i, Kind.HALF_OF)
    return Found(Said(every=Every(Unit.MONTH, 6)), half.end) if half and half.value == Unit.YEAR else None


def _of_unit(s: Sentence, unit: Unit, interval: int, end: int) -> Found[Said] | None:
    if unit is Unit.WORKDAY:
        return _weekly(WORKWEEK, end) if interval == 1 else None
    if unit not in STEPS:
        return None
    base, each = STEPS[unit]
    if base is Unit.WEEK:
        days = weekdays(s, _past_on(s, end))
        if days:
            return Found(Said(every=Every(base, interval, weekdays=days.value)), days.end)
    if base is Unit.MONTH:
        nth = _nth_day(s, _past_on(s, end), interval * each)
        day = _days.ordinal(s, _past_on(s, end)) or number(s, _past_on(s, end))
        if unit is Unit.QUARTER and (nth or day):  # of its first month, or of its last?
            found = nth or Found(Said(every=Every(base, each)), end)
            return Found(replace(found.value, doubts=frozenset({Doubt.CUT})), found.end)
        if not nth and unit is Unit.MONTH:
            nth = _several(s, _past_on(s, end), interval)
        if nth:
            return nth
    return Found(Said(every=Every(base, interval * each)), end)


def _nth_day(s: Sentence, i: int, interval: int) -> Found[Said] | None:
    """After "every month": `on the first monday`, `on the last day`."""
    start = s.past(i, Kind.THE)
    figures = _days.ordinal(s, start)
    which = s.take(start, Kind.ORD) or (Lexeme(figures.value, figures.end) if figures else None)
    what = _nth_kind_of_each(s, which.value, which.end) if which else None
    if not what:
        return None
    end = of_month(s, what.end, Kind.UNIT) or what.end
    return Found(Said(every=replace(what.value, interval=interval)), end)


def _several(s: Sentence, i: int, interval: int) -> Found[Said] | None:
    """After "every month": `on the 1st and 15th`."""
    first = _days.ordinal(s, i) or number(s, i)
    more = _more_days(s, first.end) if first else None
    if not first or not more or not more.value or not 0 < first.value <= 31:
        return None
    return Found(Said(every=Every(Unit.MONTH, interval, nth=first.value, also=more.value)), more.end)


def _weekly(days: tuple[int, ...], end: int) -> Found[Said]:
    return Found(Said(every=Every(Unit.WEEK, weekdays=days)), end)


def _past_on(s: Sentence, i: int) -> int:
    return s.past(s.past_comma(i), Kind.ON, Kind.THE)


def _these_days(s: Sentence, i: int) -> Found[Said] | None:
    days = weekdays(s, i)
    return _weekly(days.value, days.end) if days else None


def _alternate_weekdays(s: Sentence, i: int) -> Found[Said] | None:
    """`other tuesday`; "second tuesday" may be the month's second, so it stays unread."""
    other = s.take(i, Kind.OTHER)
    if not other or s.take(i, Kind.ORD):
        return None
    days = weekdays(s, other.end)
    return Found(Said(every=Every(Unit.WEEK, 2, weekdays=days.value)), days.end) if days else None


def _alternate(s: Sentence, i: int) -> Found[Said] | None:
    """`alternate fridays`, `on alternate tuesdays`"""
    other = s.take(i, Kind.OTHER)
    return _alternate_weekdays(s, i) if other and s.tokens[other.end - 1].word == "alternate" else None


def _nth_of_month(s: Sentence, i: int) -> Found[Said] | None:
    """`first monday [of the month]`, `last day of the month`, `15th [of the month]`, `15 du mois`."""
    n = s.take(i, Kind.ORD)
    figures = _days.ordinal(s, i) or number(s, i)
    which = n.value if n else figures.value if figures else 0
    end = n.end if n else figures.end if figures else i
    if not which:
        return None
    what = _nth_kind(s, which, end)
    if what:
        within = of_month(s, what.end, Kind.UNIT)
        if within or which in {1, -1}:
            return Found(Said(every=what.value), within or what.end)
        return _every_nth_week(s, i, what)
    more = _more_days(s, end)
    within = of_month(s, more.end, Kind.UNIT)
    if within and 0 < which <= 31:
        return Found(Said(every=Every(Unit.MONTH, nth=which, also=more.value)), within)
    end = more.end
    alone = _days.ordinal(s, i) and not n and 0 < which <= 31 and not _days.month(s, s.past(end, Kind.OF))
    return Found(Said(every=Every(Unit.MONTH, nth=which, also=more.value)), end) if alone else None


def _every_nth_week(s: Sentence, i: int, what: Found[Every]) -> Found[Said] | None:
    """`every 2 mondays`; "every third monday" may be the month's third too."""
    n = what.value.nth or 0
    if n < 2 or len(what.value.weekdays) != 1:
        return None
    loose = _days.ordinal(s, i) is not None
    return Found(Said(every=Every(Unit.WEEK, n, what.value.weekdays, loose=loose)), what.end)


def _more_days(s: Sentence, i: int) -> Found[tuple[int, ...]]:
    """The 15th of `the 1st and 15th of each month`."""
    days: list[int] = []
    while True:
        joint = s.past(s.past_comma(i), Kind.AND)
        start = s.past(joint, Kind.ON, Kind.THE)
        n = _days.ordinal(s, start) or number(s, start) if joint > i else None
        if not n or not 0 < n.value <= 31 or _nth_kind_of_each(s, n.value, n.end):
            return Found(tuple(days), i)
        days.append(n.value)
        i = n.end


def _nth_kind(s: Sentence, n: int, i: int) -> Found[Every] | None:
    named = s.take(i, Kind.WEEKDAY, Kind.WEEKDAYS)
    if named and -2 <= n <= 5:
        return Found(Every(Unit.MONTH, weekdays=(named.value,), nth=n), named.end)
    unit = s.take(i, Kind.UNIT)
    if unit and unit.value == Unit.WORKDAY:
        return Found(Every(Unit.MONTH, weekdays=WORKWEEK, nth=n), unit.end)
    if unit and unit.value == Unit.DAY and of_month(s, unit.end, Kind.UNIT):
        return Found(Every(Unit.MONTH, nth=n), unit.end)
    return None


def _each_month(s: Sentence, i: int) -> Found[Said] | None:
    """`the first monday of each month`, `le 15 de chaque mois`, `le 15 décembre de chaque année`."""
    start = s.past(s.past(i, Kind.ON), Kind.THE)
    n = s.take(start, Kind.ORD)
    figures = _days.ordinal(s, start) or number(s, start)
    which = n.value if n else figures.value if figures else 0
    end = n.end if n else figures.end if figures else start
    if not which:
        return None
    what = _nth_kind_of_each(s, which, end)
    more = _more_days(s, end)
    after = what.end if what else more.end
    of = s.take(after, Kind.OF)
    each = s.take(of.end if of else after, Kind.EVERY)
    unit = s.take(each.end, Kind.UNIT) if each else None
    if not unit or unit.value != Unit.MONTH or not (what or 0 < which <= 31):
        return None
    return Found(Said(every=what.value if what else Every(Unit.MONTH, nth=which, also=more.value)), unit.end)


def _nth_kind_of_each(s: Sentence, n: int, i: int) -> Found[Every] | None:
    unit = s.take(i, Kind.UNIT)
    if unit and unit.value == Unit.DAY:
        return Found(Every(Unit.MONTH, nth=n), unit.end)
    return _nth_kind(s, n, i)


def _dated(s: Sentence, i: int) -> Found[Said] | None:
    """`january 25`, `25 december`, `15 août`, `christmas`: once a year."""
    found = _days.day(s, i, led=s.take(i, Kind.FEAST) is not None)
    on = found.value if found else None
    if found and isinstance(on, Feast) and not is_yearly(on):
        return Found(Said(day=on, doubts=frozenset({Doubt.CUT})), found.end)  # "every christmas next year" is once
    if not found or not isinstance(on, MonthDay | Feast) or not is_yearly(on):
        return None
    return Found(Said(every=Every(Unit.YEAR, nth=on.day, month=on.month)), found.end)


def is_yearly(on: MonthDay | Feast) -> bool:
    """No year was said with it."""
    return (on.ahead if isinstance(on, Feast) else on.year) is None


def _day_part(s: Sentence, i: int) -> Found[Said] | None:
    """`morning`, `matins`, `midi`: every day, in that part of it."""
    if i >= len(s) or not (s.take(i, Kind.PART, Kind.PARTS) or s.tokens[i].word in {"midi", "noon"}):
        return None
    return Found(Said(every=Every(Unit.DAY)), i)


def _often(s: Sentence, i: int) -> Found[Said] | None:
    word = s.take(i, Kind.OFTEN)
    if word:
        return _of_unit(s, Unit(word.value), 1, word.end)
    fortnightly = s.take(i, Kind.FORTNIGHTLY)
    if fortnightly:
        return _of_unit(s, Unit.WEEK, 2, fortnightly.end)
    once = s.take(i, Kind.ONCE)
    return _counted_units(s, once.end) if once else None


def _out_of(s: Sentence, i: int) -> Found[Said] | None:
    """`un mardi sur deux`, `une semaine sur deux`, `le lundi une semaine sur deux`."""
    one = count(s, i)
    if not one or one.value != 1:
        return None
    named = s.take(one.end, Kind.WEEKDAY)
    unit = None if named else s.take(one.end, Kind.UNIT)
    what = named or unit
    out = s.take(what.end, Kind.OUT_OF) if what else None
    n = number(s, out.end) if out else None
    if not n or not 1 < n.value < 100:
        return None
    if named:
        return Found(Said(every=Every(Unit.WEEK, n.value, weekdays=(named.value,))), n.end)
    return _of_unit(s, Unit(unit.value), n.value, n.end) if unit else None


def _plural(s: Sentence, i: int) -> Found[Said] | None:
    """`mondays`, `les lundis et jeudis`, `on weekdays`, `les premiers lundis du mois`, `les 1er et 15 du mois`."""
    start = s.past(s.past(i, Kind.ON), Kind.THE, Kind.THE_MANY)
    which = _days.ordinal(s, start) or s.take(start, Kind.ORD)
    named = s.take(which.end, Kind.WEEKDAYS) if which else None
    within = of_month(s, named.end, Kind.UNIT) if named else 0
    if which and named and within and which.value <= 5:
        return Found(Said(every=Every(Unit.MONTH, weekdays=(named.value,), nth=which.value)), within)
    days = _days.ordinal(s, start) or number(s, start)
    more = _more_days(s, days.end) if days else None
    within = of_month(s, more.end, Kind.UNIT) if more and more.value else 0
    if days and more and within and 0 < days.value <= 31:
        return Found(Said(every=Every(Unit.MONTH, nth=days.value, also=more.value)), within)
    many = s.language == "fr" and s.ending(start, Kind.THE_MANY) is not None  # "les lundi", without its s
    if (
        s.take(start, Kind.WEEKDAYS)
        or (many and start > i and s.take(start, Kind.WEEKDAY))
        or (s.take(start, Kind.WORKDAYS) and not _preceded(s, start))
    ):
        return _these_days(s, start)
    return None


def _preceded(s: Sentence, i: int) -> bool:
    """Whether a number or "next" before makes "business days" a length of time."""
    if i == 0:
        return False
    before = s.meanings[i - 1]
    literal = s.tokens[i - 1].literal
    return bool(literal) or any(
        kind in before for kind in (Kind.NUM, Kind.ONE, Kind.ORD, Kind.NEXT, Kind.THIS, Kind.PER)
    )
