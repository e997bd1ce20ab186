"""Birthdays as people write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.birthdays import Birthday
from bot.parse.birthdays import read_birthday, written_birthday

TODAY = date(2026, 11, 20)
LOCALES = ["fr-FR", "fr-CA", "en-US", "en-GB", "en", "de-DE"]
BIRTHDAYS = st.builds(
    lambda day, year: Birthday(day.month, day.day, day.year if year else None),
    st.dates(date(1900, 1, 1), date(2026, 1, 1)),
    st.booleans(),
)


@pytest.mark.parametrize(
    ("text", "locale", "read"),
    [
        ("12 mars 1980", "fr-FR", "1980-03-12"),
        ("12 mars", "fr-FR", "--03-12"),
        ("le 1er août 1975", "fr", "1975-08-01"),
        ("1er janv. 2000", "fr", "2000-01-01"),
        ("29 février", "fr", "--02-29"),
        ("29 fév 1980", "fr", "1980-02-29"),
        ("12/3/1980", "fr-FR", "1980-03-12"),
        ("12/3", "fr-FR", "--03-12"),
        ("12.03.80", "fr-FR", "1980-03-12"),
        ("3/12/1980", "en-US", "1980-03-12"),
        ("3/12/1980", "en-GB", "1980-12-03"),
        ("25/12", "en-US", "--12-25"),
        ("March 12", "en", "--03-12"),
        ("March 12, 1980", "en-US", "1980-03-12"),
        ("Mar. 12th 1980", "en-US", "1980-03-12"),
        ("12th of March 1980", "en-GB", "1980-03-12"),
        ("12 March", "fr-FR", "--03-12"),
        ("1980-03-12", "en-US", "1980-03-12"),
        ("--03-12", "fr", "--03-12"),
        ("19800312", "fr", "1980-03-12"),
        ("12/3/31", "fr", "1931-03-12"),  # five years ahead of us: the last century's
        ("20/11/2026", "fr", "2026-11-20"),
    ],
)
def test_a_birthday_is_read_in_words_and_figures(text: str, locale: str, read: str) -> None:
    assert str(read_birthday(text, locale, today=TODAY)) == read


@pytest.mark.parametrize(
    "text",
    [
        "", "x", "30 février", "29/02/1981", "31 avril", "13/13", "0/5", "12 juillette 1980", "12 jui 1980", "mars",
        "1980", "21/11/2026", "2027-01-01", "12 mars 1702", "12 mars 19800", "demain",
    ],
)  # fmt: skip
def test_what_is_no_birthday_of_anybody_alive_is_not_read(text: str) -> None:
    assert read_birthday(text, "fr-FR", today=TODAY) is None


@given(BIRTHDAYS, st.sampled_from(LOCALES))
def test_a_birthday_is_read_as_it_is_written_for_whoever_reads_it(birthday: Birthday, locale: str) -> None:
    assert read_birthday(written_birthday(birthday, locale), locale, today=TODAY) == birthday


def test_a_birthday_is_written_as_its_reader_says_it() -> None:
    born = Birthday(8, 1, 1980)
    assert [written_birthday(born, locale) for locale in ("fr-FR", "en-US", "en-GB")] == [
        "1er août 1980", "August 1, 1980", "1 August 1980",
    ]  # fmt: skip
    assert written_birthday(born, "fr", years=False) == "1er août"
    assert written_birthday(Birthday(2, 29), "en") == "February 29"
