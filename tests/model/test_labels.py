"""The labels of coordinates, built in or people's own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.contacts import CoordinateKind
from bot.model.labels import LABELS, built_in_label, kept_label


@pytest.mark.parametrize(
    ("kind", "word", "label"),
    [
        (CoordinateKind.PHONE, "Portable", "mobile"),
        (CoordinateKind.PHONE, "téléphone portable", "mobile"),
        (CoordinateKind.PHONE, "FAX", "fax"),
        (CoordinateKind.PHONE, "bureau", "work"),
        (CoordinateKind.EMAIL, "Comptabilité", "accounting"),
        (CoordinateKind.EMAIL, "perso", "personal"),
        (CoordinateKind.ADDRESS, "Siège social", "head_office"),
        (CoordinateKind.SITE, "boutique", "shop"),
        (CoordinateKind.SOCIAL, "Twitter", "x"),
    ],
)
def test_a_label_is_known_in_either_language(kind: CoordinateKind, word: str, label: str) -> None:
    assert kept_label(kind, word) == label


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        (CoordinateKind.PHONE, "Portable père"),
        (CoordinateKind.EMAIL, "fax"),
        (CoordinateKind.ADDRESS, "linkedin"),
        (CoordinateKind.SOCIAL, "Mastodon"),
    ],
)
def test_a_person_s_own_label_stays_as_typed(kind: CoordinateKind, word: str) -> None:
    assert built_in_label(kind, word) is None
    assert kept_label(kind, word) == word


@pytest.mark.parametrize("kind", CoordinateKind)
def test_every_built_in_label_means_itself(kind: CoordinateKind) -> None:
    assert [built_in_label(kind, label) for label in LABELS[kind]] == list(LABELS[kind])


@given(st.sampled_from(CoordinateKind), st.text(max_size=30))
def test_a_label_that_is_kept_is_kept_again(kind: CoordinateKind, text: str) -> None:
    assert kept_label(kind, kept_label(kind, text)) == kept_label(kind, text)
