"""A contact's life: created, changed by two people at once, tagged, put away, brought back, undone; all traced."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.crm import contacts, reminders, tags, undo
from bot.crm._work import Work
from bot.crm.contacts import Clash, Saved
from bot.model.changes import Flat, flat
from bot.model.contacts import ContactKind, ContactValues
from bot.model.errors import ContactNotFound, FieldsInvalid, NothingToUndo, RoleRefused, UndoTooLate
from bot.model.events import EventKind
from bot.model.ids import BatchId, ContactId
from bot.model.jobs import JobKind
from bot.model.members import Role
from bot.model.records import Record, Tab
from bot.model.tags import TagColour, TagScope
from bot.store._jobs import JobRow
from tests import make
from tests._works import OpenStore


@asynccontextmanager
async def acting(store: OpenStore, who: str = make.CLAIRE, role: Role = Role.ADMIN) -> AsyncIterator[Work]:
    async with store.works.writing(make.viewer(who, role=role)) as work:
        yield work


async def created(store: OpenStore, values: ContactValues | None = None, **chosen: str) -> Saved:
    async with acting(store) as work:
        return await contacts.create(work, values or make.contact_values(**chosen))


async def changed(store: OpenStore, saved: Saved, *, base: Flat | None = None, **chosen: object) -> Saved | Clash:
    """What somebody whose form showed `base` typed on top of it."""
    held = saved.contact
    async with acting(store, make.JOHN) as work:
        values = replace(held.values, **chosen)  # type: ignore[arg-type]  # fields of the values
        return await contacts.change(work, held.id, values, base=flat(held.values) if base is None else base)


async def record(store: OpenStore, contact: ContactId, tab: Tab = Tab.OVERVIEW) -> Record:
    async with store.works.reading(make.viewer()) as work:
        return await contacts.record(work, contact, tab)


def batch_of(saved: Saved | Clash | undo.Undone) -> BatchId:
    assert isinstance(saved, Saved)
    assert saved.batch is not None
    return saved.batch


async def taken_back(store: OpenStore, batch: BatchId) -> undo.Undone:
    async with acting(store) as work:
        undone = await undo.take_back(work, batch)
    assert isinstance(undone, undo.Undone)
    return undone


async def found(store: OpenStore, words: str) -> list[str]:
    async with store.works.reading(make.viewer()) as work:
        return [each.name for each in (await contacts.search(work, words)).found]


async def test_references_are_made_from_the_pattern_and_are_nobody_elses(store: OpenStore) -> None:
    first = await created(store, reference="C-00002")
    second, third = await created(store), await created(store)
    assert [each.contact.values.reference for each in (first, second, third)] == ["C-00002", "C-00002-2", "C-00003"]
    with pytest.raises(FieldsInvalid) as refused:
        await created(store, reference="c-00003")
    assert refused.value.fields == {"reference": "reference_taken"}


async def test_an_emptied_reference_stays(store: OpenStore) -> None:
    saved = await created(store)
    again = await changed(store, saved, reference="", comment="x")
    assert isinstance(again, Saved)
    assert again.contact.values.reference == "C-00001"


async def test_two_people_who_change_other_fields_both_win(store: OpenStore) -> None:
    saved = await created(store)
    shown = flat(saved.contact.values)
    await changed(store, saved, comment="mine")
    second = await changed(store, saved, base=shown, job_title="Buyer")
    assert isinstance(second, Saved)
    assert (second.contact.values.comment, second.contact.values.job_title) == ("mine", "Buyer")


async def test_the_second_to_change_a_field_is_told_what_and_by_whom(store: OpenStore) -> None:
    saved = await created(store, comment="old")
    shown = flat(saved.contact.values)
    await changed(store, saved, comment="theirs")
    clash = await changed(store, saved, base=shown, comment="mine", job_title="Buyer")
    assert isinstance(clash, Clash)
    (conflict,) = clash.conflicts
    assert (conflict.field, conflict.base, conflict.stored, conflict.typed) == ("comment", "old", "theirs", "mine")
    assert clash.authors["comment"] == (make.JOHN, store.clock.now())
    assert (await record(store, saved.contact.id)).contact.values.job_title == ""


async def test_each_coordinate_and_tag_conflicts_by_itself(store: OpenStore) -> None:
    saved = await created(store, make.contact_values(coordinates=(make.phone(), make.email()), tags=("VIP",)))
    shown, held = flat(saved.contact.values), saved.contact.values
    phone, email = held.coordinates
    await changed(store, saved, coordinates=(replace(phone, label="mine"), email))
    second = await changed(store, saved, base=shown, coordinates=(phone,), tags=("Lyon", "VIP"))
    assert isinstance(second, Saved)
    (kept,) = second.contact.values.coordinates
    assert (kept.typed, kept.label) == (phone.typed, "mine")
    assert second.contact.values.tags == ("VIP", "Lyon") or set(second.contact.values.tags) == {"VIP", "Lyon"}


async def test_a_person_becomes_a_company_and_a_person_again_without_loss(store: OpenStore) -> None:
    full = make.contact_values(company="Acme", job_title="Buyer", nickname="Mimi")
    saved = await created(store, full)
    company = await changed(store, saved, kind=ContactKind.COMPANY)
    assert isinstance(company, Saved)
    assert company.contact.name == "Acme"
    back = await changed(store, company, kind=ContactKind.PERSON)
    assert isinstance(back, Saved)
    assert flat(back.contact.values) == flat(saved.contact.values)


async def test_an_employer_is_a_company_that_is_there(store: OpenStore) -> None:
    company = await created(store, make.contact_values("", "", kind=ContactKind.COMPANY, company="Acme"))
    person = await created(store, make.contact_values(employer=company.contact.id, company=""))
    assert person.contact.values.company == "Acme"
    assert (await record(store, person.contact.id)).employer is not None
    with pytest.raises(FieldsInvalid) as refused:
        await created(store, make.contact_values(employer=person.contact.id))
    assert refused.value.fields == {"employer": "employer_gone"}


async def test_another_employer_names_the_company_unless_somebody_wrote_their_own_words(store: OpenStore) -> None:
    first, second = [await created(store, make.company_values(name)) for name in ("Acme", "Bolt")]
    person = await created(store, make.contact_values(employer=first.contact.id))
    moved = await changed(store, person, employer=second.contact.id)
    assert isinstance(moved, Saved)
    assert moved.contact.values.company == "Bolt"
    written = await changed(store, moved, company="Bolt, in Lyon")
    assert isinstance(written, Saved)
    back = await changed(store, written, employer=first.contact.id)
    assert isinstance(back, Saved)
    assert (back.contact.values.employer, back.contact.values.company) == (first.contact.id, "Bolt, in Lyon")


async def test_what_is_put_away_is_found_no_more_and_comes_back(store: OpenStore) -> None:
    saved = await created(store)
    async with acting(store) as work:
        await contacts.archive(work, saved.contact.id)
    assert await found(store, "dupont") == []
    shown = await record(store, saved.contact.id)
    assert shown.ended is not None
    assert (shown.ended.by, shown.ended.at) == (make.CLAIRE, store.clock.now())
    async with acting(store) as work:
        await contacts.restore(work, saved.contact.id)
    assert await found(store, "dupont") == ["Marie Dupont"]


async def test_a_deletion_takes_its_reminders_along_and_undo_brings_all_back(store: OpenStore) -> None:
    saved = await created(store)
    due = store.clock.now() + timedelta(days=2)
    async with acting(store) as work:
        await reminders.plan(work, make.wanted("call", due=make.due(due), contact=saved.contact.id))
    async with acting(store) as work:
        gone = await contacts.delete(work, saved.contact.id)
    assert await found(store, "dupont") == []
    shown = await record(store, saved.contact.id)
    assert (shown.reminders, shown.contact.deleted_at is None) == ((), False)
    assert await found(store, f"#{saved.contact.number}") == ["Marie Dupont"]
    store.clock.advance(29 * 86_400)
    undone = await taken_back(store, batch_of(gone))
    assert undone.contact.deleted_at is None
    assert [each.title for each in (await record(store, saved.contact.id)).reminders] == ["call"]


async def test_undo_takes_back_only_what_still_stands(store: OpenStore) -> None:
    saved = await created(store, comment="first", job_title="Buyer")
    edit = await changed(store, saved, comment="second", job_title="Head")
    assert isinstance(edit, Saved)
    await changed(store, edit, comment="third")
    undone = await taken_back(store, batch_of(edit))
    assert undone.left == ("comment",)
    assert (undone.contact.values.comment, undone.contact.values.job_title) == ("third", "Buyer")
    with pytest.raises(NothingToUndo):
        await taken_back(store, batch_of(edit))


async def test_undo_has_its_time(store: OpenStore) -> None:
    saved = await created(store)
    edit = await changed(store, saved, comment="x")
    store.clock.advance(24 * 3600 + 1)
    with pytest.raises(UndoTooLate):
        await taken_back(store, batch_of(edit))
    with pytest.raises(NothingToUndo):
        await taken_back(store, BatchId(12345))


async def test_the_trace_says_who_changed_what_from_what_to_what(store: OpenStore) -> None:
    saved = await created(store, comment="old")
    await changed(store, saved, comment="new")
    async with acting(store) as work:
        await contacts.delete(work, saved.contact.id)
    lines = (await record(store, saved.contact.id, Tab.ACTIVITY)).lines
    kinds = [line.event.kind for line in lines]
    assert kinds == [EventKind.CONTACT_DELETED, EventKind.CONTACT_CHANGED, EventKind.CONTACT_CREATED]
    assert [(each.field, each.old, each.new) for each in lines[1].event.changes] == [("comment", "old", "new")]
    assert lines[1].event.actor == make.JOHN
    assert ("comment", None, "old") in [(each.field, each.old, each.new) for each in lines[2].event.changes]


async def test_a_picture_is_fetched_by_a_job_that_its_contact_names(store: OpenStore) -> None:
    async with acting(store) as work:
        saved = await contacts.create(work, make.contact_values(), photo="F0123")
    assert saved.contact.values.photo is not None
    async with store.looking() as session:
        due = (await session.execute(select(JobRow.kind, JobRow.input))).all()
    assert [tuple(job) for job in due] == [(JobKind.FILE, {"record": str(saved.contact.values.photo), "file": "F0123"})]
    photo = (await record(store, saved.contact.id)).photo
    assert photo is not None
    assert photo.origin == "F0123"


async def test_tags_are_made_while_tagging_and_the_built_in_ones_have_one_name(store: OpenStore) -> None:
    saved = await created(store)
    async with acting(store) as work:
        await tags.put_on(work, saved.contact.id, ["fournisseur", "Lyon", "lyon"], shown=())
    worn = (await record(store, saved.contact.id)).tags
    assert [(each.name, each.built_in is not None) for each in worn] == [("Lyon", False), ("Suppliers", True)]
    assert await found(store, "fournisseurs") == ["Marie Dupont"]


async def test_no_more_than_fifty_tags_are_put_on_but_those_that_were_held_stay(store: OpenStore) -> None:
    many = tuple(f"Tag {number}" for number in range(51))
    with pytest.raises(FieldsInvalid) as refused:
        await created(store, make.contact_values(tags=many))
    assert refused.value.fields == {"tags": "field_too_many"}
    held = make.contact(12, make.contact_values(tags=many))  # as an import takes it in
    async with acting(store) as work:
        await work.contacts.add(held)
    saved = Saved((await record(store, held.id)).contact, None)
    kept = await changed(store, saved, comment="new")
    assert isinstance(kept, Saved)
    assert len(kept.contact.values.tags) == 51
    with pytest.raises(FieldsInvalid) as refused:
        await changed(store, kept, tags=(*kept.contact.values.tags, "one more"))
    assert refused.value.fields == {"tags": "field_too_many"}


async def test_a_renamed_tag_finds_its_contacts_by_the_new_name(store: OpenStore) -> None:
    await created(store, make.contact_values(tags=("Lyon",)))
    async with acting(store) as work:
        tag = (await tags.list_all(work, "lyon")).tags[0]
        await tags.change(work, tag.id, "Marseille", colour=TagColour.RED, scope=TagScope.CONTACTS)
    assert await found(store, "marseille") == ["Marie Dupont"]
    assert await found(store, "lyon") == []


async def test_a_deleted_tag_is_on_nobody_and_the_trace_keeps_it(store: OpenStore) -> None:
    saved = await created(store, make.contact_values(tags=("Lyon",)))
    async with acting(store) as work:
        await tags.delete(work, (await tags.list_all(work, "lyon")).tags[0].id)
    assert (await record(store, saved.contact.id)).contact.values.tags == ()
    assert await found(store, "lyon") == []
    (latest, *_) = (await record(store, saved.contact.id, Tab.ACTIVITY)).lines
    assert [(each.field, each.old, each.new) for each in latest.event.changes] == [("tag:lyon", "Lyon", None)]


@pytest.mark.parametrize("name", ["Lyon", "LYON", "client"])
async def test_a_name_that_is_taken_is_refused(store: OpenStore, name: str) -> None:
    await created(store, make.contact_values(tags=("Lyon",)))
    with pytest.raises(FieldsInvalid):
        async with acting(store) as work:
            await tags.add(work, name, colour=TagColour.RED, scope=TagScope.BOTH)


async def test_only_a_manager_changes_tags(store: OpenStore) -> None:
    await created(store, make.contact_values(tags=("Lyon",)))
    with pytest.raises(RoleRefused):
        async with acting(store, role=Role.MEMBER) as work:
            await tags.delete(work, (await tags.list_all(work, "lyon")).tags[0].id)


async def test_nobody_changes_a_contact_that_is_gone(store: OpenStore) -> None:
    saved = await created(store)
    async with acting(store) as work:
        await contacts.delete(work, saved.contact.id)
    with pytest.raises(ContactNotFound):
        await changed(store, saved, comment="x")
