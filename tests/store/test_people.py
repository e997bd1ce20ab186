"""The people of a company, whose birthday it is, and who may be somebody that is added."""

from typing import Any

from bot.model.birthdays import Birthday
from bot.model.choices import ChoiceKind
from bot.model.contacts import ContactValues, Role, with_mains
from bot.model.ids import ChoiceId, ContactId
from bot.store.choices import Choices
from bot.store.contacts import Contacts
from tests import make
from tests._works import OpenStore
from tests.store._heard import heard

ACME = ContactId(1)
BUYS, PAYS = ChoiceId(1), ChoiceId(2)


async def test_the_main_person_is_first_then_whoever_has_the_best_rank_then_by_name(store: OpenStore) -> None:
    await _people(store)
    async with store.looking() as session:
        people = await Contacts(session).people(ACME, limit=10)
        main = await Contacts(session).main_person(ACME)
    assert [line.found.name for line in people.lines] == [
        "Zoé Main",
        "Second Best",
        "Un Ranked",
        "Anna None",
        "Bob None",
    ]
    assert (people.total, people.offset, people.role) == (5, 0, None)
    assert [line.roles for line in people.lines] == [
        (), (Role(BUYS, 9), Role(PAYS, 1)), (Role(BUYS, None),), (), (),
    ]  # fmt: skip
    assert [line.main_person for line in people.lines] == [True, *([False] * 4)]
    assert (people.lines[0].job_title, people.lines[0].phone) == ("CEO", "06 28 23 04 55")
    assert main == people.lines[0].found


async def test_the_people_of_a_role_are_listed_by_their_rank_in_it(store: OpenStore) -> None:
    await _people(store)
    async with store.looking() as session:
        contacts = Contacts(session)
        named = {role: await contacts.people(ACME, limit=10, role=role) for role in (BUYS, PAYS, ChoiceId(9))}
    assert [[line.found.name for line in people.lines] for people in named.values()] == [
        ["Second Best", "Un Ranked"], ["Second Best"], [],
    ]  # fmt: skip


async def test_a_page_of_people_takes_few_statements_and_one_that_is_no_more_is_the_first(store: OpenStore) -> None:
    await _people(store)
    async with store.looking() as session:
        contacts = Contacts(session)
        with heard(store.database) as said:
            second = await contacts.people(ACME, limit=2, offset=2)
        gone = await contacts.people(ACME, limit=2, offset=10)
    assert len(said) == 5, said
    assert [line.found.name for line in second.lines] == ["Un Ranked", "Anna None"]
    assert [line.found.name for line in gone.lines] == ["Zoé Main", "Second Best"]
    assert (gone.offset, gone.total) == (0, 5)


async def test_whose_birthday_it_is_is_told_some_at_a_time(store: OpenStore) -> None:
    born = {
        1: Birthday(2, 28, 1980),
        2: Birthday(2, 29),
        3: Birthday(3, 1),
        4: None,
        5: Birthday(2, 28),
        6: Birthday(2, 28),
    }
    async with store.session() as session:
        contacts = Contacts(session)
        for id, birthday in born.items():
            put_away = {"archived_at": make.NOW} if id == 6 else {}
            await contacts.add(make.contact(id, make.contact_values(birthday=birthday), **put_away))
        days = ["0228", "0229"]
        pages = [await contacts.born_on(days, after=ContactId(after), limit=2) for after in (0, 2, 5)]
    assert pages == [[1, 2], [5], []]


async def test_who_may_be_the_one_that_is_added_is_found_by_anything_they_share(store: OpenStore) -> None:
    known = {
        1: make.contact_values("Zoé", "Quirin", coordinates=(make.email("z.quirin@acme.fr"),)),
        2: make.contact_values("Anna", "Lopez", coordinates=(make.phone("01 23 45 67 89"),)),
        3: make.company_values("Durand et fils", siren="732829320"),
        4: make.contact_values("Maire", "Dupont"),
        5: make.contact_values("M.", "Dupontel", coordinates=(make.address(city="Lyon"),)),
        6: make.contact_values("Ann", "Born", birthday=Birthday(2, 29, 1980)),
        7: make.contact_values("Ann", "Other", birthday=Birthday(2, 29)),
        8: make.contact_values("Nobody", "Atall"),
    }
    async with store.session() as session:
        await Contacts(session).add_many([(make.contact(id, values), None) for id, values in known.items()])
    assert await _alike(store, make.contact_values("Z", "Q", coordinates=(make.email("Z.Quirin@ACME.fr"),))) == [1]
    assert await _alike(store, make.contact_values("A", "L", coordinates=(make.phone("+33 1 23 45 67 89"),))) == [2]
    assert await _alike(store, make.company_values("D & F", siren="732 829 320")) == [3]
    assert await _alike(store, make.contact_values("Dupont", "Marie")) == [4]
    assert await _alike(store, make.contact_values("Marie", "Dupontel", coordinates=(make.address(city="Lyon"),))) == [
        5
    ]
    assert await _alike(store, make.contact_values("X", "Y", birthday=Birthday(2, 29, 1980))) == [6]
    assert await _alike(store, make.contact_values("", "🔥")) == []
    assert await _alike(store, make.contact_values("", "")) == []


async def test_of_a_name_that_many_have_those_of_the_same_company_town_or_birthday_are_looked_at(
    store: OpenStore,
) -> None:
    """Those who are neither are more than are looked at, and were added before and after."""
    apart: dict[int, dict[str, Any]] = {
        60: {"company": "Zephyr SARL"},
        61: {"coordinates": (make.address(city="Vesoul"),)},
        62: {"birthday": Birthday(2, 29, 1980)},
    }
    async with store.session() as session:
        many = [make.contact(id, make.contact_values("Marie", "Martin", **apart.get(id, {}))) for id in range(1, 121)]
        await Contacts(session).add_many([(each, None) for each in many])
    for id, shared in apart.items():
        assert id in await _alike(store, make.contact_values("Marie", "Martin", **shared))


async def _alike(store: OpenStore, values: ContactValues) -> list[int]:
    async with store.looking() as session:
        return [each.id for each in await Contacts(session).alike(values)]


async def _people(store: OpenStore) -> None:
    async with store.session() as session:
        contacts = Contacts(session)
        await Choices(session).add_many(
            [make.choice(BUYS, ChoiceKind.ROLE, "Buys"), make.choice(PAYS, ChoiceKind.ROLE, "Pays", position=1)]
        )
        await contacts.add(make.contact(ACME, make.company_values()))
        await contacts.add(make.contact(99, make.company_values()))
        for id, (first, last, chosen) in enumerate(_PEOPLE, start=2):
            put_away = {"archived_at": make.NOW} if last == "Away" else {}
            await contacts.add(make.contact(id, make.contact_values(first, last, **chosen), **put_away))


_REACH = with_mains((make.phone(),))
_PEOPLE: list[tuple[str, str, dict[str, object]]] = [
    ("Bob", "None", {"employer": ACME}),
    ("Anna", "None", {"employer": ACME}),
    ("Un", "Ranked", {"employer": ACME, "roles": (Role(BUYS),)}),
    ("Second", "Best", {"employer": ACME, "roles": (Role(BUYS, 9), Role(PAYS, 1))}),
    (
        "Zoé",
        "Main",
        {"employer": ACME, "main_person": True, "job_title": "CEO", "coordinates": with_mains((make.phone(),))},
    ),
    ("Put", "Away", {"employer": ACME, "roles": (Role(PAYS, 1),)}),
    ("Else", "Where", {"employer": ContactId(99), "roles": (Role(PAYS, 1),), "main_person": True}),
]
