"""What was typed into a form, from Slack's state: one plain value a field, whatever the kind of input."""

from collections.abc import Mapping
from typing import Any

from bot.model.errors import FieldsInvalid
from bot.model.fields import Field, FieldKind, Form
from bot.model.folding import clean

Typed = dict[str, str]


def read_form(form: Form, state: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> Typed:
    """Each field's text by its key; '' where nothing was typed. A FILE gives Slack's file id.

    Raises TextInvalid where a text can be kept by no store.
    """
    return {field.key: clean(_value(field, state.get(field.key, {}))).strip() for field in form.fields}


def read_state(state: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> Typed:
    """Whatever was typed, by block id, for a draft: also what a form would refuse."""
    return {key: _any_value(inputs) for key, inputs in state.items()}


def check_required(form: Form, typed: Typed) -> None:
    """Raises FieldsInvalid naming each field that is missing or too long."""
    wrong: dict[str, str] = {}
    for field in form.fields:
        if field.required and not typed.get(field.key):
            wrong[field.key] = "field_missing"
        elif len(typed.get(field.key, "")) > field.limit:
            wrong[field.key] = "field_too_long"
    if wrong:
        raise FieldsInvalid(wrong)


def values_of(field: Field, typed: str) -> list[str]:
    """The several values of a LINES or COMMAS field, trimmed, each once, in order."""
    pieces = typed.splitlines() if field.kind is FieldKind.LINES else typed.replace("\n", ",").split(",")
    return list(dict.fromkeys(piece.strip() for piece in pieces if piece.strip()))


def _value(field: Field, inputs: Mapping[str, Mapping[str, Any]]) -> str:
    for element in inputs.values():
        if field.kind is FieldKind.CHOICE:
            return str((element.get("selected_option") or {}).get("value", ""))
        if field.kind is FieldKind.FILE:
            files = element.get("files") or []
            return str(files[0]["id"]) if files else ""
        return element.get("value") or ""
    return ""


def _any_value(inputs: Mapping[str, Mapping[str, Any]]) -> str:
    element = next(iter(inputs.values()), {})
    chosen = element.get("selected_option")
    text = str(chosen.get("value", "")) if chosen else str(element.get("value") or "")
    return text.replace("\0", "").encode(errors="ignore").decode()
