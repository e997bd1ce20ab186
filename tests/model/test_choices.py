"""The lists that an admin keeps, and what a contact has of them."""

from dataclasses import replace

import pytest

from bot.model.choices import (
    WORN,
    BuiltInRole,
    ChoiceKind,
    called_in,
    choice_key,
    is_same,
    keys_of,
    moved,
    starts,
    state_tag,
    worn,
)
from bot.model.contacts import ContactValues, Role
from bot.model.ids import ChoiceId
from bot.model.tags import BuiltIn
from tests import make

ONE, TWO, THREE = ChoiceId(1), ChoiceId(2), ChoiceId(3)
LISTED = make.contact_values(**make.listed_values())


@pytest.mark.parametrize("name", ["Bâtiment", " batiment ", "BÂTIMENT!"])
def test_a_choice_is_known_whatever_its_case_accents_and_signs(name: str) -> None:
    assert choice_key(name) == choice_key("bâtiment")


@pytest.mark.parametrize(
    ("name", "tag"), [("client", BuiltIn.CLIENTS), ("Fournisseur", BuiltIn.SUPPLIERS), ("VIP", None)]
)
def test_prospect_client_and_supplier_are_tags_and_no_states(name: str, tag: BuiltIn | None) -> None:
    assert state_tag(name) is tag


def test_a_workspace_begins_in_its_language_with_names_that_differ() -> None:
    for locale in ("fr-FR", "en-GB"):
        begun = starts(locale)
        assert len({(start.kind, choice_key(start.name)) for start in begun}) == len(begun)
        assert {start.built_in for start in begun if start.built_in} == set(BuiltInRole)
    assert [start.kind for start in starts("fr")] == [start.kind for start in starts("en")]
    assert starts("fr-CA")[0].name == "Partenaire"


def test_what_a_workspace_begins_with_is_called_as_its_reader_says_until_it_is_renamed() -> None:
    assert called_in(ChoiceKind.ROLE, "Comptabilité fournisseurs", "en") == "Accounts payable"
    assert called_in(ChoiceKind.RELATION, "employs", "fr") == "emploie"
    assert called_in(ChoiceKind.RELATION, "emploie", "fr") == "emploie"
    assert called_in(ChoiceKind.ROLE, "Achats Lyon", "en") == "Achats Lyon"
    assert called_in(ChoiceKind.GROUP, "Achats", "en") == "Achats"
    assert make.choice(1, ChoiceKind.RELATION, "salarié de", inverse="emploie").in_language("en") == make.choice(
        1, ChoiceKind.RELATION, "employee of", inverse="employs"
    )
    assert make.choice(1, ChoiceKind.STATE, "Partner").known_as == ("Partner", "Partenaire")
    assert is_same(ChoiceKind.STATE, "Partner", "Partenaire")
    assert not is_same(ChoiceKind.STATE, "Partner", "partner"), "its case was changed"
    assert keys_of(ChoiceKind.ROLE, "PURCHASES") == ("purchases", "achats")
    assert keys_of(ChoiceKind.GROUP, "Achats") == ("achats",)


def test_a_relation_is_called_otherwise_from_its_other_end() -> None:
    employs = make.choice(1, ChoiceKind.RELATION, "salarié de", inverse="emploie")
    assert employs.said_from(other_end=False) == "salarié de"
    assert employs.said_from(other_end=True) == "emploie"
    assert replace(employs, inverse="").said_from(other_end=True) == "salarié de"


def test_a_contact_says_all_that_it_has_of_the_lists() -> None:
    assert (
        {kind for kind, _ in worn(LISTED)} == set(WORN) == set(ChoiceKind) - {ChoiceKind.RELATION, ChoiceKind.ACTIVITY}
    )
    assert sorted(choice for _, choice in worn(LISTED)) == [1, 2, 3, 4, 5, 6]
    assert list(worn(ContactValues())) == []


@pytest.mark.parametrize("kind", WORN)
def test_a_choice_that_goes_leaves_another_or_nothing_in_its_place(kind: ChoiceKind) -> None:
    had = next(choice for each, choice in worn(LISTED) if each is kind)
    given = dict(worn(moved(LISTED, kind, had, ChoiceId(99))))
    taken = dict(worn(moved(LISTED, kind, had, None)))
    assert given == dict(worn(LISTED)) | {kind: 99}
    assert taken == {each: choice for each, choice in worn(LISTED) if each is not kind}
    assert moved(LISTED, kind, ChoiceId(98), None) == LISTED


def test_nobody_has_a_choice_twice_once_one_has_gone() -> None:
    values = make.contact_values(groups=(ONE, TWO, THREE))
    assert moved(values, ChoiceKind.GROUP, ONE, THREE).groups == (THREE, TWO)


def test_a_rank_goes_along_and_one_that_was_there_stays() -> None:
    values = make.contact_values(roles=(Role(ONE, 1), Role(TWO, 5)))
    assert moved(values, ChoiceKind.ROLE, ONE, THREE).roles == (Role(THREE, 1), Role(TWO, 5))
    assert moved(values, ChoiceKind.ROLE, ONE, TWO).roles == (Role(TWO, 5),)
