"""Wall times, instants and rules that repeat: the only place in model that knows zones.

Source: RFC 5545, sections 3.3.5 and 3.3.10.

A rule is walked on the wall clock, from its anchor, and each time it names is turned into an instant by itself: nine
o'clock stays nine o'clock across a change of clocks.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from itertools import islice
from zoneinfo import ZoneInfo

from dateutil import rrule as rules
from dateutil.relativedelta import relativedelta

_UNTIL = re.compile(r";?UNTIL=(\d{8}T\d{6})Z")
_INTERVAL = re.compile(r"INTERVAL=(\d+)")
_DAYS = {"FREQ=DAILY": 1, "FREQ=WEEKLY": 7}
_LENGTH = re.compile(
    r"P(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+)D)?"
    r"(?:T(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+)S)?)?"
)


@dataclass(frozen=True, slots=True)
class Slot:
    """One time that a rule names: on the wall clock, and as the instant that this is in its zone."""

    wall: datetime
    at: datetime


def instant_of(wall: datetime, zone: str) -> datetime:
    """A local time as an instant. One that a change of clocks skips is read with the offset before it
    (02:30 becomes 03:30), one that comes twice is taken first."""
    return wall.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC)


def wall_of(moment: datetime, zone: str) -> datetime:
    """An instant as the local time of a zone, naive."""
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def tomorrow_at(hour: time, *, now: datetime, zone: str) -> datetime:
    """Tomorrow's `hour` in a zone, as local time."""
    return datetime.combine(wall_of(now, zone).date() + timedelta(days=1), hour)


def midnight_after(moment: datetime, zone: str) -> datetime:
    """When the day of a zone ends in which the moment lies."""
    return instant_of(tomorrow_at(time(), now=moment, zone=zone), zone)


def following(rrule: str, anchor: datetime, zone: str, *, after: datetime) -> datetime | None:
    """The next time that the rule names later than `after`, all of them local; None where it has ended."""
    return next((slot.wall for slot in slots(rrule, anchor, zone, after=after)), None)


def occurrences(rrule: str, anchor: datetime, zone: str, *, count: int, after: datetime) -> list[Slot]:
    """The next few later than `after`, fewer where the rule ends."""
    return list(islice(slots(rrule, anchor, zone, after=after), count))


def latest(rrule: str, anchor: datetime, zone: str, *, after: datetime, now: datetime) -> datetime | None:
    """The last one later than `after` that has come by `now`; None where none has."""
    came: datetime | None = None
    for slot in slots(rrule, anchor, zone, after=after):
        if slot.at > now:
            break
        came = slot.wall
    return came


def slots(rrule: str, anchor: datetime, zone: str, *, after: datetime) -> Iterator[Slot]:
    """Each later than the one before it as an instant too: where the clocks go forward two may be the same."""
    walls, until = _walls(rrule, _nearer(rrule, anchor, after))
    last = instant_of(after, zone)
    for wall in walls.xafter(after):
        at = instant_of(wall, zone)
        if until is not None and at > until:
            return
        if at > last:
            yield Slot(wall, at)
            last = at


def after_done(length: str, *, done: datetime, zone: str, hour: time) -> datetime:
    """The local time that is an ISO duration after a moment: so many days later at `hour`, or so many hours later."""
    parts = units_of(length)
    clock = timedelta(**{name: parts.pop(name) for name in ("hours", "minutes", "seconds")})
    if not any(parts.values()):
        return wall_of(done + clock, zone)
    day = wall_of(done, zone).date() + relativedelta(**parts)  # type: ignore[arg-type]  # years and so on, all whole
    return datetime.combine(day, hour) + clock


def units_of(length: str) -> dict[str, int]:
    """An ISO duration, unit by unit from years to seconds. Raises ValueError."""
    found = _LENGTH.fullmatch(length)
    if found is None:
        raise ValueError(f"no duration: {length}")
    return {name: int(number) for name, number in found.groupdict(default="0").items()}


def _nearer(rrule: str, anchor: datetime, after: datetime) -> datetime:
    """A later anchor that names the same times from there on, so that an old series is not walked from its beginning:
    so many whole steps on, of a rule in days or weeks that does not count its times."""
    days = next((days for frequency, days in _DAYS.items() if frequency in rrule), 0)
    if not days or "COUNT=" in rrule or after <= anchor:
        return anchor
    interval = _INTERVAL.search(rrule)
    step = timedelta(days=days * (int(interval[1]) if interval else 1))
    return anchor + max((after - anchor) // step - 1, 0) * step


@lru_cache(maxsize=512)
def _walls(rrule: str, anchor: datetime) -> tuple[rules.rrule | rules.rruleset, datetime | None]:
    """The rule without its end, which RFC 5545 writes in UTC, and that end: a local time has none to compare."""
    end = _UNTIL.search(rrule)
    until = None if end is None else datetime.strptime(end[1], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
    return rules.rrulestr(_UNTIL.sub("", rrule), dtstart=anchor), until
