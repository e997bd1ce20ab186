"""How an engine would run a search, asked of the engine itself."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.query import query_of
from bot.store import StoreSession, _search


async def plan_of(session: StoreSession, words: str) -> str:
    query = query_of(words)
    explain = "EXPLAIN" if session.is_postgres else "EXPLAIN QUERY PLAN"
    statement = text(f"{explain} {_search._shaped(session, query).text}")
    rows = await session.run(statement, _search._values(session, query, 10))
    return "\n".join(row[-1] for row in rows)


async def sqlite_plan_of(connection: AsyncConnection, said: str) -> str:
    """How SQLite would run a statement that it was told; what stands for its parameters does not matter to it."""
    rows = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {said}", (1,) * said.count("?"))
    return "\n".join(row[-1] for row in rows)
