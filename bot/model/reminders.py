"""A reminder: what to do about a contact, for whom, and when; its changes are pure."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from enum import StrEnum

from bot.model.files import Given
from bot.model.ids import AudienceId, ContactId, FileId, MemberId, ReminderId
from bot.model.recurrence import after_done, following, instant_of, latest, tomorrow_at, wall_of
from bot.model.rich_text import RichText

TITLE_LENGTH = 2000
MOST_PEOPLE = 20
EVENING = time(18)


class ReminderState(StrEnum):
    OPEN = "open"
    DONE = "done"


class Outcome(StrEnum):
    """What became of an occurrence that a series has left behind."""

    DONE = "done"
    SKIPPED = "skipped"
    MISSED = "missed"  # nobody did anything about it before the next one came


class Which(StrEnum):
    """The lists of reminders: each open one is in exactly one of the first three."""

    OVERDUE = "overdue"
    TODAY = "today"  # still to come today, by the viewer's clock
    COMING = "coming"
    DONE = "done"


class Snooze(StrEnum):
    """The usual times to put a reminder off."""

    QUARTER = "15m"
    HOUR = "1h"
    EVENING = "evening"
    TOMORROW = "tomorrow"
    MONDAY = "monday"
    WEEK = "week"


@dataclass(frozen=True, slots=True)
class Due:
    """When a reminder is due: the instant, and how it was said (local time as ISO text, IANA zone)."""

    at: datetime
    wall: str
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a person asks for, in a form or a line. `due` is the first time of a series; see Reminder for the rest.

    `files` were just given, `kept` are those that it has and is to keep.
    """

    title: str
    due: Due
    assignees: tuple[MemberId, ...]
    text: RichText | None = None
    contact: ContactId | None = None
    rrule: str | None = None
    after: str | None = None
    each_own: bool = False
    escalate_to: MemberId | None = None
    escalate_after: timedelta | None = None
    files: tuple[Given, ...] = ()
    kept: tuple[FileId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """`due_at` is the instant; `wall` and `zone` are how it was said: the local time as ISO text, an IANA name.

    `occurrence` counts the times it came due or was put off: a delivery belongs to one of them.

    A series is its occurrence that is on: `rrule` names the times from `anchor`, `slot` is the one that is on, before
    anybody put it off; all are local times of `zone`. `after` is an ISO duration instead: the next comes so long after
    this one is done. With `each_own` everybody is told when their own clock shows `wall`.
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
    text: RichText | None = None
    anchor: str | None = None
    slot: str | None = None
    after: str | None = None
    each_own: bool = False
    escalate_to: MemberId | None = None
    escalate_after: timedelta | None = None
    files: tuple[FileId, ...] = ()
    handed_by: MemberId | None = None  # who gave it last to those whom it is for
    deleted_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.state is ReminderState.OPEN

    @property
    def repeats(self) -> bool:
        return self.rrule is not None or self.after is not None

    @property
    def due(self) -> Due:
        return Due(self.due_at, self.wall, self.zone)

    @property
    def said(self) -> Due:
        """The time as it stands in a form: of a series the one that its rule names, though it may be put off."""
        if not self.repeats or self.slot is None:
            return self.due
        return Due(instant_of(datetime.fromisoformat(self.slot), self.zone), self.slot, self.zone)

    @property
    def wanted(self) -> Wanted:
        """As a form shows it."""
        return Wanted(
            title=self.title,
            text=self.text,
            due=self.said,
            assignees=self.assignees,
            contact=self.contact,
            rrule=self.rrule,
            after=self.after,
            each_own=self.each_own,
            escalate_to=self.escalate_to,
            escalate_after=self.escalate_after,
            kept=self.files,
        )

    def with_wanted(self, wanted: Wanted) -> "Reminder":
        """As somebody wants it now. Another time begins a new occurrence, and a series anew.

        Files that were just given are not among its own yet.
        """
        has_time = (self.said, self.rrule, self.after, self.each_own) == (
            wanted.due, wanted.rrule, wanted.after, wanted.each_own,
        )  # fmt: skip
        chosen = replace(
            self,
            title=wanted.title,
            text=wanted.text,
            contact=wanted.contact,
            assignees=wanted.assignees,
            escalate_to=wanted.escalate_to,
            escalate_after=wanted.escalate_after,
            files=tuple(each for each in self.files if each in wanted.kept),
            handed_by=self.handed_by if set(wanted.assignees) == set(self.assignees) else None,
        )
        if has_time:
            return chosen
        anchor = None if wanted.rrule is None else wanted.due.wall
        ruled = replace(chosen, rrule=wanted.rrule, after=wanted.after, each_own=wanted.each_own, anchor=anchor)
        return ruled.moved_on(wanted.due)

    def stopped(self) -> "Reminder":
        """The series ends with the occurrence that is on."""
        return replace(self, rrule=None, after=None, anchor=None)

    def due_for(self, zone: str) -> datetime:
        """When somebody of a zone is told, their quiet hours aside. Put off, it is the same instant for everyone."""
        is_put_off = self.slot is not None and self.slot != self.wall
        return instant_of(datetime.fromisoformat(self.wall), zone) if self.each_own and not is_put_off else self.due_at

    def next_due(self, *, later_than: datetime) -> Due | None:
        """When a series comes next once the occurrence that is on has ended; None where it was the last.

        `later_than` is now: what went by meanwhile does not come any more.
        """
        if self.after is not None:
            return self._due(after_done(self.after, done=later_than, zone=self.zone, hour=self._on.time()))
        if self._rule is None:
            return None
        start = max(self._on, wall_of(later_than, self.zone))
        wall = following(*self._rule, self.zone, after=start)
        return None if wall is None else self._due(wall)

    def superseded_at(self, zones: Collection[str] = ()) -> datetime | None:
        """When the next occurrence takes the place of this one if nobody does anything about it.

        `zones` are those of the people: where each has their own hour, it is the first of them that counts.
        """
        wall = None if self._rule is None else following(*self._rule, self.zone, after=self._on)
        return None if wall is None else instant_of(wall, self._first_of(zones))

    def come_by(self, now: datetime, zones: Collection[str] = ()) -> Due | None:
        """The latest occurrence after this one whose time has come: after a long silence those between are passed."""
        if self._rule is None:
            return None
        wall = latest(*self._rule, self._first_of(zones), after=self._on, now=now)
        return None if wall is None else self._due(wall)

    def is_superseded(self, now: datetime) -> bool:
        """The next occurrence has come: this one is not told any more."""
        at = self.superseded_at()
        return at is not None and at <= now

    def closed(self, by: MemberId, at: datetime) -> "Reminder":
        return replace(self, state=ReminderState.DONE, closed_at=at, closed_by=by)

    def reopened(self) -> "Reminder":
        return replace(self, state=ReminderState.OPEN, closed_at=None, closed_by=None)

    def snoozed(self, until: Due) -> "Reminder":
        """Put off; a delivery of the occurrence before is no longer wanted. A series stays in its own zone."""
        if self.repeats:
            until = Due(until.at, wall_of(until.at, self.zone).isoformat(), self.zone)
        return self._at(until)

    def moved_on(self, to: Due) -> "Reminder":
        """A series at another of its times."""
        return replace(self._at(to), slot=to.wall)

    def anew(self) -> "Reminder":
        """Open, and to be told once more at its own time."""
        return self._at(self.due)

    def _at(self, due: Due) -> "Reminder":
        return replace(self.reopened(), due_at=due.at, wall=due.wall, zone=due.zone, occurrence=self.occurrence + 1)

    @property
    def _rule(self) -> tuple[str, datetime] | None:
        """What names its times, and from where on; None where nothing does, or its being done."""
        if self.rrule is None or self.anchor is None or self.after is not None:
            return None
        return self.rrule, datetime.fromisoformat(self.anchor)

    @property
    def _on(self) -> datetime:
        """The local time of the occurrence that is on, before any snooze."""
        return datetime.fromisoformat(self.wall if self.slot is None else self.slot)

    def _first_of(self, zones: Collection[str]) -> str:
        """Where the clocks show a time first."""
        own = zones if self.each_own and zones else (self.zone,)
        return min(own, key=lambda zone: instant_of(self._on, zone))

    def _due(self, wall: datetime) -> Due:
        return Due(instant_of(wall, self.zone), wall.isoformat(), self.zone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """An occurrence that a series has left behind; nobody ends what is missed."""

    reminder: ReminderId
    occurrence: int
    due_at: datetime
    outcome: Outcome
    by: MemberId | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Page:
    """Some reminders of a list, how many there are in all, and where the next page begins.

    `capped` says that counting stopped at `total`.
    """

    reminders: tuple[Reminder, ...]
    total: int
    capped: bool = False
    cursor: str | None = None


def planned(wanted: Wanted, *, id: ReminderId, number: int, author: MemberId, at: datetime) -> Reminder:
    """A new one, as somebody wants it."""
    return Reminder(
        id=id,
        number=number,
        author=author,
        created_at=at,
        title=wanted.title,
        text=wanted.text,
        contact=wanted.contact,
        assignees=wanted.assignees,
        due_at=wanted.due.at,
        wall=wanted.due.wall,
        zone=wanted.due.zone,
        slot=wanted.due.wall,
        rrule=wanted.rrule,
        anchor=None if wanted.rrule is None else wanted.due.wall,
        after=wanted.after,
        each_own=wanted.each_own,
        escalate_to=wanted.escalate_to,
        escalate_after=wanted.escalate_after,
    )


def snooze_until(choice: Snooze, *, now: datetime, zone: str, morning: time) -> Due:
    """`zone` and `morning` are those of whoever puts it off."""
    match choice:
        case Snooze.QUARTER | Snooze.HOUR:
            until = now + (timedelta(minutes=15) if choice is Snooze.QUARTER else timedelta(hours=1))
            return Due(until, wall_of(until, zone).isoformat(timespec="seconds"), zone)
        case Snooze.TOMORROW:
            wall = tomorrow_at(morning, now=now, zone=zone)
        case Snooze.EVENING:
            wall = datetime.combine(wall_of(now, zone).date(), EVENING)
            wall += timedelta(days=0 if instant_of(wall, zone) > now else 1)  # an evening that is over is tomorrow's
        case Snooze.MONDAY | Snooze.WEEK:
            today = wall_of(now, zone).date()
            days = 7 - today.weekday() if choice is Snooze.MONDAY else 7
            wall = datetime.combine(today + timedelta(days=days), morning)
    return Due(instant_of(wall, zone), wall.isoformat(), zone)
