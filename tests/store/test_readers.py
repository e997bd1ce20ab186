"""The connections that read: whoever is cut off, or finds the server gone, leaves nothing to those who come after."""

import asyncio
import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import event, func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

from bot.model.errors import StoreUnavailable
from bot.model.ids import Tenant
from bot.model.members import SYSTEM
from bot.store._contacts import ContactRow
from bot.store._engine import READERS
from bot.store.workspaces import Workspaces
from tests import make
from tests._works import OpenStore
from tests.conftest import Database
from tests.store import _canaries as canary

ONLY_POSTGRES = pytest.mark.parametrize(
    "engine_kind", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True
)
ONLY_SQLITE = pytest.mark.parametrize("engine_kind", ["sqlite"], indirect=True)
_SLOW = {
    "sqlite": text(
        "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 1e9) SELECT count(*) FROM n"
    ),
    "postgres": text("SELECT count(*) FROM (SELECT pg_sleep(60)) AS slept"),
}
_NAMES = select(ContactRow.name).order_by(ContactRow.id).limit(10)
_ROWS = select(ContactRow).order_by(ContactRow.id).limit(10)
_BEGAN = text("SELECT now() AS began")


@pytest.mark.parametrize("straight", [True, False], ids=["straight", "by SQLAlchemy"])
async def test_whoever_is_cut_off_while_a_statement_runs_harms_nobody(
    store: OpenStore, database: Database, straight: bool
) -> None:
    slow = _SLOW[database.kind]

    async def wait() -> None:
        async with store.looking() as session:
            await (session.fetch(slow, {}) if straight else session.run(slow))

    for moment in (0, 0, 0.001, 0.01, 0.05, 0.1):
        waiting = [asyncio.create_task(wait()) for _ in range(READERS + 1)]
        await asyncio.sleep(moment)
        for each in waiting:
            each.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        assert await _all_at_once(store) == [2] * READERS


async def test_a_statement_that_fails_leaves_its_connection_to_the_next(store: OpenStore) -> None:
    for _ in range(READERS * 2):
        with pytest.raises(DBAPIError):
            async with store.looking() as session:
                await session.fetch(text("SELECT 1 FROM nothing_of_the_sort"), {})
    assert await _all_at_once(store) == [2] * READERS


async def test_both_ways_to_ask_share_one_transaction(store: OpenStore) -> None:
    await canary.fill(store)
    async with store.looking() as session:
        before = await session.fetch(_NAMES, {})
        async with store.session() as writing:
            first = (await writing.scalars(_ROWS)).all()[0]
            first.name = "Renamed"
        if session.is_postgres:  # each statement sees what is committed, but the transaction has one beginning
            assert (await session.run(_BEGAN)).scalar() == (await session.fetch(_BEGAN, {}))[0].began
        else:
            assert [row.name for row in await session.scalars(_ROWS)] == [row.name for row in before]
    async with store.looking() as session:
        assert (await session.fetch(_NAMES, {}))[0].name == "Renamed"


async def test_a_connection_knows_nothing_of_the_tenant_before(store: OpenStore) -> None:
    await canary.fill(store)
    for _ in range(READERS * 2):
        async with store.looking(1) as session:
            assert await session.fetch(_NAMES, {})
        async with store.looking(2) as session:
            assert not await session.fetch(_NAMES, {})
        if not store.database.is_sqlite:
            async with store.database.readers.lent() as connection:
                assert await connection.scalar(select(func.count()).select_from(ContactRow)) == 0


async def test_a_connection_is_opened_once_however_it_is_asked(store: OpenStore) -> None:
    opened: list[object] = []
    event.listen(store.database.read.sync_engine, "connect", lambda driver, _: opened.append(driver))
    for _ in range(3):
        assert await _all_at_once(store) == [2] * READERS
        async with store.works.reading(make.viewer()) as work:
            await work.contacts.by_number(1)
            await work.members.count()
        async with store.database.plain_reader() as session:
            await Workspaces(session).list()
    assert len(opened) == READERS


async def test_a_session_that_was_not_entered_reads_nothing(store: OpenStore) -> None:
    session = store.database.reader(Tenant(1), SYSTEM)
    with pytest.raises(RuntimeError):
        await session.fetch(_NAMES, {})


@ONLY_SQLITE
async def test_whoever_has_read_holds_nothing_of_the_file_any_more(store: OpenStore) -> None:
    await canary.fill(store)
    async with store.looking() as session:
        await session.fetch(_NAMES, {})
        assert _checkpoint(store)[0] == 1  # somebody reads the state before
    assert _checkpoint(store)[0] == 0


def _checkpoint(store: OpenStore) -> tuple[int, ...]:
    """Whether the log could not be emptied, and its pages; by a connection of its own."""
    with closing(sqlite3.connect(str(store.database.url.database), timeout=0)) as connection:
        found: tuple[int, ...] = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return found


@ONLY_POSTGRES
async def test_connections_that_the_server_has_ended_are_replaced(store: OpenStore, database: Database) -> None:
    for _ in range(3):
        assert await _all_at_once(store) == [2] * READERS
        await _end_all(database)
        async with store.works.reading(make.viewer()) as work:
            assert await work.members.count() == 2


@ONLY_POSTGRES
@pytest.mark.parametrize("writes", [False, True], ids=["reading", "writing"])
async def test_a_connection_that_is_lost_in_an_action_is_the_stores_fault(
    store: OpenStore, database: Database, writes: bool
) -> None:
    open_work = store.works.writing if writes else store.works.reading

    async def lose() -> None:
        async with open_work(make.viewer()) as work:
            await work.contacts.by_number(1)
            await _end_all(database)
            await work.contacts.by_number(1)

    for _ in range(3):
        with pytest.raises(StoreUnavailable):
            await lose()
        async with open_work(make.viewer()) as work:
            assert await work.contacts.by_number(1) is None
    assert await _all_at_once(store) == [2] * READERS


async def _all_at_once(store: OpenStore) -> list[int]:
    """What as many readers as there can be see, each holding its connection until all have one."""
    everybody = asyncio.Barrier(READERS)

    async def look() -> int:
        async with store.works.reading(make.viewer()) as work:
            await everybody.wait()
            return await work.members.count()

    return await asyncio.gather(*(look() for _ in range(READERS)))


async def _end_all(database: Database) -> None:
    """All connections of the application, as a restart of the server does."""
    ours = create_async_engine(database.url)
    async with ours.connect() as connection:
        await connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
                " AND usename = current_user AND pid <> pg_backend_pid()"
            )
        )
    await ours.dispose()
