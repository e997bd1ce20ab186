"""When a person wants to be left alone: quiet hours and weekends, by the clock where they are."""

from datetime import datetime, timedelta

from bot.model.members import Member, Preferences
from bot.model.recurrence import instant_of, wall_of

_SATURDAY = 5
_STEPS = 4  # out of a weekend into quiet hours, out of those: no more than that


def reachable_at(moment: datetime, member: Member) -> datetime:
    """The moment itself, or the first one after it at which this person wants to hear of anything.

    After a weekend that is their morning hour; after quiet hours their end.
    """
    wall, chosen = wall_of(moment, member.zone), member.preferences
    later = wall
    for _ in range(_STEPS):
        before, later = later, _after_quiet(_after_weekend(later, chosen), chosen)
        if later == before:
            break
    return moment if later == wall else max(instant_of(later, member.zone), moment)


def _after_weekend(wall: datetime, chosen: Preferences) -> datetime:
    if chosen.weekends or wall.weekday() < _SATURDAY:
        return wall
    monday = wall.date() + timedelta(days=7 - wall.weekday())
    return datetime.combine(monday, chosen.default_hour)


def _after_quiet(wall: datetime, chosen: Preferences) -> datetime:
    """Hours whose end is not after their beginning last until the next day."""
    begin, end = chosen.quiet_from, chosen.quiet_until
    if begin is None or end is None or begin == end:
        return wall
    hour, day = wall.time(), wall.date()
    if begin < end:
        return datetime.combine(day, end) if begin <= hour < end else wall
    if hour < end:
        return datetime.combine(day, end)
    return datetime.combine(day + timedelta(days=1), end) if hour >= begin else wall
