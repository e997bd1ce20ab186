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
            assert {each.id for each in (await contacts.mentioned(work, sentence)).found} == meant, sentence


async def test_a_number_names_its_contact_wherever_it_stands(store: OpenStore) -> None:
    ann, bob = await added(store, make.contact_values("Ann", "Martin"), make.contact_values("Bob", "Martin"))
    async with reading(store) as work:
        for sentence, meant in (
            ("call #1 about the offer", [ann]),
            ("ask Bob Martin for #1.", [ann]),
            ("bring #2, #1 and #2 together", [bob, ann]),
            ("call Bob Martin, as in #4242", [bob]),
        ):
            assert [each.id for each in (await contacts.mentioned(work, sentence)).found] == meant, sentence


async def test_only_the_words_that_name_somebody_are_asked_about(store: OpenStore) -> None:
    await added(store, make.contact_values("Ann", "Dupont"), make.contact_values("Bob", "Dupont"))
    async with reading(store) as work:
        for sentence, words in (
            ("relancer Dupont", "Dupont"), ("envoyer l'offre de dupont, vite", "dupont"), ("see #1, or #2.", "#1 #2"),
        ):  # fmt: skip
            spoken_of = await contacts.mentioned(work, sentence)
            assert (spoken_of.words, len(spoken_of.found), spoken_of.is_sure) == (words, 2, False), sentence


async def test_a_first_name_alone_names_the_one_who_has_it_and_is_asked_about_in_doubt(store: OpenStore) -> None:
    marie, rose, *_ = await added(
        store,
        make.contact_values("Marie", "Dupont"),
        make.contact_values("Rose", "Martin"),
        make.contact_values("Jean Paul", "Petit"),
        make.contact_values("Luc", "Roy"),
        make.contact_values("Luc", "Blanc"),
    )
    async with reading(store) as work:
        for sentence, meant, is_sure in (
            ("appeler Marie", {marie}, True),
            ("appeler marie", {marie}, False),
            ("Marie à rappeler", {marie}, False),
            ("acheter une rose", set(), True),
            ("acheter des fleurs pour Rose", {rose}, True),
            ("call Jean", set(), True),
            ("prévenir Marie-Claire", set(), True),
            ("appeler Marie Durand", {marie}, False),
        ):
            spoken_of = await contacts.mentioned(work, sentence)
            found = {each.id for each in spoken_of.found}
            assert (found, spoken_of.is_sure) == (meant, is_sure), sentence
        both = await contacts.mentioned(work, "appeler Luc")
        assert (len(both.found), both.words, both.is_sure) == (2, "Luc", False)
