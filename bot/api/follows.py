"""Follows over HTTP: which channels are told what happens to whom."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from bot.api._activity_shapes import TypeName
from bot.api._confirming import Confirmed
from bot.api._refusals import FollowedAlready, RequestInvalid, Wrong, said_at
from bot.api._routes import Answered, Asked, Route
from bot.api._shapes import Actor, Id, Moment, Page, Paging, Shape, Text, cursor_of, place_of
from bot.api.activities import type_named
from bot.crm import activities, follows
from bot.crm._work import Work
from bot.model.choices import Choice
from bot.model.errors import ContactNotFound, FollowNotFound
from bot.model.follows import Follow, Followed, Only, Wish
from bot.model.ids import ChannelId, ChoiceId, ContactId, FollowId, PlaceId
from bot.model.line_types import LineType
from bot.model.tokens import Scope
from bot.parse.follows import AskedFollow

_PLACE = re.compile(r"[1-9][0-9]{0,18}", re.ASCII)
_MOST_PEOPLE = 50
_MOST_TYPES = 50
_ONLY = ("types", "not_types", "people", "not_people")
_BY_HAND = {"activity_types": "activities", "not_activity_types": "not_activities"}  # as they are called inside

Channel = Annotated[
    str,
    StringConstraints(pattern=r"^[CG][A-Z0-9]{2,30}$"),
    Field(description="A channel, by Slack's own id.", examples=["C0CLIENTS01"]),
]
Who = Annotated[str, StringConstraints(pattern=r"^([UW][A-Z0-9]{2,30}|token:[1-9][0-9]{0,18})$")]
Types = Annotated[list[LineType], Field(max_length=len(LineType))]
ByHand = Annotated[list[TypeName], Field(max_length=_MOST_TYPES)]
People = Annotated[list[Who], Field(max_length=_MOST_PEOPLE)]


class FollowFields(Shape):
    """Which lines are told; what is empty is any of them. With both `types` and `activity_types`, those of either.

    `activity_types` are of what was logged by hand, by their ids or names.
    """

    types: Types | None = Field(default=None, description="These alone.")
    not_types: Types | None = Field(default=None, description="All but these.")
    activity_types: ByHand | None = Field(default=None, description="Of what was logged by hand, these alone.")
    not_activity_types: ByHand | None = Field(default=None, description="Of what was logged by hand, all but these.")
    people: People | None = Field(default=None, description="Of what these do: members, tokens.")
    not_people: People | None = Field(default=None, description="Of what anybody but these does.")


class NewFollow(FollowFields):
    """Of a contact, of whoever `q` finds, or, where neither is said, of everybody."""

    channel: Channel
    contact: Id | None = None
    q: Text | None = Field(default=None, max_length=500, description="A line of search, such as `tag:clients`.")
    confirmed: Confirmed = False


class FollowChange(FollowFields):
    """A merge patch (RFC 7396): lists are replaced as a whole."""


class FollowShape(Shape):
    """`contact` where it is of one alone, else `q`; both empty is everybody.

    A type of activities that was deleted stays in its list, and no line is of it.
    """

    id: Id
    channel: str
    contact: Id | None
    contact_name: str
    q: str
    types: list[LineType]
    not_types: list[LineType]
    activity_types: list[Id]
    not_activity_types: list[Id]
    people: list[Actor]
    not_people: list[Actor]
    created_by: Actor
    created_by_name: str
    created_at: Moment


class FollowsAsked(Paging):
    channel: Channel | None = None


async def listed(asked: Asked, work: Work) -> Answered:
    said = asked.asked(FollowsAsked)
    after = FollowId(int(place_of(said.cursor, _PLACE) or 0))
    channel = None if said.channel is None else ChannelId(said.channel)
    found = await follows.in_channels(work, channel, after=after, limit=said.limit + 1)
    more = cursor_of(str(found[said.limit - 1].id)) if len(found) > said.limit else None
    return Answered(body=Page[FollowShape].model_construct(data=await _all(work, found[: said.limit]), next=more))


async def find(asked: Asked, work: Work) -> Answered:
    return Answered(body=await _one(work, await follows.find(work, _id(asked))))


async def can_start(asked: Asked, work: Work) -> ChannelId:
    """Before the channel is entered for it."""
    given = asked.sent(NewFollow)
    await _check(given, work)
    return ChannelId(given.channel)


async def start(asked: Asked, work: Work) -> Answered:
    given = asked.sent(NewFollow)
    wish = await _check(given, work)
    place = PlaceId(given.channel)
    await follows.start(work, place, wish)
    follow = await follows.same(work, place, wish)
    if follow is None:
        raise FollowNotFound
    return Answered(body=await _one(work, follow), location=f"/follows/{follow.id}")


async def change(asked: Asked, work: Work) -> Answered:
    held = await _expected(asked, work)
    given = asked.sent(FollowChange)
    only = _only(given, held.only, await activities.types(work))
    if not await follows.change(work, held.id, only):
        raise FollowedAlready
    return Answered(body=await _one(work, await follows.find(work, held.id)))


async def stop(asked: Asked, work: Work) -> Answered:
    held = await _expected(asked, work)
    await follows.stop_one(work, [held.place], held.id)
    return Answered()


def _id(asked: Asked) -> FollowId:
    return FollowId(asked.ids["follow"])


async def _expected(asked: Asked, work: Work) -> Follow:
    """Held until the commit. Raises FollowNotFound, VersionOutdated."""
    held = await follows.find(work, _id(asked), lock=True)
    if asked.if_match:
        asked.expect(await _one(work, held))
    return held


async def _check(given: NewFollow, work: Work) -> Wish:
    """Raises RequestInvalid and what `crm.follows.to_follow` does."""
    words = (given.q or "").strip()
    if words and given.contact is not None:
        raise RequestInvalid(wrong=[Wrong("either_or", pointer="/q")])
    contact = None if given.contact is None else ContactId(int(given.contact))
    is_all = not words and contact is None
    only = _only(given, Only(), await activities.types(work))
    wanted = AskedFollow(words=words, only=only, is_all=is_all, contact=contact, is_sure=given.confirmed)
    pointer, reason = ("/q", "nobody_found") if contact is None else ("/contact", "contact_unknown")
    with said_at(pointer, reason, ContactNotFound):
        return await follows.to_follow(work, wanted, place=PlaceId(given.channel))


def _only(given: FollowFields, held: Only, known: Sequence[Choice]) -> Only:
    """On top of what is held. Raises RequestInvalid."""
    said: dict[str, Any] = {
        name: frozenset(getattr(given, name) or ()) for name in _ONLY if name in given.model_fields_set
    }
    for name, own in _BY_HAND.items():
        if name in given.model_fields_set:
            said[own] = _by_hand(name, getattr(given, name) or (), getattr(held, own), known)
    return replace(held, **said)


def _by_hand(name: str, said: Sequence[str], held: frozenset[ChoiceId], known: Sequence[Choice]) -> frozenset[ChoiceId]:
    """By their ids or names; one that was deleted may stay where it is. Raises RequestInvalid."""
    gone = {str(each): each for each in held}
    wrong: list[Wrong] = []
    chosen: set[ChoiceId] = set()
    for place, each in enumerate(said):
        found = type_named(each, known)
        if found is None and each not in gone:
            wrong.append(Wrong("choice_unknown", pointer=f"/{name}/{place}"))
        else:
            chosen.add(gone[each] if found is None else found.id)
    if wrong:
        raise RequestInvalid(wrong=wrong)
    return frozenset(chosen)


async def _one(work: Work, follow: Follow) -> FollowShape:
    """Raises FollowNotFound where its contact is gone: it tells nothing any more."""
    shown = await _all(work, [follow])
    if not shown:
        raise FollowNotFound
    return shown[0]


async def _all(work: Work, some: Sequence[Follow]) -> list[FollowShape]:
    told = await follows.told(work, some)
    return [_shown(each, told[each.id]) for each in some if each.id in told]


def _shown(follow: Follow, told: Followed) -> FollowShape:
    contact = told.wish.contact
    only: dict[str, Any] = {name: sorted(getattr(follow.only, name)) for name in _ONLY}
    only |= {name: [str(each) for each in sorted(getattr(follow.only, own))] for name, own in _BY_HAND.items()}
    return FollowShape.model_construct(
        None,
        id=str(follow.id),
        channel=follow.place,
        contact=None if contact is None else str(contact),
        contact_name=told.wish.name,
        q="" if contact is not None else follow.query.text,
        **only,
        created_by=follow.created_by,
        created_by_name=told.maker,
        created_at=follow.created_at,
    )


READ, WRITE = Scope.READ, Scope.WRITE
ALL, ONE = "/follows", "/follows/{follow}"
# fmt: off
ROUTES = (
    Route(method="GET", path=ALL, does=listed, scope=READ, name="follows.list",
          summary="List what channels follow", query=FollowsAsked, answer=Page[FollowShape],
          about="Of all channels or of one, the oldest first; not what somebody follows in private."),
    Route(method="POST", path=ALL, does=start, before=can_start, scope=WRITE, name="follows.create", status=201,
          summary="Have a channel follow", body=NewFollow, answer=FollowShape, versioned=True,
          about="The app joins a public channel by itself, and must be invited to a private one. "
                "What the channel follows already is answered as it is."),
    Route(method="GET", path=ONE, does=find, scope=READ, name="follows.read",
          summary="Read a follow", answer=FollowShape, versioned=True),
    Route(method="PATCH", path=ONE, does=change, scope=WRITE, name="follows.change",
          summary="Change which lines are told", body=FollowChange, answer=FollowShape, versioned=True),
    Route(method="DELETE", path=ONE, does=stop, scope=WRITE, name="follows.delete", status=204,
          summary="End a follow", versioned=True),
)
# fmt: on
