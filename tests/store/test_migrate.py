"""Migrations: from nothing to the newest schema, one step at a time, killed on the way, never backwards."""

import asyncio
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.store import SchemaMismatch, migrate
from bot.store._tables import metadata
from bot.store.migrations import HEAD
from tests._works import OpenStore, open_works
from tests.conftest import Database
from tests.store import _canaries as canary

SCRIPTS = Path("bot/store/migrations")
# What the migrations make and the mapping does not know: the index tables of FTS5, the column of the text search.
EXTRA_TABLES = ("activity_words", "alembic_version", "contact_grams", "contact_words", "note_words", "reminder_words")
_VECTORS = {
    "ix_activity_search_vector",
    "ix_contact_search_vector",
    "ix_note_search_vector",
    "ix_reminder_search_vector",
}
EXTRA = {"vector", "ix_contact_search_grams"} | _VECTORS


async def test_an_empty_database_comes_to_the_newest_schema(empty_database: Database) -> None:
    await _migrate(empty_database)
    async with open_works(empty_database.url) as store:
        await store.settle()


async def test_migrating_again_changes_nothing(store: OpenStore, database: Database) -> None:
    await canary.fill(store)
    before = await canary.everything(store)
    await store.database.close()
    await _migrate(database)
    async with open_works(database.url) as again:
        assert await canary.everything(again) == before


async def test_the_schema_is_what_the_mapping_says(database: Database) -> None:
    engine = create_async_engine(database.admin_url or database.url)
    async with engine.connect() as connection:
        differences = await connection.run_sync(_differences)
    await engine.dispose()
    assert not differences


async def test_one_step_after_the_other_makes_the_schema_too(empty_database: Database) -> None:
    for revision in reversed(_revisions()):
        await migrate(empty_database.url, empty_database.admin_url, to=revision)
    async with open_works(empty_database.url) as store:
        await store.settle()
        await canary.fill(store)


async def test_a_migration_killed_on_its_way_is_finished_by_a_later_one(empty_database: Database) -> None:
    urls = [each for each in (empty_database.url, empty_database.admin_url) if each]
    runs = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.store._killed", *urls, stdout=asyncio.subprocess.PIPE
    )
    killed, _ = await runs.communicate()
    assert (runs.returncode, int(killed) > 5) == (0, True)
    async with open_works(empty_database.url) as store:
        await store.settle()
        await canary.fill(store)


@pytest.mark.parametrize("engine_kind", ["sqlite"], indirect=True)
async def test_a_migration_that_leaves_rows_without_their_parent_leaves_nothing(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scripts = Path(shutil.copytree(SCRIPTS, tmp_path / "migrations"))
    (scripts / "versions" / "9999_orphan.py").write_text(_ORPHAN.format(before=HEAD))
    monkeypatch.setattr("bot.store._migrate._SCRIPTS", scripts)
    with pytest.raises(RuntimeError, match="without their parent"):
        await _migrate(database)
    async with open_works(database.url) as store:
        await store.settle()
        assert "x" not in {row["name"] for row in (await canary.everything(store))["tags"]}


@pytest.mark.parametrize("engine_kind", ["postgres"], indirect=True)
async def test_two_that_migrate_at_once_take_turns(empty_database: Database) -> None:
    await asyncio.gather(*(_migrate(empty_database) for _ in range(3)))
    async with open_works(empty_database.url) as store:
        await store.settle()


async def test_a_newer_schema_is_left_alone(database: Database) -> None:
    engine = create_async_engine(database.admin_url or database.url)
    async with engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SchemaMismatch, match="newer Carnet"):
        await _migrate(database)
    async with engine.connect() as connection:
        assert (await connection.execute(text("SELECT version_num FROM alembic_version"))).scalar_one() == "9999"
    await engine.dispose()


def test_revisions_are_numbered_in_their_order() -> None:
    # An older program knows a newer schema by its number.
    assert _revisions() == sorted(_revisions(), reverse=True)
    assert _revisions()[0] == HEAD


_ORPHAN = """from alembic import op
revision, down_revision = "9999", "{before}"
def upgrade():
    op.execute("INSERT INTO tags (tenant, id, name, folded) VALUES (1, 900, 'x', 'x')")
"""


async def _migrate(database: Database) -> None:
    await migrate(database.url, database.admin_url)


def _revisions() -> list[str]:
    """The newest first."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    return [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]


def _differences(connection: Connection) -> list[Any]:
    context = MigrationContext.configure(
        connection, opts={"include_object": _is_ours, "compare_type": True, "target_metadata": metadata}
    )
    assert set(metadata.tables) <= set(inspect(connection).get_table_names())
    return list(compare_metadata(context, metadata))


def _is_ours(_: object, name: str | None, kind: str, *__: object) -> bool:
    if kind == "table":
        return not str(name).startswith(EXTRA_TABLES)
    return name not in EXTRA
