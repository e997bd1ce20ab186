"""One transaction between the worker and the outbox: what was done is marked, what comes next is granted."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    Update,
    and_,
    bindparam,
    exists,
    func,
    literal_column,
    not_,
    or_,
    select,
    text,
    tuple_,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import aliased

from bot.model.deliveries import Claimed, Delivery, DeliveryState, Intent, Mark, Op
from bot.model.ids import DeliveryId
from bot.store._driver import driver_of, prepare
from bot.store._outbox import OutboxRow
from bot.store._outbox_claims._many import Columns, change_many, places
from bot.store._outbox_claims._rows import COLUMNS, ON_THE_WAY, delivery_of, from_now, held, writing, written

# PostgreSQL, for this transaction: what many fell due at once it takes to be few, and would sort all of them each time.
IN_ORDER = text("SET LOCAL enable_sort = off")
_METHODS = {"chat.postMessage": Op.POST, "chat.update": Op.UPDATE, "chat.delete": Op.DELETE, "pins.add": Op.PIN}


@dataclass(frozen=True, slots=True)
class Exchange:
    """`granted`: the owners and ids of the intents that hold; `claimed`: what to work on next.

    An id alone would not do: two claims of one delivery, a lost one and its successor, may ask in the same breath.
    """

    granted: frozenset[tuple[str, DeliveryId]] = frozenset()
    claimed: tuple[Claimed, ...] = ()


@dataclass(frozen=True, slots=True)
class Room:
    """How much more a worker can take in hand. Mail has its own, small: its servers think long before they answer."""

    messages: int
    mails: int


@dataclass(frozen=True, slots=True)
class Seconds:
    """The lease of a claim and the settle time of an intent, by PostgreSQL's clock; None on SQLite."""

    lease: float
    settle: float


async def write_marks(connection: AsyncConnection, marks: Sequence[Mark], seconds: Seconds | None) -> None:
    doubts = [mark for mark in marks if mark.after.state is DeliveryState.SENDING]
    ends = [mark for mark in marks if mark.after.state is not DeliveryState.SENDING]
    # A row that is let go belongs to nobody: the fence falls with the owner.
    for change, some in ((_ending(seconds), ends), (_settling(seconds), doubts)):
        if some:
            values = written([each.claimed for each in some], [each.after for each in some])
            await change_many(connection, change, values)


async def grant(
    connection: AsyncConnection, intents: Sequence[Intent], seconds: Seconds | None
) -> frozenset[tuple[str, DeliveryId]]:
    """Claimed becomes sending where the claim still holds; the rest was cancelled or went to another worker.

    The channel goes with it, for in doubt its history is what is asked.
    """
    values = written([each.claimed for each in intents], [each.going for each in intents])
    if await change_many(connection, _intending(seconds), values) == len(intents):
        return frozenset([(each.claimed.owner, each.claimed.delivery.id) for each in intents])
    going = select(OutboxRow.owner, OutboxRow.id).where(held(each.claimed for each in intents))
    going = going.where(OutboxRow.state == DeliveryState.SENDING.value)
    if seconds is not None:
        # Granted just now, not by an earlier transaction whose commit nobody saw: its settle time runs already.
        going = going.where(OutboxRow.lease >= from_now(seconds.settle))
    answer = await connection.execute(going)
    return frozenset((owner or "", DeliveryId(key)) for owner, key in answer)


# Built once: putting a statement together costs more than running it.
@cache
def _ending(seconds: Seconds | None) -> Update:
    return writing(owner=None, lease=None, is_sqlite=seconds is None)


@cache
def _settling(seconds: Seconds | None) -> Update:
    if seconds is None:
        return writing(is_sqlite=True)
    return writing(lease=from_now(seconds.settle), is_sqlite=False)


@cache
def _intending(seconds: Seconds | None) -> Update:
    claimed = _settling(seconds).where(OutboxRow.state == DeliveryState.CLAIMED.value)
    return claimed if seconds is None else claimed.where(OutboxRow.lease > func.now())


@cache
def _taking(seconds: Seconds | None) -> Update:
    of = places("of_tenant", "of_id", "to_state", "to_owner", is_sqlite=seconds is None)
    taken = update(OutboxRow).where(OutboxRow.tenant == of("of_tenant"), OutboxRow.id == of("of_id"))
    taken = taken.values(state=of("to_state"), owner=of("to_owner"))
    return taken if seconds is None else taken.values(lease=from_now(seconds.lease))


@cache
def _due(*, mail: bool) -> Select[Any]:
    now = bindparam("now", type_=OutboxRow.due_at.type)
    # Each engine knows the index of waiting mail only by the index's own words.
    by_mail = text("op = 'email' AND state = 'due'") if mail else OutboxRow.op != Op.EMAIL.value
    return (
        select(*COLUMNS)
        .where(OutboxRow.state == DeliveryState.DUE.value, OutboxRow.next_try_at <= now, by_mail)
        .where(not_(_lane_is_busy(now)))
        .order_by(OutboxRow.next_try_at)
        .limit(bindparam("room"))
        .with_for_update(skip_locked=True)
    )


async def pick(
    connection: AsyncConnection, room: Room, *, now: datetime, paused: Collection[tuple[int, str]]
) -> Sequence[Delivery]:
    """What is due, oldest first, one of a lane, nothing that a pause covers; held until the commit."""
    picked: list[Delivery] = []
    for mail, limit in ((False, room.messages), (True, room.mails)):
        if limit > 0:
            picked += await _soonest(connection, _due(mail=mail), now=now, room=limit, paused=paused)
    return picked


async def _soonest(
    connection: AsyncConnection, due: Select[Any], *, now: datetime, room: int, paused: Collection[tuple[int, str]]
) -> Sequence[Delivery]:
    values = {"now": now, "room": room}
    if paused:
        return [delivery_of(row) for row in await connection.execute(due.where(*_unpaused(paused)), values)]
    prepared = prepare(due, (), connection.dialect)
    answer = await driver_of(connection).answer(prepared.sql, prepared.parameters(values))
    return [delivery_of(row) for row in prepared.rows(*answer)]


async def take(
    connection: AsyncConnection,
    deliveries: Sequence[Delivery],
    *,
    owner: str,
    seconds: Seconds | None,
    state: DeliveryState,
) -> None:
    """Makes the rows this owner's, in a state that says what it does with them."""
    count = len(deliveries)
    values: Columns = {
        "of_tenant": [each.tenant for each in deliveries],
        "of_id": [each.id for each in deliveries],
        "to_state": [state.value] * count,
        "to_owner": [owner] * count,
    }
    await change_many(connection, _taking(seconds), values)


def _lane_is_busy(now: BindParameter[datetime]) -> ColumnElement[bool]:
    """One row of a lane is in flight at a time, and what was due waits for the one before it, failed tries included."""
    other = aliased(OutboxRow)
    ahead = and_(other.state == DeliveryState.DUE.value, other.due_at <= now, other.seq < OutboxRow.seq)
    return exists().where(
        other.tenant == OutboxRow.tenant,
        other.lane == OutboxRow.lane,
        other.state.in_([literal_column(f"'{each}'") for each in (*ON_THE_WAY, DeliveryState.DUE.value)]),
        or_(other.state != DeliveryState.DUE.value, ahead),
    )


def _unpaused(paused: Collection[tuple[int, str]]) -> list[ColumnElement[bool]]:
    tenants = [tenant for tenant, scope in paused if scope == "workspace"]
    places = [(tenant, scope.removeprefix("channel:")) for tenant, scope in paused if scope.startswith("channel:")]
    methods = [(tenant, scope.removeprefix("method:")) for tenant, scope in paused if scope.startswith("method:")]
    ops = [(tenant, _METHODS[method].value) for tenant, method in methods if method in _METHODS]
    return [
        OutboxRow.tenant.not_in(tenants),
        tuple_(OutboxRow.tenant, OutboxRow.op).not_in(ops),
        tuple_(OutboxRow.tenant, func.coalesce(OutboxRow.channel, "")).not_in(places),
    ]
