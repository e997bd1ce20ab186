"""What a contact has of an admin's lists, and the values of custom fields: between a draft and a contact.

Prospect, client and supplier are tags that stand among the states of the form too: whichever of the two fields is
changed, changes the tag.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot.model.changes import CUSTOM, GROUP, STATE, TAG, Flat
from bot.model.contacts import ContactValues, CustomValue
from bot.model.custom_fields import CustomField
from bot.model.ids import ChoiceId, CustomFieldId
from bot.model.tags import BuiltIn, built_in, key_of
from bot.parse._form import lines_of
from bot.parse.contacts._asking import Asking
from bot.parse.custom_values import WRONG, read_value, written_value


def shown_lists(fields: Flat, asking: Asking) -> Iterator[tuple[str, str]]:
    """What the draft of a contact holds of these fields; `states` begin with the tags that are states, by name."""
    tags = _built_in("\n".join(text for field, text in fields.items() if field.startswith(TAG)))
    own = [text for field, text in fields.items() if field.startswith(STATE)]
    yield "states", "\n".join((*(each.value for each in BuiltIn if each in tags), *own))
    yield "groups", "\n".join(text for field, text in fields.items() if field.startswith(GROUP))
    asked = asking.by_key
    for field, text in fields.items():
        if field.startswith(CUSTOM):
            yield field, written_value(asked[field], text, asking.locale) if field in asked else text


def tags_said(values: Mapping[str, str], base: Flat) -> list[str]:
    """The tags of both fields. Of one that was there, both still say so; of one that was not, either does."""
    tags = lines_of(values.get("tags", ""))
    if "states" not in values:
        return tags
    by_tags, by_states = _built_in(values.get("tags", "")), _built_in(values["states"])
    worn = {each for each in BuiltIn if f"{TAG}{key_of(each.value)}" in base}
    gone = {each for each in worn if each not in by_states or each not in by_tags}
    kept = [name for name in tags if built_in(name) not in gone]
    return [*kept, *(each.value for each in BuiltIn if each in by_states - by_tags - gone)]


def read_choices(values: Mapping[str, str], key: str) -> tuple[ChoiceId, ...]:
    return tuple(ChoiceId(int(line)) for line in lines_of(values.get(key, "")) if line.isascii() and line.isdigit())


def read_choice(values: Mapping[str, str], key: str) -> ChoiceId | None:
    return next(iter(read_choices(values, key)), None)


def read_custom(
    values: Mapping[str, str], base: Flat, wrong: dict[str, str], asking: Asking
) -> tuple[CustomValue, ...]:
    """What this person was not asked stays as it was; what stands in the same words is not looked at again."""
    own = asking.by_key
    read: dict[str, str] = {
        field: text for field, text in base.items() if field.startswith(CUSTOM) and field not in own
    }
    for key, field in own.items():
        typed, held = values.get(key, ""), base.get(key, "")
        if held and typed == written_value(field, held, asking.locale):
            read[key] = held
        elif (text := read_value(field, typed, asking.locale)) is None:
            wrong[key] = WRONG[field.kind]
        elif text:
            read[key] = text
    return tuple(CustomValue(CustomFieldId(int(key.removeprefix(CUSTOM))), text) for key, text in read.items())


def as_asked(read: ContactValues, base: Flat, wrong: dict[str, str], asking: Asking) -> ContactValues:
    """What is wrong in a field that this contact is not asked, as after it left a group, stays as it was."""
    unasked = {key: field for key, field in asking.by_key.items() if key in wrong and not field.is_for(read)}
    for key in unasked:
        del wrong[key]
    held = tuple(CustomValue(field.id, base[key]) for key, field in unasked.items() if base.get(key))
    return replace(read, custom=(*read.custom, *held))


def missing(read: ContactValues, wrong: dict[str, str], asking: Asking) -> None:
    """Points out what this contact must be asked and is not answered."""
    answered = {value.field for value in read.custom}
    for key, field in asking.by_key.items():
        if _must_be_answered(field, read) and field.id not in answered:
            wrong.setdefault(key, "field_missing")


def _must_be_answered(field: CustomField, read: ContactValues) -> bool:
    return field.required and field.is_for(read)


def _built_in(lines: str) -> set[BuiltIn]:
    return {known for name in lines_of(lines) if (known := built_in(name)) is not None}
