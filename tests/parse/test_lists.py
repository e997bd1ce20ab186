"""What an admin keeps, relations, copies and bulk consents, from their forms."""

import pytest

from bot.model.choices import ChoiceKind
from bot.model.consents import Channel, Consent
from bot.model.custom_fields import Circle, CustomKind, Scope
from bot.model.errors import FieldsInvalid
from bot.model.fields import CHOICE, RELATION_KIND
from bot.model.ids import ChoiceId, ContactId
from bot.model.tags import BuiltIn
from bot.parse.bulk import TypedCopy, read_bulk_consent, read_copy
from bot.parse.choices import TypedChoice, form_of, read_choice, read_move, typed_choice
from bot.parse.custom_fields import TypedCustomField, read_copy_to, read_custom_field, typed_custom_field
from bot.parse.relations import TypedRelation, read_relation, sides_of
from tests import make

TODAY = make.NOW.date()
FIELD = {"name": "Secteur", "kind": "text", "scope": "contacts", "seen_by": "everyone", "filled_by": "everyone"}


def wrong_of(typed: dict[str, str]) -> dict[str, str]:
    with pytest.raises(FieldsInvalid) as refused:
        read_custom_field(FIELD | typed)
    return refused.value.fields


def test_a_choice_has_a_name_and_a_relation_one_at_each_end() -> None:
    typed = {"name": " Salarié  de ", "inverse": "emploie"}
    assert read_choice(ChoiceKind.RELATION, typed) == TypedChoice("Salarié de", "emploie")
    assert read_choice(ChoiceKind.GROUP, typed) == TypedChoice("Salarié de")
    assert (form_of(ChoiceKind.RELATION), form_of(ChoiceKind.STAGE)) == (RELATION_KIND, CHOICE)
    held = make.choice(1, ChoiceKind.RELATION, "salarié de", inverse="emploie")
    assert read_choice(ChoiceKind.RELATION, typed_choice(held)) == TypedChoice("salarié de", "emploie")
    assert typed_choice(None)["name"] == ""


@pytest.mark.parametrize(
    ("kind", "name", "wrong"),
    [
        (ChoiceKind.GROUP, "", "field_missing"),
        (ChoiceKind.GROUP, "x" * 76, "field_too_long"),
        (ChoiceKind.GROUP, "\u200b", "field_name_wrong"),
        (ChoiceKind.STATE, "Fournisseur", "choice_is_tag"),
    ],
)
def test_a_name_that_cannot_be_kept_is_refused(kind: ChoiceKind, name: str, wrong: str) -> None:
    with pytest.raises(FieldsInvalid) as refused:
        read_choice(kind, {"name": name})
    assert refused.value.fields == {"name": wrong}


def test_those_who_have_a_deleted_choice_go_to_another_or_nowhere() -> None:
    assert read_move({"to": "12"}) == 12
    assert read_move({"to": ""}) is None


@pytest.mark.parametrize(
    ("typed", "answers"),
    [
        ("Rouge, Bleu ciel ,,rouge", ("Rouge", "Bleu ciel")),
        ("Rouge;Bleu", ("Rouge", "Bleu")),
        ("Rouge, Bleu\nVert,", ("Rouge", "Bleu", "Vert")),
        ("moins de 1,5 t\nplus", ("moins de 1,5 t", "plus")),
    ],
)
def test_answers_stand_with_commas_between_or_one_a_line(typed: str, answers: tuple[str, ...]) -> None:
    assert read_custom_field(FIELD | {"kind": "choice", "answers": typed}).answers == answers


def test_a_custom_field_is_read_as_its_form_shows_it() -> None:
    held = make.custom_field(
        1,
        kind=CustomKind.CHOICES,
        answers=("Oui", "1,5 t"),
        scope=ChoiceId(5),
        required=True,
        filled_by=Circle.MANAGERS,
    )
    assert read_custom_field(typed_custom_field(held)) == TypedCustomField(
        name="Secteur",
        kind=CustomKind.CHOICES,
        answers=("Oui", "1,5 t"),
        scope=ChoiceId(5),
        required=True,
        filled_by=Circle.MANAGERS,
    )
    fresh = read_custom_field(typed_custom_field(None) | {"name": "Taille"})
    assert fresh == TypedCustomField(name="Taille", kind=CustomKind.TEXT, scope=Scope.CONTACTS)
    assert read_custom_field(FIELD | {"answers": "a, b"}).answers == ()  # of a text there are none


def test_all_that_is_wrong_of_a_custom_field_is_named() -> None:
    assert wrong_of({"name": "", "kind": ""}) == {"name": "field_missing", "kind": "field_missing"}
    assert wrong_of({"kind": "colour", "seen_by": "me"}) == {"kind": "field_missing", "seen_by": "field_missing"}
    assert wrong_of({"name": "!", "scope": "x"}) == {"scope": "field_missing"}
    assert wrong_of({"kind": "choice", "answers": " , "}) == {"answers": "field_answers_missing"}
    assert wrong_of({"kind": "choices", "answers": "x" * 76}) == {"answers": "field_answer_too_long"}
    assert wrong_of({"kind": "choices", "answers": ",".join(map(str, range(101)))}) == {"answers": "field_answers_many"}


def test_fields_are_copied_to_a_group() -> None:
    assert read_copy_to({"to": "5"}) == 5
    with pytest.raises(FieldsInvalid):
        read_copy_to({"to": ""})


def test_a_relation_is_made_from_either_end() -> None:
    employs = make.choice(3, ChoiceKind.RELATION, "salarié de", inverse="emploie")
    (near, _), (far, name) = sides_of(employs)
    assert name == "emploie"
    assert read_relation({"type": near, "other": "7"}) == TypedRelation(ChoiceId(3), ContactId(7))
    assert read_relation({"type": far, "other": "7"}) == TypedRelation(ChoiceId(3), ContactId(7), turned=True)
    assert len(sides_of(make.choice(4, ChoiceKind.RELATION, "partenaire de", inverse="partenaire de"))) == 1
    with pytest.raises(FieldsInvalid) as refused:
        read_relation({"type": "x", "other": ""})
    assert refused.value.fields.keys() == {"other"}


def test_a_consent_for_many_has_a_channel_an_answer_and_a_source() -> None:
    typed = {"channel": "sms", "given": "no", "source": " by  phone "}
    given = Consent(channel=Channel.SMS, given=False, on=TODAY, source="by phone")
    assert read_bulk_consent(typed, today=TODAY) == given
    with pytest.raises(FieldsInvalid) as refused:
        read_bulk_consent({"channel": "fax", "given": "perhaps"}, today=TODAY)
    assert refused.value.fields == {"channel": "field_missing", "given": "field_missing"}


def test_a_copy_is_something_else_or_lies_in_a_group() -> None:
    assert read_copy({"as": "suppliers\nclients"}) == TypedCopy((BuiltIn.SUPPLIERS, BuiltIn.CLIENTS))
    assert read_copy({"group": "5"}) == TypedCopy((), ChoiceId(5))
    with pytest.raises(FieldsInvalid) as refused:
        read_copy({})
    assert refused.value.fields == {"as": "field_missing"}
