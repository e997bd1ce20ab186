"""Contacts above and below others: head offices and branches, landlords and tenants."""

from collections.abc import Sequence

from sqlalchemy import CTE, BigInteger, ColumnElement, bindparam, func, literal, select
from sqlalchemy.orm import aliased

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


async def subtree(session: StoreSession, contacts: Sequence[ContactId], *, limit: int) -> Sequence[ContactId]:
    down, contact = below(ContactRow.parent.in_(contacts)), aliased(ContactRow)
    wanted = select(contact.id).where(contact.id.in_(select(down.c.id)), contact.deleted_at.is_(None))
    return [ContactId(key) for key in await session.scalars(wanted.order_by(contact.id).limit(limit))]


# Whoever joins contacts to these puts them first, in an outer join: SQLite would rather begin with all contacts.


def above(contact: ColumnElement[int]) -> CTE:
    """`id` and `level`: the contact itself at 0, then its parents."""
    start = select(ContactRow.id, ContactRow.parent, literal(0, BigInteger).label("level"))
    up = start.where(ContactRow.id == contact).cte("up", recursive=True)
    parent = aliased(ContactRow)
    step = select(parent.id, parent.parent, up.c.level + 1).join(up, parent.id == up.c.parent)
    return up.union_all(step.where(up.c.level < LEVELS))


def below(*first: ColumnElement[bool]) -> CTE:
    """`id`, `level` and `hold_reach`: those whom the conditions name at 1, then their children."""
    start = select(ContactRow.id, ContactRow.hold_reach, literal(1, BigInteger).label("level"))
    down = start.where(*first).cte("down", recursive=True)
    child = aliased(ContactRow)
    step = select(child.id, child.hold_reach, down.c.level + 1).join(down, child.parent == down.c.id)
    return down.union_all(step.where(down.c.level < LEVELS))


CONTACT = bindparam("contact", type_=BigInteger)
_CHILDREN = (
    select(*FOUND, func.count().over().label("total"))
    .where(ContactRow.parent == CONTACT, ContactRow.deleted_at.is_(None), ContactRow.archived_at.is_(None))
    .order_by(ContactRow.sort_name, ContactRow.id)
    .limit(bindparam("limit"))
    .offset(bindparam("offset"))
)
_UP = above(CONTACT)
_ANCESTORS = (
    select(*FOUND)
    .select_from(_UP)
    .outerjoin(ContactRow, ContactRow.id == _UP.c.id)
    .where(_UP.c.level > 0)
    .order_by(_UP.c.level)
)
