"""A form is declared once: what templates/_form draws of a field, parse/_form reads, kind by kind."""

import pytest

from bot.model.fields import FORMS, Field, FieldKind, Form, form
from bot.model.rich_text import to_json, written
from bot.parse._form import read_form
from bot.sandbox.blocks import filled_state
from bot.templates._form import draw_fields
from bot.templates._words import Reader, blocks_of
from tests.house._source import sentence

ENGLISH = Reader("en", "UTC")
SEVERAL = {FieldKind.LINES, FieldKind.TAGS, FieldKind.PEOPLE, FieldKind.TICKS, FieldKind.CHOICES}
ONE = {
    FieldKind.COUNTRY: "FR",
    FieldKind.CONTACT: "13",
    FieldKind.DATE: "2026-11-22",
    FieldKind.TIME: "09:30",
    FieldKind.YES_NO: "yes",
    FieldKind.RICH_TEXT: to_json(written("x")),
}
NOT_SHOWN_AGAIN = {FieldKind.FILE}  # Slack's input begins empty
ASKED = [(declared, field) for declared in FORMS for field in declared.fields]
NAMES = [f"{declared.noun}-{field.key}" for declared, field in ASKED]


@pytest.mark.parametrize("kind", FieldKind)
def test_every_kind_of_field_is_asked_by_a_form(kind: FieldKind) -> None:
    assert any(field.kind is kind for _, field in ASKED), f"No form asks for a {kind.value}: take the kind out."


@pytest.mark.parametrize(("declared", "field"), ASKED, ids=NAMES)
def test_what_a_field_shows_is_what_is_read_of_it(declared: Form, field: Field) -> None:
    if field.kind not in NOT_SHOWN_AGAIN:
        typed = _typed(field)
        alone = form(declared.noun, field)
        named = {field.key: [(each, "Acme") for each in typed.split("\n")]}
        blocks = draw_fields(alone, (field,), {field.key: typed}, ENGLISH, named=named)
        assert read_form(alone, filled_state(blocks, {})) == {field.key: typed}


@pytest.mark.parametrize(("declared", "field"), ASKED, ids=NAMES)
def test_a_field_that_may_be_empty_is_read_as_empty(declared: Form, field: Field) -> None:
    if field.kind is not FieldKind.CHOICE:  # of which one is always chosen
        alone = form(declared.noun, field)
        assert read_form(alone, filled_state(draw_fields(alone, (field,), {}, ENGLISH), {})) == {field.key: ""}


def test_every_field_and_every_choice_has_its_words() -> None:
    wanted = {
        f"{declared.noun}: {block}"
        for declared, field in ASKED
        for block in (f"field_{field.key}", *(f"{field.key}_{choice}" for choice in field.choices))
        if block not in blocks_of(declared.noun)
    }
    assert not wanted, sentence("Write these blocks in the words of their noun.", sorted(wanted))


def _typed(field: Field) -> str:
    if field.choices:
        return "\n".join(field.choices) if field.kind in SEVERAL else field.choices[-1]
    return "U1\nU2" if field.kind in SEVERAL else ONE.get(field.kind, "x")
