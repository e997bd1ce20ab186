"""Opening hours as people write them, in either language: 'Mon-Fri 9-12, 14-18; Sat closed', 'lun au ven 9h-12h30'.

Called for the form of a contact, and for imports.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from bot.model.folding import fold
from bot.model.hours import DAY, OpeningHours, Stretch

_DAYS = (
    ("mo", "mon", "monday", "mondays", "lu", "lun", "lundi", "lundis"),
    ("tu", "tue", "tues", "tuesday", "tuesdays", "ma", "mar", "mardi", "mardis"),
    ("we", "wed", "weds", "wednesday", "wednesdays", "me", "mer", "mercredi", "mercredis"),
    ("th", "thu", "thur", "thurs", "thursday", "thursdays", "je", "jeu", "jeudi", "jeudis"),
    ("fr", "fri", "friday", "fridays", "ve", "ven", "vendredi", "vendredis"),
    ("sa", "sat", "saturday", "saturdays", "sam", "samedi", "samedis"),
    ("su", "sun", "sunday", "sundays", "di", "dim", "dimanche", "dimanches"),
)
_WEEK = tuple(range(7))
_SOME_DAYS = {
    **dict.fromkeys(("daily", "everyday", "quotidien"), _WEEK),
    **dict.fromkeys(("weekdays", "semaine"), _WEEK[:5]),
    **dict.fromkeys(("weekend", "weekends"), _WEEK[5:]),
}
_ALWAYS = re.compile(
    r"24\s?(?:h(?:eures|ours|rs)?)?\s?/\s?(?:24|7)(?:\s?h)?[\s,]*(?:7\s?(?:j(?:ours)?|d(?:ays)?)?\s?/\s?7)?"
)
_ALIKE = {"every day": "daily", "tous les jours": "daily", "7j/7": "daily", "7/7": "daily", "week-end": "weekend"}
_NOTHING = frozenset(
    {"de", "du", "des", "le", "les", "from", "on", "en", "the", "et", "and", "&", ",", "open", "ouvert"}
)
_TOKEN = re.compile(
    r"(?P<hour>\d{1,2})(?:\s?(?:h(?:eures|ours|rs)?|:|\.(?=\d\d))\s?(?P<minute>[0-5]\d)?)?(?:\s?(?P<half>[ap])\.?m\b\.?)?"
    r"|(?P<word>[a-z]+)\.?|(?P<sign>[-,&])|(?P<end>[;:/|\n])|(?P<odd>\S)",
    re.ASCII,
)
_DASHES = str.maketrans("–—−‑‐→", "------")


@dataclass(frozen=True, slots=True)
class _Clock:
    """`half` of the day is 'a', 'p', or '' where it was not said."""

    minute: int
    half: str = ""


@dataclass(frozen=True, slots=True)
class _Days:
    days: tuple[int, ...]


class _Sign(Enum):
    CLOSED = auto()
    TO = auto()
    END = auto()


_Word = _Days | _Clock | _Sign
_MEANT: dict[str, _Word] = {
    **{name: _Days((day,)) for day, names in enumerate(_DAYS) for name in names},
    **{name: _Days(days) for name, days in _SOME_DAYS.items()},
    **dict.fromkeys(("closed", "off", "ferme", "fermee", "fermes"), _Sign.CLOSED),
    **dict.fromkeys(("-", "a", "au", "to", "till", "until", "jusqua"), _Sign.TO),
    **dict.fromkeys(("noon", "midi"), _Clock(DAY // 2, "p")),
    **dict.fromkeys(("midnight", "minuit"), _Clock(DAY, "p")),
}
_Part = _Days | Stretch | _Sign  # of the signs but CLOSED and END


@dataclass(slots=True)
class _Rule:
    days: list[int] = field(default_factory=list)
    stretches: list[Stretch] = field(default_factory=list)
    closed: bool = False

    @property
    def says_when(self) -> bool:
        return self.closed or bool(self.stretches)

    def take(self, part: _Part) -> None:
        if isinstance(part, _Days):
            self.days += part.days
        elif isinstance(part, Stretch):
            self.stretches.append(part)
        else:
            self.closed = True


def read_hours(text: str) -> OpeningHours | None:
    """None where it is open round the clock, or nothing is said. Raises ValueError for what means nothing."""
    plain = fold(text.translate(_DASHES)).replace("'", "").replace("’", "").strip(" .")
    if _ALWAYS.fullmatch(plain):
        return None
    for said, alike in _ALIKE.items():
        plain = plain.replace(said, alike)
    week: list[tuple[Stretch, ...]] = [()] * len(_WEEK)
    rules = list(_rules(list(_joined(tuple(_words(plain))))))
    for rule in rules:
        for day in rule.days:
            week[day] = _together(week[day], rule)
    always = all(day == (Stretch(0, DAY),) for day in week)
    return None if always or not rules else OpeningHours(tuple(week))


def _words(text: str) -> Iterator[_Word]:
    """What means something, in its order. Raises ValueError for what does not."""
    for found in _TOKEN.finditer(text):
        said = found[0].removesuffix(".")
        if found["hour"]:
            half = found["half"] or ""
            yield _Clock(_minute(int(found["hour"]), int(found["minute"] or 0), half), half)
        elif found["end"]:
            yield _Sign.END
        elif said in _MEANT:
            yield _MEANT[said]
        elif said not in _NOTHING:
            raise ValueError(text)


def _minute(hour: int, minute: int, half: str) -> int:
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    total = hour * 60 + minute
    if total > DAY:
        raise ValueError(hour)
    return total


def _joined(words: Sequence[_Word]) -> Iterator[_Part]:
    """Days to days and hours to hours as one. Raises ValueError for an hour by itself, and a 'to' between others."""
    at = 0
    while at < len(words):
        word = words[at]
        to = words[at + 2] if len(words) > at + 2 and words[at + 1] is _Sign.TO else None
        if isinstance(word, _Days):
            yield word if not isinstance(to, _Days) else _from_to(word, to)
            at += 3 if isinstance(to, _Days) else 1
        elif isinstance(word, _Clock) and isinstance(to, _Clock):
            yield _stretch(word, to)
            at += 3
        elif word is _Sign.CLOSED or word is _Sign.END:
            yield word
            at += 1
        else:
            raise ValueError(word)


def _from_to(first: _Days, last: _Days) -> _Days:
    """Past the end of the week too: from Saturday to Monday are three."""
    begin, end = first.days[0], last.days[-1]
    return _Days(tuple((begin + step) % 7 for step in range((end - begin) % 7 + 1)))


def _rules(parts: Sequence[_Part]) -> Iterator[_Rule]:
    """Days and then hours, or all of it the other way round; hours alone are those of every day."""
    said = [part for part in parts if part is not _Sign.END]
    names_days = any(isinstance(part, _Days) for part in said)
    hours_first = names_days and not isinstance(said[0], _Days)
    rule = _Rule([] if names_days else list(_WEEK))
    for part in said:
        is_first_kind = names_days and isinstance(part, _Days) is not hours_first
        if is_first_kind and (rule.days if hours_first else rule.says_when):
            yield _whole(rule)
            rule = _Rule()
        rule.take(part)
    if said:
        yield _whole(rule)


def _whole(rule: _Rule) -> _Rule:
    if not rule.says_when or not rule.days:
        raise ValueError(rule)
    return rule


def _stretch(start: _Clock, end: _Clock) -> Stretch:
    """'9-5' is until the afternoon, '2-5pm' begins in it; '22h-2h' goes on into the next day.

    Raises ValueError for '9h-9h', which may be a slip as well as a whole day; from midnight to midnight is one.
    """
    begin, until = start.minute, end.minute
    if begin % DAY == until % DAY and (begin, until) != (0, DAY):
        if begin % DAY:
            raise ValueError(start)
        until = DAY
    noon = DAY // 2
    if end.half == "p" and not start.half and begin + noon < until:
        begin += noon
    if begin >= DAY:
        begin = 0
    if until <= begin and not end.half and begin < noon and until < noon:
        until += noon
    return Stretch(begin, until if until > begin else until + DAY)


def _together(held: tuple[Stretch, ...], rule: _Rule) -> tuple[Stretch, ...]:
    """What is said later of a day adds to it, or takes the place of what it contradicts.

    Raises ValueError for what would go on past the hour at which it began.
    """
    if rule.closed and not rule.stretches:
        return ()
    apart = not any(one.start < other.end and other.start < one.end for one in held for other in rule.stretches)
    merged: list[Stretch] = []
    for each in sorted((*(held if apart else ()), *rule.stretches)):
        if merged and each.start <= merged[-1].end:
            merged[-1] = Stretch(merged[-1].start, max(merged[-1].end, each.end))
        else:
            merged.append(each)
    if any(each.end - each.start >= DAY and each != Stretch(0, DAY) for each in merged):
        raise ValueError(merged)
    return tuple(merged)
