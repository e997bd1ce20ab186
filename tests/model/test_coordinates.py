"""Phones, e-mails and sites as people write them."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.contacts import Coordinate, CoordinateKind, with_mains
from bot.model.coordinates import email, looks_like_phone, national, phone, site
from tests import make


@pytest.mark.parametrize(
    ("typed", "country", "parsed"),
    [
        ("06 28 23 04 55", "FR", "+33628230455"),
        ("06.28.23.04.55", "FR", "+33628230455"),
        ("+33 (0)6 28 23 04 55", "US", "+33628230455"),
        ("0033 6 28 23 04 55", "FR", "+33628230455"),
        ("(212) 555-0100", "US", "+12125550100"),
        ("1-212-555-0100", "US", "+12125550100"),
        ("514 555 0100", "CA", "+15145550100"),
        ("020 7946 0018", "GB", "+442079460018"),
        ("98765 43210", "IN", "+919876543210"),
        ("０６２８２３０４５５", "FR", "+33628230455"),
        ("٠٦٢٨٢٣٠٤٥٥", "FR", "+33628230455"),
        ("01 23 45 67 89 poste 12", "FR", "+33123456789"),
    ],
)
def test_a_phone_is_read_in_the_country_it_was_typed_in(typed: str, country: str, parsed: str) -> None:
    read = phone(typed, country, label="work")
    assert (read.typed, read.parsed, read.label) == (typed, parsed, "work")


@pytest.mark.parametrize("typed", ["3631", "ask Jean", "", "12", "+999 1", "0" * 300, "++33"])
def test_a_phone_that_cannot_be_read_is_kept_as_typed(typed: str) -> None:
    assert phone(typed, "FR") == Coordinate(kind=CoordinateKind.PHONE, typed=typed)


@pytest.mark.parametrize("country", ["", "XX", "fr"])
def test_an_unknown_country_is_no_error(country: str) -> None:
    assert phone("06 28 23 04 55", country).typed == "06 28 23 04 55"


@given(st.text(max_size=60), st.sampled_from(["FR", "US", "IN", "CA", "GB", ""]))
def test_nothing_typed_as_a_phone_fails(typed: str, country: str) -> None:
    read = phone(typed, country)
    if read.parsed is not None:
        assert read.parsed.startswith("+")
        assert national(read.parsed)


def test_a_number_as_dialled_at_home_has_its_zero() -> None:
    assert (national("+33628230455"), national("+12125550100")) == ("0628230455", "2125550100")


@pytest.mark.parametrize(("typed", "is_one"), [("17", True), ("3", False), ("call me", False), ("1" * 41, False)])
def test_what_is_no_phone_at_all_was_meant_for_another_field(typed: str, is_one: bool) -> None:
    assert looks_like_phone(typed) is is_one


@pytest.mark.parametrize(
    ("typed", "parsed"),
    [
        ("Marie.Dupont@ACME.fr", "marie.dupont@acme.fr"),
        ("o'brien+sales@mail.example.co.uk", "o'brien+sales@mail.example.co.uk"),
        ("élodie@example.org", "élodie@example.org"),
        ("a@münchen.example.de", "a@münchen.example.de"),
        ("someone@test", "someone@test"),
    ],
)
def test_an_odd_address_that_is_right_is_taken(typed: str, parsed: str) -> None:
    read = email(typed)
    assert read is not None
    assert (read.typed, read.parsed) == (typed, parsed)


@pytest.mark.parametrize(
    "typed", ["", "marie", "marie@", "@acme.fr", "a b@acme.fr", "a@b@c.fr", "a@acme..fr", "x" * 300]
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    assert email(typed) is None


@given(st.text(max_size=60))
def test_nothing_typed_as_an_address_fails(typed: str) -> None:
    read = email(typed)
    assert read is None or read.parsed == (read.parsed or "").lower()


@pytest.mark.parametrize(
    ("typed", "parsed"),
    [
        ("acme.fr", "https://acme.fr"),
        ("http://acme.fr/a?b=c", "http://acme.fr/a?b=c"),
        ("HTTPS://acme.fr", "HTTPS://acme.fr"),
        ("ftp://acme.fr", None),
        ("javascript://acme.fr/%0aalert(1)", None),
        ("acme .fr", None),
        ("acme.fr\nevil", None),
        ("x" * 2001, None),
        ("acme.fr:8080/x", "https://acme.fr:8080/x"),
        ("acme.fr/?to=http://globex.fr", "https://acme.fr/?to=http://globex.fr"),
        ("https://192.0.2.7/", "https://192.0.2.7/"),
        ("https://münchen.example/é", "https://münchen.example/é"),
        ("https://例え/", "https://例え/"),
        ("https://social.example/@jdupont", "https://social.example/@jdupont"),
        ("javascript:alert(1)", None),
        ("https://javascript:alert(1)", None),
        ("http://[::1", None),
        ("http://[::1]/", None),
        ("https:////evil.com", None),
        ("https://", None),
        ("localhost", None),
        ("a..fr", None),
        ("-a.fr", None),
        ("https://1.2.3", None),
        ("https://1.2.3.999", None),
        ("06.28.23.04.55", None),
        ("acme.fr:0", None),
        ("acme.fr:99999", None),
        ("https://acme.fr@evil.com", None),
        ("https://acme.fr\\@evil.com", None),
        ("https://acme.fr/\u202egpj.exe", None),
        ("https://acme.fr/\x01", None),
        ("https://acme.fr/<b>", None),
        (f"{'a.' * 130}fr", None),
        (f"{'é' * 80}.fr", None),
    ],
)
def test_a_site_is_a_link_only_where_it_is_safe(typed: str, parsed: str | None) -> None:
    assert site(typed).parsed == parsed


@given(st.text(alphabet=st.characters() | st.sampled_from(":/@[].\\%?#"), max_size=40))
def test_nothing_typed_as_a_site_fails(typed: str) -> None:
    read = site(typed)
    assert read.typed == typed
    assert read.parsed is None or urlsplit(read.parsed).scheme in {"http", "https"}


def test_the_first_of_a_kind_is_the_main_one() -> None:
    mains = with_mains((make.phone("01"), make.phone("02"), make.email()))
    assert [each.main for each in mains] == [True, False, True]


def test_a_marked_one_is_the_main_one_and_the_only_one() -> None:
    marked = [make.phone(typed) for typed in ("01", "02", "03")]
    phones = (marked[0], _main(marked[1]), _main(marked[2]))
    assert [each.main for each in with_mains(phones)] == [False, True, False]


def test_an_address_reads_as_one_line_without_its_empty_parts() -> None:
    assert make.address(street="12 rue des Lilas", postcode="75011", city="Paris").typed == (
        "12 rue des Lilas, 75011 Paris"
    )
    assert not make.address(street="").typed


def _main(coordinate: Coordinate) -> Coordinate:
    return Coordinate(kind=coordinate.kind, typed=coordinate.typed, main=True)
