"""The feed: what happened, page by page, as it is asked for."""

import heapq
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from sqlalchemy import ClauseElement, select

from bot.model.activities import Activity
from bot.model.events import EventKind
from bot.model.feed import Cursor, FeedList, FeedPage
from bot.model.ids import ActivityId, ContactId
from bot.model.notes import NoteKind
from bot.store._base import columns_of
from bot.store._contacts import ContactRow
from bot.store._feed import Shape, are_few, counted_notes, programs, shape_of, statement, values_of
from bot.store._search_activities import activities_saying
from bot.store._search_notes import NOTES
from bot.store._search_reminders import REMINDERS
from bot.store._search_said import found_by
from bot.store._session import Inquiry, StoreSession, one_of
from bot.store.activities import activities_of, activity_of
from bot.store.events import EventValueRow, event_of
from bot.store.members import MemberRow

_SAYING = 500  # notes, reminders and activities with a word, of each those made last
_AT_ONCE = 128  # of their ids in a statement

_Asked = tuple[ClauseElement, Mapping[str, Any]]


class Feed:
    def __init__(self, session: StoreSession) -> None:
        self._session = session

    async def page(
        self, which: FeedList, *, contacts: Sequence[ContactId] = (), cursor: Cursor | None = None, limit: int
    ) -> FeedPage:
        """The newest first. With words, `contacts` are those whom these find; the lines of theirs, and of notes,
        reminders and activities that have the words, are listed."""
        newer = cursor is not None and cursor.newer
        asked = await self._asked(which, contacts, cursor, limit)
        found = await self._session.converse(_inquiry(asked, limit=limit, newer=newer))
        shown = found.rows[:limit]
        events = tuple(event_of(row, found.values) for row in (reversed(shown) if newer else shown))
        more = len(found.rows) > limit
        sides = {"older": newer or more, "newer": more if newer else cursor is not None}
        return FeedPage(events, contacts=found.contacts, actors=found.actors, logged=found.logged, **sides)

    async def _asked(
        self, which: FeedList, contacts: Sequence[ContactId], cursor: Cursor | None, limit: int
    ) -> list[_Asked]:
        """The statements whose lines together have the page."""
        newer = cursor is not None and cursor.newer
        shape = shape_of(which, few=await self._has_few(which), newer=newer)
        values = values_of(which, cursor, limit)
        asked = await self._by_words(which, contacts, shape) if which.words else [(statement(shape), {})]
        actors = await self._actors(which)
        return [(wanted, {**values, **given, **actor}) for wanted, given in asked for actor in actors]

    async def _actors(self, which: FeedList) -> Sequence[Mapping[str, str]]:
        """Of programs the lines of each are asked for by themselves."""
        if not which.api:
            return [{}]
        return [{"actor": row.actor} for row in await self._session.fetch(programs(), {})]

    async def _by_words(self, which: FeedList, contacts: Sequence[ContactId], shape: Shape) -> list[_Asked]:
        asked: list[_Asked] = []
        if which.contact is None:
            of_contact = statement(replace(shape, contact=True, few=False))
            asked += [(of_contact, {"contact": contact}) for contact in contacts]
        subjects = await self._saying(which.words)
        for begin in range(0, len(subjects), _AT_ONCE):
            some = subjects[begin : begin + _AT_ONCE]
            asked.append(_some(lambda size: statement(replace(shape, subjects=size, few=False)), some))
        return asked

    async def _has_few(self, which: FeedList) -> bool:
        """Whether the notes, or files, whose lines are asked for are few: then these are read by them."""
        kinds = {"note": NoteKind.NOTE, "file": NoteKind.FILE}
        kind = None if which.type is None or which.contact is not None else kinds.get(which.type.value)
        if kind is None:
            return False
        return are_few((await self._session.fetch(counted_notes(kind), {}))[0].n)

    async def _saying(self, words: str) -> list[int]:
        subjects: list[int] = list(await activities_saying(self._session, words, most=_SAYING))
        for said in (NOTES, REMINDERS):
            found = found_by(self._session, said, words, most=_SAYING)
            if found is not None:
                subjects += (await self._session.run(found)).scalars().all()
        return subjects


@dataclass(slots=True)
class _Found:
    rows: list[Any]
    values: Sequence[Any] = ()
    contacts: dict[int, str] = field(default_factory=dict)
    actors: dict[str, str] = field(default_factory=dict)
    logged: dict[ActivityId, Activity] = field(default_factory=dict)


def _inquiry(asked: Sequence[_Asked], *, limit: int, newer: bool) -> Inquiry[_Found]:
    """The lines of all statements in their order, one more than the page has; what was changed in them, and the names
    that they need."""
    lines: dict[int, Any] = {}
    for wanted, values in asked:
        for row in (yield wanted, values):
            lines[row.id] = row
    ends = heapq.nsmallest if newer else heapq.nlargest
    found = _Found([lines[key] for key in ends(limit + 1, lines)])
    if not found.rows:
        return found
    found.values = yield _some(_values, [row.id for row in found.rows])
    if contacts := {row.contact for row in found.rows if row.contact is not None}:
        found.contacts = dict((yield _some(_contact_names, sorted(contacts))))
    found.actors = dict((yield _some(_member_names, sorted({row.actor for row in found.rows}))))
    if logged := [row.subject for row in found.rows if row.kind == EventKind.ACTIVITY_LOGGED]:
        found.logged = {each.id: each for each in map(activity_of, (yield _some(activities_of, logged)))}
    return found


def _some(statement: Callable[[int], ClauseElement], keys: Sequence[Any]) -> tuple[ClauseElement, dict[str, Any]]:
    """For as many keys; few lengths, so that few statements are prepared."""
    size = 1 << (len(keys) - 1).bit_length()
    return statement(size), {f"one{n}": keys[min(n, len(keys) - 1)] for n in range(size)}


@cache
def _values(size: int) -> ClauseElement:
    wanted = select(*columns_of(EventValueRow)).where(one_of(EventValueRow.event, size))
    return wanted.order_by(EventValueRow.event, EventValueRow.field)


@cache
def _contact_names(size: int) -> ClauseElement:
    return select(ContactRow.id, ContactRow.name).where(one_of(ContactRow.id, size))


@cache
def _member_names(size: int) -> ClauseElement:
    return select(MemberRow.id, MemberRow.name).where(one_of(MemberRow.id, size))
