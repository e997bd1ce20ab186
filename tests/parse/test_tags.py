"""The form of a tag."""

import pytest

from bot.model.errors import FieldsInvalid
from bot.model.tags import TagColour, TagScope
from bot.parse.tags import TypedTag, read_tag

FILLED = {"name": " Grand  compte ", "colour": "blue", "scope": "both"}


def test_a_tag_has_a_name_a_colour_and_those_it_is_for() -> None:
    assert read_tag(FILLED) == TypedTag("Grand compte", TagColour.BLUE, TagScope.BOTH)


@pytest.mark.parametrize("name", ["🔥", "日本", "c++"])
def test_a_name_may_be_of_any_signs(name: str) -> None:
    assert read_tag(FILLED | {"name": name}).name == name


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"name": ""}, {"name": "field_missing"}),
        ({"name": "\u200b"}, {"name": "field_tag_wrong"}),
        ({"name": "x" * 51}, {"name": "field_too_long"}),
        ({"colour": "", "scope": ""}, {"colour": "field_missing", "scope": "field_missing"}),
        ({"colour": "pink"}, {"colour": "field_missing"}),
    ],
)
def test_what_is_wrong_with_a_tag_is_named_by_field(typed: dict[str, str], wrong: dict[str, str]) -> None:
    with pytest.raises(FieldsInvalid) as refused:
        read_tag(FILLED | typed)
    assert refused.value.fields == wrong
