"""A list of the feed as it stands: which lines, and from where on."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl

from bot.crm import activities, feed
from bot.crm._work import Work
from bot.handlers._places import place_text
from bot.model.activities import Activity
from bot.model.feed import EVERYTHING, Cursor, FeedList
from bot.model.ids import ActivityId, ChoiceId, ContactId, MemberId
from bot.model.line_types import LineType
from bot.model.messages import Block, Message
from bot.model.span import Span
from bot.parse.feed import named_span
from bot.parse.query import Asker
from bot.templates import feed as show
from bot.templates._words import reader_of
from bot.templates.feed._filters import PERIODS, Filters

_NOUN = "feed"
ON_HOME = 5


@dataclass(frozen=True, slots=True)
class Place:
    """`cursor` is where the page begins, None of the first. Another `edition` of a view shows what its place says,
    whatever was chosen in it."""

    which: FeedList = EVERYTHING
    cursor: Cursor | None = None
    edition: int = 0

    def __str__(self) -> str:
        which = self.which
        said = {
            "contact": which.contact,
            "type": which.type,
            "activity": which.activity,
            "api": "yes" if which.api else None,
            "by": which.actor,
            "span": None if which.span == Span() else which.span,
            "words": which.words,
            "at": self.cursor,
            "edition": self.edition or None,
        }
        return place_text({name: "" if value is None else str(value) for name, value in said.items()})


def place_of(text: str) -> Place:
    """What `str` of a place says, as buttons carry it; what is not understood is left out."""
    said = dict(parse_qsl(text))
    contact, activity, edition = (_number(said.get(name, "")) for name in ("contact", "activity", "edition"))
    type = said.get("type", "")
    which = FeedList(
        contact=None if contact is None else ContactId(contact),
        type=LineType(type) if type in set(LineType) else None,
        activity=None if activity is None else ChoiceId(activity),
        api="api" in said,
        actor=MemberId(said["by"]) if "by" in said else None,
        span=_span(said.get("span", "/")),
        words=said.get("words", ""),
    )
    return Place(which, Cursor.read(said.get("at", "")), edition or 0)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() else None


def _span(text: str) -> Span:
    try:
        return Span.read(text)
    except ValueError:
        return Span()


def place_in(metadata: str) -> Place | None:
    """The list that a view shows; None of any other view."""
    noun, colon, rest = metadata.partition(":")
    return place_of(rest) if noun == _NOUN and colon else None


async def listed(work: Work, place: Place, *, limit: int = feed.PAGE) -> show.Listed:
    """Raises ContactNotFound."""
    which = place.which
    shown = await feed.page(work, which, place.cursor, limit=limit)
    people = {} if which.actor is None else await work.members.find_many([which.actor])
    person = "" if which.actor is None else people[which.actor].name if which.actor in people else str(which.actor)
    return show.Listed(
        filters=Filters(
            which=which,
            person=person,
            types=await activities.types(work),
            periods=periods(work),
            edition=place.edition,
        ),
        lines=shown.lines,
        doors=_doors(place, shown.page.to_older, shown.page.to_newer),
        about=shown.about,
        logged=shown.page.logged,
        mine=mine_of(work, shown.page.logged),
    )


def mine_of(work: Work, logged: Mapping[ActivityId, Activity]) -> frozenset[ActivityId]:
    """Those that the viewer may change."""
    return frozenset(key for key, each in logged.items() if each.may_be_changed_by(work.viewer.member))


def asker_of(work: Work) -> Asker:
    member = work.viewer.member
    return Asker(work.now, member.zone, member.locale, {})


def periods(work: Work) -> dict[str, str]:
    """The spans that a menu offers, as they are now, by name."""
    asker = asker_of(work)
    return {name: str(named_span(name.replace("_", " "), asker)) for name in PERIODS}


def _doors(place: Place, older: Cursor | None, newer: Cursor | None) -> dict[str, str]:
    here = replace(place, edition=place.edition + 1)
    doors = {"here": here, "all": Place(edition=here.edition)}
    if older is not None:
        doors["older"] = replace(place, cursor=older)
    if newer is not None:
        doors["newer"] = replace(place, cursor=newer)
    return {name: str(each) for name, each in doors.items()}


async def list_message(work: Work, place: Place) -> Message:
    return show.one_list(await listed(work, place), reader_of(work.viewer.member))


async def list_view(work: Work, place: Place) -> Block:
    reader = reader_of(work.viewer.member)
    return show.as_view(await listed(work, place), reader, metadata=f"{_NOUN}:{place}")


async def on_home(work: Work) -> show.Listed:
    """The latest few of everybody's."""
    return await listed(work, Place(), limit=ON_HOME)
