"""Wall times and instants: the only place in model that knows zones. Source: RFC 5545, section 3.3.5."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo


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
