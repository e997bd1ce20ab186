"""A list in an order that somebody has chosen, or by name."""

# ruff: noqa: S608 - statements are put together here, of words of ours and names of parameters

from collections.abc import Sequence
from typing import Any

from bot.model.contacts import Page
from bot.model.query import Sort
from bot.store._search._conditions import Words, reads_text
from bot.store._search._hits import Asked, by_index, named
from bot.store._search._sql import EVERYBODY, FOUND, SAID, SHOWN, found_of_row, holds, joined, statement
from bot.store._session import StoreSession

# As many hits are put in order; of more, those that come first are looked for among the first of all contacts.
LISTED = 10_000
WALKED = 20_000

# Of each order the column whose index is walked, and the way.
_COLUMNS = {
    Sort.NAME: ("c.sort_name", "ASC"),
    Sort.COMPANY: ("s.by_company", "ASC"),
    Sort.CREATED: ("c.created_at", "DESC"),
    Sort.UPDATED: ("c.updated_at", "DESC"),
}
_TABLES = {"c": "contacts", "s": "contact_search"}


async def in_order(session: StoreSession, asked: Asked, *, limit: int, offset: int) -> Page:
    few = asked.given is not None
    many = not few and not asked.narrows and await _are_many(session, asked)
    rows: Sequence[Any] = []
    if not many:
        rows = await _sorted(session, asked, limit=limit, offset=offset)
        many = not rows and not few and asked.narrows and await _are_many(session, asked)
    if not many:
        total = rows[0].total if rows else await _total(session, asked, offset)
        return Page(found=tuple(map(found_of_row, rows)), total=total)
    rows = await _first(session, asked, limit=limit, offset=offset)
    if len(rows) < limit:
        # They stand far behind in this order: some of them are better than none.
        rows = await _sorted(session, asked, limit=limit, offset=offset, most=LISTED)
    return Page(found=tuple(map(found_of_row, rows)), total=LISTED, capped=True)


async def _are_many(session: StoreSession, asked: Asked) -> bool:
    words = Words(session, {"tenant": int(session.tenant), "most": LISTED + 1})
    rows = await session.fetch(statement(f"SELECT count(*) AS n FROM ({_hits(words, asked)}) AS hits"), words.values)
    return bool(rows[0].n > LISTED)


async def _total(session: StoreSession, asked: Asked, offset: int) -> int:
    """Where nobody stands on a page: how many there are before it."""
    rows = await _sorted(session, asked, limit=1, offset=0) if offset else ()
    return int(rows[0].total) if rows else 0


async def _sorted(
    session: StoreSession, asked: Asked, *, limit: int, offset: int, most: int = LISTED + 1
) -> Sequence[Any]:
    """The hits of the index in their order; none where they are more than LISTED, unless `most` cuts them off.

    All that fit are found before they are put in order: PostgreSQL would else walk the order's index for a page of ten,
    and look all the others up one by one for their number.
    """
    column, way = _COLUMNS.get(asked.query.sort, _COLUMNS[Sort.NAME])
    words = Words(session, {"tenant": int(session.tenant), "limit": limit, "offset": offset, "most": most})
    hits = _hits(words, asked)
    return await session.fetch(
        statement(f"""WITH found AS MATERIALIZED ({hits}), fitting AS MATERIALIZED (
                SELECT {SHOWN}, {column} AS place FROM {joined(words, "found")}{SAID if _needs_text(asked) else ""}
                WHERE {FOUND} AND (SELECT count(*) FROM found) <= {LISTED}{holds(words, asked)})
            SELECT *, (SELECT count(*) FROM fitting) AS total FROM fitting
            ORDER BY place {way}, id {way} LIMIT :limit OFFSET :offset"""),
        words.values,
    )


def _needs_text(asked: Asked) -> bool:
    return bool(asked.query.asked) or asked.query.sort is Sort.COMPANY or reads_text(asked.filters)


def _hits(words: Words, asked: Asked) -> str:
    if asked.given is not None:
        return named(words, asked.given)
    return by_index(words, asked, most=":most") if asked.narrows else f"{EVERYBODY} LIMIT :most"


async def _first(session: StoreSession, asked: Asked, *, limit: int, offset: int) -> Sequence[Any]:
    """Those of the first WALKED contacts in this order that fit, by the index of the order."""
    column, way = _COLUMNS.get(asked.query.sort, _COLUMNS[Sort.NAME])
    table, _, name = column.partition(".")
    words = Words(session, {"tenant": int(session.tenant), "limit": limit, "offset": offset, "walked": WALKED})
    last = f"""SELECT {name} FROM {_TABLES[table]} WHERE tenant = :tenant
        ORDER BY {name} {way} LIMIT 1 OFFSET :walked"""
    until = f"{column} {'<=' if way == 'ASC' else '>='} coalesce(({last}), {column})"
    join = "JOIN" if words.postgres else "CROSS JOIN"
    said = "contact_search s ON s.tenant = c.tenant AND s.contact = c.id"
    kept = "contacts c ON c.tenant = s.tenant AND c.id = s.contact"
    source = f"contacts c {join} {said}" if table == "c" else f"contact_search s {join} {kept}"
    return await session.fetch(
        statement(f"""SELECT {SHOWN} FROM {source}
            WHERE {FOUND} AND {table}.tenant = :tenant AND {until}{holds(words, asked)}
            ORDER BY {column} {way}, c.id {way} LIMIT :limit OFFSET :offset"""),
        words.values,
    )
