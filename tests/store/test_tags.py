"""Tags in the store: three that every workspace has, and those that a team makes."""

from dataclasses import replace

import pytest

from bot.model.errors import FieldsInvalid
from bot.model.ids import ContactId, TagId
from bot.model.query import Filter, FilterKey, Query
from bot.model.tags import BuiltIn, Tag, TagColour, TagScope
from bot.store.contacts import Contacts
from bot.store.tags import BUILT_IN_IDS, Tags
from tests import make
from tests._works import OpenStore
from tests.store._heard import heard

VIP = make.tag(50, "VIP", colour=TagColour.RED, scope=TagScope.CONTACTS)


async def test_every_workspace_begins_with_the_built_in_tags(store: OpenStore) -> None:
    second = await store.settle()
    again = await store.settle(workspace=second)
    assert again == second
    for tenant in (1, 2):
        async with store.looking(tenant) as session:
            tags = await Tags(session).list(limit=10)
        assert [(tag.name, tag.colour, tag.scope, tag.built_in) for tag in tags] == [
            ("Clients", TagColour.GREEN, TagScope.BOTH, BuiltIn.CLIENTS),
            ("Prospects", TagColour.ORANGE, TagScope.BOTH, BuiltIn.PROSPECTS),
            ("Suppliers", TagColour.BLUE, TagScope.BOTH, BuiltIn.SUPPLIERS),
        ]


async def test_a_tag_comes_back_as_it_was_written(store: OpenStore) -> None:
    async with store.session() as session:
        await Tags(session).add(VIP)
    async with store.looking() as session:
        assert await Tags(session).find(VIP.id) == await Tags(session).by_key("vip") == VIP
        assert await Tags(session).by_key("none") is None


@pytest.mark.parametrize("name", ["vip", "V.I.P.", "Fournisseur", "customers"])
async def test_a_name_is_taken_whatever_its_case_and_language(store: OpenStore, name: str) -> None:
    async with store.session() as session:
        await Tags(session).add(VIP)
        await Tags(session).add(make.tag(51, "Other"))
    for act, id in (("add", 52), ("save", 51)):
        with pytest.raises(FieldsInvalid) as refused:
            async with store.session() as session:
                await getattr(Tags(session), act)(make.tag(id, name))
        assert refused.value.fields == {"name": "tag_taken"}


async def test_a_saved_tag_keeps_its_wearers_and_is_found_by_its_new_name(store: OpenStore) -> None:
    await _wear(store, 1, "VIP")
    async with store.session() as session:
        tag = await _tag(Tags(session), "vip")
        await Tags(session).save(replace(tag, name="Élus", colour=TagColour.BLUE, scope=TagScope.PEOPLE))
    async with store.looking() as session:
        saved = await _tag(Tags(session), "elus")
        assert saved == replace(tag, name="Élus", colour=TagColour.BLUE, scope=TagScope.PEOPLE)
        assert await Tags(session).worn_by(ContactId(1)) == (replace(saved, worn=0),)


async def test_a_built_in_tag_is_neither_changed_nor_deleted(store: OpenStore) -> None:
    await _wear(store, 1, "Client")
    clients = BUILT_IN_IDS[BuiltIn.CLIENTS]
    async with store.session() as session:
        before = await Tags(session).list(limit=10)
        await Tags(session).save(make.tag(clients, "Others"))
        await Tags(session).delete(clients)
        assert await Tags(session).list(limit=10) == before
        assert [tag.id for tag in await Tags(session).worn_by(ContactId(1))] == [clients]


async def test_a_deleted_tag_is_taken_off_whoever_wears_it(store: OpenStore) -> None:
    await _wear(store, 1, "VIP", "Élus")
    async with store.session() as session:
        await Tags(session).delete((await _tag(Tags(session), "vip")).id)
        await Tags(session).delete(TagId(999))
    async with store.looking() as session:
        assert [tag.name for tag in await Tags(session).worn_by(ContactId(1))] == ["Élus"]
        assert await Tags(session).by_key("vip") is None


async def test_a_retired_tag_is_found_by_nobody_and_its_name_is_free(store: OpenStore) -> None:
    for id in (1, 2):
        await _wear(store, id, "VIP", "Élus")
    async with store.session() as session:
        tag = await _tag(Tags(session), "vip")
        await Tags(session).retire(tag.id)
        await Tags(session).retire(BUILT_IN_IDS[BuiltIn.CLIENTS])
    async with store.session() as session:
        tags, contacts = Tags(session), Contacts(session)
        assert [await tags.find(tag.id), await tags.find(tag.id, lock=True), await tags.by_key("vip")] == [None] * 3
        assert (await tags.list("vip", limit=10), await tags.total(), await tags.names(["vip"])) == ([], 4, {})
        assert [each.name for each in await tags.worn_by(ContactId(1))] == ["Élus"]
        found = await contacts.find(ContactId(1), lock=True)
        assert found == await contacts.find(ContactId(1))
        assert found is not None
        assert found.values.tags == ("Élus",)
        await contacts.save(replace(found, values=replace(found.values, tags=("vip",))))
        assert await tags.going(tag.id) == replace(tag, worn=2), "whoever takes it off finds all its wearers"
        assert await tags.contacts(tag.id, after=ContactId(0), limit=9) == [1, 2]
        fresh = await _tag(tags, "vip")
        assert (fresh.id != tag.id, fresh.worn, await tags.wearing(fresh.id, [ContactId(1), ContactId(2)])) == (
            True, 1, {1},
        )  # fmt: skip


async def test_a_tag_is_taken_off_the_named_contacts_alone(store: OpenStore) -> None:
    for id in (1, 2, 3):
        await _wear(store, id, "VIP", "Élus")
    async with store.session() as session:
        tag = (await _tag(Tags(session), "vip")).id
        await Tags(session).take_off(tag, [ContactId(1), ContactId(3)])
        assert await Tags(session).contacts(tag, after=ContactId(0), limit=10) == [2]
        assert (await _tag(Tags(session), "elus")).worn == 3


async def test_a_tag_made_by_wearing_it_is_grey_and_for_all_and_a_built_in_one_is_known(store: OpenStore) -> None:
    await _wear(store, 1, "été", "client", "Fournisseur")
    async with store.looking() as session:
        worn = await Tags(session).worn_by(ContactId(1))
        found = await Contacts(session).find(ContactId(1))
    assert [(tag.name, tag.colour) for tag in worn] == [
        ("Clients", TagColour.GREEN), ("été", TagColour.GREY), ("Suppliers", TagColour.BLUE),
    ]  # fmt: skip
    assert found is not None
    assert found.values.tags == ("Clients", "été", "Suppliers")


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("", ["Clients", "Prospects", "Suppliers", "50%", "Cliché", "Élus", "⭐"]),
        ("cli", ["Clients", "Cliché"]),
        ("ELU", ["Élus"]),
        ("fourni", ["Suppliers"]),
        ("custom", ["Clients"]),
        ("%", []),
        ("50%", ["50%"]),
        ("⭐", ["⭐"]),
        ("nothing", []),
    ],
)
async def test_tags_are_found_by_a_part_of_their_name_in_either_language(
    store: OpenStore, words: str, names: list[str]
) -> None:
    await _wear(store, 1, "Élus", "50%", "Cliché", "⭐")
    async with store.looking() as session:
        tags = Tags(session)
        assert [tag.name for tag in await tags.list(words, limit=10)] == names
        assert await tags.total(words) == len(names)
        assert [tag.name for tag in await tags.list(words, limit=2, offset=1)] == names[1:3]


async def test_who_wears_a_tag_is_counted_without_the_deleted(store: OpenStore) -> None:
    for id, put_away in ((1, {}), (2, {"archived_at": make.NOW}), (3, {"deleted_at": make.NOW})):
        async with store.session() as session:
            await Contacts(session).add(make.contact(id, make.contact_values(tags=("VIP",)), **put_away))
    async with store.looking() as session:
        tag = await _tag(Tags(session), "vip")
        assert (tag.worn, (await Tags(session).list("vip", limit=1))[0].worn) == (2, 2)
        pages = [await Tags(session).contacts(tag.id, after=ContactId(after), limit=2) for after in (0, 2, 3)]
    assert pages == [[1, 2], [3], []]


async def test_the_tags_of_a_contact_take_one_statement(store: OpenStore) -> None:
    await _wear(store, 1, *(f"tag {place}" for place in range(20)))
    async with store.looking() as session:
        with heard(store.database) as said:
            assert len(await Tags(session).worn_by(ContactId(1))) == 20
    assert len(said) == 1


@pytest.mark.parametrize("key", ["clients", "client"])
async def test_a_filter_names_a_built_in_tag_by_its_key(store: OpenStore, key: str) -> None:
    await _wear(store, 1, "Client")
    async with store.looking() as session:
        page = await Contacts(session).list(Query(filters=(Filter(FilterKey.TAG, key),)), limit=10)
    assert page.total == (key == "clients")


async def _wear(store: OpenStore, contact: int, *tags: str) -> None:
    async with store.session() as session:
        await Contacts(session).add(make.contact(contact, make.contact_values(tags=tags)))


async def _tag(tags: Tags, key: str) -> Tag:
    found = await tags.by_key(key)
    assert found is not None
    return found
