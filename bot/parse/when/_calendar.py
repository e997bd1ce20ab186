"""Months by their first and last days, and the nth day, week or half of one."""

from calendar import monthrange
from datetime import date, timedelta

from bot.model.when import AskCode
from bot.parse.when._facts import Nth, PartKind, PartOfMonth
from bot.parse.when._here import Unsure

SATURDAY = 5
SECOND_HALF = 16


def real(year: int, month: int, day: int) -> date:
    """The date, or the question why there is none."""
    try:
        return date(year, month, day)
    except ValueError:
        raise Unsure(AskCode.NO_SUCH_DATE) from None


def month_start(today: date, months: int) -> date:
    """The first day of the month so many months after today's."""
    index = today.year * 12 + today.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def month_end(first: date) -> date:
    return first.replace(day=monthrange(first.year, first.month)[1])


def nth_in(first: date, said: Nth) -> date:
    days = [first + timedelta(days=n) for n in range(monthrange(first.year, first.month)[1])]
    if said.work:
        days = [d for d in days if d.weekday() < SATURDAY]
    elif said.weekday is not None:
        days = [d for d in days if d.weekday() == said.weekday]
    index = said.n - 1 if said.n > 0 else said.n
    if index >= len(days):
        raise Unsure(AskCode.NO_SUCH_DATE)
    return days[index]


def parts_of(first: date, said: PartOfMonth) -> set[date]:
    """Where it may begin: a month's first week is that of its first day to some, its first whole one to others."""
    if said.kind is PartKind.HALF:
        return {first.replace(day=SECOND_HALF) if said.n in {2, -1} else first}
    last = month_end(first)
    if said.n < 0:
        monday = last - timedelta(days=last.weekday())
        whole = monday if last.weekday() == SATURDAY + 1 else monday - timedelta(days=7)
        return {day - timedelta(weeks=-1 - said.n) for day in (monday, whole)}
    broken = first - timedelta(days=first.weekday())
    whole = broken if broken == first else broken + timedelta(days=7)
    found = {monday + timedelta(weeks=said.n - 1) for monday in (broken, whole)}
    starts = {max(monday, first) for monday in found if monday <= last}
    if not starts:
        raise Unsure(AskCode.NO_SUCH_DATE)
    return starts


def part_end(start: date, kind: PartKind) -> date:
    """The Sunday of a week, the last day of a half."""
    if kind is PartKind.WEEK:
        return start + timedelta(days=SATURDAY + 1 - start.weekday())
    return month_end(start) if start.day == SECOND_HALF else start.replace(day=SECOND_HALF - 1)
