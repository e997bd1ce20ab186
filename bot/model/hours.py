"""When a contact is open: stretches of each weekday. None recorded means round the clock, every day.

As text for the trace: 'Mo-Fr 09:00-12:00,14:00-18:00; Sa 09:00-12:00', days without any being closed; 'off' where
all are. parse/hours reads what people write, `said` writes it for them.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

HOURS_LENGTH = 500
DAY = 24 * 60
_OFF = "off"
_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_RULE = re.compile(r"([A-Z][a-z])(?:-([A-Z][a-z]))? ([0-9:,-]+)")
_STRETCH = re.compile(r"([0-9]{2}):([0-9]{2})-([0-9]{2}):([0-9]{2})")


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """From one minute of the day to another, which is left out; one past 24 hours lies in the day after."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """The stretches of each day from Monday on, in their order, apart from each other."""

    week: tuple[tuple[Stretch, ...], ...]

    @classmethod
    def read(cls, text: str) -> "OpeningHours":
        """Raises ValueError for what `str` of opening hours never says."""
        week: list[tuple[Stretch, ...]] = [()] * len(_DAYS)
        for rule in [] if text == _OFF else text.split("; "):
            said = _RULE.fullmatch(rule)
            if said is None:
                raise ValueError(text)
            first = _DAYS.index(said[1])
            for day in range(first, _DAYS.index(said[2] or said[1]) + 1):
                week[day] = tuple(map(_stretch, said[3].split(",")))
        return cls(tuple(week))

    def __str__(self) -> str:
        rules = (f"{_between(days, _DAYS)} {_times(stretches, _clock, ',')}" for days, stretches in self._runs())
        return "; ".join(rule for rule in rules if not rule.endswith(" ")) or _OFF

    def said(self, language: str) -> str:
        """'Mon-Fri 9:00-12:00, 14:00-18:00; Sat-Sun closed' or 'lun-ven 9h-12h, 14h-18h ; sam-dim fermé'."""
        words = _WORDS[language]
        rules = (
            f"{_between(days, words.days)} {_times(stretches, words.clock, ', ') or words.closed}"
            for days, stretches in self._runs()
        )
        return words.between.join(rules)

    def is_open(self, at: datetime) -> bool:
        """`at` is the time on the contact's own clock."""
        minute = at.hour * 60 + at.minute
        today, before = self.week[at.weekday()], self.week[at.weekday() - 1]
        return any(each.start <= minute < each.end for each in today) or any(minute + DAY < each.end for each in before)

    def _runs(self) -> Iterator[tuple[Sequence[int], tuple[Stretch, ...]]]:
        """Neighbouring days that are alike, with their stretches."""
        for stretches, days in groupby(range(len(_DAYS)), key=lambda day: self.week[day]):
            yield tuple(days), stretches


def _stretch(text: str) -> Stretch:
    said = _STRETCH.fullmatch(text)
    if said is None:
        raise ValueError(text)
    start, end = int(said[1]) * 60 + int(said[2]), int(said[3]) * 60 + int(said[4])
    return Stretch(start, end if end > start else end + DAY)


def _between(days: Sequence[int], names: Sequence[str]) -> str:
    return names[days[0]] if len(days) == 1 else f"{names[days[0]]}-{names[days[-1]]}"


def _times(stretches: Sequence[Stretch], clock: Callable[[int], str], between: str) -> str:
    return between.join(f"{clock(each.start)}-{clock(_hour_of_day(each.end))}" for each in stretches)


def _hour_of_day(end: int) -> int:
    return end if end <= DAY else end - DAY


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _english(minute: int) -> str:
    return f"{minute // 60}:{minute % 60:02}"


def _french(minute: int) -> str:
    return f"{minute // 60}h{minute % 60:02}" if minute % 60 else f"{minute // 60}h"


@dataclass(frozen=True, slots=True)
class _Words:
    days: tuple[str, ...]
    closed: str
    between: str
    clock: Callable[[int], str]


_WORDS = {
    "en": _Words(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), "closed", "; ", _english),
    "fr": _Words(("lun", "mar", "mer", "jeu", "ven", "sam", "dim"), "fermé", "\u00a0; ", _french),
}
