"""What a misspelt term may have meant: words of the team's contacts that are one slip away.

A slip behind the first letters leaves them as they are, so the words that begin with them are read and compared. One
within them leaves the rest as it is, so each such word is looked up, with every letter from a to z; which others may
stand at a place is read from the words themselves, whatever the script.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from string import ascii_lowercase
from typing import Any

from sqlalchemy import text

from bot.model.query import SLIP, Query, is_slip
from bot.store._session import StoreSession

_HEAD = 4  # letters that many words share at most a few hundred times
_LETTERS = ascii_lowercase
_BEYOND = "\U0010ffff"


async def expand(session: StoreSession, query: Query) -> Mapping[str, tuple[str, ...]]:
    """For each term that may have a slip, the words that it may have meant."""
    if not query.fuzzy:
        return {}
    values = {"tenant": int(session.tenant), **_near(query.fuzzy)}
    rows = await session.fetch(_POSTGRES if session.is_postgres else _SQLITE, values)
    known = sorted({row.term for row in rows})
    return {term: tuple(word for word in known if is_slip(term, word)) for term in query.fuzzy}


def _near(terms: Sequence[str]) -> dict[str, Any]:
    """Ranges of words with their shortest and longest, words to look up, and what stands on both sides of a letter."""
    ranges = [(term[:_HEAD], term[:_HEAD] + _BEYOND, len(term) - SLIP, len(term) + SLIP) for term in terms]
    places = [(term[:place], term[place:]) for term in terms for place in range(_HEAD)]
    sides = [(head, tail) for head, rest in places for tail in (rest, rest[1:])]
    words = {*_with_fewer_or_swapped(places), *(f"{head}{sign}{tail}" for head, tail in sides for sign in _LETTERS)}
    parts = {"ranges": ranges, "known": sorted(words), "heads": sorted({head for head, _ in places}), "sides": sides}
    return {name: json.dumps(part) for name, part in parts.items()}


def _with_fewer_or_swapped(places: Sequence[tuple[str, str]]) -> Iterator[str]:
    for head, rest in places:
        yield f"{head}{rest[1:]}"
        yield f"{head}{rest[1:2]}{rest[0]}{rest[2:]}"


_SQLITE = text("""
WITH RECURSIVE child(head, next) AS (
    SELECT value, (SELECT term FROM search_terms WHERE tenant = :tenant AND term >= value || '{'
        AND term < value || char(1114111) ORDER BY term LIMIT 1) FROM json_each(:heads)
    UNION ALL
    SELECT head, (SELECT term FROM search_terms WHERE tenant = :tenant
        AND term >= substr(next, 1, length(head) + 1) || char(1114111)
        AND term < head || char(1114111) ORDER BY term LIMIT 1) FROM child WHERE next IS NOT NULL
)
SELECT t.term FROM json_each(:ranges) r CROSS JOIN search_terms t ON t.tenant = :tenant
    AND t.term >= r.value ->> 0 AND t.term < r.value ->> 1
    WHERE length(t.term) BETWEEN r.value ->> 2 AND r.value ->> 3
UNION ALL SELECT t.term FROM json_each(:known) k CROSS JOIN search_terms t ON t.tenant = :tenant AND t.term = k.value
UNION ALL SELECT t.term FROM child CROSS JOIN json_each(:sides) s ON s.value ->> 0 = child.head
    CROSS JOIN search_terms t ON t.tenant = :tenant
    AND t.term = substr(child.next, 1, length(child.head) + 1) || (s.value ->> 1)
    WHERE child.next IS NOT NULL
""")

_POSTGRES = text("""
SELECT term FROM carnet_spellings(CAST(:tenant AS bigint), CAST(:ranges AS jsonb), CAST(:known AS jsonb),
    CAST(:heads AS jsonb), CAST(:sides AS jsonb))
""")
