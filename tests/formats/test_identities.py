"""Birthdays and numbers in the columns of a list for which an import has no field."""

import pytest

from bot.formats._dates import birthday_in, is_month_first
from bot.formats.contacts_csv import read_contacts
from bot.formats.identities import Identity, identities
from bot.model.birthdays import Birthday, read
from bot.model.contacts import Civility


def rows(text: str, country: str = "FR") -> list[Identity]:
    return list(identities(read_contacts(text.encode()), country))


@pytest.mark.parametrize(
    "written",
    [
        "1980-03-12", "19800312", "12/03/1980", "12.3.80", "12-03-1980", "1980/03/12", "12 mars 1980", "March 12, 1980",
        "12th March 1980", "mar. 12 1980", "1980-03-12T00:00:00", "12/03/1980 00:00",
    ],
)  # fmt: skip
def test_a_birthday_is_read_in_the_usual_writings(written: str) -> None:
    assert birthday_in(written, month_first=False) == Birthday(3, 12, 1980)


@pytest.mark.parametrize(("written", "day"), [("12/03", "--03-12"), ("--03-12", "--03-12"), ("12 mars", "--03-12")])
def test_a_birthday_without_a_year_is_one(written: str, day: str) -> None:
    assert birthday_in(written, month_first=False) == read(day)


@pytest.mark.parametrize(
    "written", ["", "yesterday", "31/02/1980", "45", "1980", "12 foo 1980", "1/1/1/1", "99/99/9999"]
)
def test_what_is_no_day_is_none(written: str) -> None:
    assert birthday_in(written, month_first=False) is None


def test_the_days_over_twelve_tell_which_comes_first() -> None:
    assert is_month_first(["03/12/1980", "12/31/1975"])
    assert is_month_first(["03/12/1980", "31/12/1975"]) is False
    assert is_month_first(["03/12/1980"]) is None
    (_, second) = rows("Name,Birthday\nAnn,12/31/1975\nBea,03/12/1980\n")
    assert second.birthday == Birthday(3, 12, 1980)
    assert rows("Name,Birthday\nBea,03/12/1980\n", "US")[0].birthday == Birthday(3, 12, 1980)


def test_numbers_are_found_under_their_usual_headers() -> None:
    (row,) = rows(
        "Raison sociale;N° SIRET;TVA intracommunautaire;Code client\nAcme;732 829 320 00074;FR44732829320;C42\n"
    )
    assert (row.values.siret, row.values.vat_number) == ("732 829 320 00074", "FR44732829320")
    assert row.values.reference == ""  # three signs are no number that one contact alone has


def test_what_a_spreadsheet_has_rounded_is_no_number() -> None:
    (row,) = rows("Société;SIRET;IBAN\nAcme;7,32829E+13;FR7630006000011234567890189\n")
    assert (row.values.siret, row.values.iban) == ("", "FR7630006000011234567890189")


def test_a_title_a_suburb_and_a_national_number_count_too() -> None:
    (row,) = rows("given_name,surname,sex,suburb,soc_sec_id\nAnn,Lee,f,Carlton,4512378\n")
    assert row.values.civility is Civility.MRS
    assert [each.typed for each in row.values.coordinates] == ["Carlton"]
    assert [number for _, number in row.numbers] == ["4512378"]


def test_rows_keep_their_numbers_where_others_cannot_be_read() -> None:
    found = rows("Nom;Prénom;Naissance\nMartin;Jean;01/02/1970\n;;\na;b;c;d\nDurand;Luc;x\n")
    assert [row.row for row in found] == [1, 4]
    assert [row.birthday for row in found] == [Birthday(2, 1, 1970), None]
