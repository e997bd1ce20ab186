"""SIREN, SIRET, VAT number and IBAN: each checked by its own rule, and completed from one another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.errors import FieldsInvalid
from bot.model.identifiers import Identifiers, read

# Made up, with right check digits.
SIREN = "732829320"
SIRET = "73282932000074"
VAT = "FR44732829320"


def wrong(**typed: str) -> dict[str, str]:
    with pytest.raises(FieldsInvalid) as refused:
        read(Identifiers(**typed))
    return refused.value.fields


def test_nothing_typed_is_nothing() -> None:
    assert read(Identifiers()) == Identifiers()
    assert read(Identifiers(siren="  ")) == Identifiers()


def test_a_siret_gives_the_siren_and_the_french_vat_number() -> None:
    assert read(Identifiers(siret="732 829 320 00074")) == Identifiers(siren=SIREN, siret=SIRET, vat_number=VAT)


def test_a_siren_gives_the_french_vat_number_and_completes_a_nic() -> None:
    assert read(Identifiers(siren="732 829 320", siret="00074")) == Identifiers(
        siren=SIREN, siret=SIRET, vat_number=VAT
    )


def test_a_vat_number_of_another_country_is_kept_beside_a_siren() -> None:
    assert read(Identifiers(siren=SIREN, vat_number="DE 136 695 976")).vat_number == "DE136695976"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("FR76 3000 6000 0112 3456 7890 189", "FR7630006000011234567890189"),
        ("gb29 nwbk 6016 1331 9268 19", "GB29NWBK60161331926819"),
        ("DE89-3704-0044-0532-0130-00", "DE89370400440532013000"),
    ],
)
def test_an_iban_is_kept_compact(typed: str, kept: str) -> None:
    assert read(Identifiers(iban=typed)).iban == kept


@pytest.mark.parametrize(
    ("field", "typed", "rule"),
    [
        ("siren", "732829321", "siren_checksum"),
        ("siren", "73282932", "siren_length"),
        ("siren", "73282932A", "siren_format"),
        ("siret", "73282932000075", "siret_checksum"),
        ("siret", "00074", "siret_length"),
        ("vat_number", "FR45732829320", "vat_number_checksum"),
        ("vat_number", "US123456789", "vat_number_component"),
        ("vat_number", "FR4473282932", "vat_number_length"),
        ("iban", "FR76 3000 6000 0112 3456 7890 188", "iban_checksum"),
        ("iban", "my bank", "iban_format"),
    ],
)
def test_the_rule_that_is_broken_is_named(field: str, typed: str, rule: str) -> None:
    assert wrong(**{field: typed}) == {field: rule}


def test_numbers_of_two_companies_are_not_those_of_one() -> None:
    assert wrong(siren="552008443", siret=SIRET) == {"siret": "siret_of_other"}
    assert wrong(siren="552008443", vat_number=VAT) == {"vat_number": "vat_number_of_other"}


def test_everything_wrong_is_named_at_once() -> None:
    assert set(wrong(siren="1", siret="2", vat_number="3", iban="4")) == {"siren", "siret", "vat_number", "iban"}


@given(st.builds(Identifiers, siren=st.text(), siret=st.text(), vat_number=st.text(), iban=st.text()))
def test_any_text_is_right_or_refused_by_its_field(typed: Identifiers) -> None:
    try:
        found = read(typed)
    except FieldsInvalid as refused:
        named = set(refused.fields)
    else:
        named = set()
        assert read(found) == found
    assert named <= {"siren", "siret", "vat_number", "iban"}


@given(st.integers(0, 10**8 - 1))
def test_every_siren_completes_to_what_is_right_itself(number: int) -> None:
    digits = f"{number:08}"
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(digits)]  # Luhn's, of nine digits
    total = sum(sum(divmod(each, 10)) for each in doubled)
    found = read(Identifiers(siren=f"{digits}{-total % 10}"))
    assert found.vat_number.endswith(found.siren)
    assert read(found) == found
