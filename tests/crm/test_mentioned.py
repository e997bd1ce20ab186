"""Whom a sentence speaks of."""

from bot.crm import contacts
from bot.model.contacts import ContactKind
from tests import make
from tests._works import OpenStore
from tests.crm._lists import added, reading


async def test_a_firm_is_named_without_what_it_is_in_law(store: OpenStore) -> None:
    firm = make.contact_values(kind=ContactKind.COMPANY, company="Toitures Lambert SARL")
    company, person = await added(store, firm, make.contact_values("Julie", "Lambert", company="Toitures Lambert SARL"))
    async with reading(store) as work:
        for sentence, meant in (
            ("call Toitures Lambert", {company}),
            ("rappeler toitures lambert sarl pour le devis", {company}),
            ("call Julie Lambert", {person}),
            ("call Lambert", {person, company}),
            ("call the SARL", set()),
        ):
            assert {each.id for each in await contacts.mentioned(work, sentence)} == meant, sentence


async def test_a_number_names_its_contact_wherever_it_stands(store: OpenStore) -> None:
    ann, bob = await added(store, make.contact_values("Ann", "Martin"), make.contact_values("Bob", "Martin"))
    async with reading(store) as work:
        for sentence, meant in (
            ("call #1 about the offer", [ann]),
            ("ask Bob Martin for #1.", [ann]),
            ("bring #2, #1 and #2 together", [bob, ann]),
            ("call Bob Martin, as in #4242", [bob]),
        ):
            assert [each.id for each in await contacts.mentioned(work, sentence)] == meant, sentence
