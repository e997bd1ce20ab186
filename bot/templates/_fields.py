"""The fields of a contact in the reader's language: their names, and values such as the trace keeps them."""

from collections.abc import Mapping

from bot.model.changes import ASSIGNED, COORDINATE, TAG, coordinate_of
from bot.model.contacts import Coordinate
from bot.model.labels import LABELS
from bot.templates._tags import tag_name
from bot.templates._words import Raw, Reader, blocks_of, raw, value_raw

NOUN = "contacts"
_PEOPLE = ("owner", ASSIGNED)
_CHOICES = ("kind", "civility")


def field_name(field: str, reader: Reader, *, text: str | None = None) -> Raw:
    """Of a field of a flat contact; `text` is its value, which tells a phone from an address."""
    if field.startswith(COORDINATE):
        return raw(reader, NOUN, coordinate_of(text).kind.value if text else "coordinate")
    for several, block in ((TAG, "tag"), (ASSIGNED, "field_assigned")):
        if field.startswith(several):
            return raw(reader, NOUN, block)
    block = f"field_{field}"
    return raw(reader, NOUN, block) if block in blocks_of(NOUN) else value_raw(field)


def field_value(field: str, text: str, names: Mapping[str, str], reader: Reader) -> Raw:
    """A value of a flat contact in words; `names` are what the ids of people and contacts stand for."""
    if field.startswith(COORDINATE):
        return coordinate_words(coordinate_of(text), reader)
    if field.startswith(TAG):
        return tag_name(text, reader)
    if field in _CHOICES and f"{field}_{text}" in blocks_of(NOUN):
        return raw(reader, NOUN, f"{field}_{text}")
    if field.startswith(_PEOPLE):
        return value_raw(names.get(text, text))
    if field == "employer":
        return value_raw(names.get(text) or raw(reader, NOUN, "somebody"))
    return raw(reader, NOUN, "picture") if field == "photo" else value_raw(text)


def is_person(field: str) -> bool:
    """Whether the value is a member's id."""
    return field.startswith(_PEOPLE)


def coordinate_words(coordinate: Coordinate, reader: Reader) -> Raw:
    """'06 28 23 04 55 · mobile · main'."""
    text = coordinate_text(coordinate)
    parts = (text, label_name(coordinate, reader), *marks(coordinate, reader))
    return Raw(" · ".join(part for part in parts if part))


def coordinate_text(coordinate: Coordinate) -> Raw:
    line = "" if coordinate.address is None else coordinate.address.line
    return value_raw(line or coordinate.typed)


def label_name(coordinate: Coordinate, reader: Reader) -> Raw:
    """A label of the list in the reader's language, a person's own as it is; '' without one."""
    if coordinate.label in LABELS[coordinate.kind]:
        return raw(reader, "coordinates", f"label_{coordinate.label}")
    return value_raw(coordinate.label)


def marks(coordinate: Coordinate, reader: Reader) -> list[Raw]:
    """What it is for: main, billing, delivery."""
    held = {"main": coordinate.main, "billing": coordinate.billing, "delivery": coordinate.delivery}
    return [raw(reader, "coordinates", f"mark_{name}") for name, is_set in held.items() if is_set]
