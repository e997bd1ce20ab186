"""Birthdays: who is told, on which morning, and what makes one no longer wanted."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.crm import birthdays, contacts
from bot.model.birthdays import Birthday
from bot.model.changes import flat
from bot.model.deliveries import Delivery, Matter
from bot.model.ids import ContactId, MemberId
from bot.model.members import Member, Standing, system_viewer
from bot.store._outbox import OutboxRow, record
from bot.store.members import Members
from tests import make
from tests._works import OpenStore
from tests.crm._lists import acting, added, reading

EVE = datetime(2026, 3, 11, 10, tzinfo=UTC)
MORNING = datetime(2026, 3, 12, 8, tzinfo=UTC)  # nine in Paris
BORN = Birthday(3, 12, 1980)


async def plan(store: OpenStore) -> None:
    after: ContactId | None = ContactId(0)
    while after is not None:
        async with store.works.writing(system_viewer(make.workspace()), everything=True) as work:
            after = await birthdays.plan(work, after=after)


async def planned(store: OpenStore) -> list[Delivery]:
    async with store.looking() as session:
        rows = await session.scalars(select(OutboxRow).order_by(OutboxRow.due_at, OutboxRow.seq))
        return [each for each in map(record, rows) if each.matter is Matter.BIRTHDAY]


async def wanted(store: OpenStore, delivery: Delivery) -> birthdays.Told | None:
    async with reading(store, str(delivery.reader)) as work:
        return await birthdays.told(work, delivery)


async def changed(store: OpenStore, contact: ContactId, **chosen: object) -> None:
    async with acting(store) as work:
        held = await work.contacts.find(contact)
        assert held is not None
        values = replace(held.values, **chosen)  # type: ignore[arg-type]  # fields of the values
        await contacts.change(work, contact, values, base=flat(held.values))


async def known(store: OpenStore, member: Member) -> None:
    async with store.session() as session:
        await Members(session).add(member, at=store.clock.now())
        await Members(session).save(member, at=store.clock.now())


async def test_the_owner_is_told_at_nine_of_their_own_clock_and_planned_once(store: OpenStore) -> None:
    store.clock.set(EVE)
    (contact,) = await added(store, make.contact_values(birthday=BORN, owner=make.CLAIRE, assigned=(make.JOHN,)))
    for _ in range(3):
        await plan(store)
    (one,) = await planned(store)
    assert (one.subject, one.reader, one.due_at) == (contact, make.CLAIRE, MORNING)
    assert one.expires_at == datetime(2026, 3, 12, 23, tzinfo=UTC), "worthless the day after"
    told = await wanted(store, one)
    assert told is not None
    assert (told.birthday, told.age) == (BORN, 46)
    viewer = make.viewer()
    without = replace(viewer, workspace=replace(viewer.workspace, birthday_years=False))
    async with store.works.reading(without) as work:
        told = await birthdays.told(work, one)
    assert told is not None
    assert (told.birthday, told.age) == (Birthday(3, 12), None)


async def test_without_an_owner_those_assigned_are_told_and_without_them_nobody(store: OpenStore) -> None:
    store.clock.set(EVE)
    await added(
        store,
        make.contact_values("A", birthday=BORN, assigned=(make.CLAIRE, make.JOHN)),
        make.contact_values("B", birthday=BORN),
    )
    await plan(store)
    assert sorted(str(each.reader) for each in await planned(store)) == sorted([make.CLAIRE, make.JOHN])


async def test_an_owner_who_has_left_is_not_told_but_those_assigned(store: OpenStore) -> None:
    store.clock.set(EVE)
    await added(store, make.contact_values(birthday=BORN, owner=make.CLAIRE, assigned=(make.JOHN,)))
    await known(store, make.member(make.CLAIRE, standing=Standing.GONE))
    await plan(store)
    assert [each.reader for each in await planned(store)] == [make.JOHN]


@pytest.mark.parametrize(("year", "day"), [(2027, 28), (2028, 29)])
async def test_who_was_born_on_a_leap_day_is_told_of_in_every_year(store: OpenStore, year: int, day: int) -> None:
    store.clock.set(datetime(year, 2, 26, 10, tzinfo=UTC))
    await added(store, make.contact_values(birthday=Birthday(2, 29), owner=make.CLAIRE))
    for _ in range(4):
        await plan(store)
        store.clock.advance(timedelta(days=1).total_seconds())
    (one,) = await planned(store)
    assert one.due_at == datetime(year, 2, day, 8, tzinfo=UTC)
    told = await wanted(store, one)
    assert told is not None
    assert told.age is None


async def test_what_is_planned_is_no_longer_wanted_once_somebody_else_is_in_charge_or_the_day_is_another(
    store: OpenStore,
) -> None:
    store.clock.set(EVE)
    mine = make.contact_values("A", birthday=BORN, owner=make.CLAIRE)
    keys = await added(store, mine, *(replace(mine, first_name=name) for name in "BCD"))
    other, later, gone, away = keys
    await plan(store)
    await changed(store, other, owner=MemberId(make.JOHN))
    await changed(store, later, birthday=Birthday(3, 13, 1980))
    async with acting(store) as work:
        await contacts.delete(work, gone)
        await contacts.archive(work, away)
    assert [await wanted(store, each) for each in await planned(store)] == [None] * 4
    store.clock.set(EVE + timedelta(days=1))
    await plan(store)
    fresh = [each for each in await planned(store) if await wanted(store, each) is not None]
    assert {(each.subject, each.reader) for each in fresh} == {(other, make.JOHN), (later, make.CLAIRE)}


async def test_what_could_not_be_planned_in_the_morning_is_told_later_that_day(store: OpenStore) -> None:
    store.clock.set(MORNING + timedelta(hours=6))
    await added(store, make.contact_values(birthday=BORN, owner=make.CLAIRE))
    await plan(store)
    (one,) = await planned(store)
    assert one.due_at == MORNING
    assert not one.is_expired(store.clock.now())
    store.clock.set(MORNING + timedelta(days=1))
    assert one.is_expired(store.clock.now())
