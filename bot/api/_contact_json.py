"""Between a contact and its JSON, by the way of the form: what the form refuses, the API refuses."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from bot.api._contact_shapes import (
    Address,
    ConsentShape,
    ContactFields,
    ContactShape,
    HoldShape,
    RoleShape,
)
from bot.api._contact_shapes import Coordinate as CoordinateShape
from bot.api._refusals import RequestInvalid, Wrong
from bot.crm import contacts
from bot.crm._work import Work
from bot.model.changes import COORDINATE, NO, TEXTS, TICKED, YES, Flat, coordinate_of, coordinate_text
from bot.model.consents import Channel, Consent
from bot.model.contacts import Contact, ContactValues, Coordinate, CoordinateKind, Hold
from bot.model.custom_fields import CustomField
from bot.model.errors import FieldsInvalid
from bot.model.fields import CUSTOM_KEY, RANK
from bot.model.tags import built_in
from bot.parse._form import Typed
from bot.parse.contacts import Asking, opened, read_contact, read_coordinate

_PLAIN = (*TEXTS, "employer", "owner", "category", "stage", "origin", "parent", "birthday", "hours")
_LISTS = ("assigned", "tags", "groups")
_OWN = ("number", "name", "version", "created_at", "updated_at", "created_by", "archived_at")
_CHOSEN = ("employer", "parent", "category", "stage", "origin")


async def asking_of(work: Work) -> Asking:
    """As the form asks; what is said in words or in the habits of a language is said as ISO 8601 says it."""
    workspace = work.viewer.workspace
    return Asking(
        locale="en",
        today=work.now.astimezone(ZoneInfo(workspace.zone)).date(),
        birthday_years=workspace.birthday_years,
        custom=tuple(await contacts.filled_fields(work)),
    )


def read(given: ContactFields, base: Flat, asking: Asking, work: Work) -> ContactValues:
    """The values that a contact is to have; `base` are those that it has. Raises RequestInvalid, FieldsInvalid."""
    country = work.viewer.workspace.country
    typed = opened(base, asking)
    typed |= _plain(given) | _listed(given, typed) | _said(given) | _custom(given, asking)
    if "coordinates" in given.model_fields_set:
        kept = {key: text for key, text in typed.items() if not key.startswith(COORDINATE)}
        typed = kept | _coordinates(given.coordinates or (), base, country=country, next_id=work.next_id)
    return read_contact(typed, base=base, country=country, asking=asking)


def _named(given: ContactFields, names: Iterable[str]) -> list[str]:
    return [name for name in names if name in given.model_fields_set]


def _plain(given: ContactFields) -> Typed:
    typed = {name: getattr(given, name) or "" for name in _named(given, _PLAIN)}
    typed |= {name: YES if getattr(given, name) else "" for name in _named(given, TICKED)}
    return typed | {name: _value(getattr(given, name)) for name in _named(given, ("kind", "civility"))}


def _value(member: object) -> str:
    return str(getattr(member, "value", "") or "")


def _listed(given: ContactFields, before: Mapping[str, str]) -> Typed:
    """Tags that are states stand among the states of the form too, so both say the same."""
    typed = {name: "\n".join(_lines(getattr(given, name))) for name in _named(given, _LISTS)}
    if {"tags", "states"} & given.model_fields_set:
        tags = typed.get("tags", before.get("tags", "")).splitlines()
        states = [line for line in before.get("states", "").splitlines() if line.isdigit()]
        own = given.states or [] if "states" in given.model_fields_set else states
        typed["states"] = "\n".join((*(known.value for name in tags if (known := built_in(name))), *own))
    if "roles" in given.model_fields_set:
        roles = given.roles or []
        typed["roles"] = "\n".join(each.role for each in roles)
        typed |= {key: "" for key in before if key.startswith(RANK)}
        typed |= {f"{RANK}{each.role}": str(each.rank or "") for each in roles}
    return typed


def _lines(values: Sequence[str] | None) -> list[str]:
    """Each on a line of its own."""
    return [" ".join(each.split()) for each in values or ()]


def _said(given: ContactFields) -> Typed:
    typed: Typed = {}
    if "hold" in given.model_fields_set:
        reach = "" if given.hold is None else given.hold.reach.value
        typed |= {"hold": "" if given.hold is None else given.hold.reason, "hold_reach": reach}
    if "mailing" in given.model_fields_set:
        typed["mailing"] = "" if given.mailing is None else (YES if given.mailing else NO)
    if "consents" in given.model_fields_set:
        typed |= {f"consent_{channel.value}{part}": "" for channel in Channel for part in ("", "_on", "_source")}
        for each in given.consents or ():
            key = f"consent_{each.channel.value}"
            on = "" if each.on is None else each.on.isoformat()
            typed |= {key: YES if each.given else NO, f"{key}_on": on, f"{key}_source": each.source}
    return typed


def _custom(given: ContactFields, asking: Asking) -> Typed:
    values = given.custom or {}
    unknown = [key for key in values if f"{CUSTOM_KEY}{key}" not in asking.by_key]
    if unknown:
        raise RequestInvalid(wrong=[Wrong("field_unknown", pointer=f"/custom/{key}") for key in unknown])
    return {f"{CUSTOM_KEY}{key}": text for key, text in values.items()}


def _coordinates(given: Sequence[CoordinateShape], base: Flat, *, country: str, next_id: Callable[[], int]) -> Typed:
    typed: Typed = {}
    for place, each in enumerate(given):
        key = f"{COORDINATE}{each.id or next_id()}"
        if (each.id is not None and key not in base) or key in typed:
            raise RequestInvalid(wrong=[Wrong("coordinate_unknown", pointer=f"/coordinates/{place}/id")])
        held = coordinate_of(base[key]) if each.id is not None else None
        try:
            read = read_coordinate(each.kind, _inputs(each), country=country, key=None, held=held)
        except FieldsInvalid as wrong:
            inside = {f"coordinates/{place}/{_place(field)}": why for field, why in wrong.fields.items()}
            raise FieldsInvalid(inside, **wrong.values) from wrong
        typed[key] = coordinate_text(read)
    return typed


def _inputs(each: CoordinateShape) -> Typed:
    """As its form has them."""
    uses = {"main": each.main, "billing": each.billing, "delivery": each.delivery}
    address = {} if each.address is None else each.address.model_dump()
    ticked = "\n".join(name for name, on in uses.items() if on)
    return {"label": "", "own_label": each.label, "typed": each.typed, "uses": ticked, **address}


def _place(field: str) -> str:
    if field in Address.model_fields:
        return f"address/{field}"
    return "label" if field == "own_label" else field


def shown(contact: Contact, seen: Sequence[CustomField], *, years: bool) -> ContactShape:
    """`seen` are the custom fields that a token may see; `years` whether birthdays are told with theirs.

    What is stored is not checked again: it may be older than a rule.
    """
    values, known = contact.values, {field.id for field in seen}
    said: dict[str, Any] = {name: getattr(contact, name) for name in _OWN}
    said |= {name: getattr(values, name) for name in (*TEXTS, *TICKED, "kind", "civility", "owner", "mailing")}
    said |= {name: _id(getattr(values, name)) for name in _CHOSEN}
    said |= {name: [str(key) for key in getattr(values, name)] for name in ("states", "groups", "assigned", "tags")}
    said["id"] = str(contact.id)
    said["coordinates"] = [_coordinate(each) for each in values.coordinates]
    said["roles"] = [RoleShape.model_construct(role=str(role.choice), rank=role.rank) for role in values.roles]
    said["birthday"] = _birthday(values, years=years)
    said["hours"] = None if values.hours is None else str(values.hours)
    said["hold"] = None if values.hold is None else _hold(values.hold)
    said["consents"] = [_consent(each) for each in values.consents]
    said["custom"] = {str(each.field): each.text for each in values.custom if each.field in known}
    return ContactShape.model_construct(None, **said)


def _hold(hold: Hold) -> HoldShape:
    return HoldShape.model_construct(reason=hold.reason, reach=hold.reach)


def _consent(each: Consent) -> ConsentShape:
    return ConsentShape.model_construct(channel=each.channel, given=each.given, on=each.on, source=each.source)


def _id(key: int | None) -> str | None:
    return None if key is None else str(key)


def _birthday(values: ContactValues, *, years: bool) -> str | None:
    if values.birthday is None:
        return None
    text = str(values.birthday)
    return text if years or values.birthday.year is None else f"-{text[4:]}"


def _coordinate(each: Coordinate) -> CoordinateShape:
    is_address = each.kind is CoordinateKind.ADDRESS and each.address is not None
    return CoordinateShape.model_construct(
        id=_id(each.id),
        kind=each.kind,
        typed=each.typed,
        parsed=each.parsed,
        label=each.label,
        main=each.main,
        address=Address.model_construct(None, **_parts(each)) if is_address else None,
        billing=each.billing,
        delivery=each.delivery,
    )


def _parts(each: Coordinate) -> dict[str, Any]:
    return {} if each.address is None else {name: getattr(each.address, name) for name in Address.model_fields}
