"""Two who make each other the main person or the parent at once: one main person, no circle, nobody stuck."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from bot.crm import choices, contacts, people, relations, undo
from bot.crm._work import Work
from bot.crm.contacts._many import delete_many
from bot.crm.contacts._reverse import reverse_many, traces
from bot.model.changes import flat
from bot.model.choices import ChoiceKind
from bot.model.contacts import Contact
from bot.model.errors import FieldsInvalid, NothingToUndo
from bot.model.events import EventKind
from tests._works import OpenStore
from tests.crm.test_contacts import acting
from tests.crm.test_people import company, person, stored

Act = Callable[[Work], Awaitable[object]]


def makes_main(contact: Contact) -> Act:
    return lambda work: people.make_main(work, contact.id)


def types(contact: Contact, **chosen: object) -> Act:
    """What the form does that was opened on the contact as it was."""

    async def saved(work: Work) -> object:
        values = replace(contact.values, **chosen)  # type: ignore[arg-type]  # fields of the values
        return await contacts.change(work, contact.id, values, base=flat(contact.values))

    return saved


async def while_the_first_is_at_it(store: OpenStore, first: Act, *others: Act) -> list[object]:
    """The others begin before the first has committed: on SQLite they queue, on PostgreSQL they meet its locks."""

    async def does(act: Act) -> object:
        async with acting(store) as work:
            return await act(work)

    async with acting(store) as work:
        done = await first(work)
        tasks = [asyncio.create_task(does(act)) for act in others]
        await asyncio.sleep(0.1)
    return [done, *await asyncio.gather(*tasks, return_exceptions=True)]


async def mains(store: OpenStore, *some: Contact) -> list[str]:
    return [each.name for each in some if (await stored(store, each.id)).main_person]


@pytest.mark.parametrize(("inverse", "is_turned"), [("", True), ("employs", False)], ids=["both ends", "one end"])
async def test_a_relation_that_two_tell_at_once_is_one_and_told_once(
    store: OpenStore, inverse: str, is_turned: bool
) -> None:
    ann, bea = await person(store, "Ann"), await person(store, "Bea")
    async with acting(store) as work:
        kind = await choices.add(work, ChoiceKind.RELATION, "colleague of", inverse=inverse)
    ends = (bea.id, ann.id) if is_turned else (ann.id, bea.id)
    told = await while_the_first_is_at_it(
        store,
        lambda work: relations.add(work, ann.id, bea.id, kind.id),
        lambda work: relations.add(work, *ends, kind.id),
    )
    assert told[0] == told[1]
    async with acting(store) as work:
        events = [event.kind for event in await work.events.list(ann.id, limit=9)]
    assert events.count(EventKind.RELATION_ADDED) == 1


async def test_one_main_person_is_left_whoever_makes_whom_the_main_one(store: OpenStore) -> None:
    acme = await company(store)
    old, ann, bea = [
        await person(store, name, employer=acme.id, main_person=name == "Old") for name in ("Old", "Ann", "Bea")
    ]
    rounds: list[tuple[Act, Act]] = [
        (makes_main(ann), makes_main(bea)),
        (makes_main(old), types(ann, main_person=True, job_title="CEO")),
        (types(bea, main_person=True, nickname="B"), makes_main(old)),
        (types(replace(ann, values=replace(ann.values, job_title="CEO")), main_person=True), types(old, comment="x")),
    ]
    for first, second in rounds:
        ended = await while_the_first_is_at_it(store, first, second)
        assert not [each for each in ended if isinstance(each, BaseException)], ended
        assert len(await mains(store, old, ann, bea)) == 1


async def test_an_undo_beside_somebody_else_s_choice_leaves_one_main_person(store: OpenStore) -> None:
    acme = await company(store)
    ann = await person(store, "Ann", employer=acme.id, main_person=True)
    bea, cal = [await person(store, name, employer=acme.id) for name in ("Bea", "Cal")]
    async with acting(store) as work:
        saved = await people.make_main(work, bea.id)
    batch = saved.batch
    assert batch is not None
    ended = await while_the_first_is_at_it(store, makes_main(cal), lambda work: undo.take_back(work, batch))
    assert all(isinstance(each, undo.Undone | contacts.Saved | NothingToUndo) for each in ended), ended
    assert await mains(store, ann, bea, cal) == ["Cal"]


async def test_two_who_become_each_others_parent_make_no_circle(store: OpenStore) -> None:
    ann, bea, cal = [await person(store, name) for name in ("Ann", "Bea", "Cal")]
    ended = await while_the_first_is_at_it(
        store, types(ann, parent=bea.id), types(bea, parent=cal.id), types(cal, parent=ann.id)
    )
    refused = [each for each in ended if isinstance(each, BaseException)]
    (wrong,) = refused
    assert isinstance(wrong, FieldsInvalid)
    assert wrong.fields == {"parent": "contact_cycle"}
    pointing = [(await stored(store, each.id)).parent for each in (ann, bea, cal)]
    assert len([each for each in pointing if each is not None]) == 2


@pytest.mark.parametrize("ends", ["deleted", "archived", "deleted with many"])
async def test_a_main_person_who_comes_back_is_no_second_one(store: OpenStore, ends: str) -> None:
    acme = await company(store)
    ann, bea = [await person(store, name, employer=acme.id, main_person=name == "Ann") for name in ("Ann", "Bea")]
    async with acting(store) as work:
        batch = work.batch
        if ends == "deleted with many":
            await delete_many(work, await work.contacts.many([ann.id]))
        else:
            await (contacts.delete if ends == "deleted" else contacts.archive)(work, ann.id)
    async with acting(store) as work:
        await people.make_main(work, bea.id)
    async with acting(store) as work:
        if ends == "deleted with many":
            await reverse_many(work, await traces(work, batch, [ann.id]))
        else:
            await contacts.restore(work, ann.id)
    assert await mains(store, ann, bea) == ["Bea"]
