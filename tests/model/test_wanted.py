"""What is asked of a custom field."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.contacts import CustomValue
from bot.model.custom_fields import value_key
from bot.model.filters import ME
from bot.model.ids import CustomFieldId
from bot.model.query import Filter, FilterKey, Query, for_member, matches
from bot.model.search import filter_token, filter_tokens
from bot.model.wanted import How, Wanted
from tests import make
from tests.make import CLAIRE

FIELD = CustomFieldId(12)
SIDES = st.sampled_from(["", "-3.5", "10", "1000"]) | st.sampled_from(["2026-01-01", "2026-12-31"])
WANTED = st.builds(
    Wanted, field=st.just(FIELD), how=st.sampled_from([How.IS, How.BEGINS]), text=st.text(max_size=8)
) | st.builds(
    Wanted,
    field=st.just(FIELD),
    how=st.just(How.BETWEEN),
    low=SIDES,
    high=SIDES,
    without_low=st.booleans(),
    without_high=st.booleans(),
)
TEXTS = st.sampled_from(["-3.5", "10", "1000", "2026-06-30", "Rouge\nBleu ciel", "x" * 200]) | st.text(max_size=8)


@given(WANTED)
def test_it_is_read_as_it_was_written(wanted: Wanted) -> None:
    assert Wanted.read(str(wanted)) == wanted


@pytest.mark.parametrize("value", ["", "btp", "12", "12[10]", "x=btp"])
def test_what_was_never_written_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        Wanted.read(value)


@pytest.mark.parametrize(
    ("value", "text", "held"),
    [
        ("12=btp", "B.T.P.", True),
        ("12=btp", "BTP et travaux", False),
        ("12=bleuciel", "Rouge\nBleu ciel", True),
        ("12=bleu", "Rouge\nBleu ciel", False),
        ("12^btp", "BTP et travaux", True),
        ("12^travaux", "BTP et travaux", False),
        ("12^acme", "https://www.acme.fr", True),
        ("12!", "", True),
        ("12!", "x", False),
        ("12=", "", False),
        ("12[10;20[", "10", True),
        ("12[10;20[", "20", False),
        ("12]10;20]", "10", False),
        ("12]10;20]", "20", True),
        ("12[9;[", "10", True),  # by size and not by its first figure
        ("12[;0[", "-0.5", True),
        ("12[10;[", "many", False),
        ("12[2026-03-01;2026-04-01[", "2026-03-31", True),
        ("12[2026-03-01;2026-04-01[", "2026-04-01", False),
        ("12[;2026-04-01[", "2025-12-31", True),
        ("12[2026-03-01;[", "", False),
    ],
)
def test_a_value_fits_or_not(value: str, text: str, held: bool) -> None:
    assert Wanted.read(value).holds(text) is held
    kept = (CustomValue(FIELD, text),) if text else ()
    contact = make.contact(1, make.contact_values(custom=(CustomValue(CustomFieldId(13), "BTP"), *kept)))
    assert matches(contact, Query(filters=(Filter(FilterKey.CUSTOM, value),))) is held


@given(TEXTS.filter(bool), TEXTS)
def test_whoever_has_an_answer_has_its_token(text: str, asked: str) -> None:
    wanted = Wanted(field=FIELD, text=value_key(asked))
    values = make.contact_values(custom=(CustomValue(FIELD, text),))
    if wanted.has_token and wanted.holds(text):
        assert filter_token(FilterKey.CUSTOM, str(wanted)) in filter_tokens(values, make.NOW)


def test_whoever_asks_for_their_own_is_put_to_their_name() -> None:
    query = for_member(Query(filters=(Filter(FilterKey.CUSTOM, f"12={ME}", more=("12=btp",)),)), CLAIRE)
    assert query.filters == (Filter(FilterKey.CUSTOM, "12=uclaire", more=("12=btp",)),)
    contact = make.contact(1, make.contact_values(custom=(CustomValue(FIELD, CLAIRE),)))
    assert matches(contact, query)
