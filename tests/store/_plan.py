"""How an engine would run a search, asked of the engine itself."""

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


async def sqlite_plan_of(connection: AsyncConnection, said: str) -> str:
    """How SQLite would run a statement that it was told; what stands for its parameters does not matter to it."""
    rows = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {said}", (1,) * said.count("?"))
    return "\n".join(row[-1] for row in rows)
