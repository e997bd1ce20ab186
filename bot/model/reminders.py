"""A reminder: what to do about a contact, for whom, and when; its changes are pure."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from enum import StrEnum

from bot.model.ids import AudienceId, ContactId, MemberId, ReminderId
from bot.model.recurrence import instant_of, tomorrow_at, wall_of

TITLE_LENGTH = 2000


class ReminderState(StrEnum):
    OPEN = "open"
    DONE = "done"


class Snooze(StrEnum):
    """The usual times to put a reminder off."""

    QUARTER = "15m"
    HOUR = "1h"
    TOMORROW = "tomorrow"


@dataclass(frozen=True, slots=True)
class Due:
    """When a reminder is due: the instant, and how it was said (local time as ISO text, IANA zone)."""

    at: datetime
    wall: str
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """`due_at` is the instant; `wall` and `zone` are how it was said: the local time as ISO text, an IANA name.

    `occurrence` counts the times it came due or was put off: a delivery belongs to one of them.
    """

    id: ReminderId
    number: int
    contact: ContactId | None
    author: MemberId
    title: str
    assignees: tuple[MemberId, ...]
    due_at: datetime
    wall: str
    zone: str
    created_at: datetime
    state: ReminderState = ReminderState.OPEN
    closed_at: datetime | None = None
    closed_by: MemberId | None = None
    rrule: str | None = None
    occurrence: int = 1
    audience: AudienceId | None = None

    @property
    def is_open(self) -> bool:
        return self.state is ReminderState.OPEN

    def closed(self, by: MemberId, at: datetime) -> "Reminder":
        return replace(self, state=ReminderState.DONE, closed_at=at, closed_by=by)

    def reopened(self) -> "Reminder":
        return replace(self, state=ReminderState.OPEN, closed_at=None, closed_by=None)

    def snoozed(self, until: Due) -> "Reminder":
        """Put off; a delivery of the occurrence before is no longer wanted."""
        return replace(
            self.reopened(), due_at=until.at, wall=until.wall, zone=until.zone, occurrence=self.occurrence + 1
        )


def snooze_until(choice: Snooze, *, now: datetime, zone: str, morning: time) -> Due:
    """`zone` and `morning` are those of whoever puts it off."""
    if choice is Snooze.TOMORROW:
        wall = tomorrow_at(morning, now=now, zone=zone)
        return Due(instant_of(wall, zone), wall.isoformat(), zone)
    wait = timedelta(minutes=15) if choice is Snooze.QUARTER else timedelta(hours=1)
    until = now + wait
    return Due(until, wall_of(until, zone).isoformat(timespec="seconds"), zone)
