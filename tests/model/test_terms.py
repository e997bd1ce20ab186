"""What is looked for in words as people type them: phones, e-mails, numbers, web addresses."""

import pytest

from bot.model.contacts import Contact, ContactValues
from bot.model.query import MOST_TERMS, Query, is_number, matches, number_of, query_of
from bot.model.search import WORD_LENGTH
from tests import make


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("dupont 06 28 23 04 55", ("dupont", "0628230455")),
        ("06.28.23.04.55 Marie", ("0628230455", "marie")),
        ("call +33 (0)6 28 23 04 55 now", ("call", "33628230455", "now")),
        ("call 0033628230455 now", ("call", "33628230455", "now")),
        ("Li +1 (212) 555-0100", ("li", "12125550100")),
        ("Li (212) 555-0100", ("li", "2125550100")),
        ("Acme 732 829 320", ("acme", "732829320")),
        ("Dupont 12 rue 75011", ("dupont", "12", "rue", "75011")),
        ("dupont 06 28 23 04 55 12 rue", ("dupont", "0628230455", "12", "rue")),
        ("a 0628230455 75011", ("a", "0628230455", "75011")),
        ("04 55", ("0455",)),
        ("a 04 55", ("a", "04", "55")),
        ("acme75011 0628", ("acme75011", "0628")),
        ("12 75011", ("12", "75011")),
        ("75011 12", ("75011", "12")),
        ("12, 75011", ("12", "75011")),
        ("12,13", ("12", "13")),
        ("23 04 55", ("230455",)),
        ("+33 0628230455", ("33628230455",)),
        ("+33 06 28 23 04 55", ("33628230455",)),
        ("+39 06 1234 5678", ("390612345678",)),
        ("Moreau +33 46 0192332", ("moreau", "33460192332")),
        ("0033 6 28230455 75011", ("33628230455", "75011")),
        ("+33 6 28 23 04 55 75011", ("33628230455", "75011")),
        ("a +33 0628230455 b", ("a", "33628230455", "b")),
        ("0628230455 poste 12", ("0628230455",)),
        ("+1 212-555-0100 ext. 7 Li", ("12125550100", "li")),
        ("info@acme.fr", ("info@acme.fr",)),
        ("Paul INFO@Acme.fr, x", ("paul", "info@acme.fr", "x")),
        ("Paul <p.l@acme.fr>", ("paul", "p.l@acme.fr")),
        ("@ acme", ("acme",)),
        ("https://www.acme.fr/", ("acme", "fr")),
        ("www.acme.fr", ("acme", "fr")),
        ("Http://acme.fr/Ü", ("acme", "fr", "u")),
        ("www", ("www",)),
    ],
)
def test_a_phone_is_one_term_among_words(text: str, terms: tuple[str, ...]) -> None:
    assert query_of(text).terms == terms


def test_two_numbers_are_one_phone_or_each_by_itself() -> None:
    for text in ("12 75011", "75011 12", "12, 75011", "12,13"):
        asked = query_of(text)
        apart = make.contact_values(coordinates=(make.address(street="12 rue du 13 mai", postcode="75011"),))
        joined = make.contact_values(reference=asked.together)
        assert matches(_contact(1, apart), asked), text
        assert matches(_contact(1, joined), asked), text


def test_an_email_stands_in_one_piece() -> None:
    paul = _contact(1, make.contact_values("Paul", "Durand", coordinates=(make.email("info@acme.fr"),)))
    company = _contact(2, make.company_values("Acme Informatique France"))
    for text in ("info@acme.fr", "@acme.fr", "INFO@", "nfo@ac", "fo@acme.fr durand"):
        assert matches(paul, query_of(text)), text
    assert not matches(company, query_of("info@acme.fr"))
    assert not matches(paul, query_of("info@acmee.fr"))
    assert matches(_contact(3, make.contact_values(coordinates=(make.email("a@b.fr"),))), query_of("a@b"))


def test_an_email_with_a_slip_is_found_by_its_words() -> None:
    paul = _contact(1, make.contact_values(coordinates=(make.email("paul.durand@acme.fr"),)))
    assert matches(paul, query_of("paul.durnd@acme.fr").with_slips)
    assert query_of("paul.durnd@acme.fr").is_of_address
    assert query_of("Paul durnd").with_slips.fuzzy == ("paul", "durnd")


@pytest.mark.parametrize(
    ("text", "number", "only"),
    [
        ("#12", 12, True),
        ('"#12"', 12, True),
        ("n°2", 2, True),
        ("N° 2", 2, True),
        ("12", 12, False),
        ("2.", 2, False),
        ("0055", None, False),
        ("0", None, False),
        ("#0012", 12, True),
        ("#9999999999", None, True),
        ("12 x", None, False),
        ("", None, False),
    ],
)
def test_a_number_is_called_by_its_figures(text: str, number: int | None, only: bool) -> None:
    assert (number_of(text), is_number(text)) == (number, only)


def test_a_page_of_text_asks_for_its_first_words_alone() -> None:
    query = query_of("word " * 1500 + " ".join(f"w{at}" for at in range(100)) + "x" * 8000)
    assert len(query.asked) <= MOST_TERMS
    assert all(len(term) <= WORD_LENGTH for term in query.asked)
    assert len(query.together) <= WORD_LENGTH


def test_terms_that_were_not_folded_are_folded_before_they_are_asked() -> None:
    assert Query(terms=('Dupont" OR "', "100%", "MA_RIE")).asked == ("dupont", "or", "100", "ma", "rie")


def test_the_first_name_may_be_said_last() -> None:
    assert (query_of("Dupont Marie").whole, query_of("Dupont Marie").reversed) == ("dupont marie", "marie dupont")
    assert query_of("dupont jean marie").reversed == "jean marie dupont"
    assert query_of("").reversed == ""


def test_a_term_with_a_full_form_is_one_of_several_choices() -> None:
    query = query_of("st etienne")
    assert query.choices == ((" st", "saint"), ("etienne",))
    assert query.fragments == ("etienne",)
    assert query.forms == (("st", "saint", "street"), ("etienne",))


def _contact(id: int, values: ContactValues) -> Contact:
    return make.contact(id, values)
