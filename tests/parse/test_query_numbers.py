"""Values with a comma or a space of their own: numbers of custom fields, and days of the year in words."""

from datetime import UTC, datetime

import pytest

from bot.model.custom_fields import CustomKind
from bot.model.errors import QueryInvalid
from bot.model.wanted import How, Wanted
from bot.parse.query import lasting, read_query
from tests import make

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
AGE = make.custom_field(1, "Âge moyen", kind=CustomKind.NUMBER)


@pytest.mark.parametrize(
    ("said", "language", "numbers"),
    [
        ("1,5", "fr", ["1.5"]),
        ("-1,5", "fr", ["-1.5"]),
        ("1.234,5", "fr", ["1234.5"]),
        ("1\u202f234,5", "fr", ["1234.5"]),
        ("1,234", "fr", ["1.234"]),
        ("1，5", "fr", ["1.5"]),
        ("1,234", "en", ["1234"]),
        ("1,234,567.5", "en", ["1234567.5"]),
        ("10, 20", "fr", ["10", "20"]),
        ("10, 20,5", "fr", ["10", "20.5"]),
        ("1,5, 2,5", "fr", ["1.5", "2.5"]),
        ('"1,5","2"', "fr", ["1.5", "2"]),
        ('"1,5"', "en", ["1.5"]),
    ],
)
def test_a_comma_between_figures_belongs_to_the_number(said: str, language: str, numbers: list[str]) -> None:
    assert [each.text for each in wanted(said, language)] == numbers


@pytest.mark.parametrize(
    ("said", "low", "high"),
    [(":>1,5", "1.5", ""), (":> 1,5", "1.5", ""), (":<=1,5", "", "1.5"), (":1,5..2,5", "1.5", "2.5")],
)
def test_so_it_does_in_a_range(said: str, low: str, high: str) -> None:
    (one,) = wanted(said.removeprefix(":"), "fr")
    assert (one.how, one.low, one.high) == (How.BETWEEN, low, high)


@pytest.mark.parametrize(
    ("said", "language"),
    [("10,20", "en"), ("1.5,2.5", "en"), ("1,5..2", "en"), ("10,20,30", "en"), ("10,20,30", "fr"), ("1.5,2.5", "fr")],
)
def test_what_may_be_one_number_or_several_is_asked_back(said: str, language: str) -> None:
    with pytest.raises(QueryInvalid) as error:
        wanted(said, language)
    assert (error.value.values["code"], error.value.values["word"]) == ("number_comma", said)


def test_a_number_with_a_comma_is_kept_as_every_reader_reads_it() -> None:
    assert lasting('"âge moyen":>1,5, 10..2,5', "fr", custom=[AGE]) == '"âge moyen":">1.5","10..2.5"'
    assert lasting('"âge moyen":1,234', "en", custom=[AGE]) == '"âge moyen":"1234"'


@pytest.mark.parametrize(
    ("said", "value", "words"),
    [
        ("12 march", "03-12", ()),
        ("12 march 1980 dupont", "03-12", ("dupont",)),
        ("feb 29", "02-29", ()),
        ("February 29th, 1980", "02-29", ()),
        ("le 1er mars", "03-01", ()),
        ("15 août", "08-15", ()),
        ("3 févr. paris", "02-03", ("paris",)),
        ("12th of march", "03-12", ()),
        ("this month", "11", ()),
        ("march", "03", ()),
        ("march dupont", "03", ("dupont",)),
        ("mars 2026", "03", ("2026",)),
        ("12 marchand", "12", ("marchand",)),
        ("03-12", "03-12", ()),
    ],
)
def test_a_birthday_may_be_said_in_two_words(said: str, value: str, words: tuple[str, ...]) -> None:
    query = read_query(f"birthday:{said}", now=NOW, zone="Europe/Paris", language="en")
    assert ([each.value for each in query.filters], query.terms) == ([value], words)


def test_several_birthdays_and_one_that_never_is() -> None:
    query = read_query("anniversaire:12 mars, 1er avril", now=NOW, zone="Europe/Paris", language="fr")
    assert query.filters[0].sought == ("03-12", "04-01")
    with pytest.raises(QueryInvalid):
        read_query("birthday:feb 30", now=NOW, zone="Europe/Paris", language="en")


def wanted(said: str, language: str) -> list[Wanted]:
    line = f'"Âge moyen":{said}'
    query = read_query(line, now=NOW, zone="Europe/Paris", language=language, custom=[AGE])
    assert not query.terms
    return [Wanted.read(value) for each in query.filters for value in each.sought]
