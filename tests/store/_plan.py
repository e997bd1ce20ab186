"""How an engine would run a search, asked of the engine itself."""

from sqlalchemy import text

from bot.model.query import query_of
from bot.store import StoreSession, _search


async def plan_of(session: StoreSession, words: str) -> str:
    query = query_of(words)
    explain = "EXPLAIN" if session.is_postgres else "EXPLAIN QUERY PLAN"
    statement = text(f"{explain} {_search._shaped(session, query).text}")
    rows = await session.run(statement, _search._values(session, query, 10))
    return "\n".join(row[-1] for row in rows)
