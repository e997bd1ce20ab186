"""Several weekdays at once: "mondays and thursdays", "mon/wed/fri", "du lundi au vendredi", "sauf le week-end"."""

from bot.parse.when import _days
from bot.parse.when._facts import Doubt, Every, Said, Unit
from bot.parse.when._lexicon import Kind, Sentence
from bot.parse.when._spans import Found

WORKWEEK = (0, 1, 2, 3, 4)
WEEKEND = (5, 6)
PLURAL_PARTS = frozenset({"mornings", "afternoons", "evenings", "nights", "matins", "soirs"})


def weekdays(s: Sentence, i: int) -> Found[tuple[int, ...]] | None:
    """`monday`, `lundis et jeudis`, `mon, wed and fri`, `lundi au vendredi`."""
    first = _one_weekday(s, i)
    if not first:
        return workdays(s, i)
    days, end = [first.value], first.end
    last = _range_end(s, end)
    if last and last.value > first.value:
        return Found(tuple(range(first.value, last.value + 1)), last.end)
    while True:
        after = _past_joint(s, end)
        more = (
            _one_weekday(s, s.past(after, Kind.EVERY, Kind.ON, Kind.THE)) if after > end or _bare_list(s, end) else None
        )
        if not more:
            return Found(tuple(sorted(set(days))), end)
        days.append(more.value)
        end = more.end


def _bare_list(s: Sentence, i: int) -> bool:
    """`every monday wednesday friday`, without commas."""
    return not _dashed(s, i) and s.take(i, Kind.WEEKDAY, Kind.WEEKDAYS) is not None


def _one_weekday(s: Sentence, i: int) -> Found[int] | None:
    plural = s.take(i, Kind.WEEKDAYS)
    return Found(plural.value, plural.end) if plural else _days.weekday_name(s, i, supported=True)


def workdays(s: Sentence, i: int) -> Found[tuple[int, ...]] | None:
    word = s.take(i, Kind.WORKDAYS)
    return Found(WORKWEEK, word.end) if word else None


def _past_joint(s: Sentence, i: int) -> int:
    slash = i < len(s) and s.tokens[i].mark and s.tokens[i].word == "/"
    return i + 1 if slash else s.past(s.past_comma(i), Kind.AND)


def _range_end(s: Sentence, i: int) -> Found[int] | None:
    """The friday of "to friday", and of "mon-fri"."""
    if _dashed(s, i):
        return _one_weekday(s, i)
    return _one_weekday(s, s.past(i, Kind.TO)) if s.take(i, Kind.TO) and not s.take(i, Kind.AND) else None


def _dashed(s: Sentence, i: int) -> bool:
    """A hyphen is no token: `mon-fri`, `monday - friday`."""
    return 0 < i < len(s) and s.text[s.tokens[i - 1].end : s.tokens[i].start].strip() in set("-‐‑")


def spread(s: Sentence, i: int) -> Found[Said] | None:
    """`du lundi au vendredi`, `monday to friday`, `mon-fri`: asked, for it may be one week only."""
    start = s.past(s.past(i, Kind.START, Kind.OF), Kind.THE)
    first = _days.weekday_name(s, start, supported=True)
    last = _range_end(s, first.end) if first else None
    if not first or not last or last.value <= first.value:
        return None
    days = tuple(range(first.value, last.value + 1))
    doubts = frozenset({Doubt.SPREAD})
    return Found(Said(every=Every(Unit.WEEK, weekdays=days), doubts=doubts), last.end)


def habitual(s: Sentence, i: int) -> Found[Said] | None:
    """`monday mornings`: each of them; the part of the day is read after it."""
    named = s.take(s.past(i, Kind.ON), Kind.WEEKDAY)
    plural = named and named.end < len(s) and s.tokens[named.end].word in PLURAL_PARTS
    return Found(Said(every=Every(Unit.WEEK, weekdays=(named.value,))), named.end) if named and plural else None


def excepting(s: Sentence, i: int) -> Found[Said] | None:
    """`sauf le week-end`, `except on sundays`; beside a repetition only."""
    word = s.take(s.past_comma(i), Kind.EXCEPT)
    if not word:
        return None
    start = s.past(s.past(word.end, Kind.ON, Kind.THE), Kind.THE, Kind.THE_MANY)
    weekend = s.take(start, Kind.WEEKEND)
    if weekend:
        return Found(Said(but=WEEKEND), weekend.end)
    days = weekdays(s, start)
    return Found(Said(but=days.value), days.end) if days else None
