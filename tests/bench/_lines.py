"""A long feed for `feed`: contacts, and so many lines of them, with the notes and activities of which lines tell.

They are put past the store: a million lines one by one would take as many minutes as this takes seconds.
"""

import asyncio
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg  # type: ignore[import-untyped]  # asyncpg ships no types

from bot.model.events import EventKind
from bot.model.ids import ChoiceId, ContactId, MemberId, Tenant, first_of
from bot.model.members import SYSTEM, Viewer
from bot.store._search import tenant_term
from bot.store.contacts import Contacts
from tests import people
from tests.bench._crowds import viewer_in
from tests.bench._homes import Home, house_in, tidied
from tests.bench._slack import PEOPLE, person
from tests.people import Dice

BEGUN = datetime(2025, 1, 1, tzinfo=UTC)
YEAR = timedelta(days=365)
WORDS = ("delivery", "prices", "visit", "contract", "quote", "invoice", "meeting", "catalogue", "holiday", "warranty")
RARE_WORD = "caterpillar"
BUSY = ContactId(1)  # whose feed is long
SELDOM = MemberId("USELDOM")
CALL = ChoiceId(7)
RARE = EventKind.IMPORT_FINISHED
_CONTACTS = 5_000
_WRITTEN = 0.05  # of the lines say that a note was added, as many that an activity was logged
_USUAL = (EventKind.CONTACT_CHANGED,) * 13 + (EventKind.REMINDER_PLANNED, EventKind.REMINDER_DONE) * 3


def lined(home: Home, count: int) -> Tenant:
    """With some contacts and so many lines, as it is once the engine has looked at what is there."""
    viewer = asyncio.run(_begun(home))
    tables = _tables(viewer.tenant, count)
    if home.cluster is None:
        _into_file(home, tables)
    else:
        asyncio.run(_into_server(home, tables))
        asyncio.run(tidied(home))
    return viewer.tenant


async def _begun(home: Home) -> Viewer:
    async with house_in(home) as house:
        viewer = await viewer_in(house, 1)
        async with house.database.writer(viewer.tenant, SYSTEM) as session:
            await Contacts(session).next_numbers(_CONTACTS)
            made = [people.contact(n, id=n, owners=[viewer.id]) for n in range(1, _CONTACTS + 1)]
            await Contacts(session).add_many([(each, None) for each in made])
            await session.commit()
    return viewer


@dataclass(frozen=True, slots=True)
class _Rows:
    table: str
    columns: str
    rows: Sequence[tuple[Any, ...]]


def _tables(tenant: Tenant, count: int) -> Iterator[_Rows]:
    lines = [_line(tenant, number, count) for number in range(count)]
    yield _Rows("events", "tenant id at actor kind version subject contact batch digests audience", lines)
    changes = [(tenant, each[1], "job_title", "Buyer", f"Buyer {each[1] % 97}", b"k" * 16) for each in lines]
    yield _Rows("event_values", "tenant event field old new key", changes)
    notes = [each for each in lines if each[4] == EventKind.NOTE_ADDED.value]
    noted = "tenant id number contact author kind title text day shown_to members occurrence url created_at"
    yield _Rows("notes", noted, [_note(at, each) for at, each in enumerate(notes, 1)])
    logged = [each for each in lines if each[4] == EventKind.ACTIVITY_LOGGED.value]
    known = "tenant id contact author type at text link told created_at"
    yield _Rows("activities", known, [_activity(at, each) for at, each in enumerate(logged, 1)])
    for table, named, some in (("note_search", "note", notes), ("activity_search", "activity", logged)):
        words = [(tenant, each[6], f"{tenant_term(tenant)} {_text(at)}") for at, each in enumerate(some, 1)]
        yield _Rows(table, f"tenant {named} words", words)


def _line(tenant: Tenant, number: int, count: int) -> tuple[Any, ...]:
    dice = Dice(number)
    at = BEGUN + YEAR * (number / count)
    key = first_of(at) + (number % 4096)
    kind, subject = _USUAL[dice.below(len(_USUAL))], key + 1
    contact: int | None = BUSY if dice.chance(0.01) else dice.below(_CONTACTS) + 1
    if dice.chance(_WRITTEN):
        kind = EventKind.NOTE_ADDED
    elif dice.chance(_WRITTEN):
        kind = EventKind.ACTIVITY_LOGGED
    elif number % (count // 50) == 0:
        kind, contact = RARE, None
    actor = SELDOM if number % 1000 == 0 else person(dice.below(PEOPLE) + 1)
    return (tenant, key, at, actor, kind.value, 1, subject, contact, key, "{}", None)


def _note(number: int, line: tuple[Any, ...]) -> tuple[Any, ...]:
    tenant, _, at, actor, _, _, subject, contact, *_ = line
    day = at.date().isoformat()
    return (tenant, subject, number, contact, actor, "note", "", _text(number), day, "everyone", "", 1, "", at)


def _activity(number: int, line: tuple[Any, ...]) -> tuple[Any, ...]:
    tenant, key, at, actor, _, _, subject, contact, *_ = line
    return (tenant, subject, contact, actor, CALL + number % 4, at, _text(number), "", key, at)


def _text(number: int) -> str:
    said = f"{WORDS[number % len(WORDS)]} {WORDS[number * 7 % len(WORDS)]} number{number}"
    return f"{said} {RARE_WORD}" if number % 5000 == 0 else said


def _into_file(home: Home, tables: Iterator[_Rows]) -> None:
    with sqlite3.connect(home.folder / "carnet.db") as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA foreign_keys = OFF")
        for each in tables:
            columns = each.columns.split()
            marks = ", ".join("?" * len(columns))
            said = f"INSERT INTO {each.table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608  # ours
            connection.executemany(said, (tuple(map(_in_text, row)) for row in each.rows))
        connection.execute("PRAGMA optimize")


def _in_text(value: Any) -> Any:
    return value.replace(tzinfo=None).isoformat(timespec="microseconds") if isinstance(value, datetime) else value


async def _into_server(home: Home, tables: Iterator[_Rows]) -> None:
    """As the owner, whom row-level security does not bind."""
    connection = await asyncpg.connect(str(home.admin_url).replace("postgresql+asyncpg", "postgresql"))
    try:
        for each in tables:
            await connection.copy_records_to_table(each.table, records=each.rows, columns=each.columns.split())
    finally:
        await connection.close()
