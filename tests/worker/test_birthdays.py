"""Birthdays beside the deliveries: planned each hour, in every workspace, and what is said of one."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from bot.crm._door import Door
from bot.model.birthdays import Birthday
from bot.model.deliveries import Delivery, Matter
from bot.model.errors import Busy
from bot.model.ids import Tenant
from bot.model.members import Viewer
from bot.model.messages import Message
from bot.store._outbox import OutboxRow, record
from bot.store.contacts import Contacts
from bot.worker import Birthdays, keep_planned
from bot.worker._messages import Messages
from tests import make
from tests._works import HandClock, OpenStore

EVE = datetime(2026, 2, 27, 10, tzinfo=UTC)
LEAP = make.contact_values(birthday=Birthday(2, 29, 1980), owner=make.CLAIRE)


class Ended(Exception):
    """The test has seen enough."""


class Hours(HandClock):
    """So many slices, each as long as the test says."""

    def __init__(self, *slices: float) -> None:
        super().__init__()
        self._slices = list(slices)

    async def sleep(self, seconds: float) -> None:
        if not self._slices:
            raise Ended
        self.advance(self._slices.pop(0))


class Counted:
    def __init__(self, *fails: int) -> None:
        self.times = 0
        self._fails = fails

    async def plan(self) -> None:
        self.times += 1
        if self.times in self._fails:
            raise Busy


@pytest.mark.parametrize(
    ("slices", "fails", "times"),
    [((1.0, 1.0, 1.0), (), 1), ((3600.0, 1.0, 3600.0), (), 3), ((-86_400.0,), (), 2), ((1.0, 1.0), (1,), 2)],
    ids=["once an hour", "each hour", "a clock that was set back", "again where it could not be"],
)
async def test_they_are_planned_at_each_hour_of_the_wall_clock(
    slices: tuple[float, ...], fails: tuple[int, ...], times: int
) -> None:
    planner = Counted(*fails)
    with pytest.raises(Ended):
        await keep_planned(planner, Hours(*slices))
    assert planner.times == times


async def test_every_workspace_has_its_own_planned_however_often(store: OpenStore) -> None:
    other = await store.settle(make.member(make.CLAIRE))
    store.clock.set(EVE)
    for tenant in (1, other.tenant):
        async with store.session(tenant) as session:
            await Contacts(session).add_many([(make.contact(7 + tenant, LEAP), None)])
    for _ in range(2):
        await _birthdays(store).plan()
    assert [each.tenant for each in await planned(store)] + [
        each.tenant for each in await planned(store, other.tenant)
    ] == [1, other.tenant]


async def test_a_workspace_for_which_it_fails_stops_none_behind_it(
    store: OpenStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = await store.settle(make.member(make.CLAIRE))
    store.clock.set(EVE)
    for tenant in (1, other.tenant):
        async with store.session(tenant) as session:
            await Contacts(session).add_many([(make.contact(7 + tenant, LEAP), None)])
    asked = Door.system_viewer

    async def but_the_first(door: Door, tenant: Tenant) -> Viewer:
        if tenant == 1:
            raise KeyError(tenant)
        return await asked(door, tenant)

    monkeypatch.setattr(Door, "system_viewer", but_the_first)
    with capture_logs() as logged:
        await _birthdays(store).plan()
    assert (await planned(store), len(await planned(store, other.tenant))) == ([], 1)
    assert [(each["outcome"], each["error"], each["tenant"]) for each in logged] == [("left_out", "KeyError", 1)]


async def test_in_a_year_without_the_leap_day_it_is_said_which_day_it_was(store: OpenStore) -> None:
    store.clock.set(EVE)
    async with store.session() as session:
        await Contacts(session).add_many([(make.contact(7, LEAP), None)])
    await _birthdays(store).plan()
    (one,) = await planned(store)
    store.clock.set(EVE + timedelta(days=1))
    message = await Messages(store.works, _door(store), store.clock)(one)
    assert isinstance(message, Message)
    said = re.sub("[\u2068\u2069]", "", message.text)
    assert said == "🎂 *Marie Dupont* a 46 ans aujourd’hui."
    assert "29 février 1980" in str(message.blocks)


async def planned(store: OpenStore, tenant: int = 1) -> list[Delivery]:
    async with store.looking(tenant) as session:
        rows = await session.scalars(select(OutboxRow).order_by(OutboxRow.seq))
        return [each for each in map(record, rows) if each.matter is Matter.BIRTHDAY]


def _birthdays(store: OpenStore) -> Birthdays:
    return Birthdays(store.works, _door(store))


def _door(store: OpenStore) -> Door:
    return Door(store.database, store.clock.now, steady=store.clock.steady)
