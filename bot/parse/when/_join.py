"""Joins two things said side by side into one, or finds that they cannot be one expression."""

from dataclasses import fields, replace

from bot.parse.when._facts import (
    DayOfMonth,
    Every,
    Feast,
    MonthDay,
    MovingFeast,
    NumberedWeek,
    NumericDate,
    Offset,
    Period,
    Said,
    Span,
    Unit,
    Weekday,
    Which,
)
from bot.parse.when._rules import is_yearly

DATES = (Offset, MonthDay, NumericDate, DayOfMonth, Feast, MovingFeast)


def join(a: Said, b: Said) -> Said | None:
    """What both say together; None where they cannot be one expression."""
    merged = _join_days(a, b)
    if merged is None:
        return None
    a, b = merged
    changes: dict[str, object] = {}
    for name in SLOTS:
        mine, theirs = getattr(a, name), getattr(b, name)
        if theirs is None:
            continue
        if mine is not None and not (name == "day" and mine == theirs):
            return None
        changes[name] = theirs
    return replace(a, doubts=a.doubts | b.doubts, **changes)  # type: ignore[arg-type]  # the slots' own values


SLOTS = tuple(f.name for f in fields(Said) if f.name != "doubts")


def _join_days(a: Said, b: Said) -> tuple[Said, Said] | None:
    """Two days said side by side made one: "lundi 23 novembre", "next week on monday", "every month on the 15th"."""
    if a.day is not None and b.day is not None and a.day != b.day:
        return _two_days(a, b)
    if a.every and b.day is not None:
        rule = _on_day(a.every, b.day)
        return (replace(a, every=rule), replace(b, day=None)) if rule else None
    if a.day is not None and b.every:
        rule = _on_day(b.every, a.day)
        return (replace(a, day=None), replace(b, every=rule)) if rule else None
    if a.span and isinstance(b.day, Weekday) and a.span.days >= 7:
        return replace(a, span=None), replace(b, day=_in_weeks(b.day, a.span))
    if b.span and isinstance(a.day, Weekday) and b.span.days >= 7:
        return replace(a, day=_in_weeks(a.day, b.span)), replace(b, span=None)
    return a, b


def _in_weeks(on: Weekday, length: Span) -> Weekday:
    return Weekday(on.day, Which.UNSURE, length.days // 7)


def _two_days(a: Said, b: Said) -> tuple[Said, Said] | None:
    for first, second in ((a.day, b.day), (b.day, a.day)):
        if isinstance(first, DayOfMonth) and isinstance(second, Period):
            if first.months is not None or second.unit is not Unit.MONTH:
                return None
            return replace(a, day=DayOfMonth(first.day, second.ahead)), replace(b, day=None)
        if not isinstance(first, Weekday) or first.which not in {Which.COMING, Which.THIS, Which.NEXT}:
            continue
        if isinstance(second, Period) and second.unit is Unit.WEEK and first.which is Which.COMING:
            return replace(a, day=Weekday(first.day, Which.IN_WEEK, second.ahead)), replace(b, day=None)
        if isinstance(second, NumberedWeek) and second.day is None and first.which is Which.COMING:
            return replace(a, day=replace(second, day=first.day)), replace(b, day=None)
        if isinstance(second, DATES) and a.weekday is None:
            return replace(a, day=second, weekday=first), replace(b, day=None)
    return None


def _on_day(said: Every, on: object) -> Every | None:
    """The rule with the day named beside it: "every month" with "the 15th", "every year" with "3 march"."""
    if said.weekdays or said.nth is not None:
        return None
    if said.unit is Unit.WEEK and isinstance(on, Weekday) and on.which is Which.COMING:
        return Every(Unit.WEEK, said.interval, weekdays=(on.day,))
    if said.unit is Unit.MONTH and isinstance(on, DayOfMonth) and on.months is None:
        return Every(Unit.MONTH, said.interval, nth=on.day)
    if said.unit is Unit.YEAR and isinstance(on, MonthDay | Feast) and is_yearly(on):
        return Every(Unit.YEAR, said.interval, nth=on.day, month=on.month)
    return None
