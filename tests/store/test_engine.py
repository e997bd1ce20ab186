"""Opening the store: one owner of a file, one schema, process numbers, and what a failing disk does."""

import asyncio
import json
import shutil
import subprocess
import sys
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import create_async_engine

from bot.model.errors import Busy, StoreUnavailable
from bot.model.ids import Tenant
from bot.model.members import SYSTEM
from bot.store import LIMITS, SchemaMismatch, StoreInUse, faults, open_database
from bot.store.migrations import HEAD
from tests import make
from tests._works import HandClock, OpenStore, open_works
from tests.conftest import Database

ONLY_SQLITE = pytest.mark.parametrize("engine_kind", ["sqlite"], indirect=True)


async def test_each_start_takes_a_process_number_of_its_own_from_the_database(database: Database) -> None:
    made = []
    for _ in range(3):
        async with open_works(database.url) as store:
            made.append([store.database.ids.next() for _ in range(5)])
    assert made == sorted(made)
    assert len({key for keys in made for key in keys}) == 15


async def test_a_start_after_the_clock_went_back_makes_no_id_twice(database: Database) -> None:
    made: set[int] = set()
    for year in (2026, 2025, 2026):
        async with open_works(database.url, clock=HandClock(make.NOW.replace(year=year))) as store:
            made |= {store.database.ids.next() for _ in range(100)}
    assert len(made) == 300


async def test_ids_do_not_go_back_with_the_clock_over_a_start(database: Database) -> None:
    newest = 0
    for year in (2026, 2025, 2024):
        async with open_works(database.url, clock=HandClock(make.NOW.replace(year=year))) as store:
            if not newest:
                await store.settle()
            async with store.works.writing(make.viewer()) as work:
                event = await work.tell(make.happening(1, None))
        assert event > newest
        newest = event


async def test_a_database_without_a_schema_is_not_opened(empty_database: Database) -> None:
    with pytest.raises(SchemaMismatch, match=r"Nothing of Carnet .*carnet migrate"):
        await open_database(empty_database.url, wall=HandClock().now)


@pytest.mark.parametrize(
    ("held", "advice"), [("0001", "run `carnet migrate`"), (f"{int(HEAD) + 1:04}", "install a newer Carnet")]
)
async def test_another_schema_is_refused_with_what_to_do(database: Database, held: str, advice: str) -> None:
    await _set_schema(database, held)
    with pytest.raises(SchemaMismatch, match=advice):
        await open_database(database.url, wall=HandClock().now)


@ONLY_SQLITE
async def test_a_second_process_on_a_sqlite_file_is_refused(database: Database, tmp_path: Path) -> None:
    async with open_works(database.url):
        second = await asyncio.create_subprocess_exec(
            sys.executable, "-c", _OPENS, database.url, stderr=asyncio.subprocess.PIPE, cwd=Path.cwd()
        )
        _, said = await second.communicate()
    assert second.returncode
    assert f"StoreInUse: {tmp_path / 'carnet.db'} is in use by another process" in said.decode()


async def test_a_file_is_free_again_when_its_owner_closes_it(database: Database) -> None:
    for _ in range(2):
        async with open_works(database.url):
            if database.kind == "sqlite":
                with pytest.raises(StoreInUse):
                    await open_database(database.url, wall=HandClock().now)


async def test_a_failed_start_leaves_the_file_free(empty_database: Database) -> None:
    for _ in range(2):
        with pytest.raises(SchemaMismatch):
            await open_database(empty_database.url, wall=HandClock().now)


async def test_a_file_that_is_no_database_is_said_to_be_unavailable(tmp_path: Path) -> None:
    (tmp_path / "carnet.db").write_bytes(b"not a database" * 1000)
    with pytest.raises(StoreUnavailable):
        await open_database(f"sqlite+aiosqlite:///{tmp_path / 'carnet.db'}", wall=HandClock().now)


async def test_a_server_that_is_not_there_is_said_to_be_unavailable(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable):
        await open_database(f"postgresql+asyncpg://carnet@/carnet?host={tmp_path}", wall=HandClock().now)


@ONLY_SQLITE
async def test_sqlite_is_durable_and_checks_its_keys(store: OpenStore) -> None:
    for engine in (store.database.write, store.database.read):
        async with engine.connect() as connection:
            names = ("journal_mode", "synchronous", "foreign_keys")
            held = [(await connection.exec_driver_sql(f"PRAGMA {name}")).scalar_one() for name in names]
        assert held == ["wal", 2, 1]


def test_a_broken_rule_of_our_own_is_no_fault_of_the_store() -> None:
    with pytest.raises(IntegrityError), faults():
        raise IntegrityError("INSERT", None, Exception())


@pytest.mark.parametrize("error", [TimeoutError(), ConnectionResetError(), OSError(28, "No space left on device")])
def test_a_lost_connection_is_a_fault_of_the_store(error: OSError) -> None:
    with pytest.raises(StoreUnavailable), faults():
        raise error


@pytest.mark.parametrize("limits", [LIMITS])
async def test_a_full_pool_is_busy(store: OpenStore) -> None:
    async with AsyncExitStack() as sessions:
        for _ in range(3):
            session = await sessions.enter_async_context(store.database.reader(Tenant(1), SYSTEM))
            await session.run(text("SELECT 1"))
        with pytest.raises(Busy):
            async with store.works.reading(make.viewer()) as work:
                await work.members.count()
    async with store.works.reading(make.viewer()) as work:
        assert await work.members.count() == 2


def test_a_full_or_read_only_disk_saves_nothing_by_halves(tmp_path: Path) -> None:
    command = ["unshare", "-m"]
    if not shutil.which("unshare") or subprocess.run([*command, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this machine lets nobody mount a small disk (unshare -m)")
    done = subprocess.run(
        [*command, sys.executable, "-m", "tests.store._small_disk", tmp_path],
        capture_output=True, check=False, text=True, timeout=60,
    )  # fmt: skip
    assert not done.returncode, done.stderr
    told = json.loads(done.stdout)
    assert 0 < told["saved"] < 100
    assert told["answers"] == ["saved", "store_unavailable"]
    assert told["kept"] == [told["saved"]] * 3
    assert told["again"] == "saved"
    assert told["kept_again"] == [told["saved"] + 1] * 3
    assert told["read_only"] == "store_unavailable"


_OPENS = """
import asyncio, sys
from tests._works import open_works
asyncio.run(open_works(sys.argv[1]).__aenter__())
"""


async def _set_schema(database: Database, held: str) -> None:
    engine = create_async_engine(database.admin_url or database.url)
    async with engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = :held"), {"held": held})
    await engine.dispose()
