"""Contacts above and below others: head offices and branches, landlords and tenants, companies and their people.

Below a contact stands whose parent or employer it is, and so on down: `is_below` says so for every question.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import CTE, BigInteger, Boolean, ColumnElement, bindparam, false, func, literal, or_, select, true
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import aliased
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from bot.model.contacts import Found, Page
from bot.model.ids import ContactId
from bot.model.warnings import LEVELS
from bot.store._contacts import ContactRow, found_of
from bot.store._session import StoreSession
from bot.store.contacts._lines import FOUND


async def children(session: StoreSession, contact: ContactId, *, limit: int, offset: int) -> Page:
    rows = await session.fetch(_CHILDREN, {"contact": contact, "limit": limit, "offset": offset})
    if not rows and offset:  # fewer than there were when the page was asked for
        return await children(session, contact, limit=limit, offset=0)
    return Page(found=tuple([found_of(row) for row in rows]), total=rows[0].total if rows else 0)


async def ancestors(session: StoreSession, contact: ContactId) -> Sequence[Found]:
    return [found_of(row) for row in await session.fetch(_ANCESTORS, {"contact": contact})]


async def whoever_is_above(session: StoreSession, contact: ContactId) -> frozenset[ContactId]:
    return frozenset(ContactId(row.id) for row in await session.fetch(_ABOVE, {"contact": contact}))


async def subtree(session: StoreSession, contacts: Sequence[ContactId], *, limit: int) -> Sequence[ContactId]:
    further, contact = aliased(ContactRow), aliased(ContactRow)
    has_some = select(further.id).where(is_below(further, contact.id)).exists()
    down = below(or_(false(), *(is_below(ContactRow, literal(each, BigInteger)) for each in contacts)))
    wanted = select(contact.id).where(contact.id.in_(select(down.c.id)), contact.deleted_at.is_(None), has_some)
    return [ContactId(key) for key in await session.scalars(wanted.order_by(contact.id).limit(limit))]


def is_below(contact: Any, other: Any) -> ColumnElement[bool]:
    """Directly: `other` is the id of the parent or the employer of `contact`, a row of contacts."""
    return or_(_Seldom(contact.parent == other), _Seldom(contact.employer == other))


class _Seldom(FunctionElement[bool]):
    """A condition that few rows fulfil. SQLite would otherwise rather read a tenant than two indexes."""

    type = Boolean()
    inherit_cache = True

    def self_group(self, against: object = None) -> "_Seldom":
        """Without `= 1` behind it, which SQLAlchemy gives what it does not know to be a condition."""
        return self


@compiles(_Seldom)
def _as_it_is(element: _Seldom, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(element.clauses, **options)


@compiles(_Seldom, "sqlite")
def _for_sqlite(element: _Seldom, compiler: SQLCompiler, **options: Any) -> str:
    return f"unlikely({compiler.process(element.clauses, **options)})"


# Whoever joins contacts to these puts them first, in an outer join: SQLite would rather begin with all contacts.


def above(contact: ColumnElement[int]) -> CTE:
    """`id` and `level`: the contact itself at 0, then whom it is below; `by_parents` where parents alone lead there."""
    start = select(*_UPWARDS, literal(0, BigInteger).label("level"), true().label("by_parents"))
    up = start.where(ContactRow.id == contact).cte("up", recursive=True)
    other = aliased(ContactRow)
    parents_alone = up.c.by_parents & (other.id == up.c.parent)
    step = select(other.id, other.parent, other.employer, up.c.level + 1, parents_alone)
    # Each once a level, by however many ways it is reached: their number stays small whatever stands above whom.
    return up.union(step.join(up, other.id.in_([up.c.parent, up.c.employer])).where(up.c.level < LEVELS))


def below(*first: ColumnElement[bool]) -> CTE:
    """`id`, `level` and `hold_reach`: those whom the conditions name at 1, then who is below them."""
    start = select(ContactRow.id, ContactRow.hold_reach, literal(1, BigInteger).label("level"))
    down = start.where(*first).cte("down", recursive=True)
    child = aliased(ContactRow)
    step = select(child.id, child.hold_reach, down.c.level + 1).join(down, is_below(child, down.c.id))
    return down.union(step.where(down.c.level < LEVELS))


CONTACT = bindparam("contact", type_=BigInteger)
_UPWARDS = (ContactRow.id, ContactRow.parent, ContactRow.employer)
_CHILDREN = (
    select(*FOUND, func.count().over().label("total"))
    .where(ContactRow.parent == CONTACT, ContactRow.deleted_at.is_(None), ContactRow.archived_at.is_(None))
    .order_by(ContactRow.sort_name, ContactRow.id)
    .limit(bindparam("limit"))
    .offset(bindparam("offset"))
)
_UP = above(CONTACT)
_ABOVE = select(_UP.c.id).where(_UP.c.level > 0).distinct()
_ANCESTORS = (
    select(*FOUND)
    .select_from(_UP)
    .outerjoin(ContactRow, ContactRow.id == _UP.c.id)
    .where(_UP.c.level > 0, _UP.c.by_parents)
    .order_by(_UP.c.level)
)
