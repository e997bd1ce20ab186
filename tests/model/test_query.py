"""Queries: what a person's words look for, and whether one contact is meant."""

import pytest

from bot.model.contacts import Contact, ContactValues
from bot.model.query import MOST_TERMS, Filter, FilterKey, Query, matches, query_of
from bot.model.search import WORD_LENGTH, search_grams, search_words
from tests import make

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


def test_a_page_of_text_asks_for_its_first_words_alone() -> None:
    query = query_of("word " * 1500 + " ".join(f"w{at}" for at in range(100)) + "x" * 8000)
    assert len(query.asked) <= MOST_TERMS
    assert all(len(term) <= WORD_LENGTH for term in query.asked)
    assert len(query.together) <= WORD_LENGTH


def test_a_very_long_word_is_still_found() -> None:
    long = make.contact_values("", "x" * 3000)
    assert matches(make.contact(1, long), query_of("x" * 3000))
    assert max(map(len, search_words(long).split())) <= WORD_LENGTH
    assert len(search_grams(long)) < 2000


def test_terms_that_were_not_folded_are_folded_before_they_are_asked() -> None:
    assert Query(terms=('Dupont" OR "', "100%", "MA_RIE")).asked == ("dupont", "or", "100", "ma", "rie")


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
