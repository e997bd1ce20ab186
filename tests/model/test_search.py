"""The text by which a contact is found, and the signs by which filters are looked up."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.model.birthdays import Birthday
from bot.model.contacts import ContactValues, CustomValue
from bot.model.filters import ANY, NOBODY, WANTING, FilterKey
from bot.model.ids import ContactId, CustomFieldId
from bot.model.search import FRAGMENT, Folded, filter_token, filter_tokens
from bot.model.span import Span
from tests import make
from tests.make import CLAIRE, JOHN

NEW_YEAR = datetime(2027, 1, 1, 0, 30, tzinfo=timezone(timedelta(hours=1)))  # still 2026 in UTC


def test_each_piece_stands_between_two_spaces() -> None:
    grams = Folded(make.contact_values(coordinates=(make.phone(),))).grams()
    assert grams == "  mariedupont  dupontmarie  0628230455  33628230455  ma  du  06  28  23  04  55  "
    assert "0455  " in grams


def test_nobody_without_words_has_grams() -> None:
    assert Folded(ContactValues()).grams() == ""


def test_accounts_are_pieces_and_no_words() -> None:
    values = make.contact_values(accounting_account="411-ACME", analytic_account="Lyon 2")
    assert "  411acme  " in Folded(values).grams()
    assert "  lyon2  " in Folded(values).grams()
    assert Folded(values).words == ("marie", "dupont")


def test_what_is_written_short_is_kept_in_full_too() -> None:
    values = make.company_values("Garage du Bd")
    assert Folded(values).words == ("garage", "du", "bd", "boulevard")
    assert "  boulevard  " in Folded(values).grams()


def test_a_token_is_three_private_signs_of_which_no_tenant_has_the_last() -> None:
    tokens = {filter_token("tag", f"tag {place}") for place in range(2000)}
    assert len(tokens) > 1990
    for token in tokens:
        assert len(token) == FRAGMENT
        assert all("\ue000" <= sign <= "\uf8ff" for sign in token)
        assert token[2] >= "\ue100"


def test_a_token_says_its_key_too() -> None:
    assert filter_token("owner", CLAIRE) != filter_token("assigned", CLAIRE)
    assert filter_token("owner", CLAIRE) == filter_token(FilterKey.OWNER, CLAIRE)


def test_a_contact_has_a_token_for_all_that_an_exact_filter_asks() -> None:
    values = make.contact_values(tags=("VIP", "Client"), owner=JOHN, assigned=(CLAIRE, JOHN), employer=ContactId(7))
    asked = [
        ("tag", "vip"), ("tag", "clients"), ("kind", "person"), ("owner", JOHN), ("assigned", CLAIRE),
        ("assigned", JOHN), ("parent", "7"), ("parent", "any"), ("employer", "7"), ("employer", "any"),
        ("created", "2026"), ("created", "2026-12"), ("state", "clients"), ("state", "any"),
    ]  # fmt: skip
    assert set(filter_tokens(values, NEW_YEAR)) == {filter_token(key, value) for key, value in asked}


def test_what_is_chosen_consented_and_answered_has_tokens() -> None:
    values = make.contact_values(
        **make.listed_values(custom="BTP\nÉnergie"),
        parent=ContactId(9),
        employer=ContactId(8),
        birthday=Birthday(3, 12),
        consents=make.full_consents(),
    )
    tokens = set(filter_tokens(values, make.NOW))
    asked = [
        ("state", "1"), ("category", "2"), ("stage", "3"), ("origin", "4"), ("group", "5"), ("role", "6"),
        ("parent", "9"), ("parent", "8"), ("employer", "8"), ("birthday", "03"), ("birthday", "03-12"),
        ("consent", "email"), ("consent", "post=no"),
        ("custom", "1"), ("custom", "1=btp"), ("custom", "1=energie"), *((key, ANY) for key in WANTING),
    ]  # fmt: skip
    assert {filter_token(key, value) for key, value in asked} <= tokens


def test_who_has_none_of_what_few_have_is_known_by_the_want_of_a_token() -> None:
    tokens = set(filter_tokens(make.company_values(), make.NOW))
    assert not tokens & {filter_token(key, value) for key in WANTING for value in (ANY, NOBODY)}


def test_a_long_text_is_found_by_its_field_alone() -> None:
    text = make.contact_values(custom=(CustomValue(CustomFieldId(4), "word " * 500),))
    long = set(filter_tokens(text, make.NOW)) - set(filter_tokens(make.contact_values(), make.NOW))
    assert long == {filter_token("custom", "4")}


def test_nobody_has_a_token_of_its_own() -> None:
    tokens = filter_tokens(make.company_values(), make.NOW)
    assert filter_token("owner", NOBODY) in tokens
    assert filter_token("assigned", NOBODY) in tokens


def test_a_span_is_read_as_it_is_written() -> None:
    span = Span(NEW_YEAR, None)
    assert str(span) == "2026-12-31T23:30:00+00:00/"
    assert Span.read(str(span)) == Span(NEW_YEAR.astimezone(UTC), None)
    with pytest.raises(ValueError, match="2026"):
        Span.read("2026-01-01")


def test_a_name_in_a_script_without_spaces_is_one_word_either_way_round() -> None:
    folded = Folded(ContactValues(first_name="伟", last_name="王"))
    assert folded.words == ("伟", "王", "王伟", "伟王")
