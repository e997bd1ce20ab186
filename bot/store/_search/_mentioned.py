"""Whom a sentence speaks of, by whole words."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import TextClause, text

from bot.model.contacts import Found
from bot.model.query import Query
from bot.model.search import FRAGMENT, WORD_LENGTH
from bot.store._search._rows import tenant_term
from bot.store._search._sql import found_of_row
from bot.store._session import StoreSession

MOST_TERMS = 40


async def any_of(session: StoreSession, query: Query, *, limit: int) -> Sequence[Found]:
    """Contacts with any of the words as a whole word, those with more of them first."""
    said = [term[:WORD_LENGTH] for term in dict.fromkeys(query.terms) if _may_name(term)][:MOST_TERMS]
    if not said:
        return ()
    values: dict[str, Any] = {"tenant": int(session.tenant), "limit": limit}
    own = tenant_term(session.tenant)
    if session.is_postgres:
        rows = await session.fetch(_POSTGRES_ANY, values | {"said": [f"{own}{term}" for term in said]})
    else:
        choice = " OR ".join(f'"{term}"' for term in said)
        rows = await session.fetch(_SQLITE_ANY, values | {"words": f'"{own}" AND ({choice})'})
    return [found_of_row(row) for row in rows]


def _may_name(term: str) -> bool:
    """Two Latin letters are an article or a preposition; two Chinese signs are a whole name."""
    return len(term) >= FRAGMENT or not term.isascii()


_SQLITE_ANY: TextClause = text("""
SELECT c.id, c.number, c.kind, c.name, c.company, c.city
FROM contact_words w JOIN contacts c ON c.id = w.rowid AND c.tenant = :tenant
WHERE contact_words MATCH :words AND c.deleted_at IS NULL AND c.archived_at IS NULL
ORDER BY w.rank LIMIT :limit
""")

_POSTGRES_ANY: TextClause = text("""
SELECT c.id, c.number, c.kind, c.name, c.company, c.city
FROM carnet_mentioned(CAST(:tenant AS bigint), CAST(:said AS text[]), CAST(:limit AS integer)) m
JOIN contacts c ON c.id = m.contact AND c.tenant = :tenant
WHERE c.deleted_at IS NULL AND c.archived_at IS NULL
ORDER BY m.said DESC, c.id
""")
