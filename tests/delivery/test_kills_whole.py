"""Killed at each step with all of Carnet behind it: series, mails, notes, late ones, what is for who is gone."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.crm import notes, reminders
from bot.crm._door import Door
from bot.crm._work import Work, Works
from bot.model.deliveries import Delivery, DeliveryState, Matter, Op
from bot.model.ids import ContactId, MemberId, Tenant
from bot.model.members import SYSTEM
from bot.model.notes import Note
from bot.model.recurrence import wall_of
from bot.model.reminders import Due, Reminder
from bot.store import Database as Store
from bot.store.contacts import Contacts
from bot.store.members import Members
from bot.store.reminders import OccurrenceRow
from tests import make
from tests._mail import MailHost, mail_host
from tests.conftest import Database
from tests.delivery import _stage
from tests.delivery._carrier import Orders
from tests.delivery._stage import PEOPLE, Carriers, Slack
from tests.delivery.test_kills import LEASE, LONGER, SETTLE, STEPS

CLAIRE, NATHAN = PEOPLE[:2]
GONE = MemberId("U0ABSENT001")  # known here, and to Slack no more
CONTACT = ContactId(1)
ENDS = {DeliveryState.SENT, DeliveryState.CANCELLED, DeliveryState.FOLDED, DeliveryState.DEAD}


@dataclass(frozen=True, slots=True)
class Desk:
    """Claire's: what she plans is planned as from her commands."""

    store: Store
    tenant: Tenant

    async def plan(self, title: str, *, ago: timedelta, **chosen: Any) -> Reminder:
        """Said so long ago, for a moment later."""
        then = _stage.now().replace(microsecond=0) - ago
        async with self._at_work(then - timedelta(seconds=1)) as work:
            zone = work.viewer.member.zone
            due = Due(then, wall_of(then, zone).isoformat(), zone)
            return await reminders.plan(work, make.wanted(title, **{"due": due, "assignees": (CLAIRE,)} | chosen))

    async def note(self, title: str, *, assignees: tuple[MemberId, ...]) -> Note:
        """To be told at once."""
        async with self._at_work(_stage.now()) as work:
            return await notes.add(work, make.wanted_note(CONTACT, title, assignees=assignees))

    @asynccontextmanager
    async def _at_work(self, now: datetime) -> AsyncIterator[Work]:
        door = Door(self.store, lambda: now, steady=lambda: 0.0)
        viewer = await door.viewer_in(self.tenant, CLAIRE)
        assert viewer is not None
        async with Works(self.store, lambda: now, lambda: None, mails=True).writing(viewer) as work:
            yield work


async def furnished(database: Database) -> Tenant:
    async with _stage.opened(database.url) as store:
        tenant = await _stage.furnish(store)
        async with store.turn(), store.writer(tenant, SYSTEM) as session, session.begin():
            await Members(session).add(make.member(GONE), at=_stage.now())
            await Contacts(session).add(make.contact(CONTACT))
    return tenant


async def _plan_all(desk: Desk, number: int) -> list[Reminder | Note]:
    """Two mails each to Claire's address; what is for who is gone comes to her."""
    late = [await desk.plan(f"late {number} {each}", ago=timedelta(hours=2), assignees=(NATHAN,)) for each in range(6)]
    instead = await desk.plan(f"instead {number}", ago=timedelta(), assignees=(GONE,))
    note = await desk.note(f"note {number}", assignees=((NATHAN, GONE)[number % 2],))
    return [*late, instead, note, await desk.plan(f"series {number}", ago=timedelta(days=1), rrule="FREQ=DAILY")]


@pytest.mark.slow
async def test_a_kill_at_any_step_loses_and_doubles_nothing_of_all_that_is_to_be_told(
    database: Database, carriers: Carriers, tmp_path: Path
) -> None:
    planned: list[Reminder | Note] = []
    async with _stage.slack(tmp_path) as slack, mail_host() as mail:
        tenant = await furnished(database)
        orders = Orders(database.url, slack.sandbox.api_url, slack.sandbox.bot_token, LEASE, SETTLE)
        orders = replace(orders, is_whole=True, smtp=mail.url)
        for number, step in enumerate([*STEPS, "advanced"]):
            async with _stage.opened(database.url) as store:
                planned += await _plan_all(Desk(store, tenant), number)
            await carriers.ended(await carriers.start(replace(orders, step=step)))
        await _finish(carriers, database, orders)
        async with _stage.opened(database.url) as store:
            rows = await _stage.rows(store)
            _each_was_told_once(planned, rows, slack)
            _each_mail_arrived(rows, mail)
            await _each_series_went_one_step(planned, Desk(store, tenant))


async def _finish(carriers: Carriers, database: Database, orders: Orders) -> None:
    """A last worker ends the rest; on PostgreSQL it may be watched, and on SQLite there is nobody else to look."""
    pid = await carriers.start(orders)
    if "postgresql" in database.url:
        async with _stage.opened(database.url) as store:
            await _stage.until(lambda: _has_ended(store))
    else:
        for longer in LONGER:
            await asyncio.sleep(SETTLE * longer)
            await carriers.stop(pid)
            async with _stage.opened(database.url) as store:
                if await _has_ended(store):
                    return
            pid = await carriers.start(orders)
        raise AssertionError("it never came")
    await carriers.stop(pid)


async def _has_ended(store: Store) -> bool:
    """But for tomorrow's step of each series."""
    waiting = [each for each in await _stage.rows(store) if each.state not in ENDS]
    return all(each.op is Op.ADVANCE and each.due_at > _stage.now() for each in waiting)


def _each_was_told_once(planned: Sequence[Reminder | Note], rows: Sequence[Delivery], slack: Slack) -> None:
    """By itself, together with others, or to its author; whatever was posted, was posted once."""
    posts = [each for each in rows if each.op is Op.POST and each.state is DeliveryState.SENT]
    taken = slack.posts()
    assert [each for each in posts if each.id not in taken] == []
    assert taken == {each.id: 1 for each in posts}
    together = {each.subject for each in posts if each.matter is Matter.LATE_REMINDERS}
    assert len(together) == sum(each.matter is Matter.LATE_REMINDERS and each.op is Op.POST for each in rows)
    told = Counter(each.subject for each in posts if each.matter in (Matter.REMINDER, Matter.NOTE))
    folded = [each for each in rows if each.state is DeliveryState.FOLDED and each.op is Op.POST]
    told.update(each.subject for each in folded if each.reader == NATHAN)
    assert told == {each.id: 1 for each in planned}
    assert {each.reader for each in posts} == {CLAIRE, NATHAN}


def _each_mail_arrived(rows: Sequence[Delivery], mail: MailHost) -> None:
    sent = {f"<{each.id}@carnet.test>" for each in rows if each.op is Op.EMAIL and each.state is DeliveryState.SENT}
    assert sent
    assert set(mail.ids) >= sent


async def _each_series_went_one_step(planned: Sequence[Reminder | Note], desk: Desk) -> None:
    async with desk.store.reader(desk.tenant, SYSTEM) as session:
        ended = (await session.execute(select(OccurrenceRow.reminder, OccurrenceRow.outcome))).all()
    assert sorted(tuple(each) for each in ended) == [
        (each.id, "missed") for each in planned if isinstance(each, Reminder) and each.repeats
    ]
