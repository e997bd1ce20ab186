"""The fields of a contact in the reader's language: their names, and values such as the trace keeps them."""

from collections.abc import Callable, Mapping
from datetime import date

from bot.model import birthdays
from bot.model.changes import (
    ASSIGNED,
    CHOSEN,
    CONSENT,
    COORDINATE,
    CUSTOM,
    GROUP,
    NO_RANK,
    ROLE,
    STATE,
    TAG,
    TICKED,
    YES,
    consent_of,
    coordinate_of,
)
from bot.model.choices import ChoiceKind, called_in
from bot.model.consents import Channel, Consent
from bot.model.contacts import Coordinate
from bot.model.custom_fields import CustomKind, answers_of
from bot.model.hours import OpeningHours
from bot.model.labels import LABELS
from bot.model.records import kind_of
from bot.templates._dates import birthday_name, day_name
from bot.templates._numbers import number_name
from bot.templates._tags import tag_name
from bot.templates._words import Raw, Reader, blocks_of, raw, value_raw

NOUN = "contacts"
_PEOPLE = ("owner", ASSIGNED)
_CHOICES = ("kind", "civility", "hold_reach")
_CONTACTS = ("employer", "parent")
_SEVERAL = {TAG: "tag", ASSIGNED: "field_assigned", STATE: "state", GROUP: "group", ROLE: "role"}
_NO_NAMES: Mapping[str, str] = {}


def field_name(field: str, reader: Reader, *, text: str | None = None, names: Mapping[str, str] = _NO_NAMES) -> Raw:
    """Of a field of a flat contact; `text` is its value, which tells a phone from an address, `names` are what custom
    fields are called."""
    if field.startswith(COORDINATE):
        return raw(reader, NOUN, coordinate_of(text).kind.value if text else "coordinate")
    if field.startswith(CUSTOM):
        return value_raw(names.get(field) or raw(reader, NOUN, "custom"))
    if field.startswith(CONSENT):
        return raw(reader, NOUN, f"field_consent_{field.removeprefix(CONSENT)}")
    for several, block in _SEVERAL.items():
        if field.startswith(several):
            return raw(reader, NOUN, block)
    block = f"field_{field}"
    return raw(reader, NOUN, block) if block in blocks_of(NOUN) else value_raw(field)


def field_value(field: str, text: str, names: Mapping[str, str], reader: Reader) -> Raw:
    """A value of a flat contact in words; `names` are what ids stand for, see `model.records`."""
    beginning = _alone(field.partition(":")[0])
    if beginning in _WORDED:
        return _WORDED[beginning](field, text, names, reader)
    if field in _CHOICES and f"{field}_{text}" in blocks_of(NOUN):
        return raw(reader, NOUN, f"{field}_{text}")
    return value_raw(text)


def is_person(field: str, names: Mapping[str, str] = _NO_NAMES) -> bool:
    """Whether the value is a member's id."""
    return field.startswith(_PEOPLE) or names.get(kind_of(field)) == CustomKind.USER


def custom_words(kind: CustomKind, text: str, reader: Reader) -> Raw:
    """The value of a custom field as its reader writes it."""
    match kind:
        case CustomKind.NUMBER:
            return number_name(text, reader)
        case CustomKind.DATE:
            return day_name(date.fromisoformat(text), reader)
        case CustomKind.YES_NO:
            return yes_no(text, reader)
        case CustomKind.CHOICES:
            return value_raw(", ".join(answers_of(text)))
    return value_raw(text)


def yes_no(text: str, reader: Reader) -> Raw:
    return raw(reader, NOUN, "yes" if text == YES else "no")


def birthday_words(text: str, reader: Reader) -> Raw:
    """'12 March 1980', '12 March'."""
    birthday = birthdays.read(text)
    return value_raw(text) if birthday is None else birthday_name(birthday, reader)


def consent_words(consent: Consent, reader: Reader) -> Raw:
    """'yes, since 12 Mar 2026 · form at the fair'."""
    block = "consent_given" if consent.given else "consent_refused"
    said = raw(reader, NOUN, block, day=day_name(consent.on, reader))
    return Raw(" · ".join(part for part in (said, consent.source) if part))


def role_words(name: str, rank: int | None, reader: Reader) -> Raw:
    """'Purchases · rank 1'."""
    return value_raw(name) if rank is None else Raw(f"{name} · {raw(reader, NOUN, 'rank', rank=rank)}")


def _choice(field: str, text: str, names: Mapping[str, str], reader: Reader) -> Raw:
    """`field` begins with the name of its list."""
    name = names.get(text)
    kind = ChoiceKind(field.partition(":")[0])
    return raw(reader, NOUN, "gone") if not name else value_raw(called_in(kind, name, reader.language))


def _contact(field: str, text: str, names: Mapping[str, str], reader: Reader) -> Raw:
    return value_raw(names.get(text) or raw(reader, NOUN, "somebody"))


def _role(field: str, text: str, names: Mapping[str, str], reader: Reader) -> Raw:
    name = _choice(field, field.removeprefix(ROLE), names, reader)
    return role_words(name, None if text == NO_RANK else int(text), reader)


def _custom(field: str, text: str, names: Mapping[str, str], reader: Reader) -> Raw:
    kind = CustomKind(names.get(kind_of(field), CustomKind.TEXT))
    try:
        return custom_words(kind, names.get(text, text) if kind is CustomKind.USER else text, reader)
    except (ArithmeticError, ValueError):  # of another kind than it is now
        return value_raw(text)


def _alone(field: str) -> str:
    """A field of which a contact has one, as the others begin."""
    return f"{field}:"


_Worded = Callable[[str, str, Mapping[str, str], Reader], Raw]
_WORDED: Mapping[str, _Worded] = {
    COORDINATE: lambda field, text, names, reader: coordinate_words(coordinate_of(text), reader),
    TAG: lambda field, text, names, reader: tag_name(text, reader),
    STATE: _choice,
    GROUP: _choice,
    ROLE: _role,
    CONSENT: lambda field, text, names, reader: consent_words(
        consent_of(Channel(field.removeprefix(CONSENT)), text), reader
    ),
    CUSTOM: _custom,
    ASSIGNED: lambda field, text, names, reader: value_raw(names.get(text, text)),
    _alone("owner"): lambda field, text, names, reader: value_raw(names.get(text, text)),
    _alone("birthday"): lambda field, text, names, reader: birthday_words(text, reader),
    _alone("hours"): lambda field, text, names, reader: value_raw(OpeningHours.read(text).said(reader.language)),
    _alone("photo"): lambda field, text, names, reader: raw(reader, NOUN, "picture"),
    **dict.fromkeys(map(_alone, _CONTACTS), _contact),
    **dict.fromkeys(map(_alone, CHOSEN), _choice),
    **dict.fromkeys(map(_alone, (*TICKED, "mailing")), lambda field, text, names, reader: yes_no(text, reader)),
}


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
