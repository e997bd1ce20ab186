"""When a repetition begins and ends, and what comes after a thing is done."""

from bot.parse.when import _days, _periods
from bot.parse.when._facts import Said
from bot.parse.when._lexicon import Kind, Sentence
from bot.parse.when._spans import Found, number, span


def until(s: Sentence, i: int) -> Found[Said] | None:
    word = s.take(i, Kind.UNTIL)
    if not word:
        return None
    found = _days.day(s, s.past(word.end, Kind.ON, Kind.THE), led=True)
    if found:
        return Found(Said(until=found.value), found.end)
    by_name = _periods.named(s, s.past(word.end, Kind.IN_MONTH, Kind.IN))
    return Found(Said(until=by_name.value), by_name.end) if by_name else None


def starting(s: Sentence, i: int) -> Found[Said] | None:
    word = s.take(i, Kind.START)
    if not word:
        return None
    start = s.past(word.end, Kind.ON, Kind.THE)
    found = _days.day(s, start, led=True)
    if found:
        return Found(Said(start=found.value), found.end)
    by_name = _periods.named(s, start)
    return Found(Said(start=by_name.value), by_name.end) if by_name else None


def lasting(s: Sentence, i: int) -> Found[Said] | None:
    """`for 3 weeks`, `pendant 6 mois`; "for 30 minutes" is how long each time takes."""
    word = s.take(i, Kind.LASTING)
    found = span(s, word.end) if word else None
    return Found(Said(lasting=found.value), found.end) if found and not found.value.seconds else None


def times(s: Sentence, i: int) -> Found[Said] | None:
    """`5 times`, `for 5 times`, `5 fois`; "2 fois par semaine" is another thing."""
    n = number(s, s.past(i, Kind.LASTING))
    word = s.take(n.end, Kind.TIMES) if n else None
    if not n or not word or not 0 < n.value <= 1000 or s.take(word.end, Kind.PER):
        return None
    return Found(Said(times=n.value), word.end)


def after_done(s: Sentence, i: int) -> Found[Said] | None:
    """`3 days after done`, `puis une semaine après clôture`, `every 3 days after done`."""
    start = s.past(s.past(i, Kind.THEN), Kind.EVERY)
    length = span(s, start)
    done = s.take(length.end, Kind.DONE) if length else None
    return Found(Said(after=length.value), done.end) if length and done else None
