"""Whom the holds of a workspace are for, in one statement: those who have one, and those whom it reaches."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, and_, bindparam, literal, or_, select, union
from sqlalchemy.orm import aliased

from bot.model.contacts import Reach
from bot.model.ids import ContactId
from bot.model.warnings import LEVELS
from bot.store._contacts import ContactRow
from bot.store._session import StoreSession
from bot.store.contacts._tree import is_below

_UP = (Reach.PARENTS.value, Reach.NEAREST.value, Reach.FAMILY.value)
_DOWN = (Reach.CHILDREN.value, Reach.NEAREST.value, Reach.DESCENDANTS.value, Reach.FAMILY.value)
_FAR_DOWN = (Reach.DESCENDANTS.value, Reach.FAMILY.value)
_ONE = literal(1, BigInteger).label("level")


async def on_hold(session: StoreSession, *, limit: int) -> Sequence[ContactId]:
    return [ContactId(row.id) for row in await session.fetch(_ON_HOLD, {"limit": limit})]


def _own() -> Select[Any]:
    return select(ContactRow.id).where(ContactRow.hold_reach.is_not(None), ContactRow.deleted_at.is_(None))


def _below() -> Select[Any]:
    holder, child, further = aliased(ContactRow), aliased(ContactRow), aliased(ContactRow)
    start = select(child.id, holder.hold_reach, _ONE).join(holder, is_below(child, holder.id))
    down = start.where(_is_any(holder.hold_reach, _DOWN), holder.deleted_at.is_(None)).cte("held_below", recursive=True)
    step = select(further.id, down.c.hold_reach, down.c.level + 1).join(down, is_below(further, down.c.id))
    return select(down.union(step.where(_is_any(down.c.hold_reach, _FAR_DOWN), down.c.level < LEVELS)).c.id)


def _above() -> Select[Any]:
    holder, above, further = aliased(ContactRow), aliased(ContactRow), aliased(ContactRow)
    start = select(above.id, above.parent, above.employer, holder.hold_reach, _ONE)
    start = start.join(holder, above.id.in_([holder.parent, holder.employer]))
    up = start.where(_is_any(holder.hold_reach, _UP), holder.deleted_at.is_(None)).cte("held_above", recursive=True)
    step = select(further.id, further.parent, further.employer, up.c.hold_reach, up.c.level + 1)
    step = step.join(up, further.id.in_([up.c.parent, up.c.employer]))
    return select(up.union(step.where(up.c.hold_reach == Reach.FAMILY.value, up.c.level < LEVELS)).c.id)


def _is_any(reach: Any, reaches: Sequence[str]) -> ColumnElement[bool]:
    """Said twice, for the index of those who have a hold at all."""
    return and_(reach.is_not(None), or_(*(reach == each for each in reaches)))


_HELD = union(_own(), _below(), _above()).subquery("held")
_ON_HOLD = select(_HELD.c.id).order_by(_HELD.c.id).limit(bindparam("limit"))
