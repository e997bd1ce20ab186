"""The lists that an admin keeps, in the store: what contacts have of them stays theirs until it is taken off."""

from dataclasses import replace

import pytest

from bot.model.choices import BuiltInRole, Choice, ChoiceKind
from bot.model.contacts import Role
from bot.model.errors import Busy, FieldsInvalid
from bot.model.ids import ChoiceId, ContactId, Tenant
from bot.model.members import SYSTEM
from bot.store.choices import Choices
from bot.store.contacts import Contacts
from bot.store.relations import Relations
from tests import make
from tests._works import OpenStore
from tests.store._listed import lists

GROUP, ROLE = ChoiceId(5), ChoiceId(6)
NOBODY = ContactId(0)
SHOWN = make.contact_values(**make.listed_values())


async def test_a_choice_comes_back_as_it_was_written(store: OpenStore) -> None:
    payable = make.choice(
        1, ChoiceKind.ROLE, "Comptabilité fournisseurs", built_in=BuiltInRole.PAYABLE, position=3, inverse="is paid"
    )
    async with store.session() as session:
        choices = Choices(session)
        await choices.add(payable)
        assert await choices.find(ChoiceId(1)) == await choices.find(ChoiceId(1), lock=True) == payable
        await choices.save(replace(payable, name="Factures", position=0))
        assert await choices.by_key(ChoiceKind.ROLE, "factures") == replace(payable, name="Factures", position=0)
        assert await choices.by_key(ChoiceKind.GROUP, "factures") is None
        assert await choices.names([ChoiceId(1), ChoiceId(2)]) == {1: replace(payable, name="Factures", position=0)}


async def test_a_name_is_one_of_its_kind_whatever_its_case_and_accents(store: OpenStore) -> None:
    async with store.session() as session:
        await Choices(session).add_many([make.choice(1), make.choice(2, name="Vin"), make.choice(3, ChoiceKind.STAGE)])
    for id, write in ((4, Choices.add), (2, Choices.save)):
        async with store.database.writer(Tenant(1), SYSTEM) as session:
            with pytest.raises(FieldsInvalid) as told:
                await write(Choices(session), make.choice(id, name="BATIMENT"))
        assert told.value.fields == {"name": "choice_taken"}


async def test_they_are_listed_kind_by_kind_in_their_order(store: OpenStore) -> None:
    async with store.session() as session:
        choices = Choices(session)
        for id, (kind, name, position) in enumerate(
            [
                (ChoiceKind.STAGE, "b", 1),
                (ChoiceKind.GROUP, "z", 0),
                (ChoiceKind.GROUP, "a", 1),
                (ChoiceKind.GROUP, "é", 1),
            ]
        ):
            await choices.add(make.choice(id, kind, name, position=position))
        assert [each.name for each in await choices.list(ChoiceKind.STAGE, ChoiceKind.GROUP, limit=9)] == [*"zaéb"]
        assert [each.name for each in await choices.list(ChoiceKind.GROUP, limit=2, offset=1)] == [*"aé"]
        assert [each.name for each in await choices.counted(ChoiceKind.GROUP, limit=1, offset=2)] == ["é"]
        assert (await choices.total(ChoiceKind.GROUP), await choices.total(ChoiceKind.STATE)) == (3, 0)


async def test_who_has_one_is_counted_without_the_deleted(store: OpenStore) -> None:
    await lists(store)
    async with store.session() as session:
        contacts, choices = Contacts(session), Choices(session)
        for id, put_away in ((1, {}), (2, {"archived_at": make.NOW}), (3, {"deleted_at": make.NOW})):
            await contacts.add(make.contact(id, SHOWN, **put_away))
        await choices.add(make.choice(50, ChoiceKind.RELATION, "member of"))
        await Relations(session).add(make.relation(60, 1, 2, type=50))
        counted = [await choices.find(GROUP), await choices.find(ChoiceId(50))]
        assert [each.worn for each in counted if each is not None] == [2, 1]
        assert [each.worn for each in await choices.counted(ChoiceKind.GROUP, limit=9)] == [2]
        pages = [await choices.contacts(GROUP, after=ContactId(after), limit=2) for after in (0, 2, 3)]
    assert pages == [[1, 2], [3], []]


async def test_a_retired_choice_is_shown_by_nobody_and_its_name_is_free(store: OpenStore) -> None:
    await lists(store)
    async with store.session() as session:
        contacts, choices = Contacts(session), Choices(session)
        await contacts.add(make.contact(1, SHOWN))
        before = await choices.find(GROUP)
        await choices.retire(GROUP)
        assert before is not None
        assert (await choices.find(GROUP), await choices.list(ChoiceKind.GROUP, limit=9)) == (None, [])
        gone = replace(before, retired=True)
        assert (await choices.going(GROUP), await choices.names([GROUP])) == (gone, {5: replace(gone, worn=0)})
        await choices.add(replace(before, id=ChoiceId(55)))
        kept = await contacts.find(ContactId(1), lock=True)
        assert kept is not None
        assert kept.values == replace(SHOWN, groups=())
        await contacts.save(replace(kept, values=replace(kept.values, groups=(GROUP,))))
        assert await choices.contacts(GROUP, after=NOBODY, limit=9) == [1], "whoever takes it off finds all who have it"
        await choices.delete(GROUP)
        assert await choices.contacts(GROUP, after=NOBODY, limit=9) == []
        assert await choices.names([GROUP]) == {5: replace(gone, worn=0)}, "the trace still names it"


async def test_a_built_in_role_is_not_retired(store: OpenStore) -> None:
    async with store.session() as session:
        payable = make.choice(1, ChoiceKind.ROLE, built_in=BuiltInRole.PAYABLE)
        await Choices(session).add(payable)
        await Choices(session).delete(payable.id)
        assert await Choices(session).find(payable.id) == payable


async def test_those_who_have_one_are_given_another_with_their_rank(store: OpenStore) -> None:
    await lists(store)
    other = make.choice(60, ChoiceKind.ROLE, "Other")
    async with store.session() as session:
        contacts, choices = Contacts(session), Choices(session)
        await choices.add(other)
        for id, roles in ((1, (Role(ROLE, 2),)), (2, (Role(ROLE), Role(other.id, 7))), (3, ())):
            await contacts.add(make.contact(id, make.contact_values(roles=roles)))
        everybody = [ContactId(id) for id in (1, 2, 3)]
        await choices.retire(ROLE)
        assert await choices.having(ChoiceKind.ROLE, everybody) == {2}
        ranks = await choices.ranks(ROLE, everybody)
        assert ranks == {1: 2, 2: None}
        await choices.put_on(other.id, ranks)
        await choices.take_off(ROLE, list(ranks))
        kept = await contacts.many(everybody, lock=False)
    assert [each.values.roles for each in kept] == [(Role(other.id, 2),), (Role(other.id, 7),), ()]


async def test_a_choice_of_nobodys_list_is_refused(store: OpenStore) -> None:
    with pytest.raises(Busy):
        async with store.session() as session:
            await Contacts(session).add(make.contact(1, make.contact_values(groups=(ChoiceId(999),))))
    async with store.session() as session:
        assert await Contacts(session).find(ContactId(1)) is None


async def test_what_a_contact_has_stands_in_the_order_of_the_lists(store: OpenStore) -> None:
    async with store.session() as session:
        some: list[Choice] = [make.choice(id, name=f"g{id}", position=-id) for id in (1, 2, 3)]
        await Choices(session).add_many(some)
        await Contacts(session).add(make.contact(1, make.contact_values(groups=tuple(each.id for each in some))))
        found = await Contacts(session).whole(ContactId(1))
    assert found is not None
    assert found.contact.values.groups == (3, 2, 1)
    assert {each.name for each in found.choices} == {"g1", "g2", "g3"}
