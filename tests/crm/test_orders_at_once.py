"""A list that is put into order, a group that is deleted, an act that is taken back while others change the same rows:
what they did stays, and nobody is stuck."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from bot.crm import choices, custom_fields, people, undo
from bot.model.choices import ChoiceKind
from bot.model.custom_fields import CustomField, CustomKind, Scope
from bot.model.ids import CustomFieldId
from tests import make
from tests._works import OpenStore
from tests.crm.test_choices import added, listed
from tests.crm.test_contacts import acting
from tests.crm.test_people import company, person, stored
from tests.crm.test_people_at_once import Act, while_the_first_is_at_it


def _stale(monkeypatch: pytest.MonkeyPatch, lists: object, seen: object) -> None:
    """The list as it was read before the others' commits."""

    async def read(*_: object, **__: object) -> object:
        return seen

    monkeypatch.setattr(lists, "list", read)


async def test_who_orders_a_list_brings_no_entry_back_and_no_old_name(
    store: OpenStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone, kept, renamed, _ = [await added(store, name) for name in ("Gone", "Kept", "Old", "Last")]
    async with acting(store) as work:
        seen = await work.choices.list(ChoiceKind.GROUP, limit=9)
    async with acting(store, make.JOHN) as work:
        await choices.delete(work, gone.id, to=None)
        await choices.rename(work, renamed.id, "New")
    for choice, places in ((kept, -1), (renamed, 1)):
        async with acting(store) as work:
            _stale(monkeypatch, work.choices, seen)
            await choices.move(work, choice.id, places)
    assert [name for name, _ in await listed(store)] == ["Kept", "Last", "New"]


async def test_who_orders_the_fields_brings_none_back_and_no_old_kind(
    store: OpenStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with acting(store) as work:
        gone, kept, other = [await custom_fields.add(work, make.typed_field(name)) for name in ("Gone", "Kept", "Old")]
        seen = await work.custom_fields.list(limit=9)
    async with acting(store, make.JOHN) as work:
        await custom_fields.delete(work, gone.id)
        await custom_fields.change(work, other.id, make.typed_field("New", kind=CustomKind.NUMBER))
    for field, places in ((kept, -1), (other, -5)):
        async with acting(store) as work:
            _stale(monkeypatch, work.custom_fields, seen)
            await custom_fields.move(work, field.id, places)
    assert [(each.name, each.kind) for each in await _fields(store)] == [
        ("New", CustomKind.NUMBER),
        ("Kept", CustomKind.TEXT),
    ]


def _changes(field: CustomFieldId) -> Act:
    return lambda work: custom_fields.change(work, field, make.typed_field("Of all", kind=CustomKind.NUMBER))


def _deletes(field: CustomFieldId) -> Act:
    return lambda work: custom_fields.delete(work, field)


@pytest.mark.parametrize(("act", "ends"), [
    (_changes, [("Of all", CustomKind.NUMBER, Scope.CONTACTS)]), (_deletes, []),
])  # fmt: skip
@pytest.mark.parametrize("is_passed_on", [True, False])
async def test_a_group_takes_along_its_fields_as_they_are_by_then(
    store: OpenStore, act: Callable[[CustomFieldId], Act], ends: list[Any], is_passed_on: bool
) -> None:
    group, other = await added(store, "Press"), await added(store, "Media")
    async with acting(store) as work:
        field = await custom_fields.add(work, make.typed_field("Print run", scope=group.id))
    to = other.id if is_passed_on else None
    ended = await while_the_first_is_at_it(store, act(field.id), lambda work: choices.delete(work, group.id, to=to))
    assert not [each for each in ended if isinstance(each, BaseException)], ended
    assert [(each.name, each.kind, each.scope) for each in await _fields(store)] == ends


async def test_an_undo_holds_its_contacts_in_the_order_in_which_everybody_does(store: OpenStore) -> None:
    acme = await company(store)
    old = await person(store, "Old", employer=acme.id, main_person=True)
    ann = await person(store, "Ann", employer=acme.id)
    async with acting(store) as work:
        batch = (await people.make_main(work, ann.id)).batch
    assert batch is not None

    async def takes_back() -> object:
        async with acting(store, make.JOHN) as work:
            return await undo.take_back(work, batch)

    async with acting(store) as work:
        await work.contacts.hold([old.id])
        taking = asyncio.create_task(takes_back())
        await asyncio.sleep(0.1)
        await work.contacts.hold([ann.id])  # nobody who waits for the first has this one
    await taking
    assert (await stored(store, old.id)).main_person


async def _fields(store: OpenStore) -> list[CustomField]:
    async with acting(store) as work:
        return list(await custom_fields.of_scope(work, None))
