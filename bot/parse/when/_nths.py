"""Places in each month: "first and third monday", "les 1er et 3e lundis du mois", "at the end of each month"."""

from bot.parse.when import _days
from bot.parse.when._facts import Edge, Every, Said, Unit
from bot.parse.when._lexicon import Kind, Sentence
from bot.parse.when._spans import Found

EDGES = {Edge.START: 1, Edge.MIDDLE: 15, Edge.END: -1}  # of a month
PLACES = frozenset({-2, -1, 1, 2, 3, 4, 5})


def of_every(s: Sentence, i: int) -> Found[Said] | None:
    """After "every": the month need not be named."""
    found = _weekdays(s, s.past(i, Kind.THE))
    if not found:
        return None
    return Found(Said(every=found.value), of_month(s, found.end, Kind.UNIT) or found.end)


def of_a_month(s: Sentence, i: int) -> Found[Said] | None:
    """`of the month`, `of each month`, `every month`: two of a month are a rule, whichever is said."""
    found = _weekdays(s, s.past(s.past(i, Kind.ON), Kind.THE, Kind.THE_MANY))
    if not found:
        return None
    end = of_month(s, found.end, Kind.UNIT) or _each_month(s, found.end)
    return Found(Said(every=found.value), end) if end else None


def edge_of_each(s: Sentence, i: int) -> Found[Said] | None:
    """`at the end of each month`, `au début de chaque mois`"""
    edge = s.take(i, Kind.EDGE)
    each = s.take(s.past(edge.end, Kind.OF), Kind.EVERY) if edge else None
    unit = s.take(each.end, Kind.UNIT) if each else None
    if not edge or not unit or unit.value != Unit.MONTH:
        return None
    return Found(Said(every=Every(Unit.MONTH, nth=EDGES[Edge(edge.value)])), unit.end)


def of_month(s: Sentence, i: int, *kinds: Kind) -> int:
    """The end of "of the month", "du mois", "of each month"; 0 where that is not said."""
    of = s.take(i, Kind.OF)
    if not of:
        return 0
    unit = s.take(s.past(of.end, Kind.EACH, Kind.THE), *kinds)
    return unit.end if unit and unit.value == Unit.MONTH else 0


def _each_month(s: Sentence, i: int) -> int:
    each = s.take(s.past(i, Kind.OF), Kind.EVERY)
    unit = s.take(each.end, Kind.UNIT) if each else None
    return unit.end if unit and unit.value == Unit.MONTH else 0


def _weekdays(s: Sentence, i: int) -> Found[Every] | None:
    places: list[int] = []
    start = end = i
    while (place := _place(s, start)) is not None:
        places.append(place.value)
        end = place.end
        start = s.past(s.past(s.past_comma(end), Kind.AND), Kind.THE)
        if start == end:
            break
    named = s.take(end, Kind.WEEKDAY, Kind.WEEKDAYS, Kind.SHORT_WEEKDAY)
    if not named or len(places) < 2 or not PLACES.issuperset(places):
        return None
    return Found(Every(Unit.MONTH, weekdays=(named.value,), nth=places[0], also=tuple(places[1:])), named.end)


def _place(s: Sentence, i: int) -> Found[int] | None:
    word = s.take(i, Kind.ORD)
    return Found(word.value, word.end) if word else _days.ordinal(s, i)
