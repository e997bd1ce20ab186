"""Custom fields: of whom they are asked, who sees them, what becomes of a value when its field changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.custom_fields import (
    NO,
    YES,
    Circle,
    CustomKind,
    Scope,
    asked_of,
    field_key,
    refitted,
    scope_of,
    scope_text,
    seen,
    sort_number,
    value_key,
)
from bot.model.ids import ChoiceId, ContactId
from bot.model.members import Role
from tests import make

COLOURS = ("Rouge", "Bleu ciel", "Été")
BUILDERS = ChoiceId(5)


def test_a_field_is_asked_of_everybody_of_people_or_of_a_group() -> None:
    everybody, people, group = (
        make.custom_field(id, scope=scope) for id, scope in enumerate((Scope.CONTACTS, Scope.PEOPLE, BUILDERS), start=1)
    )
    employed = make.contact_values(employer=ContactId(7))
    builder = make.company_values(groups=(BUILDERS,), employer=ContactId(7))
    asked = {
        values.name: [field.id for field in (everybody, people, group) if field.is_for(values)]
        for values in (make.contact_values(), builder)
    }
    assert asked == {"Marie Dupont": [1], "Acme SARL": [1, 3]}
    assert [field.is_for(employed) for field in (everybody, people, group)] == [True, True, False]


@pytest.mark.parametrize(("role", "sees", "fills"), [(Role.MEMBER, [1, 2], [1]), (Role.MANAGER, [1, 2, 3], [1, 2, 3])])
def test_managers_see_and_fill_in_what_is_theirs(role: Role, sees: list[int], fills: list[int]) -> None:
    fields = [
        make.custom_field(1),
        make.custom_field(2, filled_by=Circle.MANAGERS),
        make.custom_field(3, seen_by=Circle.MANAGERS),
        make.custom_field(4, retired=True),
    ]
    person = make.member(role=role)
    assert [field.id for field in seen(fields, person)] == sees
    assert [field.id for field in asked_of(fields, make.contact_values(), person)] == fills


def test_a_scope_is_read_as_it_was_written() -> None:
    for scope in (Scope.CONTACTS, Scope.PEOPLE, BUILDERS):
        assert scope_of(scope_text(scope)) == scope
    with pytest.raises(ValueError, match="elsewhere"):
        scope_of("elsewhere")


def test_a_name_is_known_whatever_its_case_and_accents() -> None:
    assert field_key("Secteur d'activité") == field_key("SECTEUR D’ACTIVITE")


@pytest.mark.parametrize(
    ("text", "kind", "kept"),
    [
        ("12.5", CustomKind.TEXT, "12.5"),
        ("12.5", CustomKind.NUMBER, "12.5"),
        ("douze", CustomKind.NUMBER, ""),
        ("2026-02-28", CustomKind.DATE, "2026-02-28"),
        ("2026-02-30", CustomKind.DATE, ""),
        ("28/02/2026", CustomKind.DATE, ""),
        ("ROUGE", CustomKind.CHOICE, "Rouge"),
        ("Vert", CustomKind.CHOICE, ""),
        ("Rouge\nBleu ciel", CustomKind.CHOICE, ""),
        ("ete\nVert\nbleu ciel\nÉté", CustomKind.CHOICES, "Été\nBleu ciel"),
        ("yes", CustomKind.YES_NO, YES),
        ("no", CustomKind.YES_NO, NO),
        ("oui", CustomKind.YES_NO, ""),
        ("acme.fr", CustomKind.LINK, "https://acme.fr"),
        ("javascript:alert(1)", CustomKind.LINK, ""),
        ("UCLAIRE", CustomKind.USER, "UCLAIRE"),
        ("Claire", CustomKind.USER, ""),
    ],
)
def test_a_value_is_kept_where_its_text_fits_the_new_kind(text: str, kind: CustomKind, kept: str) -> None:
    assert refitted(text, kind, COLOURS) == kept


@given(st.text(max_size=40), st.sampled_from(CustomKind))
def test_what_was_fitted_once_stays_as_it_is(text: str, kind: CustomKind) -> None:
    once = refitted(text, kind, COLOURS)
    assert refitted(once, kind, COLOURS) == once


@pytest.mark.parametrize(
    ("one", "other"),
    [("https://www.acme.fr", "acme.fr"), ("Bleu-Ciel", "bleu ciel"), ("2026-03-12", "20260312")],
)
def test_two_writings_of_a_value_are_found_alike(one: str, other: str) -> None:
    assert value_key(one) == value_key(other)


def test_numbers_are_compared_by_size() -> None:
    assert sort_number("-12.5") == -12.5
    assert sort_number("12,5") is sort_number("1e5") is sort_number("") is sort_number("٤") is None
    assert value_key("1.5") != value_key("15") != value_key("-15")
    assert (sort_number("9" * 308), sort_number("9" * 400), sort_number("-" + "9" * 400)) == (1e308, None, None)
