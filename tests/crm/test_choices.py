"""An admin's lists: added to, renamed, ordered, and what becomes of contacts when one of them is deleted."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.crm import choices, contacts, custom_fields, searches
from bot.model.changes import flat
from bot.model.choices import MOST_CHOICES, BuiltInRole, Choice, ChoiceKind
from bot.model.contacts import ContactValues, CustomValue
from bot.model.contacts import Role as PersonsRole
from bot.model.custom_fields import CustomField, Scope
from bot.model.errors import ChoiceBuiltIn, ChoiceNotFound, FieldsInvalid, RoleRefused
from bot.model.events import EventKind
from bot.model.ids import BatchId, ChoiceId, ContactId, RelationId
from bot.model.jobs import JobKind
from bot.model.members import Role
from tests import make
from tests._works import OpenStore
from tests.crm.test_contacts import acting, created

MANY = choices.CHUNK + 5  # more than are seen to with the deletion itself
GROUP, CATEGORY, ROLE, RELATION = ChoiceKind.GROUP, ChoiceKind.CATEGORY, ChoiceKind.ROLE, ChoiceKind.RELATION


async def added(store: OpenStore, name: str, kind: ChoiceKind = GROUP) -> Choice:
    async with acting(store) as work:
        return await choices.add(work, kind, name)


async def listed(store: OpenStore, kind: ChoiceKind = GROUP) -> list[tuple[str, int]]:
    async with acting(store) as work:
        return [(each.name, each.worn) for each in (await choices.list_all(work, kind)).choices]


async def having(store: OpenStore, count: int, **values: object) -> list[ContactId]:
    async with acting(store) as work:
        first = await work.contacts.next_numbers(count)
        people = [
            make.contact(work.next_id(), make.contact_values("Anna", f"Nom{n:04}", **values), number=first + n)
            for n in range(count)
        ]
        await work.contacts.add_many([(each, None) for each in people])
    return [each.id for each in people]


async def deleted(store: OpenStore, choice: Choice, to: Choice | None = None) -> BatchId:
    async with acting(store) as work:
        await choices.delete(work, choice.id, to=None if to is None else to.id)
        return work.batch


async def passed_on(store: OpenStore, choice: Choice, to: Choice | None = None) -> None:
    """As the job does."""
    is_gone = False
    while not is_gone:
        async with acting(store) as work:
            target = None if to is None else to.id
            is_gone = await choices.pass_on(work, choice.id, target, batch=BatchId(7), limit=50)


async def held(store: OpenStore, contact: ContactId) -> ContactValues:
    async with acting(store) as work:
        found = await work.contacts.find(contact, deleted=True)
    assert found is not None
    return found.values


async def told(store: OpenStore, contact: ContactId) -> list[tuple[str, str | None, str | None]]:
    """What the trace says of the contact since it was made."""
    async with acting(store) as work:
        events = await work.events.list(contact, limit=20)
    changed = [event for event in events if event.kind is not EventKind.CONTACT_CREATED]
    return [(change.field, change.old, change.new) for event in changed for change in event.changes]


async def test_what_is_added_stands_at_the_end_and_goes_up_and_down(store: OpenStore) -> None:
    one, two, three = [await added(store, name) for name in ("Zinc", "Press", "Buyers")]
    assert [name for name, _ in await listed(store)] == ["Zinc", "Press", "Buyers"]
    for choice, places in ((three, -1), (one, 1), (one, 1), (two, -5)):
        async with acting(store) as work:
            await choices.move(work, choice.id, places)
    assert [name for name, _ in await listed(store)] == ["Press", "Buyers", "Zinc"]


@pytest.mark.parametrize("name", ["press", "PRÉSS", " Press "])
async def test_a_name_is_had_once_in_a_list_and_again_in_another(store: OpenStore, name: str) -> None:
    first = await added(store, "Press")
    with pytest.raises(FieldsInvalid) as refused:
        await added(store, name)
    assert refused.value.fields == {"name": "choice_taken"}
    await added(store, name, ChoiceKind.ORIGIN)
    async with acting(store) as work:
        assert (await choices.rename(work, first.id, "PRESS")).name == "PRESS", "it may be written anew"


async def test_a_full_list_takes_no_more(store: OpenStore) -> None:
    async with acting(store) as work:
        full = [make.choice(1000 + n, name=f"g{n}", position=n) for n in range(MOST_CHOICES)]
        await work.choices.add_many(full)
    with pytest.raises(FieldsInvalid) as refused:
        await added(store, "one more")
    assert refused.value.fields == {"name": "choice_too_many"}


async def test_a_list_is_paged_and_a_page_behind_the_end_is_the_last(store: OpenStore) -> None:
    many = [await added(store, f"g{n:02}") for n in range(23)]
    async with acting(store) as work:
        second = await choices.list_all(work, GROUP, offset=10)
        last = await choices.list_all(work, GROUP, offset=400)
        assert [each.name for each in second.choices] == [f"g{n:02}" for n in range(10, 20)]
        assert (last.offset, len(last.choices), last.total) == (20, 3, 23)
        assert (await choices.page_of(work, many[14])).offset == 10


async def test_what_is_typed_finds_any_part_of_a_name(store: OpenStore) -> None:
    for name in ("Salon de l’habitat", "Habitués", "Presse"):
        await added(store, name)
    async with acting(store) as work:
        assert [each.name for each in await choices.offered(work, GROUP, "HABIT")] == ["Salon de l’habitat", "Habitués"]
        assert len(await choices.offered(work, GROUP, "")) == 3


async def test_a_renamed_choice_is_had_under_its_new_name_and_the_trace_keeps_its_id(store: OpenStore) -> None:
    group = await added(store, "Press")
    saved = await created(store, make.contact_values(groups=(group.id,)))
    async with acting(store) as work:
        await choices.rename(work, group.id, "Media")
        (event,) = await work.events.of_batch(work.batch)
        assert [(each.field, each.old, each.new) for each in event.changes] == [("name", "Press", "Media")]
    assert (await held(store, saved.contact.id)).groups == (group.id,)
    assert await listed(store) == [("Media", 1)]


async def test_saved_searches_follow_a_choice_and_a_field_that_are_renamed(store: OpenStore) -> None:
    group = await added(store, "Press")
    async with acting(store) as work:
        sector, other = [
            await custom_fields.add(work, make.typed_field("Sector", scope=scope))
            for scope in (Scope.CONTACTS, Scope.PEOPLE)
        ]
        kept = await searches.save(work, "mine", "group:press sector:btp", shared=False)
    for field, line in ((sector, 'group:"Media" sector:btp'), (other, 'group:"Media" "Branch":btp')):
        async with acting(store) as work:
            await choices.rename(work, group.id, "Media")
            await custom_fields.change(work, field.id, make.typed_field("Branch", scope=field.scope))
        async with acting(store) as work:
            assert (await searches.find(work, kept.id)).text == line, "as long as any of them is called so"


async def test_what_is_deleted_is_replaced_and_each_contact_is_told(store: OpenStore) -> None:
    old, new = await added(store, "Press"), await added(store, "Media")
    (both,), (one,) = await having(store, 1, groups=(old.id, new.id)), await having(store, 1, groups=(old.id,))
    batch = await deleted(store, old, new)
    assert [(await held(store, each)).groups for each in (both, one)] == [(new.id,), (new.id,)]
    assert await told(store, both) == [(f"group:{old.id}", str(old.id), None)]
    assert sorted(await told(store, one)) == sorted(
        [(f"group:{old.id}", str(old.id), None), (f"group:{new.id}", None, str(new.id))]
    )
    async with acting(store) as work:
        assert {event.batch for event in await work.events.list(one, limit=1)} == {batch}
        assert (await work.choices.names([old.id]))[old.id].name == "Press", "the trace still names it"
        with pytest.raises(ChoiceNotFound):
            await choices.find(work, old.id)
    assert await listed(store) == [("Media", 2)]


@pytest.mark.parametrize("replaced", [True, False])
async def test_of_a_list_with_one_answer_the_answer_changes(store: OpenStore, replaced: bool) -> None:
    old, new = await added(store, "Retail", CATEGORY), await added(store, "Trade", CATEGORY)
    (contact,) = await having(store, 1, category=old.id)
    await deleted(store, old, new if replaced else None)
    now = new.id if replaced else None
    assert (await held(store, contact)).category == now
    assert await told(store, contact) == [("category", str(old.id), None if now is None else str(now))]


async def test_a_rank_goes_along_with_a_role(store: OpenStore) -> None:
    old, new = await added(store, "Buyer", ROLE), await added(store, "Purchases", ROLE)
    (contact,) = await having(store, 1, roles=(PersonsRole(old.id, 3),))
    await deleted(store, old, new)
    assert (await held(store, contact)).roles == (PersonsRole(new.id, 3),)


async def test_where_many_have_it_a_job_goes_on_and_it_is_gone_at_once(store: OpenStore) -> None:
    old, new = await added(store, "Press"), await added(store, "Media")
    wearers = await having(store, MANY, groups=(old.id,))
    await deleted(store, old, new)
    async with acting(store) as work:
        (job,) = await work.jobs.pending(JobKind.MOVE_CHOICE)
    assert job.input["to"] == str(new.id)
    assert (await held(store, wearers[-1])).groups == (), "nobody shows what is gone"
    assert (await added(store, "press")).name == "press", "its name is free"
    await passed_on(store, old, new)
    assert [(await held(store, each)).groups for each in (wearers[0], wearers[-1])] == [(new.id,)] * 2
    assert dict(await listed(store)) == {"Media": MANY, "press": 0}


async def test_whoever_was_given_another_answer_meanwhile_keeps_it(store: OpenStore) -> None:
    old, new, third = [await added(store, name, CATEGORY) for name in ("Retail", "Trade", "Public")]
    wearers = await having(store, MANY, category=old.id)
    await deleted(store, old, new)
    async with acting(store) as work:
        found = await work.contacts.find(wearers[-1], lock=True)
        assert found is not None
        wanted = replace(found.values, category=third.id)
        await contacts.change(work, found.id, wanted, base=flat(found.values))
    await passed_on(store, old, new)
    assert (await held(store, wearers[-1])).category == third.id
    assert await told(store, wearers[-1]) == [("category", None, str(third.id))]
    assert (await held(store, wearers[-2])).category == new.id


async def test_where_the_other_is_deleted_too_nothing_is_given(store: OpenStore) -> None:
    old, new = await added(store, "Press"), await added(store, "Media")
    wearers = await having(store, MANY, groups=(old.id,))
    await deleted(store, old, new)
    await deleted(store, new)
    await passed_on(store, old, new)
    assert (await held(store, wearers[-1])).groups == ()
    assert await listed(store) == []


async def test_archived_and_deleted_contacts_change_too(store: OpenStore) -> None:
    old, new = await added(store, "Press"), await added(store, "Media")
    away, gone = await having(store, 2, groups=(old.id,))
    async with acting(store) as work:
        await contacts.archive(work, away)
        await contacts.delete(work, gone)
    assert await listed(store) == [("Press", 1), ("Media", 0)]
    await deleted(store, old, new)
    assert [(await held(store, each)).groups for each in (away, gone)] == [(new.id,)] * 2


async def test_what_carnet_needs_is_renamed_and_not_deleted(store: OpenStore) -> None:
    async with acting(store) as work:
        await work.choices.add(make.choice(77, ROLE, "Purchases", built_in=BuiltInRole.PURCHASES))
        await choices.rename(work, ChoiceId(77), "Buying")
    for act in (choices.fate, lambda work, choice: choices.delete(work, choice, to=None)):
        async with acting(store) as work:
            with pytest.raises(ChoiceBuiltIn) as refused:
                await act(work, ChoiceId(77))
        assert refused.value.values == {"name": "Buying"}


async def test_only_another_of_the_same_list_takes_the_place(store: OpenStore) -> None:
    group, origin = await added(store, "Press"), await added(store, "Fair", ChoiceKind.ORIGIN)
    for to in (group.id, origin.id, ChoiceId(404)):
        async with acting(store) as work:
            with pytest.raises(FieldsInvalid) as refused:
                await choices.delete(work, group.id, to=to)
        assert refused.value.fields == {"to": "choice_gone"}
    assert await listed(store) == [("Press", 0)]


@pytest.mark.parametrize("role", [Role.MANAGER, Role.MEMBER, Role.READER])
async def test_only_an_admin_changes_a_list(store: OpenStore, role: Role) -> None:
    group = await added(store, "Press")
    async with acting(store, role=role) as work:
        for act in (
            choices.add(work, GROUP, "x"), choices.rename(work, group.id, "x"), choices.move(work, group.id, 1),
            choices.delete(work, group.id, to=None), choices.fate(work, group.id), choices.list_all(work, GROUP),
        ):  # fmt: skip
            with pytest.raises(RoleRefused):
                await act
        assert [each.name for each in await choices.offered(work, GROUP, "")] == ["Press"], "anybody chooses from it"


# --- the relations of a kind, the fields of a group ---


async def test_relations_are_of_the_other_kind_from_then_on_and_both_ends_are_told(store: OpenStore) -> None:
    old, new = await added(store, "member of", RELATION), await added(store, "partner of", RELATION)
    ann, acme, bob = await having(store, 3)
    async with acting(store) as work:
        for id, one, other, type in ((1, ann, acme, old), (2, bob, acme, old), (3, bob, acme, new)):
            await work.relations.add(make.relation(id, one, other, type=type.id))
        assert (await choices.fate(work, old.id)).choice.worn == 2
    await deleted(store, old, new)
    async with acting(store) as work:
        kept = await work.relations.of_type(new.id, after=RelationId(0), limit=9)
        assert [(each.subject, each.object) for each in kept] == [(ann, acme), (bob, acme)]
        assert await work.relations.of_type(old.id, after=RelationId(0), limit=9) == []
        kinds = [event.kind for event in await work.events.list(acme, limit=9)]
    assert set(kinds) == {EventKind.RELATION_REMOVED, EventKind.RELATION_ADDED}


async def test_relations_told_from_both_ends_are_one_of_a_mutual_kind(store: OpenStore) -> None:
    old, new = await added(store, "knows", RELATION), await added(store, "friend of", RELATION)
    ann, bob = await having(store, 2)
    async with acting(store) as work:
        await work.relations.add(make.relation(1, ann, bob, type=old.id))
        await work.relations.add(make.relation(2, bob, ann, type=old.id))
    await deleted(store, old, new)
    async with acting(store) as work:
        assert [each.id for each in await work.relations.of_type(new.id, after=RelationId(0), limit=9)] == [1]


async def test_many_relations_are_left_to_the_job(store: OpenStore) -> None:
    old = await added(store, "member of", RELATION)
    people = await having(store, MANY + 1)
    async with acting(store) as work:
        for id, each in enumerate(people[1:], start=1):
            await work.relations.add(make.relation(id, each, people[0], type=old.id))
    await deleted(store, old)
    await passed_on(store, old)
    async with acting(store) as work:
        assert await work.relations.of_type(old.id, after=RelationId(0), limit=9) == []
        assert await choices.pass_on(work, old.id, None, batch=BatchId(7), limit=50), "there is nothing left to do"


async def fields(store: OpenStore, *names: str, scope: ChoiceId) -> list[CustomField]:
    async with acting(store) as work:
        declared = [make.typed_field(name, scope=scope) for name in names]
        return [await custom_fields.add(work, each) for each in declared]


async def asked(store: OpenStore, scope: ChoiceId) -> Sequence[str]:
    async with acting(store) as work:
        return [each.name for each in await custom_fields.of_scope(work, scope)]


async def test_the_fields_of_a_group_go_to_the_other_one_and_take_another_name_where_theirs_is_taken(
    store: OpenStore,
) -> None:
    old, new = await added(store, "Press"), await added(store, "Media")
    sector, size = await fields(store, "Sector", "Size", scope=old.id)
    await fields(store, "sector", scope=new.id)
    (contact,) = await having(store, 1, groups=(old.id,), custom=(CustomValue(sector.id, "BTP"),))
    async with acting(store) as work:
        assert [each.id for each in (await choices.fate(work, old.id)).fields] == [sector.id, size.id]
    await deleted(store, old, new)
    assert sorted(await asked(store, new.id)) == ["Sector 2", "Size", "sector"]
    assert (await held(store, contact)).custom == (CustomValue(sector.id, "BTP"),)


async def test_without_another_group_its_fields_are_deleted_with_it(store: OpenStore) -> None:
    group = await added(store, "Press")
    (sector,) = await fields(store, "Sector", scope=group.id)
    (contact,) = await having(store, 1, groups=(group.id,), custom=(CustomValue(sector.id, "BTP"),))
    await deleted(store, group)
    assert await asked(store, group.id) == []
    assert (await held(store, contact)).custom == ()
    async with acting(store) as work:
        assert await custom_fields.drop(work, sector.id, batch=BatchId(7), limit=50) is False
        assert await custom_fields.drop(work, sector.id, batch=BatchId(7), limit=50) is True
    assert (f"custom:{sector.id}", "BTP", None) in await told(store, contact)
