"""Fields of a team's own: declared, changed with the values that contacts have, copied, ordered, deleted."""

import asyncio
from dataclasses import replace

import pytest

from bot.crm import choices, contacts, custom_fields
from bot.model.changes import flat
from bot.model.choices import ChoiceKind
from bot.model.contacts import CustomValue
from bot.model.custom_fields import MOST_FIELDS, Circle, CustomField, CustomKind, Scope
from bot.model.errors import Busy, CustomFieldNotFound, FieldsInvalid, RoleRefused
from bot.model.events import EventKind
from bot.model.ids import BatchId, ChoiceId, ContactId, CustomFieldId, EventId
from bot.model.jobs import Job, JobKind, JobState
from bot.model.members import Role
from bot.parse.custom_fields import TypedCustomField
from tests import make
from tests._works import OpenStore
from tests.crm.test_choices import having, told
from tests.crm.test_contacts import acting

MANY = custom_fields.CHUNK + 5  # more than are seen to with the change itself
WAITS = 0.2  # seconds: what has begun by then waits for the one that is not over
SECTORS = ("BTP", "Health", "Industry")


async def added(store: OpenStore, name: str = "Sector", **chosen: object) -> CustomField:
    async with acting(store) as work:
        return await custom_fields.add(work, make.typed_field(name, **chosen))


async def changed(store: OpenStore, field: CustomField, typed: TypedCustomField) -> CustomField:
    async with acting(store) as work:
        return await custom_fields.change(work, field.id, typed)


async def filled(store: OpenStore, field: CustomField, *texts: str) -> list[ContactId]:
    """A contact for each value."""
    return [(await having(store, 1, custom=(CustomValue(field.id, text),)))[0] for text in texts]


async def values(store: OpenStore, field: CustomField, *people: ContactId) -> list[str]:
    async with acting(store) as work:
        held = await work.custom_fields.values(field.id, after=ContactId(0), limit=1000)
        shown = [await work.contacts.find(each) for each in people]
    assert [dict(_custom(each)).get(field.id, "") for each in shown] == [held.get(each, "") for each in people]
    return [held.get(each, "") for each in people]


def _custom(contact: object) -> list[tuple[CustomFieldId, str]]:
    assert contact is not None
    return [(each.field, each.text) for each in contact.values.custom]  # type: ignore[attr-defined]  # a Contact


async def test_the_values_of_a_field_of_another_kind_are_kept_where_they_fit_it(store: OpenStore) -> None:
    field = await added(store)
    people = await filled(store, field, "1234.5", "2026-01-02", "btp")
    number = make.typed_field("Sector", kind=CustomKind.NUMBER)
    async with acting(store) as work:
        fate = await custom_fields.fate(work, field.id, number)
    assert fate is not None
    assert (fate.filled, fate.kept, fate.gone) == (3, 1, 2)
    await changed(store, field, number)
    assert await values(store, field, *people) == ["1234.5", "", ""]
    assert await told(store, people[1]) == [(f"custom:{field.id}", "2026-01-02", None)]
    assert await told(store, people[0]) == []


async def test_an_answer_that_is_written_anew_in_its_place_is_renamed_on_the_contacts(store: OpenStore) -> None:
    field = await added(store, kind=CustomKind.CHOICES, answers=SECTORS)
    people = await filled(store, field, "BTP", "Health\nBTP", "Industry")
    renamed = make.typed_field("Sector", kind=CustomKind.CHOICES, answers=("Bâtiment", "Health", "industry"))
    async with acting(store) as work:
        fate = await custom_fields.fate(work, field.id, renamed)
    assert fate is not None
    assert set(fate.changed) == {
        ("BTP", "Bâtiment", 1), ("Health\nBTP", "Health\nBâtiment", 1), ("Industry", "industry", 1),
    }  # fmt: skip
    await changed(store, field, renamed)
    assert await values(store, field, *people) == ["Bâtiment", "Health\nBâtiment", "industry"]


async def test_an_answer_that_is_left_out_goes_with_its_values(store: OpenStore) -> None:
    field = await added(store, kind=CustomKind.CHOICE, answers=SECTORS)
    people = await filled(store, field, "BTP", "Health")
    await changed(store, field, make.typed_field("Sector", kind=CustomKind.CHOICE, answers=("Health",)))
    assert await values(store, field, *people) == ["", "Health"]


async def test_nothing_is_asked_where_every_value_stays(store: OpenStore) -> None:
    field = await added(store, kind=CustomKind.CHOICE, answers=SECTORS)
    other = make.typed_field("Branch", kind=CustomKind.CHOICE, answers=(*SECTORS, "Other"), required=True)
    empty = make.typed_field("Branch", kind=CustomKind.DATE)
    async with acting(store) as work:
        assert await custom_fields.fate(work, field.id, empty) is None, "nobody has a value"
    await filled(store, field, "BTP")
    async with acting(store) as work:
        assert await custom_fields.fate(work, field.id, other) is None
        assert await custom_fields.fate(work, field.id, make.typed_field("Sector")) is not None, "of another kind"


async def test_those_who_are_not_asked_any_more_keep_their_values(store: OpenStore) -> None:
    async with acting(store) as work:
        press = await choices.add(work, ChoiceKind.GROUP, "Press")
    field = await added(store)
    (outside,) = await filled(store, field, "BTP")
    await having(store, 1, groups=(press.id,), custom=(CustomValue(field.id, "BTP"),))
    for scope, unasked in ((press.id, 1), (Scope.PEOPLE, 2)):
        async with acting(store) as work:
            fate = await custom_fields.fate(work, field.id, make.typed_field("Sector", scope=scope))
        assert fate is not None
        assert (fate.filled, fate.kept, fate.unasked) == (2, 2, unasked)
    await changed(store, field, make.typed_field("Sector", scope=press.id))
    assert await values(store, field, outside) == ["BTP"]
    async with acting(store) as work:
        assert await custom_fields.fate(work, field.id, make.typed_field("Sector")) is None, "all are asked again"


async def test_many_values_are_left_to_a_job_that_knows_what_was_renamed(store: OpenStore) -> None:
    field = await added(store, kind=CustomKind.CHOICE, answers=SECTORS)
    people = await having(store, MANY, custom=(CustomValue(field.id, "BTP"),))
    await changed(store, field, make.typed_field("Sector", kind=CustomKind.CHOICE, answers=("Works", *SECTORS[1:])))
    (job,) = await pending(store)
    assert await values(store, field, people[0], people[-1]) == ["Works", "BTP"]
    await carried_out(store, job)
    assert await values(store, field, *people) == ["Works"] * MANY
    assert await told(store, people[-1]) == [(f"custom:{field.id}", "BTP", "Works")]


async def test_whoever_is_saved_before_the_job_comes_by_keeps_the_value_for_it(store: OpenStore) -> None:
    field = await added(store, kind=CustomKind.CHOICE, answers=SECTORS)
    people = await having(store, MANY, custom=(CustomValue(field.id, "BTP"),))
    await changed(store, field, make.typed_field("Sector", kind=CustomKind.CHOICE, answers=("Works", *SECTORS[1:])))
    async with acting(store) as work:
        (held,) = await work.contacts.many([people[-1]])
        await contacts.change(work, held.id, replace(held.values, nickname="Nana"), base=flat(held.values))
        (again,) = await work.contacts.many([people[-2]])
        await work.contacts.save_many([replace(again, values=replace(again.values, nickname="Nana"))])
    assert await values(store, field, *people[-2:]) == ["BTP", "BTP"]
    await carried_out(store, (await pending(store))[0])
    assert await values(store, field, *people[-2:]) == ["Works", "Works"]


async def test_a_field_is_not_changed_again_while_its_values_are_on_their_way(store: OpenStore) -> None:
    field = await added(store, kind=CustomKind.CHOICE, answers=SECTORS)
    await having(store, MANY, custom=(CustomValue(field.id, "BTP"),))
    await changed(store, field, make.typed_field("Sector", kind=CustomKind.CHOICE, answers=("Works", *SECTORS[1:])))
    with pytest.raises(Busy):
        await changed(store, field, make.typed_field("Sector", kind=CustomKind.TEXT))
    named = make.typed_field("Branch", kind=CustomKind.CHOICE, answers=("Works", *SECTORS[1:]))
    assert (await changed(store, field, named)).name == "Branch", "its name says nothing of values"


async def test_a_deleted_field_is_gone_at_once_and_its_values_one_after_another(store: OpenStore) -> None:
    field = await added(store)
    people = await having(store, MANY, custom=(CustomValue(field.id, "BTP"),))
    async with acting(store) as work:
        await custom_fields.delete(work, field.id)
    (job,) = await pending(store)
    async with acting(store) as work:
        assert [each.values.custom for each in await work.contacts.many(people)] == [()] * MANY
        assert (await custom_fields.list_all(work)).fields == ()
        with pytest.raises(CustomFieldNotFound):
            await custom_fields.delete(work, field.id)
    assert (await added(store)).name == "Sector", "its name is free"
    await carried_out(store, job)
    assert await told(store, people[-1]) == [(f"custom:{field.id}", "BTP", None)]
    async with acting(store) as work:
        assert await work.custom_fields.values(field.id, after=ContactId(0), limit=1) == {}
        assert (await work.custom_fields.names([field.id]))[field.id].name == "Sector", "the trace still names it"


async def test_a_value_that_is_saved_while_its_field_changes_is_not_lost(store: OpenStore) -> None:
    field = await added(store)
    (contact,) = await filled(store, field, "BTP")

    async def renamed() -> None:
        await changed(store, field, make.typed_field("Sector", kind=CustomKind.CHOICE, answers=("btp",)))

    async with acting(store, make.JOHN) as work:
        held = await work.contacts.find(contact, lock=True)
        assert held is not None
        changing = asyncio.create_task(renamed())
        await asyncio.sleep(WAITS)
        await work.contacts.save(replace(held, values=replace(held.values, last_name="Zola")))
    await changing
    assert await values(store, field, contact) == ["btp"]


async def pending(store: OpenStore) -> list[Job]:
    async with acting(store) as work:
        return list(await work.jobs.pending(JobKind.REFIT))


async def carried_out(store: OpenStore, job: Job) -> None:
    """As the worker does."""
    field, batch, event = (
        CustomFieldId(int(job.input["field"])),
        BatchId(int(job.input["batch"])),
        job.input.get("event"),
    )
    after: ContactId | None = ContactId(int(job.input["after"]))
    while after is not None:
        async with acting(store) as work:
            if event is None:
                after = None if await custom_fields.drop(work, field, batch=batch, limit=50) else after
            else:
                told_by = EventId(int(event))
                after = await custom_fields.refit(work, field, told_by, after=after, batch=batch, limit=50)
    async with acting(store) as work:
        await work.jobs.save(replace(job, state=JobState.DONE))


# --- the fields themselves ---


async def test_a_name_is_had_once_by_those_who_are_asked(store: OpenStore) -> None:
    await added(store, "Sector")
    with pytest.raises(FieldsInvalid) as refused:
        await added(store, "SECTOR")
    assert refused.value.fields == {"name": "custom_field_taken"}
    people = await added(store, "Sector", scope=Scope.PEOPLE)
    with pytest.raises(FieldsInvalid):
        await changed(store, people, make.typed_field("Sector"))


async def test_a_group_that_is_none_has_no_fields(store: OpenStore) -> None:
    async with acting(store) as work:
        origin = await choices.add(work, ChoiceKind.ORIGIN, "Fair")
    for scope in (origin.id, ChoiceId(404)):
        with pytest.raises(FieldsInvalid) as refused:
            await added(store, scope=scope)
        assert refused.value.fields == {"scope": "choice_gone"}


async def test_what_is_decided_of_a_field_is_told(store: OpenStore) -> None:
    field = await added(store)
    typed = make.typed_field("Branch", scope=Scope.PEOPLE, required=True, seen_by=Circle.MANAGERS)
    async with acting(store) as work:
        await custom_fields.change(work, field.id, typed)
        (event,) = await work.events.of_batch(work.batch)
    assert event.kind is EventKind.CUSTOM_FIELD_CHANGED
    assert {(each.field, each.old, each.new) for each in event.changes} == {
        ("name", "Sector", "Branch"), ("scope", "contacts", "people"), ("required", None, "yes"),
        ("seen_by", "everyone", "managers"),
    }  # fmt: skip


async def test_fields_go_up_and_down_among_those_that_are_looked_at(store: OpenStore) -> None:
    names = ("a", "b", "c", "d")
    fields = [await added(store, name, scope=Scope.PEOPLE if name in "bd" else Scope.CONTACTS) for name in names]
    async with acting(store) as work:
        await custom_fields.move(work, fields[3].id, -1, scope=Scope.PEOPLE)
        assert [each.name for each in (await custom_fields.list_all(work)).fields] == ["a", "d", "b", "c"]
        people = await custom_fields.list_all(work, scope=Scope.PEOPLE)
        assert [each.name for each in people.fields] == ["d", "b"]
        await custom_fields.move(work, fields[0].id, 1)
        assert [each.name for each in (await custom_fields.list_all(work)).fields] == ["d", "a", "b", "c"]


async def test_a_hundred_fields_are_paged_and_there_is_an_end_to_it(store: OpenStore) -> None:
    async with acting(store) as work:
        for n in range(MOST_FIELDS):
            await work.custom_fields.add(make.custom_field(n + 1, f"f{n:03}"))
        page = await custom_fields.list_all(work, offset=90)
        assert [each.name for each in page.fields] == [f"f{n:03}" for n in range(90, 100)]
        assert (await custom_fields.page_of(work, CustomFieldId(255))).offset == 250
    with pytest.raises(FieldsInvalid) as refused:
        await added(store, "one more")
    assert refused.value.fields == {"name": "custom_field_too_many"}


async def test_fields_are_copied_to_a_group_but_for_those_it_has(store: OpenStore) -> None:
    async with acting(store) as work:
        press = await choices.add(work, ChoiceKind.GROUP, "Press")
        media = await choices.add(work, ChoiceKind.GROUP, "Media")
    sector = await added(store, "Sector", scope=press.id, kind=CustomKind.CHOICE, answers=SECTORS, required=True)
    size = await added(store, "Size", scope=press.id)
    await added(store, "SIZE", scope=media.id)
    await filled(store, sector, "BTP")
    async with acting(store) as work:
        copied = await custom_fields.copy(work, [sector.id, size.id, sector.id], media.id)
        assert [each.name for each in copied.added] == ["Sector"]
        assert [each.name for each in copied.skipped] == ["Size", "Sector"]
        copy = await custom_fields.find(work, copied.added[0].id)
        assert (copy.answers, copy.required, copy.scope, copy.filled) == (SECTORS, True, media.id, 0)
        with pytest.raises(FieldsInvalid) as refused:
            await custom_fields.copy(work, [sector.id], ChoiceId(404))
    assert refused.value.fields == {"to": "choice_gone"}


@pytest.mark.parametrize("role", [Role.MANAGER, Role.MEMBER, Role.READER])
async def test_only_an_admin_changes_a_field(store: OpenStore, role: Role) -> None:
    field = await added(store)
    typed = make.typed_field("x")
    async with acting(store, role=role) as work:
        for act in (
            custom_fields.add(work, typed), custom_fields.change(work, field.id, typed), custom_fields.list_all(work),
            custom_fields.move(work, field.id, 1), custom_fields.delete(work, field.id),
            custom_fields.copy(work, [field.id], ChoiceId(1)), custom_fields.fate(work, field.id, typed),
        ):  # fmt: skip
            with pytest.raises(RoleRefused):
                await act
