"""Relations in the store: one of a kind between two contacts, seen from both ends."""

from dataclasses import replace

from bot.model.choices import ChoiceKind
from bot.model.ids import ChoiceId, ContactId, RelationId
from bot.store.choices import Choices
from bot.store.contacts import Contacts
from bot.store.relations import Relations
from tests import make
from tests._works import OpenStore

EMPLOYS, PARTNER = ChoiceId(1), ChoiceId(2)
MARIE, ACME = ContactId(1), ContactId(2)


async def test_a_relation_is_said_once_and_seen_from_both_ends(store: OpenStore) -> None:
    await _two(store)
    async with store.session() as session:
        relations, contacts = Relations(session), Contacts(session)
        told = make.relation(5, 1, 2)
        for id in (5, 6):
            await relations.add(make.relation(id, 1, 2))
        assert [await relations.find(RelationId(id)) for id in (5, 6)] == [told, None]
        assert await relations.between(MARIE, ACME, EMPLOYS) == told
        assert await relations.between(ACME, MARIE, EMPLOYS) is None
        ends = [(await contacts.around(each)).links for each in (MARIE, ACME)]
        assert [[(link.id, link.name, link.other.id) for link in links] for links in ends] == [
            [(5, "employee of", 2)], [(5, "employs", 1)],
        ]  # fmt: skip
        await relations.delete(RelationId(5))
        assert not (await contacts.around(MARIE)).links


async def test_a_relation_without_another_side_is_called_the_same_from_both(store: OpenStore) -> None:
    await _two(store)
    async with store.session() as session:
        await Relations(session).add(make.relation(5, 1, 2, type=PARTNER))
        names = [(await Contacts(session).around(each)).links[0].name for each in (MARIE, ACME)]
    assert names == ["partner of", "partner of"]


async def test_relations_are_of_another_type_or_go_where_that_is_said_already(store: OpenStore) -> None:
    await _two(store)
    async with store.session() as session:
        relations = Relations(session)
        for told in (make.relation(5, 1, 2), make.relation(6, 2, 1), make.relation(7, 1, 2, type=PARTNER)):
            await relations.add(told)
        assert [each.id for each in await relations.of_type(EMPLOYS, after=RelationId(5), limit=9)] == [6]
        for each in await relations.of_type(EMPLOYS, after=RelationId(0), limit=9):
            await relations.save(replace(each, type=PARTNER), mutual=False)
        assert [each.id for each in await relations.of_type(PARTNER, after=RelationId(0), limit=9)] == [6, 7]


async def test_of_a_mutual_type_they_go_where_the_other_end_says_it_too(store: OpenStore) -> None:
    await _two(store)
    async with store.session() as session:
        relations = Relations(session)
        for told in (make.relation(5, 1, 2), make.relation(6, 2, 1)):
            await relations.add(told)
        assert await relations.saying(make.relation(9, 2, 1, type=PARTNER), mutual=True) is None
        for each in await relations.of_type(EMPLOYS, after=RelationId(0), limit=9):
            await relations.save(replace(each, type=PARTNER), mutual=True)
        assert [each.id for each in await relations.of_type(PARTNER, after=RelationId(0), limit=9)] == [5]
        said = [await relations.saying(make.relation(9, 2, 1, type=PARTNER), mutual=mutual) for mutual in (True, False)]
    assert [each and each.id for each in said] == [5, None]


async def test_a_retired_type_is_shown_nowhere(store: OpenStore) -> None:
    await _two(store)
    async with store.session() as session:
        await Relations(session).add(make.relation(5, 1, 2))
        await Choices(session).retire(EMPLOYS)
        assert not (await Contacts(session).around(MARIE)).links
        assert [each.id for each in await Relations(session).of_type(EMPLOYS, after=RelationId(0), limit=9)] == [5]


async def test_who_is_deleted_is_at_no_end(store: OpenStore) -> None:
    await _two(store)
    async with store.session() as session:
        await Relations(session).add(make.relation(5, 1, 2))
        await Contacts(session).save(make.contact(2, make.company_values(), deleted_at=make.NOW))
        assert not (await Contacts(session).around(MARIE)).links


async def _two(store: OpenStore) -> None:
    async with store.session() as session:
        await Choices(session).add(make.choice(EMPLOYS, ChoiceKind.RELATION, "employee of", inverse="employs"))
        await Choices(session).add(make.choice(PARTNER, ChoiceKind.RELATION, "partner of"))
        await Contacts(session).add(make.contact(1))
        await Contacts(session).add(make.contact(2, make.company_values()))
