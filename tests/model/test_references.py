"""The reference that a pattern makes of a contact's number."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.errors import FieldsInvalid
from bot.model.references import DEFAULT, PATTERN_LENGTH, Pattern, read_pattern, reference_key

DAY = date(2026, 3, 9)


@pytest.mark.parametrize(
    ("pattern", "number", "reference"),
    [
        (DEFAULT, 42, "C-00042"),
        ("{0}", 42, "42"),
        ("{000}", 12345, "12345"),
        ("CL{number}", 7, "CL7"),
        ("{year}-{month}/{0000}", 7, "2026-03/0007"),
        ("{00}{00}", 7, "0707"),
        ("50 % {000} % 2", 7, "50 % 007 % 2"),
    ],
)
def test_a_pattern_makes_a_reference(pattern: str, number: int, reference: str) -> None:
    assert read_pattern(pattern).reference(number, DAY) == reference


@pytest.mark.parametrize(
    ("pattern", "wrong"),
    [
        ("", "pattern_without_number"),
        ("C-", "pattern_without_number"),
        ("{year}", "pattern_without_number"),
        ("{day}{0}", "pattern_wrong"),
        ("{}{0}", "pattern_wrong"),
        ("{0}}", "pattern_wrong"),
        ("{{0}}", "pattern_wrong"),
        ("{01}", "pattern_wrong"),
        ("{" + "0" * 13 + "}", "pattern_wrong"),
        ("{0}" + "x" * PATTERN_LENGTH, "pattern_wrong"),
    ],
)
def test_a_pattern_that_makes_no_reference_is_refused(pattern: str, wrong: str) -> None:
    with pytest.raises(FieldsInvalid) as refused:
        read_pattern(pattern)
    assert refused.value.fields == {"pattern": wrong}


@given(
    st.text(max_size=30).filter(lambda text: not set("{}\0") & set(text)), st.integers(1, 10**9), st.integers(1, 10**9)
)
def test_two_numbers_have_two_references(around: str, one: int, other: int) -> None:
    pattern = Pattern(f"{around}{{0000}}")
    same = reference_key(pattern.reference(one, DAY)) == reference_key(pattern.reference(other, DAY))
    assert same is (one == other)


def test_a_reference_is_known_again_whatever_its_case_and_spaces() -> None:
    assert reference_key(" C-00042 ") == reference_key("c-00042")
    assert reference_key("Straße 1") == reference_key("STRASSE  1")
    assert reference_key("C-00042") != reference_key("C00042")
