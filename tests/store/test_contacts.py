"""Contacts in the store: what is written comes back, numbers have no gaps, tags are shared."""

import asyncio
from dataclasses import fields, replace

import pytest

from bot.model.contacts import Contact
from bot.model.ids import ContactId, FileId
from bot.store.contacts import Contacts
from bot.store.reminders import Reminders
from tests import make
from tests._works import OpenStore
from tests.store._heard import heard
from tests.store._listed import lists

COMPANY = ContactId(1)
FULL = make.full_values(employer=COMPANY, parent=COMPANY, photo=FileId(8), **make.listed_values())


async def test_a_contact_comes_back_as_it_was_written(store: OpenStore) -> None:
    missing = [each.name for each in fields(FULL) if each.name != "kind" and getattr(FULL, each.name) in (None, "", ())]
    assert not missing, "fill them in make.full_values"
    await lists(store)
    for written in (
        make.contact(1, make.company_values()),
        make.contact(7, FULL, number=70, version=3),
        make.contact(8, make.contact_values(), archived_at=make.NOW),
    ):
        await _add(store, written)
        assert await _find(store, written.id) == written


async def test_a_contact_is_opened_in_four_statements_whatever_it_holds(store: OpenStore) -> None:
    reach = tuple(make.phone(f"06 28 23 04 {place:02}") for place in range(30))
    tags = tuple(f"tag {place}" for place in range(20))
    await lists(store)
    await _add(store, make.contact(1, make.company_values()))
    await _add(store, make.contact(7, replace(FULL, coordinates=reach, tags=tags)))
    async with store.looking() as session:
        with heard(store.database) as said:
            found = await Contacts(session).find(ContactId(7))
    assert found is not None
    assert len(found.values.coordinates) == 30
    assert len(said) == 4, said


async def test_coordinates_keep_their_order_and_their_mains(store: OpenStore) -> None:
    shuffled = tuple(FULL.coordinates[place] for place in (2, 0, 1, 4, 3, 5))
    await _add(store, make.contact(7, make.contact_values(coordinates=shuffled)))
    kept = (await _find(store, 7)).values
    assert [each.id for each in kept.coordinates] == [3, 1, 2, 5, 4, 6]
    assert [each.typed for each in kept.coordinates if each.main] == [
        "e@acme.fr", "06 28 23 04 55", "acme.fr", "12 rue des Lilas, Paris, France", "@elo",
    ]  # fmt: skip


async def test_a_coordinate_without_an_id_is_given_one(store: OpenStore) -> None:
    await _add(store, make.contact(7, make.contact_values(coordinates=(make.phone(), make.email()))))
    ids = [each.id for each in (await _find(store, 7)).values.coordinates]
    assert None not in ids
    assert len(set(ids)) == 2


async def test_a_saved_contact_is_replaced_but_for_what_never_changes(store: OpenStore) -> None:
    await lists(store)
    await _add(store, make.contact(1, make.company_values()))
    await _add(store, make.contact(7, FULL))
    later = make.NOW.replace(year=2027)
    values = make.contact_values("Zoé", "Quirin", tags=("new",), coordinates=(make.email(), FULL.coordinates[0]))
    changed = make.contact(7, values, number=999, version=2, updated_at=later, created_at=later, created_by=make.JOHN)
    async with store.session() as session:
        await Contacts(session).save(changed)
    kept = await _find(store, 7)
    assert (kept.number, kept.created_at, kept.created_by) == (7, make.NOW, make.CLAIRE)
    assert (kept.version, kept.updated_at, kept.values.tags) == (2, later, ("new",))
    assert [each.typed for each in kept.values.coordinates] == ["marie.dupont@acme.fr", "06 28 23 04 55"]
    assert replace(kept.values, tags=(), coordinates=()) == make.contact_values("Zoé", "Quirin")


async def test_what_has_not_changed_since_it_was_locked_is_not_written_again(store: OpenStore) -> None:
    await lists(store)
    await _add(store, make.contact(1, make.company_values()))
    await _add(store, make.contact(7, FULL))
    said: dict[str, list[str]] = {}
    for comment, how in (("one", "whole"), ("two", "short")):
        async with store.session() as session:
            held = await Contacts(session).find(ContactId(7), lock=True)
            assert held is not None
            changed = replace(held, values=replace(held.values, comment=comment))
            with heard(store.database) as said[how]:
                await Contacts(session).save(changed, held=held if how == "short" else None)
        assert await _find(store, 7) == changed
    assert [each for each in said["short"] if "contact_search" not in each and "search_terms" not in each] == [
        each for each in said["short"] if each.startswith("UPDATE contacts ")
    ]
    assert len(said["whole"]) > len(said["short"]) + 10


async def test_each_part_that_has_changed_since_it_was_locked_is_written(store: OpenStore) -> None:
    await lists(store)
    await _add(store, make.contact(1, make.company_values()))
    await _add(store, make.contact(7, FULL))
    bare = make.contact_values()
    for name in ("coordinates", "assigned", "tags", "states", "category", "groups", "roles", "custom"):
        async with store.session() as session:
            held = await Contacts(session).find(ContactId(7), lock=True)
            assert held is not None
            changed = replace(held, values=replace(held.values, **{name: getattr(bare, name)}))
            await Contacts(session).save(changed, held=held)
        assert await _find(store, 7) == changed, name


async def test_many_are_read_and_saved_as_one_by_one(store: OpenStore) -> None:
    await lists(store)
    await _add(store, make.contact(1, make.company_values()))
    await _add(store, make.contact(7, FULL))
    await _add(store, make.contact(8))
    other = make.full_values(
        **make.listed_values(roles=(), groups=()), reference="", flag="", hold=None, coordinates=()
    )
    async with store.session() as session:
        contacts = Contacts(session)
        ones = [await contacts.find(ContactId(id)) for id in (1, 7, 8)]
        keys = [ContactId(id) for id in (8, 7, 1)]
        assert [await contacts.many(keys), await contacts.many(keys, lock=False)] == [ones, ones]
        await contacts.save_many(
            [make.contact(7, replace(other, coordinates=FULL.coordinates)), make.contact(8, other)]
        )
        assert [each.values for each in await contacts.many(keys[:2])] == [
            replace(other, coordinates=FULL.coordinates), other,
        ]  # fmt: skip


@pytest.mark.parametrize("long", ["x" * 5000, "ﷺ" * 300, "長" * 3000], ids=["latin", "unfolding", "chinese"])
async def test_a_very_long_name_is_kept_whole(store: OpenStore, long: str) -> None:
    values = make.contact_values(long, long, company=long, tags=(long,))
    await _add(store, make.contact(7, values))
    assert (await _find(store, 7)).values == values


async def test_a_name_of_signs_alone_is_kept(store: OpenStore) -> None:
    await _add(store, make.contact(7, make.contact_values("🔥", "")))
    assert (await _find(store, 7)).name == "🔥"


async def test_tags_are_shared_whatever_their_case_and_accents(store: OpenStore) -> None:
    await _add(store, make.contact(1, make.contact_values(tags=("Élus", "VIP", "vip"))))
    await _add(store, make.contact(2, make.contact_values(tags=("elus", "V.I.P.", "🔥", "⭐", " "))))
    assert (await _find(store, 1)).values.tags == ("Élus", "VIP")
    assert (await _find(store, 2)).values.tags == ("Élus", "VIP", "⭐", "🔥")


async def test_numbers_are_given_without_gaps_or_doubles_by_writers_at_the_same_time(store: OpenStore) -> None:
    async def take() -> int:
        async with store.works.writing(make.viewer()) as work:
            return await work.contacts.next_numbers()

    assert sorted(await asyncio.gather(*(take() for _ in range(20)))) == list(range(1, 21))


async def test_a_number_taken_by_an_action_that_failed_is_given_again(store: OpenStore) -> None:
    async def fail() -> None:
        async with store.works.writing(make.viewer()) as work:
            assert await work.contacts.next_numbers() == 1
            raise LookupError

    with pytest.raises(LookupError):
        await fail()
    async with store.works.writing(make.viewer()) as work:
        assert await work.contacts.next_numbers() == 1


async def test_a_block_of_numbers_is_taken_whole(store: OpenStore) -> None:
    async with store.session() as session:
        assert [await Contacts(session).next_numbers(count) for count in (3, 500, 1)] == [1, 4, 504]


async def test_each_tenant_and_noun_counts_by_itself(store: OpenStore) -> None:
    await store.settle()
    async with store.session(1) as session:
        assert [await Contacts(session).next_numbers() for _ in range(2)] == [1, 2]
        assert await Reminders(session).next_number() == 1
    async with store.session(2) as session:
        assert await Contacts(session).next_numbers() == 1


async def test_the_same_new_tag_in_two_actions_at_once_is_one_tag(store: OpenStore) -> None:
    async def wear(id: int) -> None:
        async with store.works.writing(make.viewer()) as work:
            await work.contacts.add(make.contact(id, make.contact_values(tags=("b", "a", f"own{id}"))))

    await asyncio.gather(*(wear(id) for id in range(1, 11)))
    for id in range(1, 11):
        assert (await _find(store, id)).values.tags == ("a", "b", f"own{id}")


async def test_imports_are_known_again_by_their_key(store: OpenStore) -> None:
    async with store.session() as session:
        await Contacts(session).add_many([(make.contact(1), "k1"), (make.contact(2), None)])
        assert await Contacts(session).known_imports(["k1", "k2"]) == {"k1"}


async def test_names_are_given_by_id(store: OpenStore) -> None:
    await _add(store, make.contact(1))
    async with store.looking() as session:
        assert await Contacts(session).names([ContactId(1), ContactId(2)]) == {1: "Marie Dupont"}


async def _add(store: OpenStore, contact: Contact) -> None:
    async with store.session() as session:
        await Contacts(session).add(contact)


async def _find(store: OpenStore, id: int) -> Contact:
    async with store.looking() as session:
        found = await Contacts(session).find(ContactId(id))
    assert found is not None
    return found
