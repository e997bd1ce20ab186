"""A contact as a flat map of fields: what a form showed, what changed, what two people changed at once, what undo does.

Each tag, assigned person, coordinate, state, group, role, consent and custom value is a field of its own, so that each
is added, changed, removed, traced and undone by itself.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from bot.model import birthdays
from bot.model.consents import Channel, Consent
from bot.model.contacts import (
    Civility,
    ContactKind,
    ContactValues,
    Coordinate,
    CoordinateKind,
    CustomValue,
    Hold,
    PostalAddress,
    Reach,
    Role,
    with_mains,
)
from bot.model.events import Change
from bot.model.hours import OpeningHours
from bot.model.ids import ChoiceId, ContactId, CoordinateId, CustomFieldId, FileId, MemberId
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
    "flag",
)
CHOSEN = ("category", "stage", "origin")  # one of a list each
TICKED = ("main_person", "blocked", "financial")
SCALARS = (
    *("kind", "civility", *TEXTS, "employer", "photo", "owner", *CHOSEN, *TICKED),
    *("parent", "birthday", "hours", "hold", "hold_reach", "mailing"),
)
COORDINATE = "coordinate:"
TAG = "tag:"
ASSIGNED = "assigned:"
STATE = "state:"
GROUP = "group:"
ROLE = "role:"
CONSENT = "consent:"
CUSTOM = "custom:"
SEVERAL = (COORDINATE, TAG, ASSIGNED, STATE, GROUP, ROLE, CONSENT, CUSTOM)  # how fields of which there are many begin
YES, NO = "yes", "no"
NO_RANK = "-"


def flat(values: ContactValues) -> Flat:
    fields: Flat = {"kind": values.kind.value, "civility": values.civility.value if values.civility else ""}
    fields |= {name: str(getattr(values, name)) for name in TEXTS}
    fields |= {name: _text(getattr(values, name)) for name in ("employer", "photo", "owner", *CHOSEN)}
    fields |= {name: YES if getattr(values, name) else "" for name in TICKED}
    fields |= {name: _text(getattr(values, name)) for name in ("parent", "birthday", "hours")}
    if values.hold is not None:
        fields |= {"hold": values.hold.reason, "hold_reach": values.hold.reach.value}
    if values.mailing is not None:
        fields["mailing"] = YES if values.mailing else NO
    return {field: text for field, text in fields.items() if text} | dict(_several(values))


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _several(values: ContactValues) -> Iterator[tuple[str, str]]:
    yield from ((f"{ASSIGNED}{member}", member) for member in values.assigned)
    yield from ((f"{TAG}{key_of(tag)}", tag) for tag in values.tags)
    yield from ((f"{COORDINATE}{each.id}", coordinate_text(each)) for each in values.coordinates)
    yield from ((f"{STATE}{choice}", str(choice)) for choice in values.states)
    yield from ((f"{GROUP}{choice}", str(choice)) for choice in values.groups)
    yield from ((f"{ROLE}{role.choice}", rank_text(role)) for role in values.roles)
    yield from ((f"{CONSENT}{each.channel.value}", consent_text(each)) for each in values.consents)
    yield from ((f"{CUSTOM}{each.field}", each.text) for each in values.custom if each.text)


def values_of(fields: Mapping[str, str]) -> ContactValues:
    """The contact that a flat map describes; `flat` and `values_of` are each other's inverse but for the mains.

    A hold without a reason is none: whoever merges two changes may be left with a reach alone.
    """
    civility, photo, owner = (fields.get(name, "") for name in ("civility", "photo", "owner"))
    hold, mailing, hours = (fields.get(name, "") for name in ("hold", "mailing", "hours"))
    return ContactValues(
        kind=ContactKind(fields.get("kind", ContactKind.PERSON)),
        civility=Civility(civility) if civility else None,
        employer=_contact(fields, "employer"),
        photo=FileId(int(photo)) if photo else None,
        owner=MemberId(owner) if owner else None,
        assigned=tuple(MemberId(text) for _, text in _of(fields, ASSIGNED)),
        tags=tuple(text for _, text in _of(fields, TAG)),
        coordinates=with_mains(tuple(coordinate_of(text, int(key)) for key, text in _of(fields, COORDINATE))),
        states=tuple(ChoiceId(int(text)) for _, text in _of(fields, STATE)),
        groups=tuple(ChoiceId(int(text)) for _, text in _of(fields, GROUP)),
        roles=tuple(role_of(int(key), text) for key, text in _of(fields, ROLE)),
        parent=_contact(fields, "parent"),
        birthday=birthdays.read(fields.get("birthday", "")),
        hours=OpeningHours.read(hours) if hours else None,
        hold=Hold(hold, Reach(fields.get("hold_reach", Reach.SELF))) if hold else None,
        consents=_in_order(consent_of(Channel(key), text) for key, text in _of(fields, CONSENT)),
        mailing=mailing == YES if mailing else None,
        custom=tuple(CustomValue(CustomFieldId(int(key)), text) for key, text in _of(fields, CUSTOM)),
        **_alike(fields),
    )


def _of(fields: Mapping[str, str], beginning: str) -> Iterator[tuple[str, str]]:
    """Of the fields that begin so the rest of the name, and the text."""
    return ((name[len(beginning) :], text) for name, text in fields.items() if name.startswith(beginning))


def _contact(fields: Mapping[str, str], name: str) -> ContactId | None:
    key = fields.get(name, "")
    return ContactId(int(key)) if key else None


def _alike(fields: Mapping[str, str]) -> dict[str, Any]:
    """The values of which there are several of one kind."""
    return {
        **{name: fields.get(name, "") for name in TEXTS},
        **{name: ChoiceId(int(fields[name])) for name in CHOSEN if fields.get(name)},
        **{name: fields.get(name) == YES for name in TICKED},
    }


def _in_order(consents: Iterable[Consent]) -> tuple[Consent, ...]:
    by_channel = {each.channel: each for each in consents}
    return tuple(by_channel[channel] for channel in Channel if channel in by_channel)


def rank_text(role: Role) -> str:
    return NO_RANK if role.rank is None else str(role.rank)


def role_of(choice: int, text: str) -> Role:
    return Role(ChoiceId(choice), None if text == NO_RANK else int(text))


def consent_text(consent: Consent) -> str:
    """A consent as one value of the trace: JSON in a fixed order."""
    parts: dict[str, Any] = {"given": consent.given, "on": consent.on.isoformat()}
    parts |= {"source": consent.source} if consent.source else {}
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))


def consent_of(channel: Channel, text: str) -> Consent:
    parts = json.loads(text)
    on = date.fromisoformat(parts["on"])
    return Consent(channel=channel, given=parts["given"], on=on, source=parts.get("source", ""))


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
