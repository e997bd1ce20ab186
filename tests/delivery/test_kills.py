"""Killed at any moment and started again: nothing is lost, nothing is sent twice."""

import asyncio
import random
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.crm._door import Door
from bot.crm._work import Works
from bot.model.birthdays import Birthday
from bot.model.deliveries import DeliveryState
from bot.model.ids import Tenant
from bot.model.members import SYSTEM, Preferences
from bot.store import Database as Store
from bot.store.contacts import Contacts
from bot.store.members import Members
from bot.worker import Birthdays
from tests import make
from tests.conftest import Database
from tests.delivery import _stage
from tests.delivery._carrier import Orders
from tests.delivery._stage import Carriers, Slack, reminders

STEPS = ["claimed", "intended", "before_send", "after_send", "before_mark", "marked"]
LEASE, SETTLE = 0.6, 0.6  # a local Slack shows a message at once
LONGER = (2, 4, 8, 16, 32, 64)  # settle times, until the last doubt is asked about: one will do, or the machine is slow
KILLS = 25
REMINDERS, EVERY = 150, timedelta(seconds=0.025)  # something is due at each of those instants


def orders(database: Database, slack: Slack, *, step: str = "") -> Orders:
    return Orders(database.url, slack.sandbox.api_url, slack.sandbox.bot_token, LEASE, SETTLE, step)


async def finish(carriers: Carriers, database: Database, slack: Slack, count: int) -> None:
    """Lets a last worker end the rest, and looks whether each was taken once and is known to be sent."""
    pid = await carriers.start(orders(database, slack))
    await _stage.until(lambda: len(slack.posts()) == count)
    await carriers.stop(pid)
    for longer in LONGER:
        if not (unsent := await unsent_of(database)):
            break
        # Taken by Slack and not known here: a doubt, which one more worker settles without a post.
        assert unsent == {DeliveryState.SENDING}
        pid = await carriers.start(orders(database, slack))
        await asyncio.sleep(SETTLE * longer)
        await carriers.stop(pid)
    assert await unsent_of(database) == set()
    assert set(slack.posts().values()) == {1}


async def unsent_of(database: Database) -> set[DeliveryState]:
    """The states of what is not known to be sent."""
    async with _stage.opened(database.url) as store:
        return set(await _stage.states(store)) - {DeliveryState.SENT}


async def test_a_kill_at_any_step_of_a_delivery_neither_loses_nor_doubles_it(
    database: Database, carriers: Carriers, tmp_path: Path
) -> None:
    async with _stage.slack(tmp_path) as slack:
        async with _stage.opened(database.url) as store:
            tenant = await _stage.furnish(store)
        for number, step in enumerate(STEPS):
            async with _stage.opened(database.url) as store:
                await _stage.put(store, tenant, reminders(1, first=number))
            pid = await carriers.start(orders(database, slack, step=step))
            await carriers.ended(pid)
        await finish(carriers, database, slack, len(STEPS))


async def test_kills_at_random_instants_neither_lose_nor_double_a_reminder(
    database: Database, carriers: Carriers, tmp_path: Path
) -> None:
    dice = random.Random(2)  # noqa: S311 - the same instants in each run
    async with _stage.slack(tmp_path) as slack:
        async with _stage.opened(database.url) as store:
            begin = _stage.now()
            due = [replace(each, due_at=begin + place * EVERY) for place, each in enumerate(reminders(REMINDERS))]
            await _stage.put(store, await _stage.furnish(store), due)
        slack.sandbox.slack.faults.add({"kind": "slow", "method": "chat.postMessage", "delay": 0.05})
        for _ in range(KILLS):
            pid = await carriers.start(orders(database, slack))
            await asyncio.sleep(dice.uniform(0.0, 0.2))
            await carriers.kill(pid)
        slack.sandbox.slack.faults.clear()
        await finish(carriers, database, slack, REMINDERS)


async def test_birthdays_planned_again_after_each_kill_are_told_once(
    database: Database, carriers: Carriers, tmp_path: Path
) -> None:
    async with _stage.slack(tmp_path) as slack:
        async with _stage.opened(database.url) as store:
            tenant = await _stage.furnish(store)
        for number, step in enumerate(STEPS, 1):
            async with _stage.opened(database.url) as store:
                await _born_today(store, tenant, number)
                await _planned(store)
            pid = await carriers.start(orders(database, slack, step=step))
            await carriers.ended(pid)
            async with _stage.opened(database.url) as store:
                await _planned(store)  # as whoever is started next does first
        await finish(carriers, database, slack, len(STEPS))


async def _born_today(store: Store, tenant: Tenant, number: int) -> None:
    """Told since midnight, to somebody for whom it is about noon."""
    zone = f"Etc/GMT{_stage.now().hour - 12:+d}"
    day = _stage.now().astimezone(ZoneInfo(zone)).date()
    owner = make.member(_stage.PEOPLE[0], zone=zone, preferences=Preferences(default_hour=time()))
    values = make.contact_values(birthday=Birthday(day.month, day.day), owner=owner.id)
    async with store.turn(), store.writer(tenant, SYSTEM) as session, session.begin():
        await Members(session).save(owner, at=_stage.now())
        await Contacts(session).add_many([(make.contact(number, values), None)])


async def _planned(store: Store) -> None:
    works = Works(store, _stage.now, lambda: None)
    await Birthdays(works, Door(store, _stage.now, steady=lambda: 0.0)).plan()
