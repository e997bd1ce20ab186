"""Draws the fields that model/fields declares; block ids are field keys, so typing stays when a view is updated."""

from collections.abc import Mapping

from bot.model.fields import Field, FieldKind, Form
from bot.model.messages import Block
from bot.templates._blocks import OPTION, Element, plain_text
from bot.templates._words import Reader, plain

ACTION = "value"
_HINTS = frozenset({FieldKind.LINES, FieldKind.COMMAS})


def draw_form(form: Form, typed: Mapping[str, str], reader: Reader) -> list[Block]:
    """One input a field, filled with what was typed. Labels are the blocks `field_<key>` of the noun's words."""
    return [_draw_field(form, field, typed.get(field.key, ""), reader) for field in form.fields]


def _draw_field(form: Form, field: Field, typed: str, reader: Reader) -> Block:
    block: Block = {
        "type": "input",
        "block_id": field.key,
        "optional": not field.required,
        "label": plain_text(plain(reader, form.noun, f"field_{field.key}"), 2000),
        "element": _DRAWN[field.kind](form, field, typed, reader),
    }
    if field.kind in _HINTS or field.kind is FieldKind.FILE:
        block["hint"] = plain_text(plain(reader, "form", f"hint_{field.kind.value}"), 2000)
    return block


def _text(form: Form, field: Field, typed: str, reader: Reader) -> Element:
    element: Element = {"type": "plain_text_input", "action_id": ACTION, "max_length": min(field.limit, 3000)}
    if field.kind is not FieldKind.TEXT and field.kind is not FieldKind.COMMAS:
        element["multiline"] = True
    return element | {"initial_value": typed[: field.limit]} if typed else element


def _choice(form: Form, field: Field, typed: str, reader: Reader) -> Element:
    options = [_option(form, field, choice, reader) for choice in field.choices]
    chosen = next((option for option in options if option["value"] == typed), options[0])
    return {"type": "radio_buttons", "action_id": ACTION, "options": options, "initial_option": chosen}


def _option(form: Form, field: Field, choice: str, reader: Reader) -> Element:
    name = plain(reader, form.noun, f"{field.key}_{choice}")
    return {"text": plain_text(name, OPTION), "value": choice}


def _file(form: Form, field: Field, typed: str, reader: Reader) -> Element:
    return {"type": "file_input", "action_id": ACTION, "filetypes": ["csv", "txt", "tsv"], "max_files": 1}


_DRAWN = {
    FieldKind.TEXT: _text,
    FieldKind.LONG_TEXT: _text,
    FieldKind.LINES: _text,
    FieldKind.COMMAS: _text,
    FieldKind.CHOICE: _choice,
    FieldKind.FILE: _file,
}
