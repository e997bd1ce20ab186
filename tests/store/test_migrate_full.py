"""A database that a team has filled for months goes through a revision: every row is there, and found as before."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from itertools import count
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.model.choices import ChoiceKind, choice_key, starts
from bot.model.contacts import Contact
from bot.model.ids import BatchId, ContactId
from bot.model.notes import Audience, NoteList
from bot.model.query import Filter, FilterKey, Query, matches, query_of
from bot.model.references import DEFAULT
from bot.model.rich_text import to_json, written
from bot.store import migrate
from bot.store._search_reminders import REMINDERS
from bot.store._search_said import found_by
from bot.store.choices import Choices
from bot.store.contacts import Contacts
from bot.store.events import Events
from bot.store.notes import Notes
from bot.store.tags import Tags
from bot.store.workspaces import Workspaces
from tests import make
from tests._works import OpenStore, open_works
from tests.conftest import Database
from tests.store import _schema_0004 as before
from tests.store._listed import add_lists

pytestmark = pytest.mark.slow

TEXTS = ("marie", "dup", "C-00001", "c00001", "00001", "#1", "c", "C-123456", "12", "client", "customer", "cu", "fo",
         "fournisseuse", "supplier", "prospect", "vip", "06 28 23 04 55", "quirin", "🔥", "away", "gone")  # fmt: skip
TABLES = ("contacts", "coordinates", "events", "members", "notes", "workspaces")


# By whom somebody had for a teammate; one that was deleted, too.
_PLANNED = """
INSERT INTO reminders (tenant, id, number, author, title, due_at, wall, zone, created_at, state, occurrence, each_own,
    text, deleted_at)
SELECT tenant, {key}, {key}, id, 'Ring the bank', heard_at, '2026-11-20T11:00', 'Europe/Paris', heard_at, 'open', 1,
    false, '{text}', {deleted} FROM members WHERE tenant = 2 AND id = '{author}' RETURNING id"""

PAYABLE = "Comptes à payer"  # as Carnet itself called it once


@pytest.fixture
async def migrated(empty_database: Database) -> AsyncIterator[OpenStore]:
    await migrate(empty_database.url, empty_database.admin_url, to="0004")
    await before.fill(empty_database)
    await migrate(empty_database.url, empty_database.admin_url)
    async with open_works(empty_database.url) as store:
        yield store


async def test_no_row_is_lost_or_doubled(empty_database: Database) -> None:
    await migrate(empty_database.url, empty_database.admin_url, to="0004")
    await before.fill(empty_database)
    rows = await _rows(empty_database)
    await migrate(empty_database.url, empty_database.admin_url)
    after = await _rows(empty_database)
    assert {table: _known(after[table], rows[table]) for table in TABLES} == rows
    assert await _counts(empty_database) == {"contact_search": 10, "tags": 8, "contact_tags": 18}


async def test_every_contact_gets_a_reference_from_its_number(migrated: OpenStore) -> None:
    contacts = await _contacts(migrated)
    assert {each.number: each.values.reference for each in contacts} == {
        number: f"C-{number:05}" for number, *_ in before.PEOPLE
    }
    async with migrated.looking(2) as session:
        keys = ["c-00006", "c-123456"]
        assert await Contacts(session).references(keys) == {
            key: before.contact(2, number) for key, number in zip(keys, (6, 123456), strict=True)
        }
    async with migrated.database.plain_reader() as plain:
        assert {each.pattern for each in await Workspaces(plain).list()} == {DEFAULT}


async def test_tags_that_mean_a_built_in_one_become_it(migrated: OpenStore) -> None:
    assert {each.number: each.values.tags for each in await _contacts(migrated)} == {
        1: ("Clients",),
        2: ("Suppliers", "VIP"),
        3: ("Clients",),
        4: (),
        5: ("VIP",),
        6: ("Clients",),
        123456: ("Clients", "Prospects", "Suppliers"),
    }
    async with migrated.looking() as session:
        tags = await Tags(session).list(limit=10)
    assert [(tag.name, tag.built_in is not None, tag.worn) for tag in tags] == [
        ("Clients", True, 3),
        ("Prospects", True, 1),
        ("Suppliers", True, 2),
        ("VIP", False, 2),
    ]


async def test_contacts_are_found_as_the_model_says(migrated: OpenStore) -> None:
    contacts = await _contacts(migrated)
    tagged = Query(filters=(Filter(FilterKey.TAG, "suppliers"),))
    misspelt = replace(query_of("mraie"), typos=True)
    async with migrated.looking() as session:
        for query in (*map(query_of, TEXTS), tagged, misspelt):
            page = await Contacts(session).list(query, limit=20)
            assert {found.id for found in page.found} == {each.id for each in contacts if matches(each, query)}, query
        said = await Contacts(session).any_of(query_of("call the fournisseur"), limit=10)
    assert {found.number for found in said} == {2, 123456}


async def test_whoever_had_an_employer_or_a_state_is_found_by_it(empty_database: Database) -> None:
    await migrate(empty_database.url, empty_database.admin_url, to="0004")
    await before.fill(empty_database)
    await migrate(empty_database.url, empty_database.admin_url, to="0006")
    company, person = before.contact(1, 1), before.contact(1, 4)
    await _asked(empty_database, "UPDATE contact_search SET fields = '{}' RETURNING 1")  # as after revision 0006
    await _asked(empty_database, f"UPDATE contacts SET employer = {company} WHERE id = {person} RETURNING 1")  # noqa: S608 - ours
    await migrate(empty_database.url, empty_database.admin_url)
    clients, employees = Filter(FilterKey.STATE, "clients"), Filter(FilterKey.PARENT, str(company))
    async with open_works(empty_database.url) as store, store.looking() as session:
        for each, numbers in ((clients, [1, 3, 123456]), (employees, [4])):
            page = await Contacts(session).list(Query(filters=(each,)), limit=9)
            assert sorted(found.number for found in page.found) == numbers


@pytest.mark.parametrize(("decided", "called"), [(False, "Comptabilité fournisseurs"), (True, PAYABLE)])
async def test_whoever_had_an_employer_at_revision_0009_is_found_and_a_role_has_its_name_of_today(
    empty_database: Database, decided: bool, called: str
) -> None:
    """Unless the team has called it so itself."""
    await migrate(empty_database.url, empty_database.admin_url, to="0004")
    await before.fill(empty_database)
    await migrate(empty_database.url, empty_database.admin_url, to="0009")
    company, person, role = before.contact(1, 1), before.contact(1, 4), starts("fr")[1]
    for change in (
        "UPDATE contact_search SET fields = '{}' RETURNING 1",  # as after revision 0009
        f"UPDATE contacts SET employer = {company} WHERE id = {person} RETURNING 1",  # noqa: S608 - ours
        _PAYABLE,
        *([_RENAMED] if decided else ()),
    ):
        await _asked(empty_database, change)
    await migrate(empty_database.url, empty_database.admin_url)
    async with open_works(empty_database.url) as store, store.looking() as session:
        page = await Contacts(session).list(Query(filters=(Filter(FilterKey.EMPLOYER, "none", True),)), limit=9)
        assert [found.number for found in page.found] == [4]
        found = await Choices(session).by_key(role.kind, choice_key(called))
        assert found is not None
        assert (found.name, found.built_in) == (called, role.built_in)


async def test_what_is_new_of_a_contact_is_empty_and_can_be_filled(migrated: OpenStore) -> None:
    first = (await _contacts(migrated))[0]
    parent, listed = ContactId(before.contact(1, 2)), make.listed_values(first=101)
    assert first.values == replace(make.contact_values("Marie"), **{
        name: getattr(first.values, name) for name in ("last_name", "comment", "reference", "tags", "coordinates")
    })  # fmt: skip
    async with migrated.session() as session:
        await add_lists(session, first=11)
        listed = make.listed_values(first=11)
        filled = replace(first, values=make.full_values(parent=parent, assigned=(), owner=None, **listed))
        await Contacts(session).save(filled)
    assert (await _contacts(migrated))[0] == filled


async def test_the_lists_begin_with_what_a_new_workspace_has(migrated: OpenStore) -> None:
    begun = {(each.kind, choice_key(each.name)): each for each in starts("fr-FR")}
    async with migrated.database.plain() as plain:
        await Workspaces(plain).add(
            make.workspace(), at=make.NOW, starts=starts("fr-FR")
        )  # the same rows: none is added
        await plain.commit()
    async with migrated.looking() as session:
        found = {(kind, key): await Choices(session).by_key(kind, key) for kind, key in begun}
        assert len(await Choices(session).list(*ChoiceKind, limit=99)) == len(begun)
    for place, each in begun.items():
        kept = found[place]
        assert kept is not None
        assert (kept.name, kept.inverse, kept.built_in) == (each.name, each.inverse, each.built_in)


async def test_a_note_has_a_number_and_its_day_and_is_found_by_its_words(migrated: OpenStore) -> None:
    async with migrated.session(2) as session:
        notes = Notes(session)
        (note,) = (await notes.page(NoteList(words="NOTE"), member=make.CLAIRE, limit=9)).notes
        assert (note.number, note.on, note.text, note.seen_by) == (1, make.NOW.date(), "a note", Audience.EVERYONE)
        assert await notes.next_number() == 2
        await notes.save(replace(note, text="other words"))
        assert (await notes.page(NoteList(words="note"), member=make.CLAIRE, limit=9)).total == 0


async def test_a_reminder_of_before_is_found_by_the_words_of_its_title_and_text(empty_database: Database) -> None:
    await migrate(empty_database.url, empty_database.admin_url, to="0004")
    await before.fill(empty_database)
    await migrate(empty_database.url, empty_database.admin_url, to="0017")
    said = to_json(written("about Zoé's terms")).replace("'", "''").replace(":", "\\:")
    for key, deleted in ((7, "NULL"), (8, "heard_at")):
        await _asked(empty_database, _PLANNED.format(key=key, text=said, deleted=deleted, author=make.CLAIRE))
    await migrate(empty_database.url, empty_database.admin_url)
    async with open_works(empty_database.url) as store, store.session(2) as session:
        for words in ("bank", "zoe term"):
            found = found_by(session, REMINDERS, words)
            assert found is not None
            assert list((await session.run(found, {"of_tenant": 2, "seen_by": make.CLAIRE})).scalars()) == [7]


async def test_a_text_that_was_not_written_anew_is_the_next_time(
    empty_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await migrate(empty_database.url, empty_database.admin_url, to="0004")
    await before.fill(empty_database)
    monkeypatch.setattr("bot.store._renewal.REINDEXED", 2)
    monkeypatch.setattr(Contacts, "reindex_many", _cut_off_at(3))
    with pytest.raises(KeyboardInterrupt):
        await migrate(empty_database.url, empty_database.admin_url)
    outdated = "SELECT count(*) AS n FROM contact_search WHERE fields IS NULL"
    assert (await _asked(empty_database, outdated))[0]["n"] == 6
    await migrate(empty_database.url, empty_database.admin_url)
    assert (await _asked(empty_database, outdated))[0]["n"] == 0


def _cut_off_at(last: int) -> Callable[..., Awaitable[None]]:
    renew, turns = Contacts.reindex_many, count(1)

    async def cut_off(contacts: Contacts, keys: Sequence[ContactId]) -> None:
        if next(turns) == last:
            raise KeyboardInterrupt
        await renew(contacts, keys)

    return cut_off


async def test_a_contact_of_before_is_saved_and_found_by_what_it_is_now_alone(migrated: OpenStore) -> None:
    first = (await _contacts(migrated))[0]
    renamed = make.contact(first.id, make.contact_values("Ana", "Nova", reference="X1"), number=first.number)
    async with migrated.session() as session:
        await Contacts(session).save(renamed)
        asked = ("ana", "x1", "marie", "C-00001", "dupont")
        totals = [(await Contacts(session).list(query_of(words), limit=9)).total for words in asked]
        assert [event.batch for event in await Events(session).of_batch(BatchId(7))] == [7]
    assert totals == [1, 1, 0, 0, 0]


@pytest.mark.parametrize("engine_kind", ["sqlite"], indirect=True)
async def test_the_index_tables_hold_what_the_search_texts_say(migrated: OpenStore) -> None:
    async with migrated.database.write.begin() as connection:
        for table in ("contact_words", "contact_grams"):
            check = f"INSERT INTO {table}({table}, rank) VALUES ('integrity-check', 1)"  # noqa: S608 - our names
            await connection.exec_driver_sql(check)


async def _contacts(store: OpenStore) -> list[Contact]:
    """All of the first team's."""
    async with store.looking() as session:
        found = [
            await Contacts(session).find(ContactId(before.contact(1, number)), deleted=True)
            for number, *_ in before.PEOPLE
        ]
    return [each for each in found if each is not None]


async def _rows(database: Database) -> Mapping[str, list[dict[str, Any]]]:
    return {table: await _asked(database, f"SELECT * FROM {table} ORDER BY 1, 2") for table in TABLES}  # noqa: S608 - ours


def _known(after: list[dict[str, Any]], rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows in the columns that there were before."""
    return [{name: row[name] for name in rows[0]} for row in after]


async def _counts(database: Database) -> dict[str, int]:
    tables = ("contact_search", "tags", "contact_tags")
    return {table: (await _asked(database, f"SELECT count(*) AS n FROM {table}"))[0]["n"] for table in tables}  # noqa: S608 - ours


_PAYABLE = f"""UPDATE choices SET name = '{PAYABLE}', folded = '{choice_key(PAYABLE)}'
    WHERE built_in = 'payable' RETURNING 1"""  # noqa: S608 - ours
# Somebody has renamed the choice, whatever it was called before.
_RENAMED = """INSERT INTO events (tenant, id, at, actor, kind, version, subject, batch, digests)
    SELECT tenant, id + 1000, at, actor, 'choice.changed', version, 2, batch, digests FROM events RETURNING 1"""


async def _asked(database: Database, question: str) -> list[dict[str, Any]]:
    engine = create_async_engine(database.admin_url or database.url)
    async with engine.begin() as connection:
        rows = [dict(row._mapping) for row in await connection.execute(text(question))]
    await engine.dispose()
    return rows
