"""A question's answer: a page with the best first, how many there are, all their ids."""

# ruff: noqa: S608 - statements are put together here, of words of ours and names of parameters

from collections.abc import Sequence
from typing import Any

from bot.model.contacts import Page
from bot.model.ids import ContactId, MemberId
from bot.model.query import Query, Sort
from bot.store._search._conditions import Words
from bot.store._search._hits import Asked, asked_of, by_index, named
from bot.store._search._orders import in_order
from bot.store._search._ranks import best, ranking
from bot.store._search._sql import EVERYBODY, FOUND, SAID, holds, joined, statement
from bot.store._search._typos import expand
from bot.store._session import Inquiry, StoreSession

_AT_ONCE = 500


async def contacts(
    session: StoreSession,
    query: Query,
    *,
    limit: int,
    offset: int = 0,
    mine: MemberId | None = None,
    strict: Page | None = None,
    whole: bool = False,
) -> Page:
    """`mine` is whose own contacts come before others that fit as well.

    `strict` is the page of all that the question finds without typos, where that is known. A `whole` list looks for
    all, also where the first page would be full without.
    """
    if not query.asks:
        return Page(found=(), total=0)
    asked = await _asked(session, query)
    if strict is not None and not asked.means_more:
        return strict
    if query.asked and query.sort is Sort.RELEVANCE:
        # What stands inside words beside a slip was not looked for without one.
        known = None if strict is None or asked.query.spellings else strict.found
        return await best(session, asked, limit=limit, offset=offset, mine=mine, strict=known, whole=whole)
    return await in_order(session, asked, limit=limit, offset=offset)


def inquiry(
    session: StoreSession,
    query: Query,
    *,
    limit: int,
    offset: int,
    mine: MemberId | None,
    number: int | None = None,
) -> Inquiry[Page]:
    """`contacts` of a question in words without slips, as a part of what is asked in one trip.

    With a `number`, which is the whole question, whoever has it stands above the page, which is as much shorter.
    """
    return ranking(session, asked_of(query, {}), limit=limit, offset=offset, mine=mine, number=number)


async def count(session: StoreSession, query: Query) -> int:
    """Exact, so it takes as long as there are hits."""
    if not query.asks:
        return 0
    asked = await _asked(session, query)
    words = Words(session, {"tenant": int(session.tenant)})
    if asked.given is not None:
        source = joined(words, f"({named(words, asked.given)})")
    elif asked.narrows:
        source = joined(words, f"({by_index(words, asked)})")
    else:
        source = "contacts c"
    said = f"SELECT count(*) AS n FROM {source}{SAID} WHERE {FOUND}{holds(words, asked)}"
    return int((await session.fetch(statement(said), words.values))[0].n)


async def ids(session: StoreSession, query: Query, *, after: ContactId, limit: int) -> Sequence[ContactId]:
    """Of all that it finds, in their order and from behind `after`; fewer than `limit` are the last."""
    if not query.asks:
        return []
    asked, at_once = await _asked(session, query), max(limit, _AT_ONCE)
    found: list[ContactId] = []
    while len(found) < limit:
        rows = await _next(session, asked, after=after, limit=at_once)
        found += [ContactId(row.id) for row in rows if row.fits]
        if len(rows) < at_once:
            break
        after = ContactId(rows[-1].id)
    return found[:limit]


async def _next(session: StoreSession, asked: Asked, *, after: ContactId, limit: int) -> Sequence[Any]:
    """The hits behind `after`, and whether each fits: the indexes let some pass that do not."""
    words = Words(session, {"tenant": int(session.tenant), "limit": limit, "after": int(after)})
    if asked.given is not None:
        hits = named(words, asked.given)
    elif asked.narrows:
        hits = by_index(words, asked, most=":limit", after=after)
    else:
        hits = f"{EVERYBODY} AND contact > :after ORDER BY contact LIMIT :limit"
    source = f"(SELECT id FROM ({hits}) AS behind WHERE id > :after ORDER BY id LIMIT :limit)"
    fits = f"CASE WHEN {FOUND}{holds(words, asked)} THEN 1 ELSE 0 END AS fits"
    said = f"SELECT c.id, {fits} FROM {joined(words, source)}{SAID} WHERE c.tenant = :tenant ORDER BY c.id"
    return await session.fetch(statement(said), words.values)


async def _asked(session: StoreSession, query: Query) -> Asked:
    meant = await expand(session, query) if query.typos else {}
    return asked_of(query.spelt(meant), meant)
