"""Searching contacts: both engines give one answer, that of `bot.model.query.matches`."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from bot.model.contacts import Contact, ContactKind, ContactValues
from bot.model.ids import ContactId, Tenant
from bot.model.members import SYSTEM
from bot.model.query import Filter, FilterKey, Query, matches, query_of
from bot.model.search import Folded, sort_name
from bot.store import StoreSession
from bot.store._contacts import ContactRow, is_found
from bot.store._search import CANDIDATES, _ranks, tenant_term
from bot.store.contacts import Contacts
from bot.store.members import Members
from tests import make
from tests._works import OpenStore
from tests.store import _asked as asked
from tests.store._plan import plan_of

PEOPLE = [
    make.contact_values("Marie", "Dupont", coordinates=(make.phone(), make.email())),
    make.contact_values("Dupont", "Martin", company="Acme SARL", tags=("VIP",)),
    make.contact_values("Élodie", "Du Pont"),
    make.contact_values("Jean-Marie", "O'Dupontel", tags=("vip", "client")),
    make.contact_values("伟", "王"),
    make.contact_values("محمد", "علي", company="شركة"),
    make.contact_values("Bo", "Li", coordinates=(make.phone("+44 20 7946 0018", "GB"),)),
    make.company_values("100% Bio_Logique", comment="never searched"),
    make.company_values("Dupont"),
    make.contact_values("", "", coordinates=(make.email("someone@else.example"),)),
    make.contact_values("\ue001\ue000\ue000", "Private"),
    make.full_values(owner=None, assigned=(), coordinates=()),
    make.contact_values("🔥", "NEAR AND OR NOT"),
]

TEXTS = [
    "dupont", "DUPONT", "dup", "pont", "du pont", "d u", "élodie", "elodie dupont", "dupont marie", "mariedupont",
    "odupontel", "o'dupontel", "jean marie", "06 28 23 04 55", "0628230455", "06.28.23.04.55", "+33628230455",
    "0033628230455", "30455", "020 7946", "acme", "@acme.fr", "e@else", "sarl", "a", "d", "l", "li", "bo li",
    "b l", "王", "伟", "王伟", "伟王", "محمد", "عل", "vip", "client", "100%", "%", "_", "bio_logique", "biologique",
    "bio log",
    '"', "'", "dupont OR martin", "dupont*", "NEAR(dupont)", "-dupont", "^dupont", "{grams}: dupont", "NOT dupont",
    'dupont" OR "', "near and or not", "🔥", "\ue001\ue000\ue000", tenant_term(Tenant(1)), "never searched", "",
    "   ", "zzz", "dupont " * 1100, "y" * 8000, "dupont " + " ".join(f"w{at}" for at in range(1500)),
    "clients", "Kunde", "customer", "fournisseur", "cu", "acme-7", "ACME 7", "732 829 320", "73282932000074", "fr44",
    "info@acme.fr", "marie.dupont@acme.fr", "dupont@ac", "12 75011", "75011, 12", "12,13", "j m odup", "jm", "https://www.acme.fr",
    "elo", "FR1420041010", "Head of Sales", "met in Lyon",
]  # fmt: skip

FILTERED = [
    Query(filters=(Filter(FilterKey.CONTACT, "2"),)),
    Query(filters=(Filter(FilterKey.CONTACT, "2", excluded=True),)),
    Query(filters=(Filter(FilterKey.CONTACT, "2"), Filter(FilterKey.CONTACT, "3"))),
    Query(filters=(Filter(FilterKey.TAG, "vip"),)),
    Query(filters=(Filter(FilterKey.TAG, "vip"), Filter(FilterKey.TAG, "client", excluded=True))),
    Query(filters=(Filter(FilterKey.TAG, "clients"),)),
    Query(filters=(Filter(FilterKey.KIND, "company"),)),
    Query(filters=(Filter(FilterKey.KIND, "company", excluded=True), Filter(FilterKey.TAG, "vip"))),
    Query(terms=("dupont",), filters=(Filter(FilterKey.KIND, "company"),)),
    Query(terms=("dupont",), filters=(Filter(FilterKey.TAG, "vip"),)),
    Query(terms=("dupont",), filters=(Filter(FilterKey.TAG, "vip", excluded=True),)),
    Query(terms=("dupont",), filters=(Filter(FilterKey.CONTACT, "5"),)),
    Query(terms=("100%", 'x" OR "dupont'), filters=()),
    Query(),
]


async def test_a_search_finds_whom_the_model_says(store: OpenStore) -> None:
    kept = await _stored(store)
    async with store.looking() as session:
        for text in TEXTS:
            page = await Contacts(session).list(query_of(text), limit=100)
            assert {found.id for found in page.found} == _meant(kept, query_of(text)), text
            assert page.total == len(page.found)


def _meant(kept: Sequence[Contact], query: Query) -> set[ContactId]:
    """All that fit; where one is called just so by several words, of these those with whole words or such a name."""
    fitting = {each.id: each for each in kept if matches(each, query)}
    called = {query.whole, query.reversed}
    if len(query.forms) == 1 or called.isdisjoint(sort_name(each.values.name) for each in fitting.values()):
        return {*fitting}
    return {
        key
        for key, each in fitting.items()
        if _has_whole(each, query) or sort_name(each.values.name).startswith((*called,))
    }


def _has_whole(contact: Contact, query: Query) -> bool:
    return all(not set(forms).isdisjoint(Folded(contact.values).words) for forms in query.forms)


async def test_whoever_is_called_just_so_stands_beside_those_with_these_words_and_such_names(store: OpenStore) -> None:
    people = (("Paul", "Martin"), ("Paul", "Martinez"), ("Jean-Paul", "Saint-Martin"), ("Pauline", "Martin"))
    await _stored(store, [make.contact_values(*names) for names in people])
    async with store.looking() as session:
        page = await Contacts(session).list(query_of("martin paul"), limit=10)
    assert [each.name for each in page.found] == ["Paul Martin", "Jean-Paul Saint-Martin", "Paul Martinez"]


async def test_a_team_finds_the_same_beside_another_with_the_same_contacts(store: OpenStore) -> None:
    kept = await _stored(store)
    alone = await _found(store, kept)
    await store.settle(workspace=None)
    async with store.session(2) as session:
        await Contacts(session).add_many([(replace(each, id=ContactId(each.id + 100)), None) for each in kept])
    assert await _found(store, kept) == alone


async def _found(store: OpenStore, kept: Sequence[Contact]) -> dict[str, set[int]]:
    texts = [*TEXTS, *(each.name for each in kept)]
    async with store.looking() as session:
        return {
            text: {found.id for found in (await Contacts(session).list(query_of(text), limit=100)).found}
            for text in texts
        }


@pytest.mark.parametrize("engine_kind", ["sqlite"], indirect=True)
async def test_a_search_reads_no_table_from_end_to_end(store: OpenStore) -> None:
    # SQLite plans without looking at the rows; test_walls has the same for PostgreSQL, which does not.
    async with store.looking() as session:
        for text in ("dupont", "du po", "d"):
            assert not re.findall(r"SCAN c\b|SCAN contacts", await plan_of(session, query_of(text))), text


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("dupont", ["Dupont", "Dupont Martin", "Marie Dupont", "Jean-Marie O'Dupontel", "Élodie Du Pont"]),
        ("jean marie o dupontel", ["Jean-Marie O'Dupontel"]),
        ("marie", ["Marie Dupont", "Jean-Marie O'Dupontel"]),
        ("li", ["Bo Li", "100% Bio_Logique", "علي محمد"]),
    ],
)
async def test_the_exact_name_comes_first(store: OpenStore, text: str, names: list[str]) -> None:
    await _stored(store)
    async with store.looking() as session:
        page = await Contacts(session).list(query_of(text), limit=10)
    assert [found.name for found in page.found][: len(names)] == names[: len(page.found)]


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.lists(st.tuples(asked.people, asked.states), min_size=1, max_size=6),
    st.lists(asked.queries, min_size=1, max_size=6),
)
async def test_the_store_and_the_model_agree(
    store: OpenStore, somebody: list[tuple[ContactValues, Contact]], questions: list[Query]
) -> None:
    kept = [
        replace(state, id=ContactId(id), number=id, values=values)
        for id, (values, state) in enumerate(somebody, start=1)
    ]
    if kept[0].values.kind is ContactKind.COMPANY:
        kept[1:] = [replace(each, values=replace(each.values, employer=ContactId(1))) for each in kept[1:]]
    kept[2:] = [replace(each, values=replace(each.values, parent=ContactId(2))) for each in kept[2:]]
    texts = [*(each.name for each in kept), *(each.name[1:4] for each in kept)]
    async with store.database.writer(Tenant(1), SYSTEM) as session:
        contacts = Contacts(session)
        await Members(session).add(make.member(make.JOHN), at=make.NOW)
        await asked.some_lists(session)
        await contacts.add_many([(each, None) for each in kept])
        for query in (*questions, *map(query_of, texts)):
            page = await contacts.list(query, limit=100, mine=make.CLAIRE, whole=True)
            wanted = {each.id for each in kept if matches(each, query)}
            assert {found.id for found in page.found} == wanted, query
            assert await contacts.count(query) == page.total == len(wanted), query
            assert await contacts.ids(query, after=ContactId(0), limit=10) == sorted(wanted), query
            strict = await contacts.list(replace(query, typos=False), limit=100, mine=make.CLAIRE, whole=True)
            known = await contacts.list(query, limit=100, mine=make.CLAIRE, strict=strict)
            assert not query.typos or {found.id for found in known.found} == wanted, query
            first = await contacts.list(query, limit=2, mine=make.CLAIRE)
            with patch.object(_ranks, "FEW", -1):  # as where there are many contacts
                quick = await contacts.list(query, limit=2, mine=make.CLAIRE)
            assert quick.found == first.found[: len(quick.found)], query
            assert quick.capped or len(quick.found) == len(first.found), query
        for text in filter(None, texts):
            if query_of(text).terms:
                named = {each.id for each in kept if each.name == text and is_found(each)}
                assert named <= {each.id for each in kept if matches(each, query_of(text))}, text


async def test_filters_narrow_a_search_as_the_model_says(store: OpenStore) -> None:
    kept = await _stored(store)
    async with store.looking() as session:
        for query in FILTERED:
            page = await Contacts(session).list(query, limit=100)
            assert {found.id for found in page.found} == {each.id for each in kept if matches(each, query)}, query


async def test_archived_and_deleted_contacts_are_not_found(store: OpenStore) -> None:
    await _stored(store)
    async with store.session() as session:
        await _hide(session, 1, "archived_at")
        await _hide(session, 9, "deleted_at")
    async with store.looking() as session:
        page = await Contacts(session).list(query_of("dupont"), limit=10)
        said = await Contacts(session).any_of(query_of("call dupont"), limit=10)
    assert {1, 9}.isdisjoint({found.id for found in page.found} | {found.id for found in said})


async def test_a_changed_contact_is_found_by_its_new_name_alone(store: OpenStore) -> None:
    await _stored(store)
    async with store.session() as session:
        await Contacts(session).save(make.contact(1, make.contact_values("Zoé", "Quirin")))
    async with store.looking() as session:
        found = [(await Contacts(session).list(query_of(text), limit=10)).total for text in ("zoe", "0628230455")]
    assert found == [1, 0]


async def test_a_name_with_a_letter_in_it_is_found_by_its_words(store: OpenStore) -> None:
    called = make.contact_values("Anne", "d'Ormesson")
    others = [make.contact_values("Anne", "Ormesson-Durand"), make.contact_values("Anne", "Dormesson")]
    async with store.session() as session:
        kept = [make.contact(id, values) for id, values in enumerate([called, *others], start=1)]
        await Contacts(session).add_many([(each, None) for each in kept])
    async with store.looking() as session:
        named = await Contacts(session).list(query_of("anne d'ormesson"), limit=10)
        begun = await Contacts(session).list(query_of("anne d ormess"), limit=10)
    assert ([found.id for found in named.found], named.capped) == ([1], True)
    assert {found.id for found in begun.found} == {1, 2, 3}


async def test_a_number_is_looked_for_beside_the_contact_that_has_it(store: OpenStore) -> None:
    phones = [make.phone(f"+33 6 28 23 04 {at:02}") for at in range(12, 20)]
    kept = [make.contact(id, make.contact_values("A", f"B{id}", coordinates=(make.phone("+33 6 12 12 12 12"),)))
            for id in range(12, 16)]  # fmt: skip
    kept += [
        make.contact(30 + at, make.contact_values("C", "D", coordinates=(phone,))) for at, phone in enumerate(phones)
    ]
    async with store.session() as session:
        await Contacts(session).add_many([(each, None) for each in kept])
    async with store.looking() as session:
        contacts, asked = Contacts(session), query_of("12")
        own = await contacts.by_number(kept[0].number)
        every = await contacts.list(asked, limit=20, number=kept[0].number)
        first = await contacts.list(asked, limit=2, number=kept[0].number)
        second = await contacts.list(asked, limit=2, offset=2, number=kept[0].number)
        nobody = await contacts.list(asked, limit=20, number=999)
        plain = await contacts.list(asked, limit=20)
    assert every.numbered == first.numbered == second.numbered == own
    assert nobody == plain
    assert nobody.numbered is None
    assert {each.id for each in every.found} == {each.id for each in plain.found} - {kept[0].id}
    assert (*first.found, *second.found) == every.found[:3]
    assert first.total == second.total == every.total


async def test_the_few_whom_filters_leave_are_found_as_many_are(store: OpenStore) -> None:
    crowd = [make.contact(id, make.contact_values(f"A{id}", "Durand", tags=("vip",))) for id in range(1, 150)]
    few = [make.contact(id, make.contact_values(f"A{id}", "Durand", tags=("rare",))) for id in range(200, 205)]
    async with store.session() as session:
        await Contacts(session).add_many([(each, None) for each in (*crowd, *few)])
    async with store.looking() as session:
        for tag, kept in (("vip", crowd), ("rare", few)):
            for text in ("durand", "uran", "a20 uran", "a"):
                asked = replace(query_of(text), filters=(Filter(FilterKey.TAG, tag),))
                page = await Contacts(session).list(asked, limit=200)
                assert {found.id for found in page.found} == {each.id for each in kept if matches(each, asked)}, (
                    tag,
                    text,
                )


async def test_the_best_names_are_found_among_more_candidates_than_are_looked_at(store: OpenStore) -> None:
    crowd = [make.contact(id, make.contact_values(f"A{id}", "Durand")) for id in range(1, CANDIDATES + 100)]
    exact = make.contact(5000, make.company_values("Durand"))
    later = crowd[0].updated_at + timedelta(days=1)
    begins = replace(make.contact(5001, make.company_values("Durand & Sons")), updated_at=later)
    async with store.session() as session:
        await Contacts(session).add_many([(each, None) for each in (*crowd, exact, begins)])
    async with store.looking() as session:
        page = await Contacts(session).list(query_of("durand"), limit=10)
    assert [found.id for found in page.found[:2]] == [5000, 5001]
    assert page.total == CANDIDATES


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("rappeler marie dupont demain", ["Marie Dupont"]),
        ("call 王伟", ["伟 王"]),
        ("call 王 伟", ["伟 王"]),
        ('call "OR" NEAR(x) * private', ["\ue001\ue000\ue000 Private", "🔥 NEAR AND OR NOT"]),
        ("see it", []),
        ("", []),
    ],
)
async def test_whom_a_sentence_speaks_of_is_found_by_whole_words(
    store: OpenStore, sentence: str, names: list[str]
) -> None:
    await _stored(store)
    async with store.looking() as session:
        found = await Contacts(session).any_of(query_of(sentence), limit=10)
    assert {each.name for each in found[: len(names) or 1]} == set(names)


async def _stored(store: OpenStore, people: Sequence[ContactValues] = PEOPLE) -> Sequence[Contact]:
    kept = [make.contact(id, values) for id, values in enumerate(people, start=1)]
    async with store.session() as session:
        await Contacts(session).add_many([(each, None) for each in kept])
    return kept


async def _hide(session: StoreSession, contact: int, column: str) -> None:
    await session.execute(update(ContactRow).where(ContactRow.id == contact).values({column: make.NOW}))
