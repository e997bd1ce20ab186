"""What is written short is found in full and the other way round: in words, and in filters."""

import pytest

from bot.model.contacts import Contact, ContactValues
from bot.model.query import Filter, FilterKey, Query, matches, query_of
from tests import make


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("Saint-Étienne", ["st-etienne", "St Étienne", "saint etienne", "saintetienne", "sain"]),
        ("St Étienne", ["saint-étienne", "st etienne", "saint", "stetienne"]),
        ("12 bd Voltaire", ["boulevard voltaire", "bd voltaire", "blvd voltaire", "boul voltaire"]),
        ("12 boulevard Voltaire", ["bd voltaire", "bld voltaire", "boulevard"]),
        ("Ste Foy", ["sainte foy", "société"]),
        ("Ets Martin & Cie", ["etablissements martin compagnie"]),
    ],
)
def test_what_is_written_short_is_found_in_full_and_the_other_way_round(written: str, asked: list[str]) -> None:
    for company in (written, ""):
        values = make.company_values(company, coordinates=(make.address(street=written),))
        assert [text for text in asked if not matches(_contact(1, values), query_of(text))] == []


@pytest.mark.parametrize("text", ["avignon", "stade", "bdx"])
def test_a_short_form_is_a_whole_word(text: str) -> None:
    values = make.company_values("Avenir", coordinates=(make.address(street="av des Saints, pl du Bd"),))
    assert not matches(_contact(1, values), query_of(text))


def test_a_town_is_found_by_its_name_written_short() -> None:
    for city in ("Saint-Étienne", "St Étienne", "SAINT ETIENNE"):
        somebody = _contact(1, make.contact_values(coordinates=(make.address(city=city),)))
        for asked in ("st-etienne", "Saint-Étienne", "saint"):
            assert matches(somebody, Query(filters=(Filter(FilterKey.CITY, asked),))), (city, asked)


@pytest.mark.parametrize(
    ("key", "value", "written"),
    [
        (FilterKey.ADDRESS, "bd voltaire", "12 boulevard Voltaire"),
        (FilterKey.ADDRESS, "boulevard volt", "12 bd Voltaire"),
        (FilterKey.ADDRESS, "bvd voltaire", "12 blvd Voltaire"),
        (FilterKey.ADDRESS, "bd", "12 boulevard Voltaire"),
        (FilterKey.ADDRESS, "ch. des lilas", "3 chemin des Lilas"),
        (FilterKey.ADDRESS, "saint luc", "rue St-Luc"),
        (FilterKey.COMPANY, "ste generale", "Société Générale"),
        (FilterKey.COMPANY, "société générale", "Sté Générale"),
        (FilterKey.COMPANY, "ets durand", "Établissements Durand & Cie"),
    ],
)
def test_a_filter_knows_short_forms_too(key: FilterKey, value: str, written: str) -> None:
    company = make.company_values(written, coordinates=(make.address(street=written),))
    assert matches(_contact(1, company), Query(filters=(Filter(key, value),)))
    alone = Query(filters=(Filter(key, "saint"),))
    assert not matches(_contact(1, make.company_values("Castorama", coordinates=())), alone)


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("3 allée des Lilas", "all lilas"),
        ("3 rte de Lyon", "route lyon"),
        ("3 imp du Port", "impasse port"),
        ("3 chemin du Port", "ch port"),
        ("3 sq Monge", "square monge"),
        ("Dr House", "docteur house"),
        ("Saint-Étienne", "stetienne"),
        ("Saint Exupéry", "stexupery"),
        ("Ste-Foy", "saintefoy"),
    ],
)
def test_short_forms_stand_for_words_that_are_often_written_short(written: str, asked: str) -> None:
    street = make.contact_values(coordinates=(make.address(street=written, city=written),))
    assert matches(_contact(1, make.company_values(written)), query_of(asked))
    assert matches(_contact(1, street), query_of(asked))


def test_the_end_of_an_email_is_no_short_form() -> None:
    swiss = make.contact_values(coordinates=(make.email("x@acme.ch"),))
    assert not matches(_contact(1, swiss), query_of("chemin"))


def _contact(id: int, values: ContactValues) -> Contact:
    return make.contact(id, values)
