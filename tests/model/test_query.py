"""Queries: what a person's words look for, and whether one contact is meant."""

from datetime import UTC, datetime

import pytest

from bot.model.contacts import Contact, ContactValues
from bot.model.ids import ContactId
from bot.model.query import (
    ALL_CONTACTS,
    ME,
    NOBODY,
    Filter,
    FilterKey,
    Query,
    for_member,
    matches,
    query_of,
)
from bot.model.search import WORD_LENGTH, Folded
from tests import make
from tests.make import CLAIRE, JOHN

MARIE = make.contact_values(
    "Marie-Hélène", "D'Aubigné", company="Café Très Bon", coordinates=(make.phone(), make.email()), tags=("VIP",)
)


@pytest.mark.parametrize(
    "text",
    [
        "marie", "hél", "HELENE", "mariehelene", "Marie Hélène", "helene marie", "aubigne", "d'aubigné", "daubigne",
        "cafe tres", "caf", "tresbon", "b", "tr", "m", "da", "vip", "V.I.P.", "acme", "@acme.fr", "dupont@ac",
        "nt@acme", "marie.dupont@acme.fr", "06 28 23 04 55", "0628230455", "06.28.23.04.55", "+33 6 28 23 04 55",
        "+33628230455", "0033 6 28 23 04 55", "+33 (0)6 28 23 04 55", "04 55", "230455", "bon vip",
    ],
)  # fmt: skip
def test_a_contact_is_found_by_parts_of_what_is_known(text: str) -> None:
    assert matches(make.contact(1, MARIE), query_of(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "!?",
        "'\"*",
        "🔥",
        "martin",
        "marie martin",
        "l",
        "es",
        "07 28 23 04 55",
        "100%",
        "mar_e",
        "marie OR x",
    ],
)
def test_a_contact_is_not_found_by_what_it_has_not(text: str) -> None:
    assert not matches(make.contact(1, MARIE), query_of(text))


@pytest.mark.parametrize("text", ["王伟", "伟王", "王", "伟", "华为", "为"])
def test_a_name_without_spaces_is_found_by_each_of_its_signs(text: str) -> None:
    chinese = make.contact_values("伟", "王", company="华为")
    assert matches(make.contact(1, chinese), query_of(text))


@pytest.mark.parametrize("text", ["김", "철수", "김철수"])
def test_a_korean_name_is_found_by_its_syllables(text: str) -> None:
    assert matches(make.contact(1, make.contact_values("철수", "김")), query_of(text))


def test_the_words_beside_a_phone_are_found_too() -> None:
    wrote = make.contact_values(coordinates=(make.phone("01 23 45 67 89 poste 12"),))
    assert matches(make.contact(1, wrote), query_of("poste"))


def test_a_very_long_word_is_still_found() -> None:
    long = make.contact_values("", "x" * 3000)
    assert matches(make.contact(1, long), query_of("x" * 3000))
    assert max(map(len, Folded(long).words)) <= WORD_LENGTH
    assert len(Folded(long).grams()) < 2000


def test_both_words_and_filters_must_hold() -> None:
    tagged = Filter(FilterKey.TAG, "vip")
    marie = make.contact(1, MARIE)
    assert matches(marie, Query(terms=("marie",), filters=(tagged,)))
    assert not matches(marie, Query(terms=("martin",), filters=(tagged,)))
    assert not matches(marie, Query(terms=("marie",), filters=(Filter(FilterKey.TAG, "client"),)))


@pytest.mark.parametrize(("excluded", "held"), [(False, [True, False]), (True, [False, True])])
def test_a_filter_on_a_contact_holds_for_it_alone_or_for_all_but_it(excluded: bool, held: list[bool]) -> None:
    query = Query(filters=(Filter(FilterKey.CONTACT, "1", excluded),))
    assert [matches(_contact(id), query) for id in (1, 2)] == held


def _contact(id: int, values: ContactValues = MARIE) -> Contact:
    return make.contact(id, values)


@pytest.mark.parametrize(
    ("key", "value", "held"),
    [
        (FilterKey.OWNER, JOHN, True),
        (FilterKey.OWNER, CLAIRE, False),
        (FilterKey.OWNER, NOBODY, False),
        (FilterKey.OWNER, ME, False),
        (FilterKey.ASSIGNED, CLAIRE, True),
        (FilterKey.ASSIGNED, NOBODY, False),
        (FilterKey.PARENT, "77", True),
        (FilterKey.PARENT, "7", False),
        (FilterKey.TAG, "vip", True),
        (FilterKey.TAG, "vi", False),
        (FilterKey.CITY, "par", True),
        (FilterKey.CITY, "aris", False),
        (FilterKey.ADDRESS, "des lilas", True),
        (FilterKey.ADDRESS, "rue de lille", False),
        (FilterKey.PHONE, "06.28.23", True),
        (FilterKey.PHONE, "0033 6 28 23 04 55", True),
        (FilterKey.PHONE, "0455", True),
        (FilterKey.PHONE, "9999", False),
        (FilterKey.EMAIL, "@acme.fr", True),
        (FilterKey.EMAIL, "@other.fr", False),
        (FilterKey.COMPANY, "fils", True),
        (FilterKey.COMPANY, "brien", False),
        (FilterKey.ACCOUNT, "411", True),
        (FilterKey.ACCOUNT, "acme", False),
        (FilterKey.ANALYTIC, "ly", True),
        (FilterKey.REFERENCE, "acme 7", True),
        (FilterKey.REFERENCE, "7", False),
        (FilterKey.CITY, "!?", False),
        (FilterKey.SEARCH, "my clients", False),
    ],
)
def test_a_filter_asks_its_own_field_and_turned_round_the_contrary(key: FilterKey, value: str, held: bool) -> None:
    contact = _contact(1, make.full_values(employer=ContactId(77)))
    assert matches(contact, Query(filters=(Filter(key, value),))) is held
    assert matches(contact, Query(filters=(Filter(key, value, excluded=True),))) is not held
    assert matches(contact, Query(filters=(Filter(key, "zzz", more=(value,)),))) is held


@pytest.mark.parametrize(
    ("span", "held"),
    [
        ("2026-11-20T09:00:00+00:00/", True),
        ("/2026-11-20T09:00:00+00:00", False),
        ("2026-11-20T09:00:00+00:00/2026-11-20T09:00:01+00:00", True),
        ("2026-11-20T10:00:00+02:00/2026-11-20T11:00:00+02:00", False),
        ("2026-11-21T00:00:00+00:00/", False),
        ("/", True),
    ],
)
def test_a_span_begins_with_its_first_moment_and_ends_before_its_last(span: str, held: bool) -> None:
    born = make.contact(1, created_at=datetime(2026, 11, 20, 9, tzinfo=UTC))
    assert matches(born, Query(filters=(Filter(FilterKey.CREATED, span),))) is held


def test_somebody_without_an_owner_is_nobodys() -> None:
    alone = _contact(1, make.contact_values())
    for key in (FilterKey.OWNER, FilterKey.ASSIGNED):
        assert matches(alone, Query(filters=(Filter(key, NOBODY),)))


def test_me_is_whoever_asks() -> None:
    mine = Filter(FilterKey.ASSIGNED, JOHN, more=(ME,))
    asked = for_member(Query(text="x", filters=(mine, Filter(FilterKey.TAG, ME))), CLAIRE)
    assert asked.filters == (Filter(FilterKey.ASSIGNED, JOHN, more=(CLAIRE,)), Filter(FilterKey.TAG, ME))
    assert asked.text == "x"


@pytest.mark.parametrize("values", [make.contact_values(), make.company_values()])
def test_everyone_is_everybody(values: ContactValues) -> None:
    assert matches(_contact(1, values), ALL_CONTACTS)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("dupnt", True),  # one letter missing
        ("duppont", True),  # one too many
        ("dubont", True),  # another
        ("dupnot", True),  # two neighbours the wrong way round
        ("dupnto", False),  # two slips
        ("marei-helene", False),  # of four letters
        ("mareie dupnt", True),
        ("dup", True),
        ("upo", True),  # a part of a word needs no slip
        ("upo dupnt", True),  # nor does it beside one
        ("nt@ac dupnt", False),  # which is two words then, of which each begins one
        ("dupnt 0455", True),
        ("dupnt 0454", False),
        ("pont mareie", False),  # what may have a slip begins a word
        ("0628230454", False),
        ("dupnt martin", False),
    ],
)
def test_a_long_word_may_have_one_slip(text: str, found: bool) -> None:
    somebody = _contact(1, make.contact_values("Mareile", "Dupont", coordinates=(make.phone(),)))
    assert matches(somebody, _with_typos(text)) is found


def test_without_typos_a_slip_finds_nobody() -> None:
    assert not matches(_contact(1), query_of("aubigen"))


def test_typos_find_whomever_the_words_find() -> None:
    for text in ("hél", "b", "tresbon", "04 55", "du po", "vip"):
        somebody = make.contact_values("Marie-Hélène", "Du Pont", company="Café Très Bon", tags=("VIP",))
        found = matches(_contact(1, somebody), query_of(text))
        assert matches(_contact(1, somebody), _with_typos(text)) or not found, text


def test_the_terms_that_may_have_a_slip_are_long_and_have_no_figures() -> None:
    asked = query_of("marie dup dupo abc12 0628230455 " + "x" * 40 + " " + "y" * 39)
    assert asked.fuzzy == ("marie", "dupo", "y" * 39)


def test_of_four_letters_one_may_be_missing_and_none_be_wrong() -> None:
    bruno = _contact(1, make.contact_values("Bruno", "Leroy"))
    assert matches(bruno, _with_typos("buno"))
    assert not matches(bruno, _with_typos("lerx"))
    assert not matches(_contact(1, make.contact_values("Lena", "Kurz")), _with_typos("kurt"))


def test_the_empty_question_asks_nothing() -> None:
    assert not Query().asks
    assert not query_of("!?").asks
    assert query_of("a").asks
    assert Query(filters=(Filter(FilterKey.TAG, "vip"),)).asks


@pytest.mark.parametrize(
    ("first", "last", "asked"),
    [
        ("Jean-Pierre", "Blanc", "jeanpiere"),
        ("Yann", "Le Guen", "leguan"),
        ("Luc", "de la Fontaine", "delafontane"),
        ("Charles", "d'Artagnan", "datagnan"),
    ],
)
def test_a_slip_is_found_in_a_name_of_several_words(first: str, last: str, asked: str) -> None:
    assert matches(_contact(1, make.contact_values(first, last)), _with_typos(asked))


@pytest.mark.parametrize("text", ["jp sartre", "sartre jp", "jpe sartre", "jpe"])
def test_a_first_name_of_several_words_is_found_by_its_initials(text: str) -> None:
    first = "Jean-Paul Émile" if "jpe" in text else "Jean-Paul"
    assert matches(_contact(1, make.contact_values(first, "Sartre")), query_of(text))
    assert not matches(_contact(1, make.contact_values("Julien", "Sartre")), query_of(text))


def test_a_word_may_be_asked_not_to_stand_there() -> None:
    without = Query(filters=(Filter(FilterKey.WORD, "dupont", excluded=True),))
    assert not matches(_contact(1), without)
    assert matches(_contact(1, make.contact_values("Marie", "Martin")), without)


def _with_typos(text: str) -> Query:
    return Query(text=text, terms=query_of(text).terms, typos=True)
