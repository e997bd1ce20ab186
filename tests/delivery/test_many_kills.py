"""`make kills`: a thousand reminders, freezes and two hundred kills, a Slack that fails in every way it can.

A shorter run of the same is in `test_kills.py`, for every `make test`.
"""

import asyncio
import os
import random
import signal
import warnings
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from time import monotonic

import pytest
from sqlalchemy import select

from bot.model.deliveries import Delivery, DeliveryState
from bot.model.ids import DeliveryId, Tenant
from bot.store._outbox import OutboxRow
from tests.conftest import Database
from tests.delivery import _stage
from tests.delivery._carrier import Orders
from tests.delivery._stage import Carriers, Slack, reminders
from tests.delivery.conftest import Post, post_office
from tests.delivery.test_kills import STEPS

pytestmark = pytest.mark.slow

KILLS, REMINDERS = int(os.environ.get("KILLS", "200")), int(os.environ.get("REMINDERS", "1000"))
FREEZES = KILLS // 10
LEASE, SETTLE, LAG = 1.5, 5.0, 0.5
# Something is due at each of those instants; the first are hours late, so that some are told together.
LATE = REMINDERS // 8
EVERY = timedelta(seconds=FREEZES * (LEASE + SETTLE) + KILLS * 0.3) / REMINDERS
STILL_SECONDS = SETTLE / 4  # what is left of a settle time after the last moment to leave and the wait for an answer
TOLD = {DeliveryState.SENT, DeliveryState.FOLDED}
DICE = random.Random(7)  # noqa: S311 - the same instants in each run
# Of each call, how probably; what hits first, hits.
HOSTILE = [
    {"kind": "429", "probability": 0.02, "retry_after": "1"},
    {"kind": "500", "probability": 0.02},
    {"kind": "reset_before", "probability": 0.02},
    {"kind": "error", "probability": 0.02, "error": "ratelimited"},
    {"kind": "reset_after", "probability": 0.03},
    {"kind": "close_after", "probability": 0.02},
    {"kind": "truncated", "probability": 0.02},
    {"kind": "garbage", "probability": 0.02},
    {"kind": "500_after", "probability": 0.03},
    {"kind": "error_after", "probability": 0.02},
]


@dataclass(slots=True)
class Stillness:
    """How long at most the machine, and with it Slack, has stood still."""

    seconds: float = 0.0

    async def watch(self) -> None:
        while True:
            before = monotonic()
            await asyncio.sleep(0.1)
            self.seconds = max(self.seconds, monotonic() - before)


@asynccontextmanager
async def _watched() -> AsyncIterator[Stillness]:
    stillness = Stillness()
    watching = asyncio.create_task(stillness.watch())
    yield stillness
    watching.cancel()


def _be_hostile(slack: Slack) -> None:
    faults = slack.sandbox.slack.faults
    for fault in HOSTILE:
        faults.add({**fault, "method": "chat.postMessage"})
    faults.add({"kind": "slow", "method": "chat.postMessage", "delay": 0.05})
    faults.add({"kind": "lag", "method": "conversations.history", "seconds": LAG})
    for kind in ("429", "500", "garbage"):
        faults.add({"kind": kind, "method": "conversations.history", "probability": 0.05})


async def _due(database: Database) -> Tenant:
    async with _stage.opened(database.url) as store:
        tenant, begin = await _stage.furnish(store), _stage.now()
        late = reminders(LATE, due_at=begin - timedelta(hours=2))
        rest = [
            replace(each, due_at=begin + place * EVERY)
            for place, each in enumerate(reminders(REMINDERS - LATE, first=LATE))
        ]
        await _stage.put(store, tenant, [*late, *rest])
    return tenant


async def _freeze_often(carriers: Carriers, orders: Orders, *, workers: int) -> None:
    """One after another is frozen past its lease and its doubts' time, goes on, and is killed while it asks history."""
    alive = [await carriers.start(orders) for _ in range(workers)]
    for _ in range(FREEZES):
        await asyncio.sleep(DICE.uniform(0.0, 0.4))
        victim = alive.pop(0)
        os.kill(victim, signal.SIGSTOP)
        await asyncio.sleep(LEASE + SETTLE)
        os.kill(victim, signal.SIGCONT)
        await asyncio.sleep(DICE.uniform(0.0, 1.0))
        await carriers.kill(victim)
        alive.append(await carriers.start(orders))
    for pid in alive:
        await carriers.kill(pid)
    await asyncio.sleep(SETTLE)  # what they have written into their sockets arrives


async def _kill_often(carriers: Carriers, orders: Orders, *, kills: int, workers: int) -> None:
    """One after another, at any instant or at a step."""
    alive = [await carriers.start(orders) for _ in range(workers)]
    for number in range(kills):
        await asyncio.sleep(DICE.uniform(0.0, 0.4))
        await carriers.kill(alive.pop(0))
        step = STEPS[number // 2 % len(STEPS)] if number % 2 else ""
        alive.append(await carriers.start(replace(orders, step=step)))
    for pid in alive:
        await carriers.kill(pid)


async def _until_all_are_told(post: Post) -> None:
    """With patience for each one more: how long all of them take is the machine's affair."""
    left = await _untold(post)

    async def fewer() -> bool:
        return await _untold(post) < left

    while left:
        await _stage.until(fewer)
        left = await _untold(post)


async def _untold(post: Post) -> int:
    return sum(count for state, count in (await _stage.states(post.store)).items() if state not in TOLD)


async def _each_was_told(post: Post, rows: list[Delivery]) -> None:
    """By itself, or together with others by a message that was sent."""
    sent = {each.id for each in rows if each.state is DeliveryState.SENT}
    assert set(post.slack.posts()) == sent
    together = select(OutboxRow.subject, OutboxRow.folded_into).where(OutboxRow.folded_into.is_not(None))
    async with post.store.plain() as session:
        folded = {subject: into for subject, into in await session.execute(together)}
    assert set(folded.values()) <= sent
    by_themselves = {each.subject for each in rows if each.id in sent and each.id not in folded.values()}
    assert by_themselves.isdisjoint(folded)
    assert by_themselves | set(folded) == set(range(REMINDERS))


def _doubled(slack: Slack) -> set[DeliveryId]:
    return {delivery for delivery, times in slack.posts().items() if times > 1}


async def _one_of_each_stays(post: Post, doubled: list[Delivery]) -> None:
    post.clock.ahead += timedelta(minutes=11)
    post.wake()

    async def so() -> bool:
        return [len(await post.alive(each)) for each in doubled] == [1] * len(doubled)

    await _stage.until(so)


async def test_many_kills_and_a_hostile_slack_neither_lose_nor_double_one_of_a_thousand(
    database: Database, carriers: Carriers, tmp_path: Path
) -> None:
    crews = (1,) if database.kind == "sqlite" else (2, 4)
    async with _stage.slack(tmp_path) as slack, _watched() as stillness:
        tenant = await _due(database)
        _be_hostile(slack)
        orders = Orders(database.url, slack.sandbox.api_url, slack.sandbox.bot_token, LEASE, SETTLE)
        await _freeze_often(carriers, orders, workers=crews[0])
        # Between its last look at the lease and the socket nobody can stop one that was frozen: the sweeper does.
        by_freezes = _doubled(slack) if len(crews) > 1 else set()
        for workers in crews:
            await _kill_often(carriers, orders, kills=KILLS // len(crews), workers=workers)
        slack.sandbox.slack.faults.clear()
        async with post_office(database.url, slack, tenant=tenant) as post:
            await post.work()
            await _until_all_are_told(post)
            rows = await post.rows()
            await _each_was_told(post, rows)
            doubled = _doubled(slack)
            if doubled != by_freezes and stillness.seconds > STILL_SECONDS:
                warnings.warn(f"the machine froze for {stillness.seconds:.1f} s: {len(doubled)} twice", stacklevel=1)
                by_freezes = doubled
            assert doubled == by_freezes
            await _one_of_each_stays(post, [each for each in rows if each.id in doubled])
