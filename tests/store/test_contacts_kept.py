"""What makes a contact found or not found: archives, deletions, references, employers."""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import text

from bot.model.contacts import Contact
from bot.model.errors import FieldsInvalid
from bot.model.ids import ContactId, Tenant
from bot.model.members import SYSTEM
from bot.model.query import matches, query_of
from bot.model.references import reference_key
from bot.store import StoreSession
from bot.store.contacts import Contacts
from bot.store.tags import Tags
from tests import make
from tests._works import OpenStore

LATER = make.NOW.replace(year=2027)
MARIE = make.contact(1, make.contact_values(reference="C-00001", tags=("Suppliers",)))
ARCHIVED = replace(MARIE, archived_at=LATER)
DELETED = replace(MARIE, deleted_at=LATER)


@pytest.mark.parametrize("away", [ARCHIVED, DELETED], ids=["archived", "deleted"])
async def test_what_is_put_away_is_found_again_once_it_is_back(store: OpenStore, away: Contact) -> None:
    await _add(store, MARIE)
    seen = []
    for state in (MARIE, away, MARIE, away, MARIE):
        await _save(store, state)
        seen.append(await _finds(store, "marie"))
        assert seen[-1] == matches(state, query_of("marie"))
        assert await _mentions(store, "call marie") == seen[-1]
    assert seen == [True, False, True, False, True]


async def test_what_is_added_archived_is_not_found(store: OpenStore) -> None:
    await _add(store, ARCHIVED)
    assert not await _finds(store, "marie")


async def test_an_archived_contact_is_opened_and_a_deleted_one_when_asked_for(store: OpenStore) -> None:
    await _add(store, ARCHIVED)
    assert await _opened(store) == (ARCHIVED, True, True)
    await _save(store, DELETED)
    assert await _opened(store) == (None, False, False)
    async with store.looking() as session:
        contacts = Contacts(session)
        assert await contacts.find(ContactId(1), deleted=True) == DELETED
        lines = [await contacts.line(ContactId(1), deleted=True), await contacts.by_number(1, deleted=True)]
    assert [line is not None and line.deleted for line in lines] == [True, True]


async def test_what_was_put_away_last_is_listed_first(store: OpenStore) -> None:
    for each in (
        make.contact(1),
        make.contact(2, archived_at=make.NOW),
        make.contact(3, archived_at=LATER),
        make.contact(4, deleted_at=LATER),
        make.contact(5, archived_at=make.NOW, deleted_at=make.NOW),
    ):
        await _add(store, each)
    async with store.looking() as session:
        contacts = Contacts(session)
        archived, deleted = await contacts.put_away(limit=10), await contacts.put_away(limit=10, deleted=True)
        latest = await contacts.latest(limit=10)
        assert len(await contacts.put_away(limit=1)) == 1
    assert [(each.id, each.archived, each.deleted) for each in archived] == [(3, True, False), (2, True, False)]
    assert [(each.id, each.archived, each.deleted) for each in deleted] == [(4, False, True), (5, True, True)]
    assert [each.id for each in latest] == [1]


async def test_the_people_of_a_company_are_listed_by_name(store: OpenStore) -> None:
    await _add(store, make.contact(1, make.company_values()))
    for id, name in ((2, "Zoé"), (3, "Anna"), (4, "Élodie")):
        await _add(store, make.contact(id, make.contact_values(name, employer=ContactId(1))))
    gone = make.contact(5, make.contact_values(employer=ContactId(1)), deleted_at=make.NOW)
    await _add(store, gone)
    async with store.looking() as session:
        assert await Contacts(session).employees(ContactId(1), limit=10) == [3, 4, 2]


async def test_a_reference_is_known_whatever_its_case_even_of_a_deleted_contact(store: OpenStore) -> None:
    await _add(store, replace(DELETED, values=make.contact_values(reference="Éco-7  b")))
    async with store.looking() as session:
        keys = [reference_key(text) for text in ("éCO-7 B ", "eco-7 b", "")]
        assert await Contacts(session).references(keys) == {"éco-7 b": ContactId(1)}


async def test_many_contacts_have_no_reference(store: OpenStore) -> None:
    await _add(store, make.contact(1))
    await _add(store, make.contact(2))
    assert (await _opened(store, 2))[1]


@pytest.mark.parametrize("act", ["add", "save"])
async def test_a_reference_of_another_is_refused_in_the_words_of_the_form(store: OpenStore, act: str) -> None:
    await _add(store, DELETED)
    await _add(store, make.contact(2))
    taker = make.contact(3 if act == "add" else 2, make.contact_values(reference="c-00001"))
    with pytest.raises(FieldsInvalid) as refused:
        async with store.session() as session:
            await getattr(Contacts(session), act)(taker)
    assert refused.value.fields == {"reference": "reference_taken"}


@pytest.mark.parametrize("engine_kind", ["postgres"], indirect=True)
async def test_of_two_that_take_a_reference_at_once_the_second_waits_and_is_told(store: OpenStore) -> None:
    for id in (1, 2):
        await _add(store, make.contact(id))
    async with store.database.writer(Tenant(1), SYSTEM) as first:
        await _take(first, 1)
        second = asyncio.create_task(_taken_in_another_session(store, 2))
        await _until_it_waits(store)
        assert not second.done()
        await first.commit()
    with pytest.raises(FieldsInvalid):
        await second
    async with store.looking() as session:
        assert await Contacts(session).references(["same"]) == {"same": 1}


async def test_search_text_is_written_anew_for_many(store: OpenStore) -> None:
    for id in range(1, 6):
        await _add(store, make.contact(id, make.contact_values(tags=("VIP",))))
    await _save(store, make.contact(2, make.contact_values(tags=("VIP",)), archived_at=make.NOW))
    await _save(store, make.contact(3, make.contact_values(tags=("VIP",)), deleted_at=make.NOW))
    async with store.session() as session:
        tag = await Tags(session).by_key("vip")
        assert tag is not None
        await Tags(session).save(replace(tag, name="Friends"))
        assert await _ids(session, "friends") == set()
        await Contacts(session).reindex_many([ContactId(id) for id in (1, 2, 3, 4)])
    async with store.looking() as session:
        assert (await _ids(session, "friends"), await _ids(session, "vip")) == ({1, 4}, {5})


async def _add(store: OpenStore, contact: Contact) -> None:
    async with store.session() as session:
        await Contacts(session).add(contact)


async def _save(store: OpenStore, contact: Contact) -> None:
    async with store.session() as session:
        await Contacts(session).save(contact)


async def _opened(store: OpenStore, id: int = 1) -> tuple[Contact | None, bool, bool]:
    """The contact, and whether its line is there by id and by number."""
    async with store.looking() as session:
        contacts = Contacts(session)
        line, numbered = await contacts.line(ContactId(id)), await contacts.by_number(id)
        return await contacts.find(ContactId(id)), line is not None, numbered is not None


async def _ids(session: StoreSession, words: str) -> set[int]:
    return {int(found.id) for found in (await Contacts(session).list(query_of(words), limit=10)).found}


async def _finds(store: OpenStore, words: str) -> bool:
    async with store.looking() as session:
        return bool(await _ids(session, words))


async def _mentions(store: OpenStore, sentence: str) -> bool:
    async with store.looking() as session:
        return bool(await Contacts(session).any_of(query_of(sentence), limit=10))


async def _take(session: StoreSession, id: int) -> None:
    await Contacts(session).save(make.contact(id, make.contact_values(reference="SAME")))


async def _taken_in_another_session(store: OpenStore, id: int) -> None:
    async with store.session() as session:
        await _take(session, id)


async def _until_it_waits(store: OpenStore) -> None:
    """PostgreSQL says which of its connections wait for a lock."""
    waiting = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
    async with store.database.read.connect() as connection:
        while not (await connection.execute(waiting)).scalar_one():
            await connection.rollback()  # the view stands still within a transaction
            await asyncio.sleep(0.01)
