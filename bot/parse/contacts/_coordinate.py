"""One coordinate from the form that is pushed for it."""

from collections.abc import Mapping
from dataclasses import fields, replace

from bot.model.contacts import Coordinate, CoordinateKind, PostalAddress
from bot.model.coordinates import email, phone, site
from bot.model.errors import FieldsInvalid
from bot.model.fields import COORDINATES
from bot.model.folding import clean_name
from bot.model.ids import CoordinateId
from bot.model.labels import built_in_label, kept_label
from bot.parse._form import check_required, lines_of
from bot.parse.contacts._social import social

_PARTS = tuple(part.name for part in fields(PostalAddress))


def read_coordinate(
    kind: CoordinateKind, typed: Mapping[str, str], *, country: str, key: int | None, held: Coordinate | None
) -> Coordinate:
    """Raises FieldsInvalid. `held` is the coordinate as it was: what was no e-mail then is not refused again."""
    check_required(COORDINATES[kind], typed)
    own = clean_name(typed.get("own_label", ""))
    label = kept_label(kind, own) if own else typed.get("label", "")
    uses = lines_of(typed.get("uses", ""))
    if kind is CoordinateKind.ADDRESS:
        read = _address(typed, label)
        read = replace(read, billing="billing" in uses, delivery="delivery" in uses)
    else:
        read = _reach(kind, clean_name(typed["typed"]), label, country)
    if kind is CoordinateKind.EMAIL and read.parsed is None and (held is None or held.typed != read.typed):
        raise FieldsInvalid({"typed": "field_email_wrong"})
    return replace(read, main="main" in uses, id=None if key is None else CoordinateId(key))


def typed_coordinate(held: Coordinate) -> dict[str, str]:
    """A coordinate as its form shows it; `read_coordinate` gives it back."""
    label = built_in_label(held.kind, held.label) if held.label else None
    uses = {"main": held.main, "billing": held.billing, "delivery": held.delivery}
    typed = {"label": label or "", "own_label": "" if label else held.label, "typed": held.typed}
    typed["uses"] = "\n".join(name for name, on in uses.items() if on)
    return typed | ({} if held.address is None else {part: getattr(held.address, part) for part in _PARTS})


def _reach(kind: CoordinateKind, typed: str, label: str, country: str) -> Coordinate:
    match kind:
        case CoordinateKind.PHONE:
            return phone(typed, country, label=label)
        case CoordinateKind.EMAIL:
            return email(typed, label=label) or Coordinate(kind=kind, typed=typed, label=label)
        case CoordinateKind.SOCIAL:
            return social(typed, label=label)
        case _:
            return site(typed, label=label)


def _address(typed: Mapping[str, str], label: str) -> Coordinate:
    """A street of several lines stays on them in its part, and is one line in the text of the whole."""
    parts = {part: _lines(typed.get(part, "")) for part in _PARTS}
    if not any(parts.values()):
        raise FieldsInvalid({"street": "field_empty_address"})
    line = PostalAddress(**{part: ", ".join(text.splitlines()) for part, text in parts.items()}).line
    return Coordinate(kind=CoordinateKind.ADDRESS, typed=line, label=label, address=PostalAddress(**parts))


def _lines(text: str) -> str:
    return "\n".join(filter(None, map(clean_name, text.splitlines())))
