"""Pieces of statements on rows of the outbox: which rows, whose they are, and what a mark writes."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    Interval,
    Row,
    and_,
    case,
    func,
    inspect,
    literal,
    not_,
    select,
    tuple_,
    update,
)
from sqlalchemy.sql.dml import Update

from bot.model.deliveries import REWRITES, Claimed, Delivery, DeliveryState, Matter
from bot.store._outbox import OutboxRow, record
from bot.store._outbox_claims._many import Columns, places

COLUMNS = tuple(inspect(OutboxRow).columns)
ON_THE_WAY = (DeliveryState.CLAIMED.value, DeliveryState.SENDING.value)
_WRITTEN = ("state", "tries", "first_try_at", "next_try_at", "doubted", "channel", "ts", "thread", "error")


_FOR_ITS_TIME = tuple(
    each.value for each in (Matter.REMINDER, Matter.ESCALATION, Matter.NOTE, Matter.BIRTHDAY, Matter.FEED_DIGEST)
)
_REWRITES = tuple(each.value for each in REWRITES)
_LONGEST_WAIT = timedelta(minutes=10)  # between two tries; the clock of before may have asked for a year


def delivery_of(row: Row[Any]) -> Delivery:
    return record(cast(OutboxRow, row))  # the columns by their names, without the mapping's bookkeeping


def keys(*columns: Any) -> ColumnElement[Any]:
    """`(tenant, id, …)` of a row, to be compared with a list of such."""
    return tuple_(OutboxRow.tenant, OutboxRow.id, *columns)


def held(claims: Iterable[Claimed]) -> ColumnElement[bool]:
    """The fence: these rows, as long as nobody else has claimed them since."""
    wanted = [(each.delivery.tenant, each.delivery.id, each.owner) for each in claims]
    return keys(OutboxRow.owner).in_(wanted)


def from_now(seconds: float) -> ColumnElement[Any]:
    """A moment of the database's own clock; PostgreSQL only."""
    return func.now() + literal(timedelta(seconds=seconds), Interval)


def unlocked(change: Update) -> Update:
    """The same change, past the rows that another process has locked: one that froze holds up nobody else."""
    wanted = cast(ColumnElement[bool], change.whereclause)
    free = select(OutboxRow.tenant, OutboxRow.id).where(wanted).with_for_update(skip_locked=True)
    return change.where(keys().in_(free))


def writing(*, is_sqlite: bool, **more: Any) -> Update:
    """One UPDATE for many rows that are still held; `written` gives what it is run with."""
    of = places("of_tenant", "of_id", "of_owner", *(f"to_{name}" for name in _WRITTEN), is_sqlite=is_sqlite)
    return (
        update(OutboxRow)
        .where(OutboxRow.tenant == of("of_tenant"), OutboxRow.id == of("of_id"), OutboxRow.owner == of("of_owner"))
        .values({name: of(f"to_{name}") for name in _WRITTEN} | more)
    )


def written(claims: Sequence[Claimed], after: Sequence[Delivery]) -> Columns:
    """Of each claim what becomes of its delivery."""
    values: dict[str, Sequence[Any]] = {f"to_{name}": [getattr(each, name) for each in after] for name in _WRITTEN}
    return values | {
        "to_state": [each.state.value for each in after],
        "of_tenant": [each.tenant for each in after],
        "of_id": [each.id for each in after],
        "of_owner": [each.owner for each in claims],
    }


def pulled_to(now: datetime) -> tuple[Update, Update]:
    """What was due as soon as it was planned, and what has been tried: neither waits for a clock that was wrong.

    `due_at` goes along in the first, for the order in a lane goes by it. A reminder, a note or a birthday not yet told
    keeps its time, or gets it back where it has been tried by the clock of before.
    """
    waiting = update(OutboxRow).where(OutboxRow.state == DeliveryState.DUE.value, OutboxRow.next_try_at > now)
    for_its_time = and_(OutboxRow.matter.in_(_FOR_ITS_TIME), OutboxRow.op.not_in(_REWRITES))
    late = OutboxRow.next_try_at > now + _LONGEST_WAIT, OutboxRow.next_try_at > OutboxRow.due_at
    in_time = case((OutboxRow.due_at > now, OutboxRow.due_at), else_=now)
    at_once = waiting.where(not_(for_its_time), OutboxRow.due_at > now)
    tried = waiting.where(OutboxRow.tries > 0, *late)
    return at_once.values(due_at=now, next_try_at=now), tried.values(next_try_at=in_time)
