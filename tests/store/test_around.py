"""Who stands around a contact: parents, children, the main person, and the warnings that reach it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.model.choices import ChoiceKind
from bot.model.contacts import Contact, ContactKind, Found, Hold, Reach, with_mains
from bot.model.ids import ContactId, Tenant
from bot.model.members import SYSTEM
from bot.model.records import Around, MainPerson
from bot.model.warnings import LEVELS, Warning, WarningKind, in_order, warnings_from
from bot.store.choices import Choices
from bot.store.contacts import Contacts
from bot.store.relations import Relations
from tests import make
from tests._works import OpenStore
from tests.store._heard import heard

warned = st.fixed_dictionaries(
    {
        "flag": st.sampled_from(["", "", "asks for Claire"]),
        "hold": st.none() | st.builds(Hold, st.just("owes us"), st.sampled_from(Reach)),
        "blocked": st.booleans(),
    }
)
states = st.sampled_from([{}, {}, {}, {"archived_at": make.NOW}, {"deleted_at": make.NOW}])


async def test_a_contact_alone_has_nobody_around(store: OpenStore) -> None:
    async with store.session() as session:
        await Contacts(session).add(make.contact(1))
        assert await Contacts(session).around(ContactId(1)) == Around()
        assert await Contacts(session).around(ContactId(2)) == Around()
        assert await Contacts(session).warnings_of(ContactId(1)) == ()


async def test_everybody_around_is_read_in_one_statement(store: OpenStore) -> None:
    acme = make.company_values("Acme", parent=ContactId(1), hold=Hold("owes us"))
    async with store.session() as session:
        contacts = Contacts(session)
        await Choices(session).add(make.choice(1, ChoiceKind.RELATION, "member of", inverse="has as member"))
        await contacts.add(make.contact(1, make.company_values("Holding", flag="call first")))
        await contacts.add(make.contact(2, acme))
        for id, name in enumerate(("Zoé", "Anna", *(f"M{n}" for n in range(10))), start=10):
            await contacts.add(make.contact(id, make.company_values(name, parent=ContactId(2))))
        await contacts.add(make.contact(30, make.company_values(parent=ContactId(2)), deleted_at=make.NOW))
        archived = {"archived_at": make.NOW}
        await contacts.add(make.contact(31, make.company_values("A", parent=ContactId(2)), **archived))
        await contacts.add(
            make.contact(39, make.contact_values("Al", employer=ContactId(2), main_person=True), **archived)
        )
        boss = make.contact_values("Ann", "Lee", job_title="CEO", coordinates=with_mains((make.phone(), make.email())))
        await contacts.add(make.contact(40, replace(boss, employer=ContactId(2), main_person=True)))
        await contacts.add(make.contact(41, make.contact_values("Bob", employer=ContactId(2))))
        await Relations(session).add(make.relation(50, 1, 2))
    async with store.looking() as session:
        with heard(store.database) as said:
            around = await Contacts(session).around(ContactId(2))
    holding = _found(1, "Holding")
    assert len(said) == 1
    assert around.parents == (holding,)
    assert [each.name for each in around.children] == ["Anna", *(f"M{n}" for n in range(9))]
    assert (around.children_count, around.employer) == (12, None)
    assert around.main_person == MainPerson(
        make.found(40, "Ann Lee"), "CEO", "06 28 23 04 55", "+33628230455", "marie.dupont@acme.fr"
    )
    assert [(link.name, link.other) for link in around.links] == [("has as member", holding)]
    assert [(each.kind, each.text, each.own) for each in around.warnings] == [
        (WarningKind.HOLD, "owes us", True), (WarningKind.FLAG, "call first", False),
    ]  # fmt: skip


async def test_the_employer_is_shown_wherever_it_is(store: OpenStore) -> None:
    async with store.session() as session:
        await Contacts(session).add(make.contact(1, make.company_values("Acme"), deleted_at=make.NOW))
        await Contacts(session).add(make.contact(2, make.contact_values(employer=ContactId(1), parent=ContactId(1))))
        around = await Contacts(session).around(ContactId(2))
    assert around.employer == replace(_found(1, "Acme"), deleted=True)
    assert around.parents == (around.employer,)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), warned, states), min_size=1, max_size=8))
async def test_the_warnings_of_a_contact_are_those_of_the_model(
    store: OpenStore, drawn: Sequence[tuple[int, int, dict[str, object], dict[str, object]]]
) -> None:
    """Below somebody stands whose parent or employer it is, whatever asks: warnings, holds, searches."""
    kept = [
        make.contact(
            id, make.company_values(f"C{id}", parent=_one(id, parent), employer=_one(id, employer), **chosen), **state
        )
        for id, (parent, employer, chosen, state) in enumerate(drawn, start=1)
    ]
    by_id = {each.id: each for each in kept}
    async with store.database.writer(Tenant(1), SYSTEM) as session:
        contacts = Contacts(session)
        await contacts.add_many([(each, None) for each in kept])
        held = await contacts.on_hold(limit=99)
        for each in kept:
            wanted = in_order(_warnings(each, by_id))
            assert set(await contacts.warnings_of(each.id)) == set(wanted), each.id
            around = await contacts.around(each.id)
            assert [warning.kind for warning in around.warnings] == [warning.kind for warning in wanted]
            assert set(around.warnings) == set(wanted), each.id
            assert [found.id for found in around.parents] == _parents(each, by_id)
            assert [found.id for found in await contacts.ancestors(each.id)] == _parents(each, by_id)
            is_held = any(warning.kind is WarningKind.HOLD for warning in wanted)
            assert each.deleted_at is not None or (each.id in held) == is_held, each.id
            below = {one.id for one in kept if each.id in _above(one, by_id) and one.deleted_at is None} - {each.id}
            heads = {above for one in kept for above in _directly_above(one)}
            assert set(await contacts.subtree([each.id], limit=100)) == below & heads


def _one(id: int, above: int) -> ContactId | None:
    """One of those before it, or nobody."""
    return ContactId(above) if 0 < above < id else None


def _parents(contact: Contact, by_id: Mapping[ContactId, Contact]) -> list[ContactId]:
    """Its parent, its parent's…"""
    chain: list[ContactId] = []
    while (parent := by_id[chain[-1] if chain else contact.id].values.parent) is not None:
        chain.append(parent)
    return chain


def _directly_above(contact: Contact) -> list[ContactId]:
    return [key for key in (contact.values.parent, contact.values.employer) if key is not None]


def _above(contact: Contact, by_id: Mapping[ContactId, Contact]) -> dict[ContactId, list[int]]:
    """The contact itself and whom it is below, with the levels on which they stand, however one gets there."""
    levels: dict[ContactId, list[int]] = {}
    step = {contact.id}
    for level in range(len(by_id)):
        for key in step:
            levels.setdefault(key, []).append(level)
        step = {above for key in step for above in _directly_above(by_id[key])}
    return levels


def _warnings(contact: Contact, by_id: Mapping[ContactId, Contact]) -> Iterator[Warning]:
    """Of a deleted contact nobody is warned but who opens it."""
    for other in by_id.values():
        up, down = _above(contact, by_id), _above(other, by_id)
        levels = [*up.get(other.id, ()), *(-level for level in down.get(contact.id, ()))]
        if other.deleted_at is None or other.id == contact.id:
            found = replace(
                _found(other.id, other.name),
                archived=other.archived_at is not None,
                deleted=other.deleted_at is not None,
            )
            yield from dict.fromkeys(
                warning
                for below in dict.fromkeys(levels)
                for warning in warnings_from(found, other.values, below=below)
            )


@pytest.mark.parametrize("how", ["around", "ancestors"])
async def test_a_walk_ends_though_somebody_is_above_themself(store: OpenStore, how: str) -> None:
    async with store.session() as session:
        contacts = Contacts(session)
        for id in (1, 2):
            await contacts.add(make.contact(id, make.company_values(hold=Hold("x", Reach.FAMILY))))
        for id in (1, 2):
            above = make.company_values(hold=Hold("x", Reach.FAMILY), parent=ContactId(3 - id))
            await contacts.save(make.contact(id, above))
        around = await contacts.around(ContactId(1))
        chain = await contacts.ancestors(ContactId(1)) if how == "ancestors" else around.parents
        assert await contacts.subtree([ContactId(1)], limit=9) == [1, 2]
    assert [each.id for each in chain[:3]] == [2, 1, 2]
    assert len(chain) == LEVELS


async def test_children_are_paged_by_name_and_a_page_that_is_no_more_is_the_first(store: OpenStore) -> None:
    async with store.session() as session:
        contacts = Contacts(session)
        await contacts.add(make.contact(1, make.company_values()))
        for id, name in ((2, "Zoé"), (3, "Anna"), (4, "Élodie")):
            await contacts.add(make.contact(id, make.contact_values(name, parent=ContactId(1))))
        pages = [await contacts.children(ContactId(1), limit=2, offset=offset) for offset in (0, 2, 4)]
        assert await contacts.children(ContactId(2), limit=2) == replace(pages[0], found=(), total=0)
    assert [[each.id for each in page.found] for page in pages] == [[3, 4], [2], [3, 4]]
    assert {page.total for page in pages} == {3}


def _found(id: int, name: str) -> Found:
    return make.found(id, name, kind=ContactKind.COMPANY, company=name)
