"""What a contact is given of the lists and of custom fields: what is there, by who may, and seen by who may see it."""

from typing import Any

import pytest

from bot.crm import activities, contacts
from bot.crm.contacts import Saved
from bot.model.changes import flat
from bot.model.choices import ChoiceKind
from bot.model.contacts import ContactValues, CustomValue
from bot.model.contacts import Role as PersonsRole
from bot.model.custom_fields import Circle, CustomKind
from bot.model.errors import FieldsInvalid
from bot.model.events import EventKind
from bot.model.ids import ChoiceId, ContactId, CustomFieldId
from bot.model.members import Role
from bot.model.records import Record, Tab
from tests import make
from tests._works import OpenStore
from tests.crm._lists import acting, reading

GROUP, STAGE, ROLE = 1, 2, 3
PUBLIC, PRIVATE, USER = 11, 12, 13


async def has_lists(store: OpenStore) -> None:
    """A group, a stage and a role; a field for everyone, one for managers, one that names a colleague."""
    managers: dict[str, Any] = {"seen_by": Circle.MANAGERS, "filled_by": Circle.MANAGERS}
    async with acting(store) as work:
        for each in (
            make.choice(GROUP, ChoiceKind.GROUP, "Builders"),
            make.choice(STAGE, ChoiceKind.STAGE, "Offer"),
            make.choice(ROLE, ChoiceKind.ROLE, "Buying"),
        ):
            await work.choices.add(each)
        for field in (
            make.custom_field(PUBLIC, "Sector"),
            make.custom_field(PRIVATE, "Margin", kind=CustomKind.NUMBER, **managers),
            make.custom_field(USER, "Buddy", kind=CustomKind.USER),
        ):
            await work.custom_fields.add(field)


async def created(store: OpenStore, values: ContactValues, *, role: Role = Role.ADMIN) -> Saved:
    async with acting(store, role=role) as work:
        return await contacts.create(work, values)


async def record(store: OpenStore, contact: ContactId, tab: Tab, *, role: Role = Role.ADMIN) -> Record:
    async with reading(store, make.JOHN, role=role) as work:
        return await contacts.record(work, contact, tab)


def custom(**texts: str) -> tuple[CustomValue, ...]:
    ids = {"public": PUBLIC, "private": PRIVATE, "user": USER}
    return tuple(CustomValue(CustomFieldId(ids[name]), text) for name, text in texts.items())


async def test_a_choice_that_is_not_there_or_of_another_list_is_left_out(store: OpenStore) -> None:
    await has_lists(store)
    employer = (await created(store, make.company_values())).contact.id
    values = make.contact_values(
        employer=employer,
        groups=(ChoiceId(GROUP), ChoiceId(STAGE), ChoiceId(99)),
        stage=ChoiceId(STAGE),
        category=ChoiceId(STAGE),
        roles=(PersonsRole(ChoiceId(ROLE), 2), PersonsRole(ChoiceId(GROUP))),
    )
    saved = (await created(store, values)).contact.values
    assert (saved.groups, saved.stage, saved.category) == ((ChoiceId(GROUP),), ChoiceId(STAGE), None)
    assert saved.roles == (PersonsRole(ChoiceId(ROLE), 2),)


async def test_who_may_not_see_a_field_sees_neither_its_value_nor_its_trace(store: OpenStore) -> None:
    await has_lists(store)
    saved = await created(store, make.contact_values(custom=custom(public="BTP", private="12.5")))
    for role, fields, traced in (
        (Role.MANAGER, ["Sector", "Margin", "Buddy"], {"custom:11", "custom:12"}),
        (Role.MEMBER, ["Sector", "Buddy"], {"custom:11"}),
    ):
        shown = await record(store, saved.contact.id, Tab.DETAILS, role=role)
        assert [field.name for field in shown.custom_fields] == fields
        trace = await record(store, saved.contact.id, Tab.ACTIVITY, role=role)
        (line,) = trace.lines
        assert {each.field for each in line.event.changes if each.field.startswith("custom:")} == traced


async def test_who_may_not_fill_a_field_in_changes_nothing_of_it(store: OpenStore) -> None:
    await has_lists(store)
    saved = await created(store, make.contact_values(custom=custom(public="BTP", private="12.5")))
    base = flat(saved.contact.values)
    async with acting(store, make.JOHN, role=Role.MEMBER) as work:
        forged = make.contact_values(custom=custom(public="IT", private="99"))
        changed = await contacts.change(work, saved.contact.id, forged, base=base)
    assert isinstance(changed, Saved)
    assert set(changed.contact.values.custom) == set(custom(public="IT", private="12.5"))
    mine = await created(store, make.contact_values(custom=custom(private="1")), role=Role.MEMBER)
    assert mine.contact.values.custom == ()


async def test_what_a_manager_changes_in_a_hidden_field_is_no_news_in_a_channel(store: OpenStore) -> None:
    await has_lists(store)
    saved = await created(store, make.contact_values())
    async with acting(store, role=Role.MANAGER) as work:
        values = make.contact_values(custom=custom(private="3"), reference=saved.contact.values.reference)
        await contacts.change(work, saved.contact.id, values, base=flat(saved.contact.values))
    trace = await record(store, saved.contact.id, Tab.ACTIVITY)
    latest = trace.lines[0].event
    assert latest.kind is EventKind.CONTACT_CHANGED
    async with reading(store) as work:
        assert await activities.lines(work, [latest.id]) == []


async def test_a_colleague_in_a_field_is_one_of_the_team(store: OpenStore) -> None:
    await has_lists(store)
    with pytest.raises(FieldsInvalid) as refused:
        await created(store, make.contact_values(custom=custom(user="USTRANGER")))
    assert refused.value.fields == {f"custom:{USER}": "field_user_wrong"}


async def test_names_of_lists_and_fields_stay_in_the_trace_when_they_are_deleted(store: OpenStore) -> None:
    await has_lists(store)
    values = make.contact_values(groups=(ChoiceId(GROUP),), custom=custom(public="BTP"))
    saved = await created(store, values)
    async with acting(store) as work:
        await work.choices.delete(ChoiceId(GROUP))
        await work.custom_fields.delete(CustomFieldId(PUBLIC))
    names = dict((await record(store, saved.contact.id, Tab.ACTIVITY)).names)
    assert (names[str(GROUP)], names[f"custom:{PUBLIC}"]) == ("Builders", "Sector")
    shown = await record(store, saved.contact.id, Tab.DETAILS)
    assert (shown.choices, [each.name for each in shown.custom_fields]) == ((), ["Margin", "Buddy"])
