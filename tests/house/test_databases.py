"""The databases of the tests are as strict as those of a careful installation, and one test sees nothing of another."""

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from tests._postgres import APP, OWNER, Postgres
from tests.conftest import Database

RIGHTS = text(
    "select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb, datdba = pg_roles.oid"
    " from pg_roles, pg_database where rolname = current_user and datname = current_database()"
)


@pytest.fixture
def both(postgres: Postgres) -> Database:
    name = postgres.create_database()
    return Database(postgres.app_url(name), postgres.owner_url(name), "postgres")


async def test_the_application_has_no_rights_of_its_own_and_owns_nothing(both: Database) -> None:
    assert await _rights(both.url) == (False, False)


async def test_the_owner_owns_the_database_and_is_no_superuser(both: Database) -> None:
    assert await _rights(both.admin_url or "") == (False, True)


@pytest.mark.parametrize("time", ["first", "second"])
async def test_each_test_has_a_database_to_itself(empty_database: Database, time: str) -> None:
    engine = create_async_engine(empty_database.admin_url or empty_database.url)
    async with engine.begin() as connection:
        await connection.execute(text(f"create table {time} (id integer)"))
        await connection.execute(text("create table only_here (id integer)"))
    await engine.dispose()


def test_what_was_confirmed_outlives_a_crash_of_the_durable_cluster(durable_postgres: Postgres) -> None:
    name = durable_postgres.create_database()
    durable_postgres.crash()
    durable_postgres.start()
    again = durable_postgres.create_database(template=name)
    assert durable_postgres.app_url(again) != durable_postgres.app_url(name)


async def _rights(url: str) -> tuple[bool, bool]:
    engine = create_async_engine(url)
    async with engine.connect() as connection:
        rights = (await connection.execute(RIGHTS)).one()
        assert await connection.scalar(text("select current_user")) in {APP, OWNER}
    await engine.dispose()
    return bool(rights[0]), bool(rights[1])
