"""Days from one to another of a month, "3-5 Dec", "du 3 au 5 décembre": the first or the last is meant, and asked."""

import re

from bot.parse.when import _days
from bot.parse.when._facts import DaysOfMonth, Said
from bot.parse.when._lexicon import Kind, Sentence
from bot.parse.when._spans import Found, number

JOINED = re.compile(r"(\d{1,2})[-–/](\d{1,2})")


def days_between(s: Sentence, i: int) -> Found[Said] | None:
    start = s.past(s.past(i, Kind.BETWEEN, Kind.START, Kind.OF, Kind.ON), Kind.THE)
    month = _days.month(s, start) if s.language == "en" else None
    both = _both(s, s.past(month.end, Kind.THE) if month else start)
    if not both or not 0 < both.value[0] < both.value[1] <= 31:
        return None
    end = both.end
    if month is None:
        month = _days.month(s, s.past(both.end, Kind.OF))
        if month is None:
            return None
        end = month.end
    year = _days.year(s, end)
    days = DaysOfMonth(*both.value, month.value, year.value if year else None)
    return Found(Said(day=days), year.end if year else end)


def _both(s: Sentence, i: int) -> Found[tuple[int, int]] | None:
    """`3-5`, `3 au 5`, `3rd to 5th`, `3 - 5`"""
    joined = JOINED.fullmatch(s.tokens[i].word) if i < len(s) else None
    if joined:
        return Found((int(joined[1]), int(joined[2])), i + 1)
    first = _day(s, i)
    if not first:
        return None
    joint = s.take(first.end, Kind.TO, Kind.AND, Kind.UNTIL)
    dash = first.end < len(s) and s.tokens[first.end].mark and s.tokens[first.end].word in "-–—"
    after = joint.end if joint else first.end + 1 if dash else 0
    if joint and s.take(first.end, Kind.AND) and s.ending(i, Kind.BETWEEN) is None and not s.take(i - 2, Kind.BETWEEN):
        return None  # "the 3rd and 5th of december" are two days
    last = _day(s, s.past(after, Kind.THE)) if after else None
    return Found((first.value, last.value), last.end) if last else None


def _day(s: Sentence, i: int) -> Found[int] | None:
    return _days.ordinal(s, i) or number(s, i)
