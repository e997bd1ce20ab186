"""A tag from its form. Called by handlers."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.model.errors import FieldsInvalid
from bot.model.fields import TAG, TAGGING
from bot.model.folding import clean_name
from bot.model.ids import TagId
from bot.model.tags import TAG_LENGTH, Tag, TagColour, TagScope, canonical, key_of
from bot.parse._form import State, check_required, lines_of


@dataclass(frozen=True, slots=True)
class TypedTag:
    name: str
    colour: TagColour
    scope: TagScope


def read_tag(typed: Mapping[str, str]) -> TypedTag:
    """Raises FieldsInvalid: a field that is missing or too long, a name of which nothing is seen."""
    check_required(TAG, typed)
    wrong = {
        field.key: "field_missing" for field in TAG.fields if field.choices and typed[field.key] not in field.choices
    }
    name = clean_name(typed["name"])
    if not key_of(name):
        wrong["name"] = "field_tag_wrong"
    if wrong:
        raise FieldsInvalid(wrong)
    return TypedTag(name, TagColour(typed["colour"]), TagScope(typed["scope"]))


def typed_tag(tag: Tag | None) -> dict[str, str]:
    """A tag as its form shows it; a new one for both, in grey."""
    shown = tag or Tag(id=TagId(0), name="")
    return {"name": shown.name, "colour": shown.colour.value, "scope": shown.scope.value}


def read_tags(typed: str) -> tuple[str, ...]:
    """The tags of a field, each once. Raises FieldsInvalid where one of them is none."""
    names = {key_of(name): canonical(name) for name in map(clean_name, lines_of(typed))}
    if any(not key or len(name) > TAG_LENGTH for key, name in names.items()):
        raise FieldsInvalid({"tags": "field_tag_wrong"})
    if len(names) > TAGGING.field("tags").many:
        raise FieldsInvalid({"tags": "field_too_many"})
    return tuple(names.values())


def read_words(state: State) -> str:
    """What was typed into the search field of the list."""
    inputs = state.get("words", {})
    return next((str(each.get("value") or "") for each in inputs.values()), "").strip()
