"""How long a page of the feed takes among a million lines, whatever is asked, beside the statements that one would
write for it by hand.

Each question is asked from many places of the feed, and both take turns, so that whatever else the machine does is
paid by both.
"""

import asyncio
import gc
import json
import sqlite3
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiosqlite

from bot.app._house import House
from bot.crm import feed
from bot.model.events import EventKind
from bot.model.feed import Cursor, FeedList
from bot.model.ids import ChoiceId, ContactId, EventId, MemberId, Tenant, first_of
from bot.model.line_types import LineType
from bot.model.members import SYSTEM, Viewer
from bot.model.span import Span
from bot.store._search import tenant_term
from bot.store.contacts import Contacts
from tests import people
from tests.bench._crowds import viewer_in
from tests.bench._figures import Figure, middle, quantile, remark
from tests.bench._homes import Home, house_in
from tests.bench._machine import in_its_place
from tests.bench._slack import PEOPLE, person
from tests.people import Dice

_LINES = 1_000_000
_FEW_LINES = 20_000
_CONTACTS = 5_000
_WRITTEN = 0.05  # of the lines say that a note was added, as many that an activity was logged
_EACH = 150
_ROUNDS = 3
_BEGUN = datetime(2025, 1, 1, tzinfo=UTC)
_YEAR = timedelta(days=365)
_WORDS = ("delivery", "prices", "visit", "contract", "quote", "invoice", "meeting", "catalogue", "holiday", "warranty")
_RARE_WORD = "caterpillar"
_BUSY = ContactId(1)  # whose feed is long
_SELDOM = MemberId("USELDOM")
_CALL = ChoiceId(7)
_USUAL = (EventKind.CONTACT_CHANGED,) * 13 + (EventKind.REMINDER_PLANNED, EventKind.REMINDER_DONE) * 3
_RARE = EventKind.IMPORT_FINISHED
_SEEN = """(e.audience IS NULL OR e.audience IN (
    SELECT audience FROM audience_members WHERE tenant = :tenant AND member = :viewer))"""
_PAGE = """SELECT e.id, e.at, e.actor, e.kind, e.version, e.subject, e.contact, e.batch, e.audience, c.name, m.name
    FROM {source} LEFT JOIN contacts c ON c.tenant = e.tenant AND c.id = e.contact
    LEFT JOIN members m ON m.tenant = e.tenant AND m.id = e.actor
    WHERE e.tenant = :tenant AND {place} < :before {where} AND {seen} ORDER BY {place} DESC LIMIT 11"""
_VALUES = "SELECT event, field, old, new FROM event_values WHERE tenant = :tenant AND event IN ({events})"
# Joined in this order, or SQLite would go through the trace and ask of each line whether it is among those.
_OF_WORDS = """(
    SELECT * FROM (SELECT rowid FROM note_words WHERE note_words MATCH :match ORDER BY rowid DESC LIMIT 500)
    UNION ALL SELECT * FROM (
        SELECT rowid FROM activity_words WHERE activity_words MATCH :match ORDER BY rowid DESC LIMIT 500)
    ) s CROSS JOIN events e ON e.tenant = :tenant AND e.subject = s.rowid"""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and the rest of the statement that asks the same; by a `place` with a sign in front of it SQLite
    reads no index."""

    name: str
    which: FeedList
    where: str = ""
    source: str = "events e"
    place: str = "e.id"


_QUESTIONS = (
    Question("all", FeedList()),
    Question("one contact", FeedList(contact=_BUSY), "AND e.contact = :contact"),
    Question("a rare type", FeedList(type=LineType.IMPORT), f"AND e.kind = '{_RARE.value}'"),
    Question("calls", FeedList(activity=_CALL), """AND e.id IN (SELECT told FROM activities
        WHERE tenant = :tenant AND type = :type AND deleted_at IS NULL AND told < :before
        ORDER BY told DESC LIMIT 11)"""),
    Question("a person", FeedList(actor=_SELDOM), "AND e.actor = :actor", place="+e.id"),
    Question("a month", FeedList(span=Span(_BEGUN + _YEAR / 2, _BEGUN + _YEAR / 2 + timedelta(days=30))),
             "AND e.id >= :low"),
    Question("a word", FeedList(words=_WORDS[0]), source=_OF_WORDS, place="+e.id"),
    Question("a rare word", FeedList(words=_RARE_WORD), source=_OF_WORDS, place="+e.id"),
)  # fmt: skip


def of_many_lines(home: Home) -> Iterator[Figure]:
    yield from _of_lines(home, _LINES)


def of_few_lines(home: Home) -> Iterator[Figure]:
    yield from _of_lines(home, _FEW_LINES)


def _of_lines(empty: Home, count: int) -> Iterator[Figure]:
    """On SQLite; the plans of PostgreSQL are the tests'."""
    home = empty.copied()
    begun = time.perf_counter()
    viewer = asyncio.run(_begun(home))
    _loaded(home.folder / "carnet.db", viewer.tenant, count)
    remark(f"feed: {count:,} lines loaded in {time.perf_counter() - begun:.0f} s")
    with in_its_place():
        took = asyncio.run(_measured(home))
    for each in took:
        yield from each.figures(count)


async def _begun(home: Home) -> Viewer:
    """With some contacts, and whom the lines are of."""
    async with house_in(home) as house:
        viewer = await viewer_in(house, 1)
        async with house.database.writer(viewer.tenant, SYSTEM) as session:
            await Contacts(session).next_numbers(_CONTACTS)
            made = [people.contact(n, id=n, owners=[viewer.id]) for n in range(1, _CONTACTS + 1)]
            await Contacts(session).add_many([(each, None) for each in made])
            await session.commit()
    return viewer


def _loaded(file: Path, tenant: Tenant, count: int) -> None:
    """Past the store: a million lines one by one would take as many minutes as this takes seconds."""
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA foreign_keys = OFF")
        lines = [_line(tenant, number, count) for number in range(count)]
        connection.executemany(f"INSERT INTO events {_COLUMNS} ({','.join('?' * 11)})", lines)  # ours
        changes = ((tenant, each[1], "job_title", "Buyer", f"Buyer {each[1] % 97}", b"k" * 16) for each in lines)
        connection.executemany(
            "INSERT INTO event_values (tenant, event, field, old, new, key) VALUES (?,?,?,?,?,?)", changes
        )
        _write_down(connection, tenant, lines)
        connection.execute("PRAGMA optimize")


_COLUMNS = "(tenant, id, at, actor, kind, version, subject, contact, batch, digests, audience) VALUES"


def _line(tenant: Tenant, number: int, count: int) -> tuple[Any, ...]:
    dice = Dice(number)
    at = _BEGUN + _YEAR * (number / count)
    key = first_of(at) + (number % 4096)
    kind, subject = _USUAL[dice.below(len(_USUAL))], key + 1
    contact: int | None = _BUSY if dice.chance(0.01) else dice.below(_CONTACTS) + 1
    if dice.chance(_WRITTEN):
        kind = EventKind.NOTE_ADDED
    elif dice.chance(_WRITTEN):
        kind = EventKind.ACTIVITY_LOGGED
    elif number % (count // 50) == 0:
        kind, contact = _RARE, None
    actor = _SELDOM if number % 1000 == 0 else person(dice.below(PEOPLE) + 1)
    moment = at.replace(tzinfo=None).isoformat(timespec="microseconds")
    return (tenant, key, moment, actor, kind.value, 1, subject, contact, key, "{}", None)


def _write_down(connection: sqlite3.Connection, tenant: Tenant, lines: Sequence[tuple[Any, ...]]) -> None:
    """The notes and activities of which lines tell, with their words."""
    notes = [each for each in lines if each[4] == EventKind.NOTE_ADDED.value]
    logged = [each for each in lines if each[4] == EventKind.ACTIVITY_LOGGED.value]
    connection.executemany(
        "INSERT INTO notes (tenant, id, audience, number, contact, author, kind, title, text, day, shown_to, members,"
        " occurrence, url, created_at) VALUES (?, ?, NULL, ?, ?, ?, 'note', '', ?, ?, 'everyone', '', 1, '', ?)",
        [(tenant, each[6], at, each[7], each[3], _text(at), each[2][:10], each[2]) for at, each in enumerate(notes)],
    )
    connection.executemany(
        "INSERT INTO activities (tenant, id, contact, author, type, at, text, link, told, created_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, '', ?, ?)",
        [
            (tenant, each[6], each[7], each[3], _CALL + at % 4, each[2], _text(at), each[1], each[2])
            for at, each in enumerate(logged)
        ],
    )
    term = tenant_term(tenant)
    for table, named, some in (("note_search", "note", notes), ("activity_search", "activity", logged)):
        found = [(tenant, each[6], f"{term} {_text(at)}") for at, each in enumerate(some)]
        connection.executemany(f"INSERT INTO {table} (tenant, {named}, words) VALUES (?, ?, ?)", found)  # noqa: S608  # ours


def _text(number: int) -> str:
    said = f"{_WORDS[number % len(_WORDS)]} {_WORDS[number * 7 % len(_WORDS)]} number{number}"
    return f"{said} {_RARE_WORD}" if number % 5000 == 0 else said


Ask = Callable[[Question, EventId], Awaitable[list[int]]]


@dataclass(slots=True)
class _Took:
    """Milliseconds of each page by round."""

    question: Question
    ours: list[list[float]] = field(default_factory=list)
    raw: list[list[float]] = field(default_factory=list)

    def figures(self, count: int) -> Iterator[Figure]:
        ours, raw = ([middle(each) for each in zip(*rounds, strict=True)] for rounds in (self.ours, self.raw))
        for name, share in (("p50", 0.5), ("p99", 0.99)):
            named = f"feed, {count:,} lines, {self.question.name}, {name}"
            yield Figure(named, quantile(ours, share), "ms", quantile(raw, share))


async def _measured(home: Home) -> list[_Took]:
    async with house_in(home) as house, aiosqlite.connect(home.folder / "carnet.db") as connection:
        viewer = await viewer_in(house, 1)
        ours, raw = _through(house, viewer), _by_hand(connection, viewer)
        return [await _of(question, ours, raw) for question in _QUESTIONS]


async def _of(question: Question, ours: Ask, raw: Ask) -> _Took:
    took, places = _Took(question), list(_places(question))
    for place in places[:20]:  # what is prepared on first use is prepared, and both find the same
        if (found := await ours(question, place)) != (wanted := (await raw(question, place))[:10]):
            remark(f"{question.name}: found {json.dumps(found)}, by hand {json.dumps(wanted)}")
    gc.collect()
    for _ in range(_ROUNDS):
        took.raw.append([await _milliseconds(raw(question, place)) for place in places])
        took.ours.append([await _milliseconds(ours(question, place)) for place in places])
    return took


def _places(question: Question) -> Iterator[EventId]:
    dice = Dice(len(question.name))
    for _ in range(_EACH):
        back = dice.below(1000) / (20_000 if question.which.words else 2000)  # of words the latest are looked at
        yield EventId(first_of(_BEGUN + _YEAR * (1 - back)))


async def _milliseconds(asking: Awaitable[object]) -> float:
    begun = time.perf_counter()
    await asking
    return (time.perf_counter() - begun) * 1000


def _through(house: House, viewer: Viewer) -> Ask:
    async def ask(question: Question, before: EventId) -> list[int]:
        async with house.works.reading(viewer) as work:
            shown = await feed.page(work, question.which, Cursor(before))
        return [int(line.event.id) for line in shown.lines]

    return ask


def _by_hand(connection: aiosqlite.Connection, viewer: Viewer) -> Ask:
    async def ask(question: Question, before: EventId) -> list[int]:
        which = question.which
        span, match = which.span, f'"{tenant_term(viewer.tenant)}" AND "{which.words}"*'
        end = before if span.high is None else min(before, first_of(span.high))
        given = {
            "tenant": viewer.tenant, "viewer": viewer.id, "before": end, "contact": which.contact,
            "actor": which.actor, "type": which.activity, "match": match,
            "low": 0 if span.low is None else first_of(span.low),
        }  # fmt: skip
        statement = _PAGE.format(source=question.source, place=question.place, where=question.where, seen=_SEEN)
        rows = list(await connection.execute_fetchall(statement, given))
        keys = [int(row[0]) for row in rows]
        marks = ",".join(map(str, keys)) or "0"
        await connection.execute_fetchall(_VALUES.format(events=marks), {"tenant": viewer.tenant})
        return keys

    return ask
