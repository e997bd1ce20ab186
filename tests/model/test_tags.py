"""Tags, and the three that every workspace has."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.tags import BuiltIn, built_in, canonical, colour_of, key_of, said


@pytest.mark.parametrize(
    ("word", "kept"),
    [
        ("client", "Clients"),
        ("Customers", "Clients"),
        ("FOURNISSEUR", "Suppliers"),
        ("prospect", "Prospects"),
        ("VIP", "VIP"),
        ("Grand compte", "Grand compte"),
    ],
)
def test_a_built_in_tag_has_one_name_in_every_language(word: str, kept: str) -> None:
    assert canonical(word) == kept


@pytest.mark.parametrize("each", BuiltIn)
def test_a_built_in_tag_is_found_by_all_that_it_is_called(each: BuiltIn) -> None:
    assert {built_in(word) for word in said(each.value)} == {each}
    assert {key_of(word) for word in said(each.value)} == {key_of(each.value)}


def test_the_built_in_tags_have_colours_of_their_own() -> None:
    assert len({colour_of(each) for each in BuiltIn}) == len(BuiltIn)


@pytest.mark.parametrize(("one", "other"), [("VIP", "vip"), ("Grand-Compte", "grand compte"), ("Été", "ETE")])
def test_a_tag_is_known_again_whatever_its_case_accents_and_spaces(one: str, other: str) -> None:
    assert key_of(one) == key_of(other)


def test_signs_alone_are_tags_of_their_own() -> None:
    assert len({key_of("🔥"), key_of("⭐"), key_of("+"), ""}) == 4


@given(st.text(max_size=60))
def test_a_name_is_kept_once_for_all(name: str) -> None:
    assert canonical(canonical(name)) == canonical(name)
    assert key_of(canonical(name)) == key_of(name)
    assert name in said(name) or built_in(name) is not None
