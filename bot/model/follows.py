"""A follow: a channel, or a person in private, that is told what happens to the contacts of a query."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum

from bot.model.choices import Choice
from bot.model.ids import ChannelId, ChoiceId, ContactId, FollowId, MemberId, PlaceId, PostId, SearchId
from bot.model.line_types import LineType
from bot.model.query import Query
from bot.model.recurrence import instant_of, wall_of

MOST_FOLLOWS = 200  # of one place
MOST_WIDE = 1000  # of a workspace, of no one contact: each act is held against all of them
SOONEST_REWRITE = timedelta(seconds=3)  # what comes one upon the other is one rewriting of a post
LONGEST_WORK = timedelta(seconds=30)  # between what is done and its commit
LATE_TOGETHER = timedelta(minutes=1)  # for what came too late to gather
FOLD_AFTER = timedelta(hours=1)  # what a noisy hour holds back, and what comes later than this, is told together


@dataclass(frozen=True, slots=True, kw_only=True)
class Only:
    """Which lines are told: empty is any of them. `types` are of `LineType`, `activities` types of what is logged by
    hand, `people` those whose acts they are.

    The id of a type that was deleted stays: it is of no line, and without it a follow of that type alone would be one
    of everything.
    """

    types: frozenset[LineType] = frozenset()
    not_types: frozenset[LineType] = frozenset()
    activities: frozenset[ChoiceId] = frozenset()
    not_activities: frozenset[ChoiceId] = frozenset()
    people: frozenset[MemberId] = frozenset()
    not_people: frozenset[MemberId] = frozenset()

    @property
    def is_all(self) -> bool:
        return not (self.are_types or self.not_types or self.not_activities or self.people or self.not_people)

    @property
    def are_types(self) -> bool:
        """Whether some alone are told."""
        return bool(self.types or self.activities)

    def lets_in(self, line_type: LineType | None, actor: str, activity: ChoiceId | None = None) -> bool:
        """`activity` is the type of what was logged by hand; None of any other line."""
        if line_type in self.not_types or activity in self.not_activities or actor in self.not_people:
            return False
        is_of_type = not self.are_types or line_type in self.types or activity in self.activities
        return is_of_type and (not self.people or actor in self.people)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """What is `asked` through saved searches, these by their ids. `searches` are all that were read, each with when it
    was changed last, None where it is gone; one that `is_lost` is not understood any more, or not for who follows."""

    asked: Query
    searches: Mapping[SearchId, datetime | None]
    read_at: datetime
    is_lost: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Follow:
    """`query` that asks nothing is of everything. `place` is a channel, or a person who is told in private.

    `again` is where `query` comes from, of one that asks through saved searches.
    """

    id: FollowId
    place: PlaceId
    query: Query
    created_by: MemberId
    created_at: datetime
    only: Only = field(default_factory=Only)
    again: Reread | None = None

    @property
    def is_lost(self) -> bool:
        return self.again is not None and self.again.is_lost

    @property
    def is_of_all(self) -> bool:
        return not self.query.asks


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is to be followed. `contact` where it is one alone, by its `name`."""

    query: Query
    only: Only
    contact: ContactId | None = None
    name: str = ""
    again: Reread | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What a follow says by ids, as it is called now: whose acts it tells, and the types of what is logged by hand. One
    that was deleted is retired, or not there at all."""

    people: Mapping[MemberId, str] = field(default_factory=dict)
    activities: Mapping[ChoiceId, Choice] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A follow as it is told of: `wish` with the contact's name as it is now, `maker` by name."""

    id: FollowId
    wish: Wish
    maker: str
    named: Named


def member_of(place: PlaceId) -> MemberId | None:
    """Who is told in private; None for a channel."""
    return MemberId(place) if place.startswith(("U", "W")) else None


def channel_of(place: PlaceId) -> ChannelId | None:
    return None if member_of(place) else ChannelId(place)


class Cadence(StrEnum):
    EACH = "each"  # a post for what happens to one contact within the window
    DAILY = "daily"
    WEEKLY = "weekly"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """How a channel, or a person, wants to be told.

    `window` is how long what happens to one contact joins one post. `at` and `weekday` (0 is Monday) are the wall time
    in `zone` of a digest. `budget` is how many posts an hour are at most before the rest of it is told together.
    `own`: in private, also of one's own acts. `threads`: what happens to one contact is told in a thread of its own.
    """

    id: PlaceId
    cadence: Cadence = Cadence.EACH
    window: timedelta = timedelta(minutes=1)
    at: time = time(9)
    weekday: int = 0
    zone: str = "UTC"
    budget: int = 30
    own: bool = False
    threads: bool = False

    def next_digest(self, after: datetime) -> datetime:
        """When it is told together, the next time."""
        if self.cadence is Cadence.EACH:
            return after + FOLD_AFTER
        day = wall_of(after, self.zone).date()
        for ahead in range(9):
            on = day + timedelta(days=ahead)
            if self.cadence is Cadence.WEEKLY and on.weekday() != self.weekday:
                continue
            moment = instant_of(datetime.combine(on, self.at), self.zone)
            if moment > after:
                return moment
        raise AssertionError("a week has every weekday")


class Telling(StrEnum):
    """What a post of the feed is."""

    CHANGES = "changes"  # of one contact
    DIGEST = "digest"
    THREAD = "thread"  # the first message of a contact's own thread


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One message of the feed in a place; lines join it until `closes_at`. A digest is of no one contact.

    `parent` is the post under which it stands, the first of a thread.
    """

    id: PostId
    place: PlaceId
    telling: Telling
    contact: ContactId | None
    opened_at: datetime
    closes_at: datetime
    parent: PostId | None = None
