"""Custom fields in the store: definitions that change at any time, and values that are kept beside contacts."""

from dataclasses import replace

import pytest

from bot.model.contacts import ContactValues, CustomValue
from bot.model.custom_fields import Circle, CustomKind, Scope
from bot.model.errors import Busy, FieldsInvalid
from bot.model.ids import ChoiceId, ContactId, CustomFieldId, Tenant
from bot.model.members import SYSTEM
from bot.model.query import Filter, FilterKey, Query
from bot.store.contacts import Contacts
from bot.store.custom_fields import CustomFields
from tests import make
from tests._works import OpenStore

HEADS = CustomFieldId(1)
NOBODY = ContactId(0)
FULL = make.custom_field(
    1,
    "Effectif",
    kind=CustomKind.CHOICES,
    answers=("Un", "Deux; trois", "é"),
    scope=ChoiceId(5),
    required=True,
    seen_by=Circle.MANAGERS,
    filled_by=Circle.MANAGERS,
)


async def test_a_field_comes_back_as_it_was_written(store: OpenStore) -> None:
    changed = replace(FULL, name="Personnes", kind=CustomKind.NUMBER, answers=(), scope=Scope.PEOPLE, position=9)
    async with store.session() as session:
        fields = CustomFields(session)
        await fields.add(FULL)
        assert await fields.find(HEADS) == await fields.find(HEADS, lock=True) == FULL
        await fields.save(changed)
        assert await fields.names([HEADS]) == {1: changed}
        assert (await fields.by_key("personnes"), await fields.by_key("effectif")) == ([changed], [])


async def test_a_name_is_one_of_its_scope(store: OpenStore) -> None:
    async with store.session() as session:
        await CustomFields(session).add(FULL)
        await CustomFields(session).add(replace(FULL, id=CustomFieldId(2), scope=Scope.CONTACTS))
        assert [each.id for each in await CustomFields(session).by_key("effectif")] == [1, 2]
    for id, write in ((3, CustomFields.add), (2, CustomFields.save)):
        async with store.database.writer(Tenant(1), SYSTEM) as session:
            with pytest.raises(FieldsInvalid) as told:
                await write(CustomFields(session), replace(FULL, id=CustomFieldId(id), name="EFFECTIF !"))
        assert told.value.fields == {"name": "custom_field_taken"}


async def test_they_are_listed_in_their_order_with_how_many_have_a_value(store: OpenStore) -> None:
    async with store.session() as session:
        fields = CustomFields(session)
        for id, name, position in ((1, "b", 2), (2, "a", 2), (3, "z", 1)):
            await fields.add(make.custom_field(id, name, position=position))
        for id, put_away in ((1, {}), (2, {"archived_at": make.NOW}), (3, {"deleted_at": make.NOW})):
            await Contacts(session).add(make.contact(id, _with("x" if id < 3 else "y"), **put_away))
        assert [each.name for each in await fields.list(limit=9)] == ["z", "a", "b"]
        assert [each.name for each in await fields.list(limit=1, offset=1)] == ["a"]
        assert [each.filled for each in await fields.counted(limit=9)] == [0, 0, 2]
        assert await fields.total() == 3
        assert await fields.texts(HEADS, limit=9) == [("x", 2)]
        assert await fields.values(HEADS, after=ContactId(1), limit=9) == {2: "x", 3: "y"}


async def test_a_retired_field_is_shown_by_nobody_and_its_values_stay_until_they_are_dropped(store: OpenStore) -> None:
    async with store.session() as session:
        fields, contacts = CustomFields(session), Contacts(session)
        await fields.add(make.custom_field(1))
        for id in (1, 2):
            await contacts.add(make.contact(id, _with("x")))
        await fields.retire(HEADS)
        await fields.add(make.custom_field(2))
        assert [each.id for each in await fields.list(limit=9)] == [2]
        held = await contacts.find(ContactId(1), lock=True)
        assert held is not None
        assert held.values.custom == ()
        assert not (await contacts.list(_asking("1=x"), limit=9)).found
        await contacts.save(replace(held, values=_with("x")))
        assert await fields.values(HEADS, after=NOBODY, limit=9) == {1: "x", 2: "x"}
        await fields.drop(HEADS, [ContactId(1)])
        going = await fields.going(HEADS)
        assert going == replace(make.custom_field(1), filled=1, retired=True)
        await fields.delete(HEADS)
        assert await fields.values(HEADS, after=NOBODY, limit=9) == {}
        assert await fields.names([HEADS]) == {1: replace(make.custom_field(1), retired=True)}


async def test_what_does_not_fit_a_field_as_it_is_by_now_is_refused(store: OpenStore) -> None:
    async with store.session() as session:
        await CustomFields(session).add(make.custom_field(1, kind=CustomKind.NUMBER))
        for id, text in ((1, "12.5"), (3, "")):
            await Contacts(session).add(make.contact(id, _with(text)))
    with pytest.raises(Busy):
        async with store.session() as session:
            await Contacts(session).add(make.contact(2, _with("twelve")))
    async with store.session() as session:
        kept = await Contacts(session).many([ContactId(id) for id in (1, 2, 3)])
    assert [each.values.custom for each in kept] == [(CustomValue(HEADS, "12.5"),), ()]


async def test_a_retired_field_takes_nothing_new(store: OpenStore) -> None:
    async with store.session() as session:
        await CustomFields(session).add(make.custom_field(1))
        await Contacts(session).add(make.contact(1, _with("x")))
        await CustomFields(session).retire(HEADS)
    with pytest.raises(Busy):
        async with store.session() as session:
            await Contacts(session).save(make.contact(1, _with("z")))


async def test_other_values_are_given_to_many_at_once(store: OpenStore) -> None:
    async with store.session() as session:
        fields, contacts = CustomFields(session), Contacts(session)
        await fields.add(make.custom_field(1))
        for id in (1, 2, 3):
            await contacts.add(make.contact(id, _with(f"v{id}")))
        await fields.put(HEADS, {ContactId(1): "w1", ContactId(2): ""})
        await contacts.reindex_many([ContactId(1), ContactId(2)])
        assert await fields.values(HEADS, after=NOBODY, limit=9) == {1: "w1", 3: "v3"}
        found = [await contacts.list(_asking(value), limit=9) for value in ("1=w1", "1=v1", "1!", "1^v")]
    assert [[each.id for each in page.found] for page in found] == [[1], [], [2], [3]]


def _with(text: str) -> ContactValues:
    return make.contact_values(custom=(CustomValue(HEADS, text),))


def _asking(value: str) -> Query:
    return Query(filters=(Filter(FilterKey.CUSTOM, value),))
