"""Phones read by a country's plan: as `phonenumbers` reads them, or not at all."""

import re

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st
from phonenumbers import PhoneNumberFormat

from bot.model import dialling

_COUNTRIES = sorted(phonenumbers.SUPPORTED_REGIONS)
_BEFORE = ("", "0", "1", "8", "00", "+", "+0")
_KINDS = (0, 1, 2, 3, 6)  # fixed line, mobile, either, toll free, internet


@st.composite
def _typed(draw: st.DrawFn) -> tuple[str, str]:
    """A number much like those of a country, behind what may stand before one there."""
    country = draw(st.sampled_from(_COUNTRIES))
    example = phonenumbers.example_number_for_type(country, draw(st.sampled_from(_KINDS)))
    own = phonenumbers.national_significant_number(example) if example else "612345678"
    kept = draw(st.integers(0, len(own)))
    number = own[:kept] + draw(
        st.text("0123456789", min_size=max(len(own) - kept - 1, 0), max_size=len(own) - kept + 1)
    )
    before = draw(st.sampled_from(_BEFORE))
    if before in {"00", "+"} or draw(st.booleans()):
        before += str(phonenumbers.country_code_for_region(country))
    at = draw(st.integers(0, len(number)))
    return f"{before}{number[:at]}{draw(st.sampled_from(('', ' ', '.', '-')))}{number[at:]}", country


@given(_typed())
def test_a_number_is_read_as_phonenumbers_reads_it_or_not_at_all(given: tuple[str, str]) -> None:
    typed, country = given
    assert dialling.e164(typed, country) in {None, _thorough(typed, country)}


@given(_typed())
def test_a_number_is_dialled_at_home_as_phonenumbers_writes_it_or_not_at_all(given: tuple[str, str]) -> None:
    read = _thorough(*given)
    if read is not None:
        assert dialling.at_home(read) in {None, _at_home(read)}


@pytest.mark.parametrize(
    ("typed", "country", "read", "at_home"),
    [
        ("06 28 23 04 55", "FR", "+33628230455", "0628230455"),
        ("+33 6 28 23 04 55", "US", "+33628230455", "0628230455"),
        ("0471-12.34.56", "BE", "+32471123456", "0471123456"),
        ("020 7946 0018", "GB", "+442079460018", "02079460018"),
        ("212 555 0100", "US", "+12125550100", "2125550100"),
        ("416 555 0100", "CA", "+14165550100", "4165550100"),
    ],
)
def test_the_usual_writings_are_read_at_a_glance(typed: str, country: str, read: str, at_home: str) -> None:
    assert dialling.e164(typed, country) == read
    assert dialling.at_home(read) == at_home


@pytest.mark.parametrize(
    ("typed", "country"),
    [
        ("06 28 23 04 55 ext 3", "FR"),
        ("00 44 20 7946 0018", "FR"),
        ("33628230455", "FR"),
        ("+33 06 28 23 04 55", "FR"),
        ("0628230455", "XX"),
        ("+999 123 456", "FR"),
    ],
)
def test_what_needs_a_closer_look_is_left_to_phonenumbers(typed: str, country: str) -> None:
    assert dialling.e164(typed, country) is None


def _thorough(typed: str, country: str) -> str | None:
    try:
        number = phonenumbers.parse(typed, country)
    except phonenumbers.NumberParseException:
        return None
    return (
        phonenumbers.format_number(number, PhoneNumberFormat.E164) if phonenumbers.is_possible_number(number) else None
    )


def _at_home(read: str) -> str:
    """By its parts: parsed once more, some numbers lose a digit that looks like a trunk's."""
    code, rest = dialling.split(read[1:])
    number = phonenumbers.PhoneNumber(country_code=int(code), national_number=int(rest))
    return re.sub(r"\D", "", phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL))
