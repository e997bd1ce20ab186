"""A custom field from the form that declares it. Called by handlers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.model.changes import YES
from bot.model.custom_fields import (
    ANSWER_LENGTH,
    ANSWERED,
    MOST_ANSWERS,
    Circle,
    CustomField,
    CustomKind,
    Scope,
    field_key,
    scope_of,
    scope_text,
)
from bot.model.errors import FieldsInvalid
from bot.model.fields import CUSTOM_COPY, CUSTOM_FIELD
from bot.model.folding import clean_name, tag_key
from bot.model.ids import ChoiceId
from bot.parse._form import check_required

_BETWEEN = re.compile(r"[,;]")
_ON_LINES = re.compile(r"[;\n]|,(?![0-9])|(?<![0-9]),")  # where 1,5 is a number


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedCustomField:
    """`answers` are those of a list alone, each once, in their order."""

    name: str
    kind: CustomKind
    answers: tuple[str, ...] = ()
    scope: Scope | ChoiceId = Scope.CONTACTS
    required: bool = False
    seen_by: Circle = Circle.EVERYONE
    filled_by: Circle = Circle.EVERYONE


def read_custom_field(typed: Mapping[str, str]) -> TypedCustomField:
    """Raises FieldsInvalid with every field that is wrong."""
    check_required(CUSTOM_FIELD, typed)
    wrong = {
        field.key: "field_missing"
        for field in CUSTOM_FIELD.fields
        if field.required and field.choices and typed[field.key] not in field.choices
    }
    if wrong:
        raise FieldsInvalid(wrong)
    name, kind = clean_name(typed["name"]), CustomKind(typed["kind"])
    if not field_key(name):
        wrong["name"] = "field_name_wrong"
    answers = _answers(typed.get("answers", ""), wrong) if kind in ANSWERED else ()
    scope = _scope(typed["scope"], wrong)
    if wrong:
        raise FieldsInvalid(wrong)
    return TypedCustomField(
        name=name,
        kind=kind,
        answers=answers,
        scope=scope,
        required=typed.get("required") == YES,
        seen_by=Circle(typed["seen_by"]),
        filled_by=Circle(typed["filled_by"]),
    )


def typed_custom_field(field: CustomField | None) -> dict[str, str]:
    """A field as its form shows it; a new one is a text of all contacts, for everyone."""
    if field is None:
        everyone, text = Circle.EVERYONE.value, CustomKind.TEXT.value
        return {"kind": text, "scope": Scope.CONTACTS.value, "seen_by": everyone, "filled_by": everyone}
    return {
        "name": field.name,
        "kind": field.kind.value,
        "answers": "\n".join(field.answers),
        "scope": scope_text(field.scope),
        "required": YES if field.required else "",
        "seen_by": field.seen_by.value,
        "filled_by": field.filled_by.value,
    }


def read_copy_to(typed: Mapping[str, str]) -> ChoiceId:
    """The group that the fields of another are copied to. Raises FieldsInvalid."""
    check_required(CUSTOM_COPY, typed)
    to = typed["to"]
    if not (to.isascii() and to.isdigit()):
        raise FieldsInvalid({"to": "field_missing"})
    return ChoiceId(int(to))


def _answers(typed: str, wrong: dict[str, str]) -> tuple[str, ...]:
    """With commas between, as people type them, or one a line, as the form shows them."""
    between = _ON_LINES if "\n" in typed.strip() else _BETWEEN
    answers: dict[str, str] = {}
    for answer in map(clean_name, between.split(typed)):
        answers.setdefault(tag_key(answer), answer)
    answers.pop("", None)
    if not answers:
        wrong["answers"] = "field_answers_missing"
    elif len(answers) > MOST_ANSWERS:
        wrong["answers"] = "field_answers_many"
    elif any(len(answer) > ANSWER_LENGTH for answer in answers.values()):
        wrong["answers"] = "field_answer_too_long"
    return tuple(answers.values())


def _scope(typed: str, wrong: dict[str, str]) -> Scope | ChoiceId:
    try:
        return scope_of(typed)
    except ValueError:
        wrong["scope"] = "field_missing"
        return Scope.CONTACTS
