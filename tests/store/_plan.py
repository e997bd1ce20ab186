"""How an engine would run a search, asked of the engine itself."""

import re
from unittest.mock import patch

from sqlalchemy import TextClause, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.query import Query
from bot.store import StoreSession
from bot.store.contacts import Contacts


async def plan_of(session: StoreSession, query: Query) -> str:
    """Of the statement by which a page of it is found."""
    explain = "EXPLAIN" if session.is_postgres else "EXPLAIN QUERY PLAN"
    fetch, plans = StoreSession.fetch, []

    async def explained(self: StoreSession, statement: TextClause, values: dict[str, object]) -> object:
        plans.extend(await self.run(text(f"{explain} {statement.text}"), values))
        return await fetch(self, statement, values)

    with patch.object(StoreSession, "fetch", explained):
        await Contacts(session).list(query, limit=10)
    return "\n".join(row[-1] for row in plans)


async def generic_plan_of(connection: AsyncConnection, said: str) -> str:
    """How PostgreSQL would run a statement whatever its values, as it does for whoever reads."""
    driver = (await connection.get_raw_connection()).driver_connection
    assert driver is not None
    places = max((int(each) for each in re.findall(r"\$(\d+)", said)), default=0)
    given = f"({', '.join(['NULL'] * places)})" if places else ""
    await driver.execute("SET plan_cache_mode = force_generic_plan; SET random_page_cost = 1.1")
    await driver.execute(f"PREPARE asked AS {said}")
    try:
        rows = await driver.fetch(f"EXPLAIN EXECUTE asked{given}")
    finally:
        await driver.execute("DEALLOCATE asked")
    return "\n".join(row[0] for row in rows)


async def sqlite_plan_of(connection: AsyncConnection, said: str) -> str:
    """How SQLite would run a statement that it was told; what stands for its parameters does not matter to it."""
    rows = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {said}", (1,) * said.count("?"))
    return "\n".join(row[-1] for row in rows)
