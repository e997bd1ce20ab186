"""Whose turn it is to be told by the worker of webhooks: slow receivers and clocks that were wrong keep nobody out."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio
from aiohttp import web

from bot.crm import contacts
from bot.model.members import Role
from bot.worker import _webhooks as worker
from tests import make
from tests._receiver import Receiver, receiver
from tests._works import OpenStore
from tests.crm._notes import added, people
from tests.crm.test_contacts import acting
from tests.worker._webhooks import Hooked, failed, hooked, until


@pytest_asyncio.fixture
async def hearing() -> AsyncIterator[Receiver]:
    async with receiver() as hearing:
        yield hearing


@pytest_asyncio.fixture
async def stage(store: OpenStore) -> AsyncIterator[Hooked]:
    async with hooked(store) as stage:
        yield stage


async def test_where_slow_ones_take_every_place_another_is_next(
    stage: Hooked, hearing: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "SLOTS", 4)  # as many as one may have
    async with receiver() as slow:
        slow.slow = 0.2
        await stage.made(slow, name="Slow")
        await stage.made(hearing, name="Quick")
        for number in range(30):
            async with acting(stage.store, make.CLAIRE, Role.MEMBER) as work:
                await contacts.create(work, make.contact_values("Zoé", f"Blanc {number}"))
        await stage.work()
        await until(lambda: len(hearing.heard) == 30)
        assert len(slow.heard) < 30


async def test_what_was_put_off_by_a_clock_that_was_wrong_is_told_when_it_is_set_right(
    stage: Hooked, hearing: Receiver
) -> None:
    await people(stage.store)
    await stage.made(hearing)
    hearing.answers.append(web.Response(status=503))
    await stage.work()
    stage.store.clock.set(make.NOW + timedelta(days=400))
    await added(stage.store, "x")
    await failed(stage, 1)
    stage.advance(60)  # it was in trouble, and is left alone for a while
    stage.store.clock.set(make.NOW)
    await stage.are("sent")
    assert len(set(hearing.ids)) == 1
