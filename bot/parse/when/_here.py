"""Where and when a sentence was said, and what comes of reading it there."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.model.when import AskCode, Grain, Rolled

# Locales whose calendars begin on Sunday, where "next week" is unsure on a Sunday. Plain `en` may be one.
SUNDAY_FIRST = frozenset({"en", "en-US", "en-CA", "fr-CA"})


@dataclass(frozen=True, slots=True)
class Here:
    now: datetime
    zone: ZoneInfo
    locale: str
    default_hour: time

    @property
    def wall(self) -> datetime:
        return self.now.astimezone(self.zone).replace(tzinfo=None)

    @property
    def today(self) -> date:
        return self.wall.date()

    @property
    def language(self) -> str:
        return self.locale[:2]

    def instant(self, wall: datetime) -> datetime:
        """In UTC. A time that daylight saving skips is read with the offset before it, as RFC 5545 does
        (02:30 becomes 03:30); one that comes twice is taken first."""
        return wall.replace(tzinfo=self.zone, fold=0).astimezone(UTC)

    def ahead(self, wall: datetime) -> bool:
        return self.instant(wall) > self.now

    def monday(self, on: date) -> date:
        return on - timedelta(days=on.weekday())


@dataclass(frozen=True, slots=True)
class Reading:
    """One meaning. `at` is set where an instant and not a wall time was said ("in 2 hours"), `zone` where another
    zone was ("9am Paris time")."""

    wall: datetime | None
    grain: Grain
    rolled: Rolled | None = None
    rrule: str | None = None
    after: str | None = None
    at: datetime | None = None
    zone: str | None = None
    wait: timedelta | None = None  # what `at` is from now, where it must be told from an hour of the day


class Unsure(Exception):  # not an error: a question to ask back
    """Raised while resolving, caught at the door: what to ask, and the readings to offer."""

    def __init__(self, code: AskCode, *readings: Reading) -> None:
        super().__init__(code)
        self.code = code
        self.readings = readings
