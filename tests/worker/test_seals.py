"""The trace is sealed a minute behind; what was changed, or slipped in afterwards, breaks a seal."""

import asyncio
import itertools
from datetime import datetime

import pytest
from sqlalchemy import delete, select, update

from bot.model.ids import BatchId, EventId, Tenant
from bot.store._seals import Seals
from bot.store.events import Events, EventSealRow, EventValueRow
from bot.worker import keep_sealed
from tests import make
from tests._works import OpenStore

TENANT = Tenant(1)


async def tell(store: OpenStore, *ids: int) -> None:
    async with store.session() as session:
        told = [(EventId(id), make.happening(id)) for id in ids]
        await Events(session).add_many(told, actor="UCLAIRE", at=store.clock.now(), batch=BatchId(1))


async def sealed(store: OpenStore) -> Seals:
    seals = Seals(store.database)
    await seals.seal(seals.bound(), store.clock.now())
    return seals


async def test_a_trace_that_nobody_touched_holds(store: OpenStore) -> None:
    await tell(store, 1, 2, 3)
    await sealed(store)
    await sealed(store)
    await tell(store, *range(10, 2200))
    seals = await sealed(store)
    assert await seals.broken(TENANT) is None
    async with store.looking() as session:
        firsts = (await session.scalars(select(EventSealRow.first).order_by(EventSealRow.first))).all()
    assert firsts == [1, 10, 1010, 2010]


async def test_erasing_values_keeps_the_seals(store: OpenStore) -> None:
    await tell(store, 1, 2, 3)
    seals = await sealed(store)
    async with store.session() as session:
        await session.execute(delete(EventValueRow))
    assert await seals.broken(TENANT) is None


@pytest.mark.parametrize("slipped", [1, 5, 15])
async def test_an_event_slipped_in_afterwards_breaks_a_seal(store: OpenStore, slipped: int) -> None:
    await tell(store, 2, 3)
    await sealed(store)
    await tell(store, 10, 20)
    seals = await sealed(store)
    await tell(store, slipped)
    assert await seals.broken(TENANT) == (2 if slipped < 3 else 10)


async def test_a_seal_that_was_written_anew_breaks_the_chain(store: OpenStore) -> None:
    await tell(store, 1)
    await sealed(store)
    await tell(store, 2)
    seals = await sealed(store)
    async with store.session() as session:
        await session.execute(update(EventSealRow).where(EventSealRow.first == 2).values(hash="0"))
    assert await seals.broken(TENANT) == 2


async def test_two_workers_that_seal_at_once_write_one_chain(store: OpenStore) -> None:
    await tell(store, *range(1, 1500))
    seals, others = Seals(store.database), Seals(store.database)
    bound = seals.bound()
    await asyncio.gather(*(each.seal(bound, store.clock.now()) for each in (seals, others, seals)))
    assert await seals.broken(TENANT) is None


class Told:
    """Seals that only remember what they were asked, and stop at the second time."""

    def __init__(self, store: OpenStore) -> None:
        self._store = store
        self._bounds = itertools.count()
        self.sealed: list[tuple[int, float]] = []

    def bound(self) -> EventId:
        return EventId(next(self._bounds))

    async def seal(self, before: EventId, now: datetime) -> None:
        self.sealed.append((before, self._store.clock.ran))
        if len(self.sealed) == 2:
            raise asyncio.CancelledError


async def test_only_what_a_minute_can_no_longer_change_is_sealed(store: OpenStore) -> None:
    """An open transaction may still add an event below those that are there."""

    told = Told(store)
    with pytest.raises(asyncio.CancelledError):
        await keep_sealed(told, store.clock)
    assert told.sealed == [(0, 60.0), (1, 120.0)]
