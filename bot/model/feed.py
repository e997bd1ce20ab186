"""Which lines of the feed somebody asks for, and a page of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.model.activities import Activity
from bot.model.events import Event
from bot.model.ids import ActivityId, ChoiceId, ContactId, EventId, MemberId
from bot.model.line_types import LineType
from bot.model.span import Span

WORDS_LENGTH = 200
ALWAYS = Span()


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedList:
    """Which lines a list shows, all that is said being true of each.

    `type` is what they are about; `activity` one type of those by hand; `api` those that programs wrote. `actor` is
    who did it, `span` when.
    """

    contact: ContactId | None = None
    type: LineType | None = None
    activity: ChoiceId | None = None
    api: bool = False
    actor: MemberId | None = None
    span: Span = ALWAYS
    words: str = ""


EVERYTHING = FeedList()


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page begins: before an event, towards the past, or after one, towards now."""

    event: EventId
    newer: bool = False

    @classmethod
    def read(cls, text: str) -> "Cursor | None":
        """None for what `str` of a cursor never says."""
        key = text.removeprefix("+")
        return cls(EventId(int(key)), newer=key != text) if key.isascii() and key.isdigit() else None

    def __str__(self) -> str:
        return f"+{self.event}" if self.newer else str(self.event)


@dataclass(frozen=True, slots=True)
class FeedPage:
    """The newest first; `older` and `newer` say whether there are more on either side. `contacts` and `actors` are the
    names of those whom they are of and who did it, as far as these have one; `logged` are the activities that they log,
    as far as these are there still."""

    events: tuple[Event, ...] = ()
    older: bool = False
    newer: bool = False
    contacts: Mapping[int, str] = field(default_factory=dict)
    actors: Mapping[str, str] = field(default_factory=dict)
    logged: Mapping[ActivityId, Activity] = field(default_factory=dict)

    @property
    def to_older(self) -> Cursor | None:
        return Cursor(self.events[-1].id) if self.older and self.events else None

    @property
    def to_newer(self) -> Cursor | None:
        return Cursor(self.events[0].id, newer=True) if self.newer and self.events else None
