"""The feed: what happened, page by page, as it is asked for."""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.model.activities import Activity
from bot.model.contacts import Page
from bot.model.events import EventKind
from bot.model.feed import Cursor, FeedList, FeedPage
from bot.model.ids import ActivityId, ContactId, MemberId
from bot.model.notes import NoteKind
from bot.model.query import Query
from bot.store import _search
from bot.store._feed import Shape, are_few, counted_notes, programs, shape_of, statement, values_of
from bot.store._search_said import wanted_by
from bot.store._session import Asked, Inquiry, StoreSession
from bot.store.activities import activities_of, activity_of
from bot.store.events import event_of

_SAYING = 500  # notes, reminders and activities with a word, of each those made last
_CALLED = 20  # contacts that words may mean, the likeliest
_KINDS = {"note": NoteKind.NOTE, "file": NoteKind.FILE}

Called = Query | Sequence[ContactId]  # who is meant by words, or the question that finds them


class Feed:
    def __init__(self, session: StoreSession) -> None:
        self._session = session

    async def page(
        self,
        which: FeedList,
        *,
        called: Called = (),
        mine: MemberId | None = None,
        cursor: Cursor | None = None,
        limit: int,
    ) -> FeedPage:
        """The newest first. With words, their lines are listed who are `called` so, those `mine` looks after before
        others that fit as well, and the lines of notes, reminders and activities that have the words."""
        newer = cursor is not None and cursor.newer
        inquiry = self._found(which, called, mine=mine, cursor=cursor, limit=limit)
        found = await self._session.converse(inquiry)
        shown = found.rows[:limit]
        events = tuple(map(event_of, reversed(shown) if newer else shown))
        more = len(found.rows) > limit
        sides = {"older": newer or more, "newer": more if newer else cursor is not None}
        return FeedPage(events, contacts=found.contacts, actors=found.actors, logged=found.logged, **sides)

    def _found(
        self, which: FeedList, called: Called, *, mine: MemberId | None, cursor: Cursor | None, limit: int
    ) -> Inquiry["_Found"]:
        """The lines of all statements in their order, one more than the page has."""
        newer = cursor is not None and cursor.newer
        shape = yield from self._shape(which, newer=newer)
        values = values_of(which, cursor, limit)
        asked: list[Asked] = [(statement(shape), {})]
        if which.words:
            asked = yield from self._by_words(which, called, shape, mine=mine)
        actors = [{"actor": row.actor} for row in (yield programs(), {})] if which.api else [{}]
        parts = []
        for wanted, given in asked:
            for actor in actors:
                parts.append((yield wanted, {**values, **given, **actor}))
        found = _Found(_ends(parts, limit + 1, newer=newer))
        if logged := [row.subject for row in found.rows if row.kind == EventKind.ACTIVITY_LOGGED]:
            there = yield self._session.each_of(activities_of, logged)
            found.logged = {each.id: each for each in map(activity_of, there)}
        return found

    def _shape(self, which: FeedList, *, newer: bool) -> Inquiry[Shape]:
        """Where the notes, or files, whose lines are asked for are few, these are read by them."""
        kind = None if which.type is None or which.contact is not None else _KINDS.get(which.type.value)
        few = kind is not None and are_few((yield counted_notes(kind), {})[0].n)
        session = self._session
        return shape_of(which, postgres=session.is_postgres, sees_all=session.sight.everything, few=few, newer=newer)

    def _by_words(
        self, which: FeedList, called: Called, shape: Shape, *, mine: MemberId | None
    ) -> Inquiry[list[Asked]]:
        asked: list[Asked] = []
        if which.contact is None:
            asked += self._of_contacts((yield from self._called(called, mine)), replace(shape, few=False))
        wanted = wanted_by(self._session, which.words)
        if wanted is not None:
            said = statement(replace(shape, said=True, few=False))
            asked.append((said, {"wanted": wanted, "most_said": _SAYING}))
        return asked

    def _called(self, called: Called, mine: MemberId | None) -> Inquiry[Sequence[ContactId]]:
        if not isinstance(called, Query):
            return called
        if not called.asked:
            return ()
        page: Page = yield from _search.inquiry(self._session, called, limit=_CALLED, offset=0, mine=mine)
        return [each.id for each in page.found]

    def _of_contacts(self, contacts: Sequence[ContactId], shape: Shape) -> list[Asked]:
        """Of each as many as the page has."""
        if shape.postgres:
            return [(statement(replace(shape, contacts=True)), {"contacts": list(contacts)})] if contacts else []
        return [(statement(replace(shape, contact=True)), {"contact": contact}) for contact in contacts]


def _ends(parts: Sequence[Sequence[Any]], most: int, *, newer: bool) -> Sequence[Any]:
    """Of lines that may be in several parts, each of which has no more and is in order."""
    if len(parts) == 1:
        return parts[0]
    lines = {row.id: row for rows in parts for row in rows}
    ends = heapq.nsmallest if newer else heapq.nlargest
    return [lines[key] for key in ends(most, lines)]


@dataclass(slots=True)
class _Found:
    """Lines in their order, each with its names."""

    rows: Sequence[Any]
    logged: dict[ActivityId, Activity] = field(default_factory=dict)

    @property
    def contacts(self) -> dict[int, str]:
        return {row.contact: row.contact_name for row in self.rows if row.contact_name is not None}

    @property
    def actors(self) -> dict[str, str]:
        return {row.actor: row.actor_name for row in self.rows if row.actor_name is not None}
