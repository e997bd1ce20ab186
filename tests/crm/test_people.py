"""The people of a company, who stands above whom, relations: what the forms cannot show."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.crm import choices, contacts, people, relations, undo, warnings
from bot.crm._work import Work
from bot.crm.contacts import Saved
from bot.model.changes import flat
from bot.model.choices import ChoiceKind
from bot.model.contacts import Contact, ContactKind, ContactValues, Hold, Reach, with_mains
from bot.model.coordinates import phone
from bot.model.errors import ContactNotFound, FieldsInvalid, NothingToUndo, RelationNotFound
from bot.model.events import EventKind
from bot.model.ids import ChoiceId, ContactId
from bot.model.records import Tab
from bot.model.warnings import LEVELS
from tests._works import OpenStore
from tests.bench._statements import listening
from tests.crm.test_contacts import acting, created, record
from tests.crm.test_record_statements import MOST_STATEMENTS


async def company(store: OpenStore, name: str = "Acme") -> Contact:
    held = with_mains(tuple(phone(typed, "FR") for typed in ("01 99 00 12 34", "01 99 00 12 35")))
    values = ContactValues(kind=ContactKind.COMPANY, company=name, coordinates=held)
    return (await created(store, values)).contact


async def person(store: OpenStore, name: str, **chosen: object) -> Contact:
    return (await created(store, ContactValues(last_name=name, **chosen))).contact  # type: ignore[arg-type]


async def put_below(store: OpenStore, contact: Contact, parent: ContactId | None) -> Saved:
    async with acting(store) as work:
        values = replace(contact.values, parent=parent)
        saved = await contacts.change(work, contact.id, values, base=flat(contact.values))
    assert isinstance(saved, Saved)
    return saved


async def kinds(work: Work) -> Sequence[ChoiceId]:
    """Partner of, employee of."""
    partner = await choices.add(work, ChoiceKind.RELATION, "ally of", inverse="ally of")
    return partner.id, (await choices.add(work, ChoiceKind.RELATION, "adviser of", inverse="is advised by")).id


async def taken_back(store: OpenStore, saved: Saved) -> undo.Undone:
    assert saved.batch is not None
    async with acting(store) as work:
        undone = await undo.take_back(work, saved.batch)
    assert isinstance(undone, undo.Undone)
    return undone


async def stored(store: OpenStore, contact: ContactId) -> ContactValues:
    return (await record(store, contact, Tab.DETAILS)).contact.values


async def test_a_new_person_begins_with_the_company_and_its_main_phone(store: OpenStore) -> None:
    acme = await company(store)
    async with acting(store) as work:
        begun = await people.begun(work, acme.id)
        with pytest.raises(ContactNotFound):
            await people.begun(work, ContactId(5))
    assert (begun["employer"], begun["company"], begun["kind"]) == (str(acme.id), "Acme", "person")
    (shared,) = [text for field, text in begun.items() if field.startswith("coordinate:")]
    assert '"01 99 00 12 34"' in shared
    assert '"label":"switchboard"' in shared


async def test_whoever_becomes_the_main_person_by_whatever_way_is_the_only_one(store: OpenStore) -> None:
    acme = await company(store)
    ann = await person(store, "Ann", employer=acme.id, main_person=True)
    bea = await person(store, "Bea", employer=acme.id, main_person=True)
    assert not (await stored(store, ann.id)).main_person
    async with acting(store) as work:
        held = replace(ann.values, main_person=False)  # as it is by now
        await contacts.change(work, ann.id, ann.values, base=flat(held))
    assert [(await stored(store, each.id)).main_person for each in (ann, bea)] == [True, False]
    async with acting(store) as work:
        saved = await people.make_main(work, bea.id)
    assert [(await stored(store, each.id)).main_person for each in (ann, bea)] == [False, True]
    await taken_back(store, saved)
    assert [(await stored(store, each.id)).main_person for each in (ann, bea)] == [True, False]


async def test_an_archived_main_person_is_none_until_it_is_back(store: OpenStore) -> None:
    acme = await company(store)
    ann = await person(store, "Ann", employer=acme.id, main_person=True)
    async with acting(store) as work:
        await contacts.archive(work, ann.id)
    assert (await record(store, acme.id)).around.main_person is None
    bea = await person(store, "Bea", employer=acme.id, main_person=True)
    async with acting(store) as work:
        values = replace(ann.values, job_title="Buyer")
        assert isinstance(await contacts.change(work, ann.id, values, base=flat(ann.values)), Saved)
    main = (await record(store, acme.id)).around.main_person
    assert main is not None
    assert main.found.id == bea.id
    async with acting(store) as work:
        await contacts.restore(work, ann.id)
    assert [(await stored(store, each.id)).main_person for each in (ann, bea)] == [False, True]


async def test_an_undo_does_not_make_a_second_main_person(store: OpenStore) -> None:
    acme = await company(store)
    ann = await person(store, "Ann", employer=acme.id, main_person=True)
    bea, cal = [await person(store, name, employer=acme.id) for name in ("Bea", "Cal")]
    async with acting(store) as work:
        saved = await people.make_main(work, bea.id)
    async with acting(store) as work:
        await people.make_main(work, cal.id)
    undone = await taken_back(store, saved)
    assert undone.left == ("main_person",)
    assert [(await stored(store, each.id)).main_person for each in (ann, bea, cal)] == [False, False, True]


async def test_who_is_taken_out_keeps_everything_else(store: OpenStore) -> None:
    acme = await company(store)
    ann = await person(store, "Ann", employer=acme.id, company="Acme", main_person=True, job_title="Buyer")
    async with acting(store) as work:
        await people.take_out(work, ann.id)
        with pytest.raises(ContactNotFound):
            await people.take_out(work, ann.id)
    assert await stored(store, ann.id) == replace(ann.values, employer=None, company="", main_person=False)


async def test_a_circle_is_refused_however_long(store: OpenStore) -> None:
    line = [await person(store, "P0")]
    for n in range(1, LEVELS + 6):
        line.append(await person(store, f"P{n}", parent=line[-1].id))
    for place in (1, LEVELS, LEVELS + 5):
        with pytest.raises(FieldsInvalid) as wrong:
            await put_below(store, line[0], line[place].id)
        assert wrong.value.fields == {"parent": "contact_cycle"}
        assert wrong.value.values == {"child": "P0", "parent": f"P{place}"}
    with pytest.raises(FieldsInvalid) as wrong:
        await put_below(store, line[0], line[0].id)
    assert wrong.value.fields == {"parent": "parent_itself"}


async def test_an_undo_makes_no_circle(store: OpenStore) -> None:
    top, below = await person(store, "Top"), await person(store, "Below")
    saved = await put_below(store, below, top.id)
    taken_off = await put_below(store, (await record(store, below.id)).contact, None)
    await put_below(store, top, below.id)
    with pytest.raises(NothingToUndo):
        await taken_back(store, taken_off)
    assert (await stored(store, below.id)).parent is None
    assert saved.batch is not None


async def test_a_relation_is_told_on_both_ends(store: OpenStore) -> None:
    ann, bea = await person(store, "Ann"), await person(store, "Bea")
    async with acting(store) as work:
        partner, employee = await kinds(work)
        told = await relations.add(work, ann.id, bea.id, employee)
        assert await relations.add(work, ann.id, bea.id, employee) == told
        await relations.add(work, ann.id, bea.id, partner)
        assert (await relations.add(work, bea.id, ann.id, partner)).subject == ann.id
        for wrong in ((ann.id, ann.id, partner), (ann.id, bea.id, ChoiceId(999))):
            with pytest.raises(FieldsInvalid):
                await relations.add(work, *wrong)
    links = {each.name for each in (await record(store, bea.id)).around.links}
    assert links == {"is advised by", "ally of"}
    activity = await record(store, bea.id, Tab.ACTIVITY)
    said = [{each.field: each.new for each in line.event.changes} for line in activity.lines]
    assert {"type": "is advised by", "other": "Ann"} in said
    async with acting(store) as work:
        await relations.remove(work, told.id)
        with pytest.raises(RelationNotFound):
            await relations.remove(work, told.id)
    kind = (await record(store, ann.id, Tab.ACTIVITY)).lines[0].event.kind
    assert kind is EventKind.RELATION_REMOVED


async def test_a_hold_reaches_whom_it_is_for(store: OpenStore) -> None:
    top = await person(store, "Top", hold=Hold("unpaid", Reach.DESCENDANTS), flag="careful")
    middle = await person(store, "Middle", parent=top.id, hold=Hold("moving", Reach.PARENTS))
    low = await person(store, "Low", parent=middle.id)
    for contact, expected in (
        (top, [("hold", "unpaid", True), ("hold", "moving", False), ("flag", "careful", True)]),
        (middle, [("hold", "moving", True), ("hold", "unpaid", False), ("flag", "careful", False)]),
        (low, [("hold", "unpaid", False), ("flag", "careful", False)]),
    ):
        async with acting(store) as work:
            warned = await warnings.of(work, contact.id)
        assert [(each.kind.value, each.text, each.own) for each in warned] == expected


async def test_the_people_of_a_company_are_read_in_few_statements(store: OpenStore) -> None:
    acme = await company(store)
    for n in range(12):
        await person(store, f"P{n}", employer=acme.id)
    await record(store, acme.id)  # a connection for reading is there now
    with listening(store.database) as said:
        shown = await record(store, acme.id, Tab.PEOPLE)
    assert (len(shown.people.lines), shown.people.total) == (10, 12)
    assert len(said.statements) <= MOST_STATEMENTS
