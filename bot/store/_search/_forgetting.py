"""Takes away the words that no contact has any more, some at a time; `_sweeps` asks for it."""

from typing import Any

from sqlalchemy import delete, text
from sqlalchemy.exc import DBAPIError

from bot.store._search._rows import SearchTermRow, tenant_term
from bot.store._session import StoreSession

LOOKED_AT = 2000


async def forget_terms(session: StoreSession, *, after: str = "") -> str:
    """Of the words behind `after` looks at LOOKED_AT; answers the last one, '' where there are no more.

    To be done in a transaction of its own.
    """
    values: dict[str, Any] = {"tenant": int(session.tenant), "after": after, "limit": LOOKED_AT}
    own = tenant_term(session.tenant)
    values["own"] = own if session.is_postgres else f'"{own}" AND '
    if session.is_postgres and not await _held(session):
        return after
    rows = await session.fetch(_POSTGRES if session.is_postgres else _SQLITE, values)
    unused = [row.term for row in rows if not row.used]
    if unused:
        await session.execute(delete(SearchTermRow).where(SearchTermRow.term.in_(unused)))
    return rows[-1].term if len(rows) == LOOKED_AT else ""


async def _held(session: StoreSession) -> bool:
    """Whether nobody else is adding words: who has just found one there would miss it afterwards."""
    try:
        async with session.begin_nested():
            await session.run(text("LOCK TABLE search_terms IN SHARE ROW EXCLUSIVE MODE NOWAIT"))
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) != _LOCK_NOT_AVAILABLE:
            raise
        return False
    return True


_LOCK_NOT_AVAILABLE = "55P03"

_SQLITE = text("""
SELECT t.term, EXISTS (SELECT 1 FROM contact_words WHERE contact_words MATCH :own || '"' || t.term || '"') AS used
FROM search_terms t WHERE t.tenant = :tenant AND t.term > :after ORDER BY t.term LIMIT :limit
""")

_POSTGRES = text("""
SELECT term, used FROM carnet_terms_used(
    CAST(:tenant AS bigint), CAST(:own AS text), CAST(:after AS text), CAST(:limit AS bigint))
ORDER BY term COLLATE "C"
""")
