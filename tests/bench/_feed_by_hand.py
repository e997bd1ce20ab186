"""The statements that one would write by hand for a page of the feed, through the same drivers.

A page is its lines with the names in them, and what was changed: two trips, on one connection with the same settings,
without a transaction and, on PostgreSQL, as the owner, whom row-level security does not bind. Words are looked for as
`/activity find` says: contacts so called, notes, reminders and activities.
"""

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import cache, lru_cache
from typing import Any

import aiosqlite
import asyncpg  # type: ignore[import-untyped]  # asyncpg ships no types

from bot.model.feed import FeedList
from bot.model.ids import EventId, first_of
from bot.model.line_types import kinds_of
from bot.model.members import Viewer
from bot.store._search import tenant_term
from tests.bench._homes import Home

Run = Callable[[str, Mapping[str, Any]], Awaitable[Sequence[Any]]]
Ask = Callable[[FeedList, EventId], Awaitable[list[int]]]

_PAGE = """SELECT e.id, e.at, e.actor, e.kind, e.version, e.subject, e.contact, e.batch, e.audience, c.name, m.name
    FROM {source} LEFT JOIN contacts c ON c.tenant = e.tenant AND c.id = e.contact
    LEFT JOIN members m ON m.tenant = e.tenant AND m.id = e.actor
    WHERE e.tenant = :tenant AND {place} < :before {where} AND (e.audience IS NULL OR e.audience IN (
        SELECT audience FROM audience_members WHERE tenant = :tenant AND member = :viewer))
    ORDER BY {place} DESC LIMIT 11"""
_VALUES = "SELECT event, field, old, new FROM event_values WHERE tenant = :tenant AND event IN ({events})"
_CALLS = """AND e.id IN (SELECT told FROM activities
    WHERE tenant = :tenant AND type = :type AND deleted_at IS NULL AND told < :before ORDER BY told DESC LIMIT 11)"""
# Joined in this order, or SQLite would go through the trace and ask of each line whether it is among those.
_SQLITE_WORDS = """(
    SELECT e.id FROM (
        SELECT * FROM (SELECT rowid FROM note_words WHERE note_words MATCH :match ORDER BY rowid DESC LIMIT 500)
        UNION ALL SELECT * FROM (
            SELECT rowid FROM reminder_words WHERE reminder_words MATCH :match ORDER BY rowid DESC LIMIT 500)
        UNION ALL SELECT * FROM (
            SELECT rowid FROM activity_words WHERE activity_words MATCH :match ORDER BY rowid DESC LIMIT 500)
    ) s CROSS JOIN events e ON e.tenant = :tenant AND e.subject = s.rowid AND +e.id < :before
    UNION SELECT e.id FROM (SELECT rowid FROM contact_words WHERE contact_words MATCH :match LIMIT 20) s
    CROSS JOIN events e ON e.tenant = :tenant AND e.contact = s.rowid AND e.id < :before
    ORDER BY 1 DESC LIMIT 11) f CROSS JOIN events e ON e.tenant = :tenant AND e.id = f.id"""
_OF_WORDS = """SELECT {key} FROM {table} WHERE tenant = :tenant AND vector @@ CAST(:match AS tsquery)
    ORDER BY {key} DESC LIMIT 500"""
_POSTGRES_WORDS = f"""(
    SELECT e.id FROM (
        ({_OF_WORDS.format(table="note_search", key="note")})
        UNION ALL ({_OF_WORDS.format(table="reminder_search", key="reminder")})
        UNION ALL ({_OF_WORDS.format(table="activity_search", key="activity")})
    ) s (id) JOIN events e ON e.tenant = :tenant AND e.subject = s.id AND e.id < :before
    UNION SELECT e.id FROM (
        SELECT contact FROM contact_search WHERE tenant = :tenant AND vector @@ CAST(:match AS tsquery) LIMIT 20
    ) s CROSS JOIN LATERAL (SELECT id FROM events WHERE tenant = :tenant AND contact = s.contact AND id < :before
        ORDER BY id DESC LIMIT 11) e
    ORDER BY 1 DESC LIMIT 11) f JOIN events e ON e.tenant = :tenant AND e.id = f.id"""  # noqa: S608  # ours


@asynccontextmanager
async def by_hand(home: Home, viewer: Viewer) -> AsyncIterator[Ask]:
    if home.cluster is None:
        async with aiosqlite.connect(home.folder / "carnet.db") as connection:
            yield _asking(viewer, _by_names(connection), postgres=False)
        return
    server = await asyncpg.connect(str(home.admin_url).replace("postgresql+asyncpg", "postgresql"))
    try:
        yield _asking(viewer, _in_places(server), postgres=True)
    finally:
        await server.close()


def _asking(viewer: Viewer, run: Run, *, postgres: bool) -> Ask:
    term = tenant_term(viewer.tenant)

    async def ask(which: FeedList, before: EventId) -> list[int]:
        span, word = which.span, which.words
        end = before if span.high is None else min(before, first_of(span.high))
        given = {
            "tenant": int(viewer.tenant), "viewer": str(viewer.id), "before": int(end), "contact": which.contact,
            "actor": which.actor, "type": which.activity, "low": 0 if span.low is None else first_of(span.low),
            "match": f"'{term}' & '{word}':*" if postgres else f'"{term}" AND "{word}"*',
        }  # fmt: skip
        rows = await run(_page(which, postgres=postgres), given)
        keys = [int(row[0]) for row in rows]
        await run(_VALUES.format(events=",".join(map(str, keys)) or "0"), given)
        return keys

    return ask


@cache
def _page(which: FeedList, *, postgres: bool) -> str:
    """By a `place` with a sign in front of it SQLite reads no index."""
    words = _POSTGRES_WORDS if postgres else _SQLITE_WORDS
    kinds = ", ".join(f"'{kind}'" for kind in kinds_of(which.type)) if which.type else ""
    where = {
        "AND e.contact = :contact": which.contact,
        "AND e.actor = :actor": which.actor,
        "AND e.id >= :low": which.span.low,
        f"AND e.kind IN ({kinds})": kinds,
        _CALLS: which.activity,
    }
    place = "+e.id" if which.actor or which.words else "e.id"
    said = " ".join(part for part, wanted in where.items() if wanted)
    return _PAGE.format(source=words if which.words else "events e", place=place, where=said)


def _by_names(connection: aiosqlite.Connection) -> Run:
    async def run(said: str, given: Mapping[str, Any]) -> Sequence[Any]:
        return list(await connection.execute_fetchall(said, given))

    return run


def _in_places(server: Any) -> Run:
    """asyncpg counts its parameters."""

    async def run(said: str, given: Mapping[str, Any]) -> Sequence[Any]:
        counted, names = _counted(said)
        rows: Sequence[Any] = await server.fetch(counted, *(given[name] for name in names))
        return rows

    return run


@lru_cache(maxsize=100)
def _counted(said: str) -> tuple[str, tuple[str, ...]]:
    names = tuple(dict.fromkeys(re.findall(r":(\w+)", said)))
    return re.sub(r":(\w+)", lambda found: f"${names.index(found[1]) + 1}", said), names
