"""The session refuses what would reach past its tenant: a programming error, caught before the database is asked."""

from typing import Any

import pytest
from sqlalchemy import delete, func, insert, select, text, update
from sqlalchemy.orm import aliased

from bot.model.ids import Tenant
from bot.model.members import SYSTEM
from bot.store._base import Base
from bot.store._contacts import ContactRow, CoordinateRow
from bot.store._counters import CounterRow
from bot.store._session import TenantLeak
from bot.store.notes import NoteRow
from bot.store.tags import TagRow
from tests import make
from tests._works import OpenStore
from tests.store import _canaries as canary

CONTACTS: Any = ContactRow.__table__
UNFILTERED: list[Any] = [
    select(CONTACTS),
    select(func.count()).select_from(CONTACTS),
    text("SELECT * FROM contacts"),
    insert(ContactRow),
    insert(CONTACTS),
    update(CONTACTS).values(name="x"),
    delete(CONTACTS),
]


@pytest.fixture
async def strangers(store: OpenStore) -> OpenStore:
    await canary.fill(store)
    await store.settle()
    return store


async def test_a_statement_that_the_session_cannot_filter_is_refused(store: OpenStore) -> None:
    async with store.session() as session:
        for statement in UNFILTERED:
            with pytest.raises(TenantLeak):
                await session.execute(statement)


async def test_a_bulk_update_by_key_is_refused(strangers: OpenStore) -> None:
    before = await canary.everything(strangers)
    key = {"tenant": 1, "id": canary.CONTACT, "name": "x"}
    async with strangers.session(2) as session:
        for keys in ([key], [key, key], key):
            with pytest.raises(TenantLeak):
                await session.execute(update(ContactRow), keys)
    assert await canary.everything(strangers) == before


async def test_a_row_cannot_be_given_to_another_tenant(strangers: OpenStore) -> None:
    async with strangers.session(1) as session:
        with pytest.raises(TenantLeak):
            await session.execute(update(ContactRow).values(tenant=2))
        with pytest.raises(TenantLeak):
            await session.execute(update(ContactRow).values({ContactRow.tenant: 2}))


async def test_every_way_to_select_is_filtered(strangers: OpenStore) -> None:
    other = aliased(ContactRow)
    joined = select(TagRow).join(ContactRow, ContactRow.tenant == TagRow.tenant)
    within = select(func.count()).select_from(select(ContactRow.id).subquery())
    known = select(ContactRow.id).cte()
    async with strangers.session(2) as session:
        rows: list[Any] = []
        for statement in (
            select(ContactRow),
            select(other),
            joined,
            select(ContactRow.name).union(select(NoteRow.text)),
        ):
            rows += (await session.execute(statement)).all()
        rows += (await session.execute(select(known))).all()
        assert not rows
        assert (await session.execute(within)).scalar_one() == 0
        assert (await session.execute(select(select(ContactRow.name).limit(1).scalar_subquery()))).scalar() is None
        assert await session.get(ContactRow, (1, canary.CONTACT)) is None


async def test_updates_and_deletes_reach_ones_own_rows_alone(strangers: OpenStore) -> None:
    before = await canary.everything(strangers)
    async with strangers.session(2) as session:
        await session.execute(update(ContactRow).values(name="x"))
        await session.execute(update(ContactRow).where(ContactRow.tenant == 1).values(name="x"))
        await session.execute(delete(CoordinateRow))
    assert await canary.everything(strangers) == before


async def test_the_short_way_updates_ones_own_rows_alone(strangers: OpenStore) -> None:
    before = await canary.everything(strangers)
    renamed = update(ContactRow).values(name="x").returning(ContactRow.id)
    async with strangers.session(2) as session:
        assert await session.fetch(renamed, {}) == []
        for statement in (update(CONTACTS).values(name="x"), update(ContactRow).values(tenant=2)):
            with pytest.raises(TenantLeak):
                await session.fetch(statement, {})
    assert await canary.everything(strangers) == before


async def test_what_the_short_way_has_updated_comes_back_as_it_is_kept(strangers: OpenStore) -> None:
    dated = update(ContactRow).values(updated_at=make.NOW).returning(ContactRow.id, ContactRow.updated_at)
    async with strangers.session(1) as session:
        rows = await session.fetch(dated, {})
    assert rows
    assert {row.updated_at for row in rows} == {make.NOW}


async def test_a_row_of_another_tenant_cannot_be_flushed(strangers: OpenStore) -> None:
    async with strangers.database.writer(Tenant(2), SYSTEM) as session:
        session.add(CounterRow(tenant=1, noun="x", value=1))
        with pytest.raises(TenantLeak):
            await session.flush()


async def test_a_row_without_a_tenant_gets_the_sessions(strangers: OpenStore) -> None:
    async with strangers.session(2) as session:
        session.add(CounterRow(noun="mine", value=1))
    rows = await canary.everything(strangers, 2)
    assert rows["counters"] == [{"tenant": 2, "noun": "mine", "value": 1}]


async def test_rows_added_in_bulk_are_stamped_whatever_tenant_they_name(strangers: OpenStore) -> None:
    for add in ("add_many", "add_missing"):
        async with strangers.session(2) as session:
            await getattr(session, add)(CounterRow, [{"tenant": 1, "noun": add, "value": 1}])
    rows = await canary.everything(strangers, 2)
    assert [row["noun"] for row in rows["counters"]] == ["add_many", "add_missing"]


async def test_adding_nothing_asks_nothing(store: OpenStore) -> None:
    table: type[Base] = CounterRow
    async with store.session() as session:
        await session.add_many(table, [])
        await session.add_missing(table, [])
