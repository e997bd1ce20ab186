"""Finding contacts by words and fragments, the same on both engines; see docs/architecture.md, "Search".

SQLite: two FTS5 tables over `contact_search`, filled by `index` and kept by triggers: trigrams for what is looked
for, whole words for whom a sentence names. PostgreSQL: trigrams and a tsvector behind functions of the owner, since
row-level security would switch those indexes off. Statements here name the tenant themselves.
"""

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Index, TextClause, delete, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.model.contacts import ContactKind, Found, Page
from bot.model.ids import ContactId, Tenant
from bot.model.query import Filter, FilterKey, Query
from bot.model.search import FRAGMENT, WORD_LENGTH
from bot.store._base import Base, Tenanted, owned
from bot.store._session import StoreSession

# Candidates looked at before ranking: past it a better question helps more than a better order.
CANDIDATES = 500
_ALL = 1_000_000  # with a filter, which is applied to the candidates, all of them are
MOST_TERMS = 40


class ContactSearchRow(Tenanted, Base):
    """One for each contact that can be found: archiving and deleting take it away, or it fills up the candidates.

    `contact` is the rowid of the FTS5 tables, so it is unique by itself.
    """

    __tablename__ = "contact_search"
    __table_args__ = (owned("contact", "contacts"), Index("uq_contact_search_contact", "contact", unique=True))

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
    """Makes contacts findable. SQLite's two indexes are filled here, each in one statement: see revision 0004."""
    term = tenant_term(session.tenant)
    await session.add_many(ContactSearchRow, [_with_term(row, term) for row in rows])
    if rows and not session.is_postgres:
        fresh = {"tenant": int(session.tenant), "fresh": json.dumps([row["contact"] for row in rows])}
        for fill in _SQLITE_FILL:
            await session.run(fill, fresh)


# In the order of their ids: FTS5 writes to the disk whenever one is smaller than the one before.
_SQLITE_FILL = tuple(
    text(f"""
INSERT INTO contact_{column}(rowid, {column})
SELECT contact, {column} FROM contact_search
WHERE tenant = :tenant AND contact IN (SELECT value FROM json_each(:fresh)) ORDER BY contact
""")  # noqa: S608 - the two names are ours
    for column in ("words", "grams")
)


async def reindex(session: StoreSession, contacts: Sequence[ContactId], rows: Sequence[Mapping[str, Any]]) -> None:
    """Makes these contacts findable by these rows alone: those that have none are found no more."""
    await session.execute(delete(ContactSearchRow).where(ContactSearchRow.contact.in_(contacts)))
    await index(session, rows)


def _with_term(row: Mapping[str, Any], term: str) -> dict[str, Any]:
    # A name of signs alone has no words, and PostgreSQL takes no empty one.
    return {**row, "words": f"{term} {row['words']}".rstrip(), "grams": f"{term}{row['grams']}"}


async def contacts(session: StoreSession, query: Query, *, limit: int) -> Page:
    """One statement: candidates by the indexes, ranked, with their number (at most CANDIDATES)."""
    if not query.asked and not query.filters:
        return Page(found=(), total=0)
    rows = await session.fetch(_shaped(session, query), _values(session, query, limit))
    found = tuple(_found(row) for row in rows)
    counted = rows[0].total if rows else 0
    return Page(found=found, total=min(counted, CANDIDATES), capped=counted >= CANDIDATES)


def _shaped(session: StoreSession, query: Query) -> TextClause:
    filters = tuple((each.key, each.excluded) for each in query.filters)
    return _statement(bool(query.asked), bool(query.together), filters, postgres=session.is_postgres)


async def any_of(session: StoreSession, query: Query, *, limit: int) -> Sequence[Found]:
    """Contacts with any of the words as a whole word, those with more of them first."""
    said = [term[:WORD_LENGTH] for term in dict.fromkeys(query.terms) if _may_name(term)][:MOST_TERMS]
    if not said:
        return ()
    values: dict[str, Any] = {"tenant": int(session.tenant), "limit": limit}
    if session.is_postgres:
        rows = await session.fetch(_POSTGRES_ANY, values | {"said": said})
    else:
        choice = " OR ".join(f'"{term}"' for term in said)
        rows = await session.fetch(_SQLITE_ANY, values | {"words": f'"{tenant_term(session.tenant)}" AND ({choice})'})
    return [_found(row) for row in rows]


def _may_name(term: str) -> bool:
    """Two Latin letters are an article or a preposition; two Chinese signs are a whole name."""
    return len(term) >= FRAGMENT or not term.isascii()


def _found(row: Any) -> Found:
    return Found(ContactId(row.id), row.number, ContactKind(row.kind), row.name, row.company, row.city)


def _values(session: StoreSession, query: Query, limit: int) -> dict[str, Any]:
    values: dict[str, Any] = {"tenant": int(session.tenant), "limit": limit}
    values |= {f"filter{place}": _filter_value(each) for place, each in enumerate(query.filters)}
    if not query.asked:
        return values
    values |= {"whole": query.whole, "beyond": query.whole + "\U0010ffff", "word": f" {query.asked[0]}"}
    values["candidates"] = _ALL if query.filters else CANDIDATES
    if session.is_postgres:
        return values | {"fragments": list(query.fragments), "together": query.together}
    term = tenant_term(session.tenant)
    values["fragments"] = _all_of(term, *query.fragments)
    return values | ({"together": _all_of(term, query.together)} if query.together else {})


def _filter_value(each: Filter) -> int | str:
    return int(each.value) if each.key is FilterKey.CONTACT else each.value


def _all_of(*fragments: str) -> str:
    """An FTS5 expression. Folded words hold no quote, and quoted they are never read as operators."""
    return " AND ".join(f'"{each}"' for each in fragments)


# The candidates may be many and are cut, so those whose name begins as asked are always looked at as well.
_BEGINNING = """
    SELECT id FROM (SELECT id FROM contacts WHERE tenant = :tenant AND sort_name >= :whole AND sort_name < :beyond
        ORDER BY sort_name, id LIMIT :limit) AS beginning
    UNION"""

_SQLITE_HITS = """
    SELECT id FROM (SELECT rowid AS id FROM contact_grams WHERE contact_grams MATCH :{pattern} LIMIT :candidates)"""

_POSTGRES_HITS = """
    SELECT contact FROM carnet_search(CAST(:tenant AS bigint), CAST(:fragments AS text[]),
        CAST(:together AS text), CAST(:candidates AS integer))"""

_RANKED = """
SELECT c.id, c.number, c.kind, c.name, c.company, c.city, count(*) OVER () AS total
FROM {source} WHERE c.tenant = :tenant AND c.deleted_at IS NULL AND c.archived_at IS NULL{conditions}
ORDER BY {rank} c.sort_name, c.id LIMIT :limit"""

# The whole name, then names that begin so, then a whole word, a word that begins so, a fragment.
_RANK = """CASE WHEN c.sort_name = :whole THEN 0 WHEN substr(c.sort_name, 1, length(:whole)) = :whole THEN 1
    WHEN {place}(' ' || c.sort_name || ' ', :word || ' ') > 0 THEN 2
    WHEN {place}(' ' || c.sort_name, :word) > 0 THEN 3 ELSE 4 END,"""

_CONDITIONS = {
    FilterKey.CONTACT: "c.id {held} (:{value})",
    FilterKey.TAG: """c.id {held} (SELECT w.contact FROM contact_tags w JOIN tags t ON t.tenant = w.tenant
        AND t.id = w.tag WHERE w.tenant = :tenant AND t.folded = :{value})""",
    FilterKey.KIND: "c.kind {held} (:{value})",
}


@lru_cache(maxsize=256)  # people write any filters in any order
def _statement(
    asked: bool, together: bool, filters: tuple[tuple[FilterKey, bool], ...], *, postgres: bool
) -> TextClause:
    conditions = ""
    for place, (key, excluded) in enumerate(filters):
        conditions += " AND " + _CONDITIONS[key].format(held="NOT IN" if excluded else "IN", value=f"filter{place}")
    if not asked:
        return text(_RANKED.format(source="contacts c", conditions=conditions, rank=""))
    if postgres:
        hits = _POSTGRES_HITS
    else:
        patterns = ("fragments", "together") if together else ("fragments",)
        hits = "\n    UNION".join(_SQLITE_HITS.format(pattern=each) for each in patterns)
    # In SQLite CROSS JOIN keeps this order: from the few hits to their contacts.
    join = "JOIN" if postgres else "CROSS JOIN"
    source = f"({_BEGINNING}{hits}) AS hits {join} contacts c ON c.id = hits.id"
    rank = _RANK.format(place="strpos" if postgres else "instr")
    return text(_RANKED.format(source=source, conditions=conditions, rank=rank))


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
