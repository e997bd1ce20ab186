"""Who may be there already: found by what tells, judged by the whole, and never by a name alone."""

from dataclasses import replace
from typing import Any

import pytest

from bot.crm import contacts
from bot.model.birthdays import Birthday
from bot.model.contacts import ContactValues
from bot.model.duplicates import Reason
from bot.model.ids import ContactId
from bot.store.contacts import Contacts
from tests import make
from tests._works import OpenStore
from tests.crm._lists import acting, added, reading
from tests.doubles import judged, listed

MAIL = make.email("m.dupont@acme.example")


async def alike(store: OpenStore, values: ContactValues, *but: ContactId) -> list[ContactId]:
    async with reading(store) as work:
        return [each.contact.id for each in await contacts.likely(work, values, but=but)]


async def test_the_same_email_finds_who_is_written_otherwise_with_the_reason(store: OpenStore) -> None:
    (marie,) = await added(store, make.contact_values("Marie", "Dupont", coordinates=(MAIL,)))
    async with reading(store) as work:
        (found,) = await contacts.likely(work, make.contact_values("M.", "Dupond", coordinates=(MAIL,)))
    assert found.contact.id == marie
    assert found.likeness.reasons[0] is Reason.SAME_EMAIL


beside_the_name = pytest.mark.parametrize(
    ("shared", "reason"),
    [
        ({"coordinates": (MAIL,)}, Reason.SAME_EMAIL),
        ({"coordinates": (make.phone("06 28 23 04 55"),)}, Reason.SAME_PHONE),
        ({"coordinates": (make.address(),)}, Reason.SAME_ADDRESS),
        ({"company": "Zyxomatic SARL"}, Reason.SAME_COMPANY),
        ({"birthday": Birthday(3, 12, 1980)}, Reason.SAME_BIRTHDAY),
    ],
    ids=["e-mail", "phone", "address", "company", "birthday"],
)


@beside_the_name
async def test_a_name_with_a_slip_is_found_by_any_one_thing_beside_it(
    store: OpenStore, shared: dict[str, Any], reason: Reason
) -> None:
    await added(
        store, make.contact_values("Maelle", "Quintard", **shared), make.contact_values("Other", "One", **shared)
    )
    async with reading(store) as work:
        (found,) = await contacts.likely(work, make.contact_values("Maëlle", "Quintart", **shared))
    assert found.contact.name == "Maelle Quintard"
    assert reason in found.likeness.reasons


@beside_the_name
async def test_who_is_archived_is_found_by_the_same_things(
    store: OpenStore, shared: dict[str, Any], reason: Reason
) -> None:
    (maelle,) = await added(store, make.contact_values("Maelle", "Quintard", **shared))
    async with acting(store) as work:
        await contacts.archive(work, maelle)
    async with reading(store) as work:
        (found,) = await contacts.likely(work, make.contact_values("Maëlle", "Quintart", **shared))
    assert found.contact.id == maelle
    assert reason in found.likeness.reasons


async def test_a_name_alone_finds_nobody(store: OpenStore) -> None:
    await added(store, make.contact_values("Marie", "Dupont"))
    assert await alike(store, make.contact_values("Marie", "Dupont")) == []


async def test_who_is_known_to_be_another_is_not_found(store: OpenStore) -> None:
    values = make.contact_values("Marie", "Dupont", coordinates=(MAIL,))
    (marie,) = await added(store, values)
    assert await alike(store, values) == [marie]
    assert await alike(store, values, marie) == []


async def test_a_colleague_of_the_same_company_is_found_by_the_employer_that_was_chosen(store: OpenStore) -> None:
    (acme,) = await added(store, make.company_values("Zyxomatic SARL"))
    phone = make.phone("06 28 23 04 55")
    (marie,) = await added(store, make.contact_values("Marie", "Dupont", employer=acme, coordinates=(phone,)))
    assert await alike(store, make.contact_values("Marie", "Dupond", employer=acme, coordinates=(phone,))) == [marie]


async def test_the_deleted_are_not_found_and_five_at_most(store: OpenStore) -> None:
    values = make.contact_values("Marie", "Dupont", coordinates=(MAIL,))
    keys = await added(store, *[values] * 8)
    async with acting(store) as work:
        await contacts.delete(work, keys[0])
    found = await alike(store, values)
    assert len(found) == 5
    assert keys[0] not in found


@pytest.mark.parametrize("identified", [False, True], ids=["nothing in common", "an e-mail or a phone in common"])
async def test_of_a_generated_list_the_doubles_are_found_and_others_are_not(store: OpenStore, identified: bool) -> None:
    """As whoever types it again would see it; people of one name, one home or one firm are among them."""
    lines = listed(931, 300, identified=identified)
    everybody = [replace(line.values, birthday=line.birthday) for line in lines]
    told: list[tuple[int, int]] = []
    first: dict[int, int] = {}
    doubles = [place for place, line in enumerate(lines) if first.setdefault(line.who, place) != place]
    async with store.session() as session:
        known = [(make.contact(place + 1, everybody[place]), None) for place in first.values()]
        await Contacts(session).add_many(known)
    async with reading(store) as work:
        for place in doubles:
            told += [(each.contact.id - 1, place) for each in await contacts.likely(work, everybody[place])]
    found = judged(lines, told)
    assert found.recall >= 0.95, found.missed
    assert found.precision >= 0.95, found.wrong
