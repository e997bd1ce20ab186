"""Records of contacts from their rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.model import birthdays
from bot.model.choices import ONE_OF, SEVERAL_OF
from bot.model.consents import Channel, Consent
from bot.model.contacts import (
    Civility,
    Contact,
    ContactKind,
    ContactValues,
    Coordinate,
    CoordinateKind,
    CustomValue,
    Found,
    Hold,
    PostalAddress,
    Reach,
    Role,
)
from bot.model.hours import OpeningHours
from bot.model.ids import ChoiceId, ContactId, CoordinateId, MemberId
from bot.store._contacts._rows import SAME


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What is kept beside a contact's own row. `chosen` are the ids of choices by the kind of each, in their order."""

    coordinates: Iterable[Any] = ()
    tags: tuple[str, ...] = ()
    assigned: tuple[MemberId, ...] = ()
    chosen: Mapping[str, Sequence[ChoiceId]] = field(default_factory=dict)
    roles: tuple[Role, ...] = ()
    custom: tuple[CustomValue, ...] = ()


def record_of(row: Any, parts: Parts) -> Contact:
    """From a contact's own row and what is kept beside it."""
    return Contact(
        id=ContactId(row.id),
        number=row.number,
        values=_values(row, parts),
        created_at=row.created_at,
        updated_at=row.updated_at,
        created_by=MemberId(row.created_by),
        version=row.version,
        archived_at=row.archived_at,
        deleted_at=row.deleted_at,
    )


def _values(row: Any, parts: Parts) -> ContactValues:
    same: dict[str, Any] = {name: getattr(row, name) for name in SAME}
    if row.more:
        same |= _of_more(row.more)
    if parts.chosen:
        same |= {name: tuple(parts.chosen.get(kind, ())) for kind, name in SEVERAL_OF.items()}
        same |= {name: next(iter(parts.chosen.get(kind, ())), None) for kind, name in ONE_OF.items()}
    return ContactValues(
        kind=ContactKind(row.kind),
        civility=Civility(row.civility) if row.civility else None,
        coordinates=tuple([_coordinate(each) for each in parts.coordinates]),
        tags=parts.tags,
        assigned=parts.assigned,
        roles=parts.roles,
        birthday=birthdays.read(row.birthday) if row.birthday else None,
        hold=None if row.hold is None else Hold(row.hold, Reach(row.hold_reach)),
        custom=parts.custom,
        **same,
    )


def _of_more(more: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "hours": OpeningHours.read(more["hours"]) if "hours" in more else None,
        "mailing": more.get("mailing"),
        "financial": more.get("financial", False),
        "consents": consents_of(more),
    }


def consents_of(more: Mapping[str, Any]) -> tuple[Consent, ...]:
    said = {Channel(channel): answer for channel, answer in more.get("consents", {}).items()}
    return tuple(_consent(channel, said[channel]) for channel in Channel if channel in said)


def _consent(channel: Channel, answer: Mapping[str, Any]) -> Consent:
    on = date.fromisoformat(answer["on"])
    return Consent(channel=channel, given=answer["given"], on=on, source=answer["source"])


def _coordinate(row: Any) -> Coordinate:
    address = None
    if row.kind == CoordinateKind.ADDRESS:
        address = PostalAddress(
            street=row.street,
            complement=row.complement,
            postcode=row.postcode,
            city=row.city,
            region=row.region,
            country=row.country,
        )
    return Coordinate(
        kind=CoordinateKind(row.kind),
        typed=row.typed,
        parsed=row.parsed,
        label=row.label,
        main=row.main,
        address=address,
        billing=row.billing,
        delivery=row.delivery,
        id=CoordinateId(row.id),
    )


def found_of(row: Any) -> Found:
    return Found(
        id=ContactId(row.id),
        number=row.number,
        kind=ContactKind(row.kind),
        name=row.name,
        company=row.company,
        city=row.city,
        archived=row.archived_at is not None,
        deleted=row.deleted_at is not None,
    )
