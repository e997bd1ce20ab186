"""The statements by which a page of the feed is found among millions of lines: each reads an index from where the page
begins, and as many lines as the page has.

Of several kinds of events each is read by itself, newest first: asked for all at once, an engine would look through
the whole trace for a kind that is rare.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Select,
    Text,
    any_,
    bindparam,
    func,
    select,
    true,
    union_all,
)

from bot.model.events import EventKind
from bot.model.feed import Cursor, FeedList
from bot.model.ids import first_of
from bot.model.line_types import API_ACTORS, LineType, kinds_of
from bot.model.notes import NoteKind
from bot.store._base import columns_of
from bot.store._contacts import ContactRow
from bot.store._joined import listed
from bot.store._search_activities import ACTIVITIES
from bot.store._search_notes import NOTES
from bot.store._search_reminders import REMINDERS
from bot.store._search_said import newest
from bot.store._written import written
from bot.store.activities import ActivityRow
from bot.store.events import EventRow, EventValueRow
from bot.store.members import MemberRow
from bot.store.notes import NoteRow

_END = (1 << 63) - 1  # above every id
_FEW = 1000  # notes of a kind: where there are no more, their lines are read one by one
_KINDS = tuple(EventKind)
# What a program may do: of each program and kind its lines are read by themselves.
_BY_PROGRAMS = tuple(
    kind
    for each in (LineType.CONTACT, LineType.NOTE, LineType.REMINDER, LineType.ACTIVITY, LineType.RELATION)
    for kind in kinds_of(each)
)
_NOTES = {LineType.NOTE: NoteKind.NOTE, LineType.FILE: NoteKind.FILE}


@dataclass(frozen=True, slots=True)
class Shape:
    """What is asked of a line beside its place: a statement is made once for each.

    `notes` is whether its note is of this kind, `few` that there are few of them; `said` whether it is about what was
    said in some words, `typed` whether it logs an activity of a type. `contacts` asks of several, each by itself.
    """

    postgres: bool = False
    sees_all: bool = False  # also what is for some people only

    kinds: tuple[EventKind, ...] = ()
    contact: bool = False
    contacts: bool = False
    actor: bool = False
    typed: bool = False
    notes: NoteKind | None = None
    few: bool = False
    said: bool = False
    newer: bool = False

    @property
    def is_pointed_out(self) -> bool:
        """Whether its lines are named one by one, and not looked for along an index."""
        return self.said or self.few or (self.typed and not self.actor and not self.is_of_contact)

    @property
    def is_of_contact(self) -> bool:
        return self.contact or self.contacts


def shape_of(which: FeedList, *, postgres: bool, sees_all: bool, few: bool = False, newer: bool = False) -> Shape:
    return Shape(
        postgres=postgres,
        sees_all=sees_all,
        kinds=_kinds(which),
        contact=which.contact is not None,
        actor=which.actor is not None or which.api,
        typed=which.activity is not None,
        notes=None if which.type is None else _NOTES.get(which.type),
        few=few,
        newer=newer,
    )


def _kinds(which: FeedList) -> tuple[EventKind, ...]:
    if which.activity is not None:
        return (EventKind.ACTIVITY_LOGGED,)
    if which.type is not None:
        return kinds_of(which.type)
    return _BY_PROGRAMS if which.api else ()


def values_of(which: FeedList, cursor: Cursor | None, limit: int) -> dict[str, Any]:
    """For a statement of its shape. One line more than the page has says that there are others."""
    low = 0 if which.span.low is None else first_of(which.span.low)
    high = _END if which.span.high is None else first_of(which.span.high)
    if cursor is not None and cursor.newer:
        low = max(low, cursor.event + 1)
    elif cursor is not None:
        high = min(high, cursor.event)
    given = {"low": low, "high": high, "most": limit + 1}
    named = {"contact": which.contact, "actor": which.actor, "type": which.activity}
    return given | {name: value for name, value in named.items() if value is not None}


@lru_cache(maxsize=500)
def statement(shape: Shape) -> Select[Any]:
    """Its lines in their order: the newest first, or where the page goes on towards now, the oldest first. With the
    names of whom each is of and who did it, None where nobody has one, and what was changed."""
    line = _lines(shape).subquery().c
    # Not joined: PostgreSQL, which plans for any limit, would read all contacts for the few that a page has.
    contact = select(ContactRow.name).where(ContactRow.id == line.contact).scalar_subquery()
    actor = select(MemberRow.name).where(MemberRow.id == line.actor).scalar_subquery()
    value = EventValueRow
    changes = select(listed(value.field, value.old, value.new)).where(value.event == line.id).scalar_subquery()
    beside = (contact.label("contact_name"), actor.label("actor_name"), changes.label("changes"))
    return select(*line, *beside).order_by(line.id if shape.newer else line.id.desc())


def _lines(shape: Shape) -> Select[Any]:
    wanted = select(*(each for each in columns_of(EventRow) if each is not EventRow.digests))
    if shape.postgres and (each := _each(shape)) is not None:
        return _in_order(wanted.where(EventRow.id.in_(each)), shape)
    wheres = _wheres(shape)
    if len(wheres) == 1:
        return _in_order(wanted.where(*wheres[0], *_rest(shape)), shape)
    return _in_order(wanted.where(EventRow.id.in_(union_all(*(_branch(shape, where) for where in wheres)))), shape)


def _each(shape: Shape) -> Select[Any] | None:
    """Of each kind, or contact, by itself. With a part for each kind a statement is too long for asyncpg to keep."""
    where: list[ColumnElement[bool]] = []
    column: Any = EventRow.kind
    among: Any
    if shape.contacts:
        column, among = EventRow.contact, bindparam("contacts", type_=ARRAY(BigInteger()))
    elif shape.actor and not (shape.is_pointed_out or shape.contact):
        where.append(EventRow.actor == bindparam("actor"))
        among = bindparam("kinds", [kind.value for kind in shape.kinds or _KINDS], type_=ARRAY(Text()))
    else:
        return None
    asked = func.unnest(among).table_valued("asked").render_derived()
    part = _in_order(select(EventRow.id).where(*where, column == asked.c.asked, *_rest(shape)), shape).lateral()
    return select(part.c.id).select_from(asked.join(part, true()))


def _wheres(shape: Shape) -> list[list[ColumnElement[bool]]]:
    """By which index each part of it is read, from the most selective down."""
    if shape.said:
        return [[_is_about_what_was_said(shape)]]
    if shape.few:
        return [[EventRow.subject.in_(_notes_of(shape.notes))]]
    if shape.contact:
        return [[EventRow.contact == bindparam("contact")]]
    if shape.is_pointed_out:
        return [[EventRow.id.in_(_logged(shape))]]
    actor = [EventRow.actor == bindparam("actor")] if shape.actor else []
    if not shape.kinds and not shape.actor:
        return [[]]
    return [[*actor, EventRow.kind == written(kind)] for kind in shape.kinds or _KINDS]


def _is_about_what_was_said(shape: Shape) -> ColumnElement[bool]:
    found = [newest(each, postgres=shape.postgres, sees_all=shape.sees_all) for each in (NOTES, REMINDERS, ACTIVITIES)]
    if not shape.postgres:
        return EventRow.subject.in_(union_all(*found))
    # As a list that is there before the lines are looked for, or it would be joined to all of them.
    return EventRow.subject == any_(func.array(union_all(*found).scalar_subquery(), type_=ARRAY(BigInteger)))


def _branch(shape: Shape, where: Sequence[ColumnElement[bool]]) -> Select[Any]:
    """SQLite lets a part have its own order and limit only as a table of its own."""
    part = _in_order(select(EventRow.id).where(*where, *_rest(shape)), shape).subquery()
    return select(part.c.id)


def _rest(shape: Shape) -> list[ColumnElement[bool]]:
    """What else is asked, of the lines that an index leads to; written so that no other index is taken for it."""
    place = _place(shape)
    rest: list[ColumnElement[bool]] = [place >= bindparam("low"), place < bindparam("high")]
    if shape.is_pointed_out or shape.is_of_contact:
        if shape.kinds:
            rest.append(EventRow.kind.concat("").in_([written(kind) for kind in shape.kinds]))
        if shape.actor:
            rest.append(EventRow.actor.concat("") == bindparam("actor"))
    if shape.contact and shape.is_pointed_out:
        rest.append(EventRow.contact + 0 == bindparam("contact"))
    if shape.typed and (shape.actor or shape.is_of_contact or shape.said):
        rest.append(_is_of_type())
    if shape.notes is not None and not shape.few:
        rest.append(_is_of(shape.notes))
    return rest


def _in_order(wanted: Select[Any], shape: Shape) -> Select[Any]:
    place = _place(shape)
    return wanted.order_by(place if shape.newer else place.desc()).limit(bindparam("most"))


def _place(shape: Shape) -> ColumnElement[int]:
    """By the column as it is, SQLite would rather go through the trace in order than look up what is pointed out."""
    return EventRow.id + 0 if shape.is_pointed_out else EventRow.id.expression


def _logged(shape: Shape) -> Select[Any]:
    """The lines that log an activity of the type, as many as the page has."""
    order = ActivityRow.told if shape.newer else ActivityRow.told.desc()
    wanted = select(ActivityRow.told).where(ActivityRow.type == bindparam("type"), ActivityRow.deleted_at.is_(None))
    placed = wanted.where(ActivityRow.told >= bindparam("low"), ActivityRow.told < bindparam("high"))
    part = placed.order_by(order).limit(bindparam("most")).subquery()
    return select(part.c.told)


def _is_of_type() -> ColumnElement[bool]:
    row = ActivityRow
    there = select(row.id).where(row.id == EventRow.subject, row.type == bindparam("type"), row.deleted_at.is_(None))
    return there.exists()


def _notes_of(kind: NoteKind | None) -> Select[Any]:
    wanted = select(NoteRow.id).limit(_FEW)
    return wanted if kind is None else wanted.where(NoteRow.kind == written(kind))


def _is_of(kind: NoteKind) -> ColumnElement[bool]:
    """Of a note that is gone for good nobody knows whether it was a file."""
    file = select(NoteRow.id).where(NoteRow.id == EventRow.subject, NoteRow.kind == written(NoteKind.FILE)).exists()
    return ~file if kind is NoteKind.NOTE else file


@lru_cache(maxsize=2)
def counted_notes(kind: NoteKind) -> Select[Any]:
    """How many there are, up to where they are many."""
    some = select(NoteRow.id).where(NoteRow.kind == written(kind)).limit(_FEW + 1).subquery()
    return select(func.count().label("n")).select_from(some)


@lru_cache(maxsize=1)
def programs() -> Select[Any]:
    """Who has acted with a token, each found by a step in an index: there are few of them, and many lines of each."""
    last = API_ACTORS[:-1] + chr(ord(API_ACTORS[-1]) + 1)
    first = select(func.min(EventRow.actor).label("actor")).where(EventRow.actor >= API_ACTORS, EventRow.actor < last)
    found = first.cte("found", recursive=True)
    following = select(func.min(EventRow.actor)).where(EventRow.actor > found.c.actor, EventRow.actor < last)
    stepped = select(following.scalar_subquery()).select_from(found).where(found.c.actor.is_not(None))
    steps = found.union_all(stepped)
    # Beside a mapped table, so that it is filtered by tenant.
    return select(steps.c.actor).where(steps.c.actor.is_not(None)).limit(_PROGRAMS)


_PROGRAMS = 50


def are_few(count: int) -> bool:
    return count <= _FEW
