"""Copying a contact: what of its custom fields the copy of each person has."""

from bot.crm import choices, contacts, custom_fields
from bot.model.choices import ChoiceKind
from bot.model.contacts import CustomValue
from bot.model.custom_fields import Circle
from bot.model.ids import ContactId, CustomFieldId
from bot.model.members import Role
from bot.model.tags import BuiltIn
from tests import make
from tests._works import OpenStore
from tests.crm._lists import acting, added, held, reading


async def test_a_copy_has_the_values_that_whoever_copies_may_fill_in(store: OpenStore) -> None:
    async with acting(store, role=Role.ADMIN) as work:
        sector = await custom_fields.add(work, make.typed_field("Sector"))
        rating = await custom_fields.add(work, make.typed_field("Rating", filled_by=Circle.MANAGERS))
        secret = await custom_fields.add(work, make.typed_field("Secret", seen_by=Circle.MANAGERS))
    fields = [sector.id, rating.id, secret.id]
    values = make.contact_values(custom=tuple(CustomValue(each, "x") for each in fields))
    async with acting(store, role=Role.MANAGER) as work:
        marie = (await contacts.create(work, values)).contact.id
    assert [await _copied(store, marie, role) for role in (Role.MEMBER, Role.MANAGER)] == [fields[:1], fields]
    async with reading(store) as work:
        assert await contacts.copies_less(work)
    async with reading(store, role=Role.MANAGER) as work:
        assert not await contacts.copies_less(work)
    assert len((await held(store, marie)).values.custom) == 3


async def _copied(store: OpenStore, contact: ContactId, role: Role) -> list[CustomFieldId]:
    async with acting(store, role=role) as work:
        return [each.field for each in (await contacts.copy_of(work, contact, (), None)).custom]


async def test_a_copy_into_another_group_has_no_values_of_fields_of_the_first(store: OpenStore) -> None:
    async with acting(store, role=Role.ADMIN) as work:
        groups = [await choices.add(work, ChoiceKind.GROUP, name) for name in ("Builders", "Bakers")]
        builders, bakers = [each.id for each in groups]
        staff = await custom_fields.add(work, make.typed_field("Staff", scope=builders))
    values = make.contact_values(groups=(builders,), custom=(CustomValue(staff.id, "12"),))
    (marie,) = await added(store, values)
    async with acting(store) as work:
        same = await contacts.copy_of(work, marie, (BuiltIn.SUPPLIERS,), None)
        other = await contacts.copy_of(work, marie, (), bakers)
    assert (same.groups, [each.text for each in same.custom]) == ((builders,), ["12"])
    assert (other.groups, other.custom) == ((bakers,), ())
