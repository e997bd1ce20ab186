"""Finding contacts by words and fragments, the same on both engines; see docs/architecture.md, "Search".

SQLite: two FTS5 tables over `contact_search` (whole words with prefixes, and trigrams), kept by triggers.
PostgreSQL: a tsvector and trigrams behind a function of the owner, since row-level security would switch
the trigram index off. Statements here name the tenant themselves.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Index, TextClause, delete, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.model.contacts import ContactKind, Found, Page
from bot.model.folding import fold
from bot.model.ids import ContactId, Tenant
from bot.model.query import FilterKey, Query
from bot.store._base import Base, Tenanted
from bot.store._session import StoreSession

# Candidates looked at before ranking: past it a better question helps more than a better order.
CANDIDATES = 500
FRAGMENT = 3  # letters of a trigram; shorter words are looked for as beginnings


class ContactSearchRow(Tenanted, Base):
    """`contact` is the rowid of the FTS5 tables, so it is unique by itself."""

    __tablename__ = "contact_search"
    __table_args__ = (Index("uq_contact_search_contact", "contact", unique=True),)

    contact: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    words: Mapped[str]
    grams: Mapped[str]


def tenant_term(tenant: Tenant) -> str:
    """A tenant as three private-use characters: one word and one trigram, that no folded text contains."""
    signs = []
    rest = int(tenant)
    for _ in range(FRAGMENT):
        rest, low = divmod(rest, 6400)
        signs.append(chr(0xE000 + low))
    return "".join(signs)


async def index(session: StoreSession, rows: Sequence[Mapping[str, Any]]) -> None:
    term = tenant_term(session.tenant)
    await session.add_many(ContactSearchRow, [_with_term(row, term) for row in rows])


async def reindex(session: StoreSession, row: Mapping[str, Any]) -> None:
    await session.execute(delete(ContactSearchRow).where(ContactSearchRow.contact == row["contact"]))
    await index(session, [row])


def _with_term(row: Mapping[str, Any], term: str) -> dict[str, Any]:
    return {**row, "words": f"{term} {row['words']}", "grams": f"{term} {row['grams']}"}


async def contacts(session: StoreSession, query: Query, *, limit: int) -> Page:
    """One statement: candidates by the indexes, ranked, with their number (at most CANDIDATES)."""
    if not query.terms and not query.filters:
        return Page(found=(), total=0)
    statement = _POSTGRES if session.is_postgres else _SQLITE
    rows = (await session.run(statement, _values(session, query, limit))).all()
    found = tuple(
        Found(ContactId(row.id), row.number, ContactKind(row.kind), row.name, row.company, row.city) for row in rows
    )
    return Page(found=found, total=rows[0].total if rows else 0)


def _values(session: StoreSession, query: Query, limit: int) -> dict[str, Any]:
    long = [term for term in query.terms if len(term) >= FRAGMENT]
    short = [term for term in query.terms if len(term) < FRAGMENT]
    common = {
        "tenant": int(session.tenant),
        "folded": fold(query.text).strip(),
        "prefix": f"{query.terms[0]}%" if query.terms else "",
        "candidates": CANDIDATES,
        "limit": limit,
        "contact": _contact_filter(query),
    }
    together = query.together if len(query.together) >= FRAGMENT else ""
    if session.is_postgres:
        return common | {"long": long, "short": short, "together": together}
    term = tenant_term(session.tenant)
    return common | {
        "grams": _match(term, long, suffix="") if long else None,
        "words": _match(term, short, suffix="*") if short else None,
        "together": _match(term, [together], suffix="") if together else None,
    }


def _contact_filter(query: Query) -> int | None:
    chosen = [int(each.value) for each in query.filters if each.key is FilterKey.CONTACT and not each.excluded]
    return chosen[0] if chosen else None


def _match(tenant: str, terms: list[str], *, suffix: str) -> str:
    """An FTS5 expression: every term quoted, so that nothing typed is read as an operator."""
    return " AND ".join([f'"{tenant}"', *(f'"{term.replace(chr(34), chr(34) * 2)}"{suffix}' for term in terms)])


_RANKED = """
SELECT c.id, c.number, c.kind, c.name, c.company, c.city, count(*) OVER () AS total
FROM contacts c
WHERE c.tenant = :tenant AND c.deleted_at IS NULL AND c.archived_at IS NULL AND c.id IN ({hits})
ORDER BY CASE WHEN c.sort_name = :folded THEN 0 WHEN c.sort_name LIKE :prefix THEN 1 ELSE 2 END,
         c.sort_name, c.id
LIMIT :limit
"""

# A NULL expression matches nothing in FTS5's MATCH, so each branch says when it applies.
_SQLITE: TextClause = text(
    _RANKED.format(
        hits="""
    SELECT rowid FROM (
        SELECT rowid FROM contact_grams WHERE :grams IS NOT NULL AND :words IS NULL
            AND contact_grams MATCH coalesce(:grams, '""')
        UNION
        SELECT rowid FROM contact_grams WHERE :grams IS NOT NULL AND :words IS NOT NULL
            AND contact_grams MATCH coalesce(:grams, '""')
            AND rowid IN (SELECT rowid FROM contact_words WHERE contact_words MATCH coalesce(:words, '""'))
        UNION
        SELECT rowid FROM contact_words WHERE :grams IS NULL AND :words IS NOT NULL
            AND contact_words MATCH coalesce(:words, '""')
        UNION
        SELECT rowid FROM contact_grams WHERE :together IS NOT NULL
            AND contact_grams MATCH coalesce(:together, '""')
        UNION
        SELECT :contact WHERE :contact IS NOT NULL
    ) LIMIT :candidates
"""
    )
)

_POSTGRES: TextClause = text(
    _RANKED.format(
        hits="""
    SELECT contact FROM carnet_search(
        CAST(:tenant AS bigint), CAST(:long AS text[]), CAST(:short AS text[]), CAST(:together AS text),
        CAST(:candidates AS integer))
    UNION ALL
    SELECT CAST(:contact AS bigint) WHERE CAST(:contact AS bigint) IS NOT NULL
"""
    )
)
