"""The feed over HTTP: what happened, of all contacts or of one, by the filters of `/activity`."""

import re
from collections.abc import Mapping, Sequence

from bot.api._activity_shapes import ActivityShape, ChangeShape, LinesAsked, LineShape, moment_of
from bot.api._refusals import RequestInvalid, Wrong
from bot.api._routes import Answered, Asked, Route
from bot.api._shapes import Page, cursor_of, place_of
from bot.api.activities import shown as activity_shown
from bot.api.activities import type_named
from bot.crm import activities, feed
from bot.crm._work import Work
from bot.model.choices import Choice
from bot.model.errors import ContactNotFound
from bot.model.events import Event, EventKind
from bot.model.feed import Cursor, FeedList
from bot.model.ids import ActivityId, ContactId, EventId, MemberId
from bot.model.line_types import type_of
from bot.model.records import Line
from bot.model.span import Span
from bot.model.tokens import Scope
from bot.parse.feed import About, about_of

_PLACE = re.compile(r"[1-9][0-9]{0,18}", re.ASCII)


async def listed(asked: Asked, work: Work) -> Answered:
    said = asked.asked(LinesAsked)
    place = place_of(said.cursor, _PLACE)
    cursor = None if place is None else Cursor(EventId(int(place)))
    known = await activities.types(work)
    try:
        page = await feed.page(work, _which(said, known, work), cursor, limit=said.limit)
    except ContactNotFound as unknown:
        raise RequestInvalid(wrong=[Wrong("contact_unknown", parameter="contact")]) from unknown
    logged = {key: activity_shown(each, known, work) for key, each in page.page.logged.items()}
    lines = [_shown(line, logged) for line in page.lines]
    more = page.page.to_older
    return Answered(
        body=Page[LineShape].model_construct(data=lines, next=None if more is None else cursor_of(str(more)))
    )


def _which(said: LinesAsked, known: Sequence[Choice], work: Work) -> FeedList:
    about = _about(said.type, known)
    zone = work.viewer.workspace.zone
    return FeedList(
        contact=None if said.contact is None else ContactId(int(said.contact)),
        type=about.type,
        activity=about.activity,
        api=about.api,
        actor=None if said.by is None else MemberId(said.by),
        span=Span(*(None if each is None else moment_of(each, zone) for each in (said.since, said.before))),
        words=said.q.strip(),
    )


def _about(said: str | None, known: Sequence[Choice]) -> About:
    """Raises LineTypeUnknown."""
    if not said:
        return About()
    own = type_named(said, known)
    return about_of(said, known) if own is None else About(activity=own.id)


def _shown(line: Line, logged: Mapping[ActivityId, ActivityShape]) -> LineShape:
    event = line.event
    return LineShape.model_construct(
        id=str(event.id),
        at=event.at,
        kind=event.kind,
        type=type_of(event.kind, _note_kind(event)),
        actor=event.actor,
        actor_name=line.actor,
        contact=None if event.contact is None else str(event.contact),
        contact_name=line.contact,
        subject=str(event.subject),
        changes=[ChangeShape.model_construct(field=each.field, old=each.old, new=each.new) for each in event.changes],
        activity=logged.get(ActivityId(event.subject)) if event.kind is EventKind.ACTIVITY_LOGGED else None,
    )


def _note_kind(event: Event) -> str | None:
    return next((each.new or each.old for each in event.changes if each.field == "note_kind"), None)


# fmt: off
ROUTES = (
    Route(method="GET", path="/activities", does=listed, scope=Scope.READ, name="activities.list",
          summary="Read the feed", query=LinesAsked, answer=Page[LineShape],
          about="Who did what to whom, the newest first: what was logged by hand, and every other change."),
)
# fmt: on
