"""Opening a record takes few statements, on whatever tab and however full it is."""

from datetime import timedelta

import pytest

from bot.crm import contacts, notes, relations, reminders
from bot.crm.contacts import Clash, Saved
from bot.model.birthdays import Birthday
from bot.model.choices import ChoiceKind
from bot.model.consents import Channel, Consent
from bot.model.contacts import ContactKind, CustomValue, Hold, Reach, with_mains
from bot.model.hours import OpeningHours
from bot.model.ids import ChoiceId, ContactId, CustomFieldId, EventId
from bot.model.records import Tab, tabs_of, views_of
from tests import make
from tests._works import OpenStore
from tests.bench._statements import listening
from tests.crm.test_contacts import acting, changed, created, record

MOST_STATEMENTS = 13
MOST_OF_A_NOTE = 7  # its number takes two the first time
FIELDS, RELATED = 20, 30


@pytest.mark.parametrize("tab", list(Tab))
async def test_a_record_is_opened_in_few_statements_whatever_it_holds(store: OpenStore, tab: Tab) -> None:
    saved = await full(store, ContactKind.COMPANY if tab is Tab.PEOPLE else ContactKind.PERSON)
    values = saved.contact.values
    assert any(tab in tabs_of(values, view) for view in views_of(values))
    await record(store, saved.contact.id)  # a connection for reading is there now
    with listening(store.database) as said:
        shown = await record(store, saved.contact.id, tab)
    assert (len(values.coordinates), len(values.custom), len(shown.around.warnings)) == (30, FIELDS, 4)
    statements = [sql for sql, _ in said.statements]
    assert len(statements) <= MOST_STATEMENTS, "\n".join(statements)
    with listening(store.database) as said:
        async with store.works.reading(make.viewer()) as work:
            await contacts.older(work, saved.contact.id, EventId(2**62))
    assert len(said.statements) <= MOST_STATEMENTS


async def test_a_line_is_written_in_few_statements(store: OpenStore) -> None:
    """Its number, itself, its words, what is told of it in two, and who follows: nothing is asked that it has not."""
    saved = await created(store)
    async with acting(store) as work:
        found = await contacts.found(work, saved.contact.id)
        await notes.jot(work, found, "the first of all, which begins their numbers")
    async with acting(store) as work:
        await contacts.found(work, saved.contact.id)
        with listening(store.database) as said:
            await notes.jot(work, found, "prefers mornings")
            await work.end()
    statements = [sql for sql, _ in said.statements]
    assert len(statements) <= MOST_OF_A_NOTE, "\n".join(statements)


async def full(store: OpenStore, kind: ContactKind) -> Saved:
    """Everything that a contact can hold, changed a few times, with notes, reminders and all that stands around it."""
    await has_lists(store)
    head = await created(store, make.contact_values("", "", kind=ContactKind.COMPANY, company="Acme Group"))
    said = tuple(Consent(channel=each, given=True, on=make.NOW.date(), source="fair") for each in Channel)
    company = await created(
        store,
        make.contact_values(
            "", "", kind=ContactKind.COMPANY, company="Acme", parent=head.contact.id, consents=said,
            hold=Hold("Unpaid", Reach.DESCENDANTS),
        ),
    )  # fmt: skip
    phones = tuple(make.phone(f"06 28 23 04 {n:02}") for n in range(15))
    emails = tuple(make.email(f"a{n}@example.com") for n in range(15))
    values = make.contact_values(
        kind=kind, company="Acme Works", employer=company.contact.id, parent=company.contact.id,
        coordinates=with_mains((*phones, *emails)), tags=("VIP", "Lyon", "Clients", "Suppliers"),
        owner=make.JOHN, assigned=(make.CLAIRE, make.JOHN), comment="x" * 3000, description="y" * 3000,
        nickname="Mimi", job_title="Buyer", department="Sales", siren="732829320", iban="FR7630006000011234567890189",
        birthday=Birthday(2, 29, 1980), hours=OpeningHours.read("Mo-Fr 09:00-12:00"), flag="Late", blocked=True,
        hold=Hold("Asks", Reach.FAMILY), consents=said[:2], mailing=True, financial=True,
        **make.listed_values() | {"custom": tuple(CustomValue(CustomFieldId(n), f"{n}") for n in range(1, FIELDS + 1))},
    )  # fmt: skip
    async with acting(store) as work:
        saved = await contacts.create(work, values, photo="F0123")
    latest: Saved | Clash = saved
    for n in range(12):
        assert isinstance(latest, Saved)
        latest = await changed(store, latest, comment=f"comment {n}", owner=(None, make.JOHN)[n % 2])
    await has_neighbours(store, saved.contact.id, kind)
    await is_spoken_of(store, saved.contact.id)
    async with acting(store) as work:
        return await contacts.archive(work, saved.contact.id)


async def has_lists(store: OpenStore) -> None:
    """What `make.listed_values` has, and the custom fields."""
    async with acting(store) as work:
        for choice in (*make.choices(), make.choice(RELATED, ChoiceKind.RELATION, "partner of")):
            await work.choices.add(choice)
        for n in range(1, FIELDS + 1):
            await work.custom_fields.add(make.custom_field(n, f"Field {n}"))


async def has_neighbours(store: OpenStore, contact: ContactId, kind: ContactKind) -> None:
    """Below it, in relation with it and, of a company, in its employ."""
    employer = contact if kind is ContactKind.COMPANY else None
    for n in range(3):
        below = await created(store, make.contact_values(f"Below{n}", "X", parent=contact))
        await created(store, make.contact_values(f"Works{n}", "X", employer=employer))
        async with acting(store) as work:
            await relations.add(work, contact, below.contact.id, ChoiceId(RELATED))


async def is_spoken_of(store: OpenStore, contact: ContactId) -> None:
    due = store.clock.now() + timedelta(days=2)
    async with acting(store) as work:
        for n in range(5):
            await notes.jot(work, await contacts.found(work, contact), f"note {n}")
            people = (make.CLAIRE, make.JOHN)
            wanted = make.wanted(f"call {n}", due=make.due(due), assignees=people, contact=contact)
            await reminders.plan(work, wanted)
