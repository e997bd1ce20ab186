"""Lists of contacts: pages in an order of one's choice, however many there are; all the ids; many at once."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.model.contacts import Contact
from bot.model.ids import ContactId
from bot.model.query import ALL_CONTACTS, Filter, FilterKey, Query, Sort, matches, query_of
from bot.model.search import sort_name
from bot.store._search import _orders
from bot.store.contacts import Contacts
from tests import make
from tests._works import OpenStore
from tests.store._heard import heard

SOME = 25
TAGGED = Query(filters=(Filter(FilterKey.TAG, "vip"),))
ORDERS: dict[Sort, Callable[[Contact], Any]] = {
    Sort.RELEVANCE: lambda contact: (sort_name(contact.name), contact.id),
    Sort.NAME: lambda contact: (sort_name(contact.name), contact.id),
    Sort.COMPANY: lambda contact: (
        not contact.values.company, sort_name(contact.values.company), sort_name(contact.name), contact.id
    ),
    Sort.CREATED: lambda contact: (-contact.created_at.timestamp(), -contact.id),
    Sort.UPDATED: lambda contact: (-contact.updated_at.timestamp(), -contact.id),
}  # fmt: skip
# Words without a chosen order come the best first, which is another matter.
ORDERED = [
    *((query, sort) for query in (ALL_CONTACTS, TAGGED) for sort in ORDERS),
    *((replace(TAGGED, terms=("dupont",), typos=True), sort) for sort in ORDERS if sort is not Sort.RELEVANCE),
]


def _contacts() -> Sequence[Contact]:
    names = ("Zoé", "Élodie", "Anna", "Éric", "Bo")
    companies = ("", "Étoile", "acme", "")
    return [
        make.contact(
            id,
            make.contact_values(
                names[id % 5], f"Dupont{id % 3}", company=companies[id % 4], tags=("VIP",) if id % 2 else ()
            ),
            created_at=make.NOW - timedelta(days=id * 7 % 11),
            updated_at=make.NOW - timedelta(days=id * 5 % 13),
        )
        for id in range(1, SOME + 1)
    ]


@pytest.mark.parametrize(("listed", "walked"), [(10_000, 20_000), (5, 20_000), (5, 7)], ids=["all", "walk", "far"])
async def test_pages_come_in_the_order_that_was_chosen(
    store: OpenStore, monkeypatch: pytest.MonkeyPatch, listed: int, walked: int
) -> None:
    monkeypatch.setattr(_orders, "LISTED", listed)
    monkeypatch.setattr(_orders, "WALKED", walked)
    kept = await _stored(store)
    for query, sort in ORDERED:
        await _pages_come_in_order(store, kept, replace(query, sort=sort))


async def _pages_come_in_order(store: OpenStore, kept: Sequence[Contact], asked: Query) -> None:
    listed, walked = _orders.LISTED, _orders.WALKED
    wanted = sorted((each for each in kept if matches(each, asked)), key=ORDERS[asked.sort])
    async with store.looking() as session:
        first, second = [await Contacts(session).list(asked, limit=2, offset=offset) for offset in (0, 2)]
        beyond = await Contacts(session).list(asked, limit=2, offset=SOME)
    if walked > SOME:
        assert [each.id for each in (*first.found, *second.found)] == [each.id for each in wanted[:4]], asked
    assert len({*first.found}) == 2
    assert {each.id for each in first.found} <= {each.id for each in wanted}
    assert (first.total, first.capped) == ((listed, True) if len(wanted) > listed else (len(wanted), False))
    assert (beyond.total, beyond.capped) == (first.total, first.capped)


@pytest.mark.parametrize("query", [ALL_CONTACTS, TAGGED, query_of("dupont1")], ids=str)
async def test_all_ids_come_in_turns(store: OpenStore, query: Query) -> None:
    kept = await _stored(store)
    wanted = [each.id for each in kept if matches(each, query)]
    got: list[ContactId] = []
    async with store.looking() as session:
        while some := await Contacts(session).ids(query, after=got[-1] if got else ContactId(0), limit=4):
            got += some
        assert await Contacts(session).count(query) == len(wanted)
    assert got == wanted


async def test_ones_own_come_first_among_those_that_fit_as_well_and_then_the_latest(store: OpenStore) -> None:
    late = make.NOW + timedelta(days=1)
    kept = [
        make.contact(1, make.contact_values("Anna", "Martin")),
        make.contact(2, make.contact_values("Bo", "Martin"), updated_at=late),
        make.contact(3, make.contact_values("Cy", "Martin", owner=make.CLAIRE)),
        make.contact(4, make.contact_values("Di", "Martin", assigned=(make.CLAIRE,)), updated_at=late),
        make.contact(5, make.company_values("Martin")),
        make.contact(6, make.contact_values("Ed", "Smith", company="Martin", owner=make.CLAIRE)),
    ]
    async with store.session() as session:
        await Contacts(session).add_many([(each, None) for each in kept])
    async with store.looking() as session:
        mine = await Contacts(session).list(query_of("martin"), limit=10, mine=make.CLAIRE)
        anybodys = await Contacts(session).list(query_of("martin"), limit=10)
    assert [each.id for each in mine.found] == [5, 4, 3, 2, 1, 6]
    assert [each.id for each in anybodys.found] == [5, 2, 4, 1, 3, 6]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("dupont marie", ["Marie Dupont", "Dupont Marie-Anne", "Jean-Marie Dupont"]),
        ("4455", ["Ends", "Inside"]),
        ("marie dupomt", ["Dupont Marie-Anne", "Jean-Marie Dupont", "Marie Dupont"]),
        ("mariea", ["Dupont Marie-Anne", "Maria", "Jean-Marie Dupont", "Marie Dupont"]),
        ("st etienne", ["St-Etienne Tools", "Saint-Étienne Métal"]),
    ],
)
async def test_what_was_most_likely_meant_comes_first(store: OpenStore, text: str, names: list[str]) -> None:
    people = [
        make.contact_values("Marie", "Dupont"),
        make.contact_values("Jean-Marie", "Dupont"),
        make.contact_values("Dupont", "Marie-Anne"),
        make.contact_values("Maria", ""),
        make.contact_values("Inside", "", coordinates=(make.phone("06 44 55 00 11"),)),
        make.contact_values("Ends", "", coordinates=(make.phone("06 00 11 44 55"),)),
        make.company_values("Saint-Étienne Métal"),
        make.company_values("St-Etienne Tools"),
    ]
    async with store.session() as session:
        await Contacts(session).add_many([(make.contact(id, each), None) for id, each in enumerate(people, start=1)])
    async with store.looking() as session:
        page = await Contacts(session).list(replace(query_of(text), typos=True), limit=10)
    assert sorted(each.name for each in page.found) == sorted(names)
    assert page.found[0].name == names[0]


async def test_many_are_saved_at_once_in_few_statements(store: OpenStore) -> None:
    kept = await _stored(store)
    reached = replace(kept[0].values, coordinates=(make.phone(), make.email()))
    async with store.session() as session:
        await Contacts(session).save(replace(kept[0], values=reached))
    async with store.session() as session:
        held = await Contacts(session).many([each.id for each in kept])
        changed = [
            replace(each, version=2, values=replace(each.values, owner=make.CLAIRE, tags=("Lyon",), assigned=()))
            for each in held[:-1]
        ]
        changed.append(replace(held[-1], deleted_at=make.NOW))
        with heard(store.database) as said:
            await Contacts(session).save_many(changed)
        assert len(said) < SOME
    async with store.looking() as session:
        now = [await Contacts(session).find(each.id, deleted=True) for each in kept]
        page = await Contacts(session).list(Query(filters=(Filter(FilterKey.OWNER, make.CLAIRE),)), limit=100)
        tagged = await Contacts(session).count(Query(filters=(Filter(FilterKey.TAG, "lyon"),)))
    assert now == changed
    assert (page.total, tagged) == (SOME - 1, SOME - 1)


async def test_a_line_says_all_that_a_list_may_show(store: OpenStore) -> None:
    values = make.contact_values(
        company="Acme",
        coordinates=(replace(make.phone(), main=True), replace(make.email(), main=True)),
        tags=("VIP",),
        owner=make.CLAIRE,
    )
    async with store.session() as session:
        bare = make.contact(2, make.contact_values("Bo", "Li"), deleted_at=make.NOW)
        await Contacts(session).add_many([(make.contact(1, values), None), (bare, None)])
    async with store.looking() as session:
        with heard(store.database) as said:
            lines = await Contacts(session).lines([ContactId(2), ContactId(1)])
    assert len(said) <= 4
    assert [(line.found.id, line.owner, line.phone, line.email, line.tags) for line in lines] == [
        (1, make.CLAIRE, "06 28 23 04 55", "marie.dupont@acme.fr", ("VIP",))
    ]


async def _stored(store: OpenStore) -> Sequence[Contact]:
    kept = _contacts()
    async with store.session() as session:
        await Contacts(session).add_many([(each, None) for each in kept])
    return kept
