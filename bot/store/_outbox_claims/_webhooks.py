"""What is due to webhooks: claimed by a worker of their own, so many of each, so that none keeps another waiting."""

import secrets
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, Text, bindparam, cast, literal_column, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import InstrumentedAttribute

from bot.model.deliveries import Claimed, Delivery, DeliveryState, Mark
from bot.model.webhooks import LONGEST_WAIT
from bot.store._engine import Database, faults
from bot.store._outbox import OutboxRow
from bot.store._outbox_claims._exchange import IN_ORDER, Seconds, take, write_marks
from bot.store._outbox_claims._rows import COLUMNS, delivery_of, unlocked
from bot.store._outbox_webhooks import WAITING_WEBHOOKS

_CANDIDATES = 20  # looked at for a webhook: of one contact one goes at a time, and others pass


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits for one webhook: `next_at` is when its first try is due."""

    lane: str
    next_at: datetime


class WebhookClaims:
    """One for each worker. `lease` is in seconds: longer than a try takes."""

    def __init__(self, database: Database, *, lease: float) -> None:
        self._database = database
        self._seconds = None if database.is_sqlite else Seconds(lease, lease)
        self._name = secrets.token_hex(6)
        self._claimed = 0

    async def queues(self) -> Sequence[Queue]:
        """Of every webhook for which something waits, over all workspaces."""
        with faults():
            async with self._database.readers.lent() as connection:
                return [Queue(lane, next_at) for lane, next_at in await connection.execute(_QUEUES) if next_at]

    async def catch_up(self, now: datetime) -> None:
        """The wall clock was set back: whatever waits longer than anything does is due. What another process has just
        locked is on its way."""
        longer = or_(OutboxRow.tries == 0, OutboxRow.due_at > now, OutboxRow.next_try_at > now + LONGEST_WAIT)
        waiting = update(OutboxRow).where(WAITING_WEBHOOKS, OutboxRow.next_try_at > now, longer)
        async with self._transaction() as connection:
            await connection.execute(unlocked(waiting).values(next_try_at=now))

    async def exchange(
        self, marks: Sequence[Mark], wanted: Mapping[str, int], *, in_hand: Collection[tuple[str, int]], now: datetime
    ) -> Sequence[Claimed]:
        """Writes what became of some, and claims so many as are `wanted` by lane, the oldest first; nothing of a
        contact of which the same webhook has something `in_hand`."""
        async with self._transaction() as connection:
            if not self._database.is_sqlite:
                await connection.execute(IN_ORDER)  # it begins the transaction: what follows goes past SQLAlchemy
            if marks:
                await write_marks(connection, marks, self._seconds)
            picked: list[Delivery] = []
            for lane, room in wanted.items():
                picked += await _picked(connection, lane, room=room, in_hand=in_hand, now=now)
            return await self._take(connection, picked)

    async def _take(self, connection: AsyncConnection, picked: Sequence[Delivery]) -> Sequence[Claimed]:
        if not picked:
            return ()
        self._claimed += 1
        owner = f"{self._name}-{self._claimed}"
        await take(connection, picked, owner=owner, seconds=self._seconds, state=DeliveryState.CLAIMED)
        return tuple(Claimed(each, "", owner) for each in picked)

    @asynccontextmanager
    async def _transaction(self) -> AsyncIterator[AsyncConnection]:
        async with self._database.turn(patient=True):
            with faults():
                async with self._database.write.begin() as connection:
                    yield connection


async def _picked(
    connection: AsyncConnection, lane: str, *, room: int, in_hand: Collection[tuple[str, int]], now: datetime
) -> list[Delivery]:
    busy = {contact for of, contact in in_hand if of == lane}
    picked: list[Delivery] = []
    for row in await connection.execute(_DUE, {"lane": lane, "now": now}):
        delivery = delivery_of(row)
        if delivery.occurrence not in busy and len(picked) < room:
            picked.append(delivery)
            busy |= {delivery.occurrence} - {0}
    return picked


def _queues() -> Select[Any]:
    """From one lane to the next by the index, past however much waits in each; in the order of the index, for asked for
    the least of all that is due, SQLite reads it all."""
    lanes = select(cast(literal_column("''"), Text).label("lane")).cte("lanes", recursive=True)
    following = _first(OutboxRow.lane).where(OutboxRow.lane > lanes.c.lane).scalar_subquery()
    lanes = lanes.union_all(select(following).where(lanes.c.lane.is_not(None)))
    soonest = _first(OutboxRow.next_try_at).where(OutboxRow.lane == lanes.c.lane).scalar_subquery()
    return select(lanes.c.lane, soonest).where(lanes.c.lane.is_not(None))


def _first(column: InstrumentedAttribute[Any]) -> Select[Any]:
    return select(column).where(WAITING_WEBHOOKS).order_by(column).limit(literal_column("1"))


_QUEUES = _queues()
_DUE = (
    select(*COLUMNS)
    .where(WAITING_WEBHOOKS, OutboxRow.lane == bindparam("lane"))
    .where(OutboxRow.next_try_at <= bindparam("now", type_=OutboxRow.next_try_at.type))
    .order_by(OutboxRow.next_try_at, OutboxRow.seq)
    .limit(_CANDIDATES)
    .with_for_update(skip_locked=True)
)
