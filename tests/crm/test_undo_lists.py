"""An undo once a list or a custom field has changed in between: what cannot go back stays, and none of it is traced."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

import pytest

from bot.crm import choices, custom_fields, undo
from bot.crm._work import Work
from bot.crm.contacts import Saved
from bot.crm.contacts._reverse import reverse_many, traces
from bot.model.bulk import BulkReport
from bot.model.changes import Flat, flat
from bot.model.choices import ChoiceKind
from bot.model.contacts import ContactValues, CustomValue, Role
from bot.model.custom_fields import CustomField, CustomKind
from bot.model.errors import Busy, NothingToUndo
from bot.model.ids import BatchId, ContactId
from tests import make
from tests._works import OpenStore
from tests.crm.test_choices import added, deleted, having, held, told
from tests.crm.test_contacts import acting, batch_of, changed, created, taken_back
from tests.crm.test_custom_fields import added as field_added
from tests.crm.test_custom_fields import changed as field_changed
from tests.crm.test_people_at_once import Act, types, while_the_first_is_at_it
from tests.store._heard import heard

Told = Sequence[tuple[str, str | None, str | None]]


async def told_of(store: OpenStore, contact: ContactId) -> Flat:
    """What the trace makes of a contact that was given nothing of a list when it was made, oldest change first."""
    said: Flat = {}
    async with acting(store) as work:
        events = sorted(await work.events.list(contact, limit=50), key=lambda each: each.id)
    for change in (change for event in events for change in event.changes):
        assert said.get(change.field) == change.old, change
        said = {field: text for field, text in said.items() if field != change.field}
        said |= {} if change.new is None else {change.field: change.new}
    return said


async def assert_as_told(store: OpenStore, contact: ContactId) -> None:
    """The trace of its lists and custom fields ends with what is stored."""
    stored, said = flat(await held(store, contact)), await told_of(store, contact)
    lists = ("category", "state:", "group:", "role:", "custom:")
    assert {field: text for field, text in said.items() if field.startswith(lists)} == {
        field: text for field, text in stored.items() if field.startswith(lists)
    }


async def test_a_category_that_was_deleted_does_not_come_back_and_the_one_that_is_there_stays(store: OpenStore) -> None:
    first, second = [await added(store, name, ChoiceKind.CATEGORY) for name in ("First", "Second")]
    one = await created(store, make.contact_values(category=first.id))
    key = one.contact.id
    both = await changed(store, one, category=second.id, job_title="CEO")
    await deleted(store, first)
    undone = await taken_back(store, batch_of(both))
    values = await held(store, key)
    assert (values.category, values.job_title) == (second.id, one.contact.values.job_title)
    assert (undone.left, undone.changed) == (("category",), True)
    await assert_as_told(store, key)


async def test_what_was_taken_off_comes_back_as_far_as_it_is_in_a_list_still(store: OpenStore) -> None:
    gone, stays = await added(store, "Press"), await added(store, "Media")
    state, role = await added(store, "Lead", ChoiceKind.STATE), await added(store, "Buyer", ChoiceKind.ROLE)
    employer = (await created(store, make.company_values())).contact.id
    listed = make.contact_values(groups=(gone.id, stays.id), states=(state.id,), roles=(Role(role.id, 2),))
    one = await created(store, replace(listed, employer=employer))
    two = await changed(store, one, groups=(), states=(), roles=())
    await deleted(store, gone)
    await deleted(store, state)
    await deleted(store, role)
    undone = await taken_back(store, batch_of(two))
    values = await held(store, one.contact.id)
    assert (values.groups, values.states, values.roles) == ((stays.id,), (), ())
    assert set(undone.left) == {f"group:{gone.id}", f"state:{state.id}", f"role:{role.id}"}
    await assert_as_told(store, one.contact.id)


async def test_where_nothing_can_go_back_nothing_is_said_to_be_undone(store: OpenStore) -> None:
    group = await added(store, "Press")
    one = await created(store, make.contact_values(groups=(group.id,)))
    two = await changed(store, one, groups=())
    await deleted(store, group)
    before = await told(store, one.contact.id)
    with pytest.raises(NothingToUndo):
        await taken_back(store, batch_of(two))
    assert await told(store, one.contact.id) == before


async def _another_kind(store: OpenStore, field: CustomField) -> None:
    await field_changed(store, field, make.typed_field("Sector", kind=CustomKind.NUMBER))


async def _other_answers(store: OpenStore, field: CustomField) -> None:
    await field_changed(store, field, make.typed_field("Sector", kind=CustomKind.CHOICE, answers=("5",)))


async def _gone(store: OpenStore, field: CustomField) -> None:
    async with acting(store) as work:
        await custom_fields.delete(work, field.id)


@pytest.mark.parametrize(("becomes", "stays"), [(_another_kind, "5"), (_other_answers, "5"), (_gone, None)])
async def test_a_value_that_does_not_fit_its_field_any_more_does_not_come_back(
    store: OpenStore, becomes: Callable[[OpenStore, CustomField], Awaitable[None]], stays: str | None
) -> None:
    field = await field_added(store)
    one = await created(store, make.contact_values(custom=(CustomValue(field.id, "abc"),)))
    two = await changed(store, one, custom=(CustomValue(field.id, "5"),), job_title="CEO")
    await becomes(store, field)
    undone = await taken_back(store, batch_of(two))
    values = await held(store, one.contact.id)
    assert [each.text for each in values.custom] == ([] if stays is None else [stays])
    assert (undone.left, values.job_title) == ((f"custom:{field.id}",), one.contact.values.job_title)
    await assert_as_told(store, one.contact.id)


async def test_a_value_that_fits_its_changed_field_comes_back(store: OpenStore) -> None:
    field = await field_added(store)
    one = await created(store, make.contact_values(custom=(CustomValue(field.id, "4"),)))
    two = await changed(store, one, custom=(CustomValue(field.id, "5"),))
    await _another_kind(store, field)
    assert (await taken_back(store, batch_of(two))).left == ()
    assert (await held(store, one.contact.id)).custom == (CustomValue(field.id, "4"),)


async def _many(store: OpenStore, count: int) -> tuple[Sequence[ContactId], BatchId, ContactValues]:
    """Contacts whom one batch has given other things of lists, of which some are no more; and as they are now."""
    first, second = [await added(store, f"{name} {count}", ChoiceKind.CATEGORY) for name in ("First", "Second")]
    group, field = await added(store, f"Press {count}"), await field_added(store, f"Sector {count}")
    had = make.contact_values(category=first.id, groups=(group.id,), custom=(CustomValue(field.id, "abc"),))
    now = replace(had, category=second.id, groups=(), custom=(CustomValue(field.id, "5"),))
    people = await having(store, count, category=had.category, groups=had.groups, custom=had.custom)
    async with acting(store) as work:
        for contact in await work.contacts.many(people):
            values = replace(contact.values, category=now.category, groups=now.groups, custom=now.custom)
            await types(contact, **{name: getattr(values, name) for name in ("category", "groups", "custom")})(work)
        batch = work.batch
    await deleted(store, first)
    await deleted(store, group)
    await field_changed(store, field, make.typed_field(f"Sector {count}", kind=CustomKind.NUMBER))
    return people, batch, now


async def test_of_many_each_keeps_what_it_has_in_few_statements(store: OpenStore) -> None:
    said: list[int] = []
    for count in (1, 2, 7):  # the first time there is a turn to be made too
        people, batch, now = await _many(store, count)
        async with acting(store) as work:
            given = await traces(work, batch, people)
            with heard(store.database) as statements:
                assert await reverse_many(work, given) == BulkReport(refused=count)
            said.append(len(statements))
        for contact in people:
            values = await held(store, contact)
            assert (values.category, values.groups, values.custom) == (now.category, now.groups, now.custom)
    assert said[1] == said[2], said


async def test_many_get_back_what_can_go_back(store: OpenStore) -> None:
    gone, stays = [await added(store, name) for name in ("Press", "Media")]
    people = await having(store, 2, groups=(gone.id, stays.id))
    async with acting(store) as work:
        for contact in await work.contacts.many(people):
            await types(contact, groups=())(work)
        batch = work.batch
    await deleted(store, gone)
    async with acting(store) as work:
        assert await reverse_many(work, await traces(work, batch, people)) == BulkReport(refused=2)
    assert [(await held(store, each)).groups for each in people] == [(stays.id,)] * 2
    assert (f"group:{gone.id}", None, str(gone.id)) not in await told(store, people[0])


# --- what is written is what is told, whoever is first ---


async def test_the_store_refuses_what_it_would_not_keep(store: OpenStore) -> None:
    group, field = await added(store, "Press"), await field_added(store, kind=CustomKind.NUMBER)
    (contact,) = await having(store, 1)
    await deleted(store, group)
    given: list[dict[str, object]] = [
        {"groups": (group.id,)},
        {"custom": (CustomValue(field.id, "abc"),)},
    ]
    for chosen in given:
        for act in (_saves, _saves_many, _adds):
            with pytest.raises(Busy):
                async with acting(store) as work:
                    await act(work, contact, chosen)
    assert (await held(store, contact)).groups == ()


async def _saves(work: Work, contact: ContactId, chosen: dict[str, object]) -> None:
    (found,) = await work.contacts.many([contact])
    values = replace(found.values, **chosen)  # type: ignore[arg-type]  # fields of the values
    await work.contacts.save(replace(found, values=values), held=found)


async def _saves_many(work: Work, contact: ContactId, chosen: dict[str, object]) -> None:
    (found,) = await work.contacts.many([contact])
    values = replace(found.values, **chosen)  # type: ignore[arg-type]  # fields of the values
    await work.contacts.save_many([replace(found, values=values)])


async def _adds(work: Work, contact: ContactId, chosen: dict[str, object]) -> None:
    number = await work.contacts.next_numbers()
    values = replace(make.contact_values(), **chosen)  # type: ignore[arg-type]  # fields of the values
    await work.contacts.add(make.contact(work.next_id(), values, number=number))


@pytest.mark.parametrize("noun", ["choice", "field"])
async def test_whoever_gives_what_is_being_deleted_is_told_or_gives_nothing(store: OpenStore, noun: str) -> None:
    group, field = await added(store, "Press"), await field_added(store)
    one = await created(store)

    async def deletes(work: Work) -> object:
        if noun == "choice":
            return await choices.delete(work, group.id, to=None)
        return await custom_fields.delete(work, field.id)

    given: dict[str, object] = {"groups": (group.id,)} if noun == "choice" else {}
    given |= {"custom": (CustomValue(field.id, "abc"),)} if noun == "field" else {}
    _, answer = await while_the_first_is_at_it(store, deletes, types(one.contact, job_title="CEO", **given))
    assert isinstance(answer, Busy | Saved), answer
    values = await held(store, one.contact.id)
    assert (values.groups, values.custom, values.job_title == "CEO") == ((), (), isinstance(answer, Saved))
    await assert_as_told(store, one.contact.id)


async def test_an_undo_beside_a_deletion_says_no_more_than_it_does(store: OpenStore) -> None:
    first, second = [await added(store, name, ChoiceKind.CATEGORY) for name in ("First", "Second")]
    one = await created(store, make.contact_values(category=first.id))
    batch = batch_of(await changed(store, one, category=second.id))

    async def deletes(work: Work) -> object:
        return await choices.delete(work, first.id, to=None)

    takes_back: Act = lambda work: undo.take_back(work, batch)  # noqa: E731  # as the others are given
    _, answer = await while_the_first_is_at_it(store, deletes, takes_back)
    assert isinstance(answer, NothingToUndo | Busy), answer
    assert (await held(store, one.contact.id)).category == second.id
    await assert_as_told(store, one.contact.id)
