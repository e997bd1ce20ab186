"""`make kills`: a thousand reminders, two hundred kills and freezes, a Slack that fails in every way it can.

A shorter run of the same is in `test_kills.py`, for every `make test`.
"""

import asyncio
import os
import random
import signal
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.model.deliveries import DeliveryState
from tests.conftest import Database
from tests.delivery import _stage
from tests.delivery._carrier import Orders
from tests.delivery._stage import Carriers, Slack, reminders
from tests.delivery.conftest import post_office
from tests.delivery.test_kills import STEPS

pytestmark = pytest.mark.slow

KILLS, REMINDERS = int(os.environ.get("KILLS", "200")), int(os.environ.get("REMINDERS", "1000"))
EVERY = timedelta(seconds=0.06)
PATIENCE = 600.0  # one that was often refused waits up to five minutes for its next try
LEASE, SETTLE, LAG = 0.8, 1.5, 0.5
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


def _be_hostile(slack: Slack) -> None:
    faults = slack.sandbox.slack.faults
    for fault in HOSTILE:
        faults.add({**fault, "method": "chat.postMessage"})
    faults.add({"kind": "slow", "method": "chat.postMessage", "delay": 0.05})
    faults.add({"kind": "lag", "method": "conversations.history", "seconds": LAG})
    for kind in ("429", "500", "garbage"):
        faults.add({"kind": kind, "method": "conversations.history", "probability": 0.05})


async def _plague(carriers: Carriers, orders: Orders, workers: int) -> None:
    """One after another is killed, at a step or at any instant; one in ten is frozen past its lease where there is
    another to take over."""
    dice = random.Random(7)  # noqa: S311 - the same instants in each run
    alive = [await carriers.start(orders) for _ in range(workers)]
    for number in range(KILLS):
        at_a_step = replace(orders, step=STEPS[number % len(STEPS)]) if number % 2 else orders
        await asyncio.sleep(dice.uniform(0.0, 0.4))
        victim = alive.pop(0)
        if workers > 1 and number % 10 == 0 and not carriers.ends[victim].is_set():
            await _freeze(victim, dice)
        if not carriers.ends[victim].is_set():
            await carriers.kill(victim)
        alive.append(await carriers.start(at_a_step))
    for pid in alive:
        if not carriers.ends[pid].is_set():
            await carriers.kill(pid)


async def _freeze(pid: int, dice: random.Random) -> None:
    os.kill(pid, signal.SIGSTOP)
    await asyncio.sleep(LEASE + SETTLE)
    os.kill(pid, signal.SIGCONT)
    await asyncio.sleep(dice.uniform(0.0, 0.2))


async def test_two_hundred_kills_and_a_hostile_slack_neither_lose_nor_double_one_of_a_thousand(
    database: Database, tmp_path: Path
) -> None:
    async with _stage.slack(tmp_path) as slack, _stage.carriers() as carriers:
        async with _stage.opened(database.url) as store:
            tenant, begin = await _stage.furnish(store), _stage.now()
            due = [replace(each, due_at=begin + place * EVERY) for place, each in enumerate(reminders(REMINDERS))]
            await _stage.put(store, tenant, due)
        _be_hostile(slack)
        orders = Orders(database.url, slack.sandbox.api_url, slack.sandbox.bot_token, LEASE, SETTLE)
        await _plague(carriers, orders, workers=1 if "sqlite" in database.url else 2)
        slack.sandbox.slack.faults.clear()
        async with post_office(database.url, slack, tenant=tenant) as post:
            await post.work()
            rows = await post.are(DeliveryState.SENT.value, patience=PATIENCE)
            posts = slack.posts()
            assert set(posts) == {each.id for each in rows}
            assert len(rows) == REMINDERS
            doubled = {each.id: each for each in rows if posts[each.id] > 1}
            # Between its last look at the lease and the socket nobody can stop one that was frozen: the sweeper does.
            assert not doubled or "sqlite" not in database.url
            post.clock.ahead += timedelta(minutes=11)
            post.wake()

            async def one_each() -> bool:
                left = Counter({key: len(await post.alive(each)) for key, each in doubled.items()})
                return set(left.values()) <= {1}

            await _stage.until(one_each)
