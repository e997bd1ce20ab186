"""Folding and cleaning: what a search ignores, and what of a person's typing is kept."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.errors import TextInvalid
from bot.model.folding import clean, clean_name, digits, fold, squeeze, tag_key, words

# All that a person can type: NUL and lone surrogates are refused before.
typed = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=60)


@pytest.mark.parametrize(
    ("said", "folded"),
    [
        ("Éléonore ŒUF", "eleonore oeuf"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("Ærøskøbing", "aeroskobing"),
        ("Łódź", "lodz"),
        ("İstanbul", "istanbul"),
        ("ı", "i"),
        ("ＡＢＣ", "abc"),
        ("ﬁn", "fin"),
        ("٠٦٢٨", "0628"),
        ("Νίκος", "νικοσ"),
    ],
)
def test_case_accents_and_forms_are_folded_away(said: str, folded: str) -> None:
    assert fold(said) == folded


@given(typed)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(typed)
def test_folding_forgets_case_and_composition(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(st.text(st.characters(max_codepoint=127, exclude_characters="\0")))
def test_plain_latin_folds_the_short_way_as_the_long_one(text: str) -> None:
    assert fold(text) == fold(text + "é").removesuffix("e")


@given(typed)
def test_words_hold_letters_and_digits_alone(text: str) -> None:
    assert all(word.isalnum() for word in words(text))
    assert squeeze(text) == "".join(words(text))


@given(typed)
def test_the_words_of_a_word_are_the_word(text: str) -> None:
    assert all(words(word) == [word] for word in words(text))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("Saint-Étienne", ["saint", "etienne"]), ("O'Brien", ["o", "brien"]), ("\ue001\ue000\ue000 Ann", ["ann"])],
)
def test_punctuation_and_private_signs_part_words(typed: str, kept: list[str]) -> None:
    assert words(typed) == kept


def test_digits_are_read_in_every_script() -> None:
    assert digits("+٣٣ ٦ 28-23.04") == "336282304"


@given(typed)
def test_digits_are_those_from_0_to_9(text: str) -> None:
    assert set(digits(text)) <= set("0123456789")


@pytest.mark.parametrize(
    ("one", "other"), [("VIP", "vip"), ("Élus", "elus"), ("à relancer", "A-Relancer"), ("🔥", " 🔥 ")]
)
def test_a_tag_is_known_again(one: str, other: str) -> None:
    assert tag_key(one) == tag_key(other)


def test_tags_of_signs_alone_are_told_apart() -> None:
    assert len({tag_key("🔥"), tag_key("⭐"), tag_key("!"), tag_key("?!")}) == 4


def test_the_key_of_a_long_tag_fits_into_an_index() -> None:
    assert len(tag_key("ﷺ" * 500)) <= 200


@pytest.mark.parametrize("text", ["\0", "a\0b", "\ud800", "x\udfff"])
def test_what_no_store_can_keep_is_refused(text: str) -> None:
    with pytest.raises(TextInvalid):
        clean(text)


@given(typed)
def test_text_is_kept_composed_and_cleaning_twice_changes_nothing(text: str) -> None:
    kept = clean(text)
    assert clean(kept) == kept == unicodedata.normalize("NFC", kept)
    assert "\r" not in kept


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_all_line_ends_become_one(end: str) -> None:
    assert clean(f"one{end}two") == "one\ntwo"


@given(typed)
def test_a_name_is_one_line_without_anything_unseen(text: str) -> None:
    name = clean_name(text)
    assert clean_name(name) == name == name.strip()
    assert not {"\n", "\t", "  "} & {name[at : at + size] for size in (1, 2) for at in range(len(name))}
    assert not any(unicodedata.category(sign) == "Cc" for sign in name)


@pytest.mark.parametrize("unseen", ["\u200b", "\u202e", "\ufeff", "\u2066", "\u00ad", "\x07", "\u061c"])
def test_signs_that_fake_a_name_are_taken_out(unseen: str) -> None:
    assert clean_name(f"Ma{unseen}rie") == "Marie"


def test_a_tower_of_accents_is_cut_down() -> None:
    assert len(unicodedata.normalize("NFD", clean_name("e" + "\u0301" * 50))) == 1 + 8


def test_spaces_in_a_name_are_single() -> None:
    assert clean_name("  Marie \t\n  Dupont\u00a0 ") == "Marie Dupont"
