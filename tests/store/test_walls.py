"""PostgreSQL's own wall between tenants, asked as the application's role: it holds where our session would not."""

import json
import re
from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from bot.model.ids import ChoiceId, ContactId, Tenant
from bot.model.query import Filter, FilterKey, Query, query_of
from bot.store import weaknesses
from bot.store._search import tenant_term
from bot.store.contacts import Contacts
from tests._works import OpenStore
from tests.conftest import Database
from tests.store import _canaries as canary
from tests.store._heard import heard
from tests.store._plan import plan_of

pytestmark = pytest.mark.parametrize("engine_kind", ["postgres"], indirect=True)

# They hold ids, states and ciphertext only, and are asked before a tenant is known or for all tenants at once.
OPEN = {"installations", "jobs", "outbox", "pauses", "seen", "workspaces"}


@pytest.fixture
async def connection(store: OpenStore) -> AsyncIterator[AsyncConnection]:
    """Of the application's role, past the session; tenant 1 is full of canaries."""
    await canary.fill(store)
    async with store.database.write.connect() as connection:
        yield connection
        await connection.rollback()


async def test_the_application_is_no_owner_no_superuser_and_bypasses_nothing(connection: AsyncConnection) -> None:
    role = "SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = current_user"
    assert (await connection.execute(text(role))).one() == (False, False, False)
    owned = "SELECT count(*) FROM pg_class WHERE pg_get_userbyid(relowner) = current_user"
    assert (await connection.execute(text(owned))).scalar_one() == 0


async def test_a_role_that_owns_the_tables_is_found_out(database: Database) -> None:
    assert await weaknesses(database.url) == []
    assert any("owns the tables" in sentence for sentence in await weaknesses(str(database.admin_url)))


async def test_every_table_with_a_tenant_has_the_wall_but_the_named_ones(connection: AsyncConnection) -> None:
    walled = await _names(connection, "SELECT relname FROM pg_class WHERE relrowsecurity")
    held = await _names(
        connection,
        """SELECT tablename FROM pg_policies WHERE cmd = 'ALL' AND roles = '{public}' AND permissive = 'PERMISSIVE'
            AND qual LIKE '%app.tenant%' AND with_check LIKE '%app.tenant%'""",
    )
    assert walled == held == canary.tables_with_a_tenant() - OPEN


async def test_without_a_tenant_no_row_is_seen(connection: AsyncConnection) -> None:
    for table in canary.tables_with_a_tenant() - OPEN:
        assert await _count(connection, table) == 0, table


async def test_a_tenant_ends_with_its_transaction(connection: AsyncConnection) -> None:
    await _be(connection, 1)
    assert await _count(connection, "contacts") == 3
    await connection.commit()
    assert await _count(connection, "contacts") == 0


async def test_another_tenants_rows_are_neither_seen_nor_touched(connection: AsyncConnection) -> None:
    await _be(connection, 2)
    for table in canary.tables_with_a_tenant() - OPEN - {"events"}:
        assert await _count(connection, table) == 0, table
        assert (await connection.execute(text(f"DELETE FROM {table}"))).rowcount == 0, table  # noqa: S608 - our names


async def test_a_row_cannot_be_written_for_another_tenant(connection: AsyncConnection) -> None:
    await _be(connection, 2)
    with pytest.raises(DBAPIError, match="row-level security"):
        await connection.execute(text("INSERT INTO counters (tenant, noun, value) VALUES (1, 'x', 1)"))


async def test_a_row_cannot_be_given_to_another_tenant(connection: AsyncConnection) -> None:
    await _be(connection, 1)
    with pytest.raises(DBAPIError, match="row-level security"):
        await connection.execute(text("UPDATE counters SET tenant = 2"))


@pytest.mark.parametrize(
    "search",
    [
        "carnet_search(1, '', '[]', '[[\"canary\"]]', '', '', NULL, 500)",
        f"carnet_words(1, $$'{tenant_term(Tenant(1))}canar':*$$, $$'{tenant_term(Tenant(1))}canar':*$$, 500)",
        "carnet_grams(1, ARRAY['canary'], 500)",
        f"carnet_mentioned(1, ARRAY['{tenant_term(Tenant(1))}canaryman'], 500)",
        f"carnet_terms_used(1, '{tenant_term(Tenant(1))}', 'canarymam', 2)",
    ],
    ids=["search", "words", "grams", "mentioned", "terms"],
)
async def test_a_search_function_refuses_another_tenant(connection: AsyncConnection, search: str) -> None:
    found = {}
    for tenant in (1, 2, None):
        if tenant is not None:
            await _be(connection, tenant)
        found[tenant] = await _count(connection, search)
        await connection.rollback()
    assert found == {1: 2, 2: 0, None: 0}


async def test_a_table_of_ones_own_does_not_stand_in_for_the_index(connection: AsyncConnection) -> None:
    await _be(connection, 2)
    await connection.execute(text("CREATE TEMP TABLE contact_search (tenant bigint, contact bigint, grams text)"))
    await connection.execute(text("INSERT INTO contact_search VALUES (2, 99, 'canary')"))
    assert await _count(connection, "carnet_search(2, '', '[]', '[[\"canary\"]]', '', '', NULL, 500)") == 0


async def test_the_application_cannot_change_the_schema_or_its_version(connection: AsyncConnection) -> None:
    for statement in ("UPDATE alembic_version SET version_num = '0001'", "DROP TABLE notes", "TRUNCATE events"):
        with pytest.raises(DBAPIError, match=r"permission denied|must be owner"):
            await connection.execute(text(statement))
        await connection.rollback()


async def test_a_search_reads_the_index_and_not_the_table(store: OpenStore, database: Database) -> None:
    owner = create_async_engine(str(database.admin_url))
    async with owner.begin() as connection:
        for statement in _CROWD:
            await connection.execute(text(statement))
        await connection.execute(text("SET LOCAL search_path = pg_catalog, pg_temp"))  # as the functions do
        plans = {index: await _plan(connection, condition) for condition, index in _LOOKED_FOR.items()}
    await owner.dispose()
    for index, plan in plans.items():
        assert index in plan
        assert "Seq Scan" not in plan
    async with store.looking() as session:
        for asked in ("abc12", "ab", "a"):
            assert "Seq Scan" not in await plan_of(session, query_of(asked)), asked
        for said in ("1[10;20[", "1[a;b[", "1^b"):
            between = Query(filters=(Filter(FilterKey.CUSTOM, said),))
            assert "Seq Scan" not in await plan_of(session, between), said
    async with store.database.write.connect() as connection:
        await _be(connection, 1)
        walled = await _plan(connection, next(iter(_LOOKED_FOR)))
    assert "ix_contact_search_grams" not in walled, "no function is needed if the wall leaves the index usable"


async def test_the_sweep_looks_each_word_up_in_a_crowd_that_nobody_has_counted(
    store: OpenStore, database: Database
) -> None:
    owner = create_async_engine(str(database.admin_url))
    async with owner.begin() as connection:
        for statement in _CROWD[:2]:
            await connection.execute(text(statement))
        await connection.execute(text("INSERT INTO search_terms SELECT 1, 'w' || n FROM generate_series(1, 50) n"))
        await _be(connection, 1)
        looked_at = f"carnet_terms_used(1, '{tenant_term(Tenant(1))}', '', 2000)"
        assert await _count(connection, looked_at) >= 50
        read = "SELECT seq_scan FROM pg_stat_xact_user_tables WHERE relname = 'contact_search'"
        assert (await connection.execute(text(read))).scalar_one() == 0
    await owner.dispose()


async def test_whoever_stands_around_a_contact_is_read_by_an_index(store: OpenStore, database: Database) -> None:
    owner = create_async_engine(str(database.admin_url))
    async with owner.begin() as connection:
        for statement in _CROWD:
            await connection.execute(text(statement))
    await owner.dispose()
    async with store.looking() as session:
        with heard(store.database) as said:
            await Contacts(session).around(ContactId(1000))
            await Contacts(session).subtree([ContactId(1000)], limit=10)
            await Contacts(session).people(ContactId(1000), limit=10, role=ChoiceId(1))
    async with store.database.write.connect() as connection:
        await _be(connection, 1)
        for statement in said:
            plan = await _generic_plan(connection, statement)
            assert "Seq Scan on contacts" not in plan, plan


async def _generic_plan(connection: AsyncConnection, said: str) -> str:
    """How a statement is run whose parameters are not known."""
    count = len(set(re.findall(r"\$\d+", said)))
    await connection.exec_driver_sql("SET LOCAL plan_cache_mode = force_generic_plan")
    await connection.exec_driver_sql(f"PREPARE asked AS {said}")
    given = f"({', '.join(['NULL'] * count)})" if count else ""
    rows = await connection.exec_driver_sql(f"EXPLAIN EXECUTE asked{given}")
    plan = "\n".join(row[0] for row in rows)
    await connection.exec_driver_sql("DEALLOCATE asked")
    return plan


async def test_a_list_but_for_some_compares_no_contact_with_each_other(store: OpenStore, database: Database) -> None:
    """A page of ten in an order that has an index: to walk that index took a minute for a count of the others."""
    owner = create_async_engine(str(database.admin_url))
    async with owner.begin() as connection:
        for statement in _CROWD:
            await connection.execute(text(statement.replace("21000", "9000")))
    await owner.dispose()
    async with store.looking() as session:
        for left_out in (Filter(FilterKey.WORD, "abc", excluded=True), Filter(FilterKey.CITY, "lyon", excluded=True)):
            assert "Nested Loop" not in await plan_of(session, Query(filters=(left_out,)))


# 20,000 contacts that differ; tenant 1 has them all.
_CROWD = (
    """INSERT INTO contacts (tenant, id, number, kind, first_name, last_name, nickname, company, job_title, department,
        description, comment, reference, siren, siret, vat_number, iban, accounting_account, analytic_account, name,
        sort_name, city, created_at, updated_at, created_by, version, flag, main_person, blocked)
        SELECT 1, id, id, 'person', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', md5(id::text), '',
        now(), now(), '', 1, '', false, false
        FROM generate_series(1000, 21000) id""",
    """INSERT INTO contact_search (tenant, contact, words, grams) SELECT 1, id, md5(id::text), '  ' || md5(id::text)
        FROM generate_series(1000, 21000) id""",
    "SELECT gin_clean_pending_list('ix_contact_search_grams'), gin_clean_pending_list('ix_contact_search_vector')",
    "ANALYZE public.contact_search, public.contacts",
)
_LOOKED_FOR = {"s.grams LIKE '%abc12%'": "ix_contact_search_grams", "s.vector @@ 'abc'": "ix_contact_search_vector"}


async def _plan(connection: AsyncConnection, condition: str) -> str:
    """Of the functions' inner statement; they run as the owner."""
    inner = f"SELECT s.contact FROM public.contact_search s WHERE s.tenant = 1 AND {condition} LIMIT 500"  # noqa: S608
    return json.dumps((await connection.execute(text(f"EXPLAIN (FORMAT JSON) {inner}"))).scalar_one())


async def _be(connection: AsyncConnection, tenant: int) -> None:
    await connection.execute(text("SELECT set_config('app.tenant', :tenant, true)"), {"tenant": str(tenant)})


async def _count(connection: AsyncConnection, source: str) -> int:
    counted: int = (await connection.execute(text(f"SELECT count(*) FROM {source}"))).scalar_one()  # noqa: S608 - ours
    return counted


async def _names(connection: AsyncConnection, question: str) -> set[Any]:
    return set((await connection.execute(text(question))).scalars())
