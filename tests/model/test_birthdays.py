"""Birthdays as text, and on which day of a year they are told."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.birthdays import Birthday, read


@given(st.dates(), st.booleans())
def test_a_birthday_is_read_as_it_was_written(day: date, with_year: bool) -> None:
    birthday = Birthday(day.month, day.day, day.year if with_year else None)
    assert read(str(birthday)) == birthday


def test_it_is_written_as_iso_8601_and_vcard_write_it() -> None:
    assert str(Birthday(2, 29, 1980)) == "1980-02-29"
    assert str(Birthday(2, 29)) == "--02-29"
    assert read(" 19800229 ") == read("1980-02-29")
    assert read("--0229") == Birthday(2, 29)


@pytest.mark.parametrize(
    "text",
    ["", "1981-02-29", "1980-13-01", "1980-00-01", "--02-30", "0000-01-01", "29/02/1980", "1980-0229", "١٩٨٠-٠٢-٢٩"],
)
def test_what_is_no_birthday_is_none(text: str) -> None:
    assert read(text) is None


def test_a_day_that_never_was_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="day"):
        Birthday(2, 29, 1981)


def test_the_29th_of_february_is_told_on_the_28th_where_the_year_has_none() -> None:
    leaper = Birthday(2, 29, 1980)
    assert leaper.falls_on(2028) == date(2028, 2, 29)
    assert leaper.falls_on(2027) == date(2027, 2, 28)
    assert leaper.falls_on(2100) == date(2100, 2, 28)


def test_every_other_day_is_told_on_itself() -> None:
    assert Birthday(12, 31).falls_on(2027) == date(2027, 12, 31)
