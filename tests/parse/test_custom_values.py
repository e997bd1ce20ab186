"""The values of custom fields as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.custom_fields import CustomKind, fits, number_text
from bot.parse.custom_values import WRONG, read_number, read_value, written_value
from tests import make

COLOURS = ("Rouge", "Bleu ciel", "Été")


@pytest.mark.parametrize(
    ("typed", "locale", "read"),
    [
        ("12,5", "fr-FR", "12.5"),
        ("12.5", "fr-FR", "12.5"),
        ("12,5", "en-US", "12.5"),
        ("1,234", "fr-FR", "1.234"),
        ("1,234", "en-US", "1234"),
        ("1.234", "en-US", "1.234"),
        ("1 234,50", "fr-FR", "1234.5"),
        ("1\u202f234\u00a0567", "fr-FR", "1234567"),
        ("1'234.50", "fr-CH", "1234.5"),
        ("1.234,5", "fr-FR", "1234.5"),
        ("1,234.5", "fr-FR", "1234.5"),
        ("1.234.567", "fr-FR", "1234567"),
        ("1,234,567", "fr-FR", "1234567"),
        ("-3", "fr-FR", "-3"),
        ("\u22123,0", "fr-FR", "-3"),
        ("+7", "en", "7"),
        ("-0", "en", "0"),
        ("007", "en", "7"),
    ],
)
def test_a_number_is_read_with_a_comma_or_a_point(typed: str, locale: str, read: str) -> None:
    assert read_number(typed, locale) == read


@pytest.mark.parametrize("typed", ["", "x", "12 €", "1e5", "1,2,3", "--1", "1.", ".5.", "9" * 16, "NaN", "inf", "½"])
def test_what_is_no_number_is_not_read(typed: str) -> None:
    assert read_number(typed, "fr-FR") is None


@given(st.decimals(-(10**9), 10**9, places=4, allow_nan=False), st.sampled_from(["fr-FR", "en-US"]))
def test_a_number_is_read_as_it_is_shown(number: object, locale: str) -> None:
    field = make.custom_field(1, kind=CustomKind.NUMBER)
    text = number_text(str(number))
    assert read_value(field, written_value(field, text, locale), locale) == text


@pytest.mark.parametrize(
    ("kind", "typed", "read"),
    [
        (CustomKind.TEXT, " two\r\nlines ", "two\nlines"),
        (CustomKind.TEXT, "x" * 3001, None),
        (CustomKind.DATE, "2026-03-12", "2026-03-12"),
        (CustomKind.DATE, "12/3/2026", "2026-03-12"),
        (CustomKind.DATE, "12 mars 2026", "2026-03-12"),
        (CustomKind.DATE, "12 mars", None),
        (CustomKind.DATE, "30/02/2026", None),
        (CustomKind.CHOICE, "bleu CIEL", "Bleu ciel"),
        (CustomKind.CHOICE, "Vert", None),
        (CustomKind.CHOICES, "Été\nrouge", "Été\nRouge"),
        (CustomKind.CHOICES, "Été\nVert", None),
        (CustomKind.YES_NO, "Oui", "yes"),
        (CustomKind.YES_NO, "non", "no"),
        (CustomKind.YES_NO, "peut-être", None),
        (CustomKind.LINK, "acme.fr/a?b=c", "https://acme.fr/a?b=c"),
        (CustomKind.LINK, "javascript:alert(1)", None),
        (CustomKind.LINK, "ftp://acme.fr", None),
        (CustomKind.USER, "UCLAIRE", "UCLAIRE"),
        (CustomKind.USER, "<@UCLAIRE|claire>", "UCLAIRE"),
        (CustomKind.USER, "Claire", None),
    ],
)
def test_a_value_is_read_by_the_kind_of_its_field(kind: CustomKind, typed: str, read: str | None) -> None:
    field = make.custom_field(1, kind=kind, answers=COLOURS)
    assert read_value(field, typed, "fr-FR") == read
    assert read is None or fits(read, kind, COLOURS)


@pytest.mark.parametrize("kind", CustomKind)
def test_nothing_typed_is_nothing_and_every_kind_says_what_is_wrong(kind: CustomKind) -> None:
    assert read_value(make.custom_field(1, kind=kind), "  \n", "fr") == ""
    assert WRONG[kind].startswith("field_")
