"""A contact as a flat map of fields: what a form showed, what changed, what two people changed at once, what undo does.

Each tag, assigned person and coordinate is a field of its own, so that each is added, changed, removed, traced and
undone by itself.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from bot.model.contacts import (
    Civility,
    ContactKind,
    ContactValues,
    Coordinate,
    CoordinateKind,
    PostalAddress,
    with_mains,
)
from bot.model.events import Change
from bot.model.ids import ContactId, CoordinateId, FileId, MemberId
from bot.model.tags import key_of

Flat = dict[str, str]  # only what is filled; the order of coordinates is theirs

TEXTS = (
    "first_name",
    "last_name",
    "nickname",
    "company",
    "job_title",
    "department",
    "description",
    "comment",
    "reference",
    "siren",
    "siret",
    "vat_number",
    "iban",
    "accounting_account",
    "analytic_account",
)
SCALARS = ("kind", "civility", *TEXTS, "employer", "photo", "owner")
COORDINATE = "coordinate:"
TAG = "tag:"
ASSIGNED = "assigned:"


def flat(values: ContactValues) -> Flat:
    fields: Flat = {"kind": values.kind.value}
    fields |= {name: str(getattr(values, name)) for name in TEXTS}
    fields["civility"] = values.civility.value if values.civility else ""
    fields["employer"] = "" if values.employer is None else str(values.employer)
    fields["photo"] = "" if values.photo is None else str(values.photo)
    fields["owner"] = values.owner or ""
    fields |= {f"{ASSIGNED}{member}": member for member in values.assigned}
    fields |= {f"{TAG}{key_of(tag)}": tag for tag in values.tags}
    fields |= {f"{COORDINATE}{each.id}": coordinate_text(each) for each in values.coordinates}
    return {field: text for field, text in fields.items() if text}


def values_of(fields: Mapping[str, str]) -> ContactValues:
    """The contact that a flat map describes; `flat` and `values_of` are each other's inverse but for the mains."""
    coordinates = tuple(
        coordinate_of(text, int(field.removeprefix(COORDINATE)))
        for field, text in fields.items()
        if field.startswith(COORDINATE)
    )
    civility, employer, photo, owner = (fields.get(name, "") for name in ("civility", "employer", "photo", "owner"))
    return ContactValues(
        kind=ContactKind(fields.get("kind", ContactKind.PERSON)),
        civility=Civility(civility) if civility else None,
        employer=ContactId(int(employer)) if employer else None,
        photo=FileId(int(photo)) if photo else None,
        owner=MemberId(owner) if owner else None,
        assigned=tuple(MemberId(text) for field, text in fields.items() if field.startswith(ASSIGNED)),
        tags=tuple(text for field, text in fields.items() if field.startswith(TAG)),
        coordinates=with_mains(coordinates),
        **{name: fields.get(name, "") for name in TEXTS},
    )


def coordinate_text(coordinate: Coordinate) -> str:
    """A coordinate as one value of the trace: JSON with what is filled, in a fixed order."""
    parts: dict[str, Any] = {"kind": coordinate.kind.value, "typed": coordinate.typed}
    parts |= {"parsed": coordinate.parsed, "label": coordinate.label, "main": coordinate.main}
    parts |= {"billing": coordinate.billing, "delivery": coordinate.delivery}
    if coordinate.address is not None:
        parts["address"] = {name: part for name, part in asdict(coordinate.address).items() if part}
    return json.dumps({name: part for name, part in parts.items() if part}, ensure_ascii=False, separators=(",", ":"))


def coordinate_of(text: str, key: int | None = None) -> Coordinate:
    parts = json.loads(text)
    kind = CoordinateKind(parts["kind"])
    address = PostalAddress(**parts.get("address", {})) if kind is CoordinateKind.ADDRESS else None
    return Coordinate(
        kind=kind,
        typed=parts.get("typed", ""),
        parsed=parts.get("parsed"),
        label=parts.get("label", ""),
        main=parts.get("main", False),
        billing=parts.get("billing", False),
        delivery=parts.get("delivery", False),
        address=address,
        id=None if key is None else CoordinateId(key),
    )


def differences(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[Change, ...]:
    """One change a field that differs, in the order of the old fields and then of the new ones."""
    return tuple(
        Change(field, old.get(field), new.get(field))
        for field in dict.fromkeys((*old, *new))
        if old.get(field) != new.get(field)
    )


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that two people changed: as the form showed it, as it is now, as it was typed. None: empty."""

    field: str
    base: str | None
    stored: str | None
    typed: str | None


@dataclass(frozen=True, slots=True)
class Merge:
    fields: Flat
    conflicts: tuple[Conflict, ...] = ()


def merge(base: Mapping[str, str], stored: Mapping[str, str], typed: Mapping[str, str]) -> Merge:
    """What was typed on top of what is stored now; a field conflicts where both changed it, each otherwise.

    Two people who each make another coordinate the main one do not conflict: `values_of` leaves the first. But being
    main is part of the coordinate: it conflicts with whatever else somebody changed of the same one.
    """
    fields: Flat = {}
    conflicts: list[Conflict] = []
    for field in dict.fromkeys((*stored, *typed, *base)):
        was, now, mine = base.get(field), stored.get(field), typed.get(field)
        if mine != was and now not in (was, mine):
            conflicts.append(Conflict(field, was, now, mine))
        chosen = mine if mine != was else now
        if chosen is not None:
            fields[field] = chosen
    return Merge(fields, tuple(conflicts))


@dataclass(frozen=True, slots=True)
class Reversal:
    """What undoing some changes makes of the fields, and which it left because they were changed since.

    A field that is already as it was before is not among those.
    """

    fields: Flat
    left: tuple[str, ...]


def reversed_changes(fields: Mapping[str, str], changes: Iterable[Change]) -> Reversal:
    undone = dict(fields)
    left: list[str] = []
    for change in changes:
        if undone.get(change.field) == change.old:
            continue
        if undone.get(change.field) != change.new:
            left.append(change.field)
        elif change.old is None:
            undone.pop(change.field, None)
        else:
            undone[change.field] = change.old
    return Reversal(undone, tuple(left))
