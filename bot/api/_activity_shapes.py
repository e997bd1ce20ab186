"""Activities and lines of the feed as JSON, and what may be asked of them."""

from datetime import date, datetime, time
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints, TypeAdapter

from bot.api._confirming import Confirmed
from bot.api._shapes import Actor, Id, Moment, Paging, Shape, Text, is_near
from bot.model.choices import CHOICE_LENGTH
from bot.model.events import EventKind
from bot.model.feed import WORDS_LENGTH
from bot.model.line_types import LineType
from bot.model.rich_text import LETTERS

_MOMENT_LENGTH = 40
_ACTOR = r"^([UW][A-Z0-9]{2,30}|token:[1-9][0-9]{0,18})$"
_DAY = r"\d{4}-\d{2}-\d{2}"
_DAY_LENGTH = len("2026-11-24")
# A plus that nobody wrote as %2B comes as a space.
_DAY_OR_MOMENT = rf"^{_DAY}(T\d{{2}}:\d{{2}}(:\d{{2}}(\.\d{{1,9}})?)?(Z|[-+ ]\d{{2}}:\d{{2}}))?$"
_MOMENT = TypeAdapter(AwareDatetime)


def _is_day_or_moment(text: str) -> str:
    """Raises ValueError."""
    moment_of(text, "UTC")
    return text


def moment_of(text: str, zone: str) -> datetime:
    """A day begins at midnight in the zone. Raises ValueError."""
    if len(text) == _DAY_LENGTH:
        return is_near(datetime.combine(date.fromisoformat(text), time(), ZoneInfo(zone)))
    return is_near(_MOMENT.validate_python(text.replace(" ", "+")))


TypeName = Annotated[
    Text,
    StringConstraints(min_length=1, max_length=CHOICE_LENGTH),
    Field(description="Of the list of types: an id, or a name in either language.", examples=["call"]),
]
DayOrMoment = Annotated[
    str,
    StringConstraints(pattern=_DAY_OR_MOMENT, max_length=_MOMENT_LENGTH),
    AfterValidator(_is_day_or_moment),
]


class NewActivity(Shape):
    """Something that took place: a call, a meeting, an e-mail, a visit."""

    contact: Id
    type: TypeName
    text: Text | None = Field(default=None, max_length=LETTERS)
    at: Moment | None = Field(default=None, description="When it took place; now where it is not said.")
    confirmed: Confirmed = False


class ActivityChange(Shape):
    """A merge patch (RFC 7396). `text` is plain; where it was written with styles, changing it takes them off."""

    contact: Id | None = None
    type: TypeName | None = None
    text: Text | None = Field(default=None, max_length=LETTERS)
    at: Moment | None = None


class ActivityShape(Shape):
    """`type` is null where its type was deleted and nothing took its place; `link` leads to the message it was made
    from."""

    id: Id
    contact: Id
    type: Id | None
    type_name: str
    text: str
    at: Moment
    author: Actor
    link: str
    created_at: Moment


class ActivityTypeShape(Shape):
    id: Id
    name: str


class ChangeShape(Shape):
    """A field before and after; null where there was or is nothing. Texts as they are stored."""

    field: str
    old: str | None
    new: str | None


class LineShape(Shape):
    """A line of the feed: who did what, to whom, when. `subject` is the id of what it was done to.

    `activity` is what was logged by hand, as it is now. `type` is null for what no filter names: settings, lists.
    """

    id: Id
    at: Moment
    kind: EventKind
    type: LineType | None
    actor: Actor
    actor_name: str
    contact: Id | None
    contact_name: str
    subject: str
    changes: list[ChangeShape]
    activity: ActivityShape | None


class LinesAsked(Paging):
    """What is said is true of each line."""

    contact: Id | None = None
    type: Annotated[
        Text | None,
        Field(
            max_length=CHOICE_LENGTH,
            description="As after `type:` in Slack: `contact`, `note`, `file`, `reminder`, `hand`, `relation`, "
            "`import`, `api` (what programs did), or a type of activities by its name or id.",
            examples=["call"],
        ),
    ] = None
    by: Annotated[str, StringConstraints(pattern=_ACTOR)] | None = Field(
        default=None, description="Who did it: a member's id, or `token:` and a token's."
    )
    since: DayOrMoment | None = Field(
        default=None, description="From this day (in the workspace's zone) or moment on.", examples=["2026-11-01"]
    )
    before: DayOrMoment | None = Field(
        default=None, description="Up to the beginning of this day, or to this moment.", examples=["2026-12-01"]
    )
    q: Annotated[Text, Field(max_length=WORDS_LENGTH, description="Words in names, notes, files, activities.")] = ""
