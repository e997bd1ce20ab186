"""Rows of contacts and of what is part of them, and the columns of each; for `contacts` and `tags`."""

from collections.abc import Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import JSON, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Mapped, mapped_column

from bot.model.birthdays import Birthday
from bot.model.changes import TEXTS
from bot.model.consents import Consent
from bot.model.contacts import (
    Contact,
    ContactValues,
    PostalAddress,
)
from bot.model.references import reference_key
from bot.model.search import sort_name
from bot.store._base import Base, FoldedText, Tenanted, TenantRow, owned
from bot.store._session import StoreSession

# Nothing is NULL here, and not JSON's null: it is asked of each contact, and most have nothing.
_Sparse = JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")


class ContactRow(TenantRow, Base):
    """`reference_key` is unique, for deleted contacts too; None where there is no reference.

    `birthday_key` is the `day_key` of the birthday. `more` is what nothing is looked for by: opening hours, consents.
    """

    __tablename__ = "contacts"
    fixed = frozenset({"id", "number", "created_at", "created_by", "import_key"})
    __table_args__ = (
        UniqueConstraint("tenant", "number"),
        UniqueConstraint("tenant", "reference_key"),
        owned("employer", "contacts"),
        owned("parent", "contacts"),
        owned("owner", "members"),
        Index("ix_contacts_tenant_sort_name", "tenant", "sort_name"),
        Index("ix_contacts_tenant_owner_sort_name", "tenant", "owner", "sort_name"),
        Index("ix_contacts_tenant_created_at_id", "tenant", "created_at", "id"),
        Index("ix_contacts_tenant_updated_at_id", "tenant", "updated_at", "id"),
        Index("ix_contacts_tenant_import_key", "tenant", "import_key"),
        ForeignKeyConstraint(["tenant"], ["workspaces.tenant"]),
    )

    number: Mapped[int]
    kind: Mapped[str]
    civility: Mapped[str | None]
    first_name: Mapped[str]
    last_name: Mapped[str]
    nickname: Mapped[str]
    company: Mapped[str]
    employer: Mapped[int | None]
    job_title: Mapped[str]
    department: Mapped[str]
    description: Mapped[str]
    comment: Mapped[str]
    photo: Mapped[int | None]  # no foreign key: a file has one to its contact, and one of the two comes first
    reference: Mapped[str]
    reference_key: Mapped[str | None] = mapped_column(FoldedText)
    siren: Mapped[str]
    siret: Mapped[str]
    vat_number: Mapped[str]
    iban: Mapped[str]
    accounting_account: Mapped[str]
    analytic_account: Mapped[str]
    owner: Mapped[str | None]
    name: Mapped[str]
    sort_name: Mapped[str] = mapped_column(FoldedText)
    city: Mapped[str]  # of the main address, for lists
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    created_by: Mapped[str]
    version: Mapped[int]
    import_key: Mapped[str | None]  # digest of an imported row, so that the same row is known again
    archived_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]
    parent: Mapped[int | None]
    main_person: Mapped[bool]
    birthday: Mapped[str | None]
    birthday_key: Mapped[str | None]
    flag: Mapped[str]
    hold: Mapped[str | None]
    hold_reach: Mapped[str | None]
    blocked: Mapped[bool]
    more: Mapped[dict[str, Any] | None] = mapped_column(_Sparse)


# Few rows each, so that importing many contacts costs nothing more. The names are in the first because SQLite would
# rather read all contacts in their order than a company's people.
for _columns in (
    (ContactRow.employer, ContactRow.sort_name),
    (ContactRow.parent, ContactRow.sort_name),
    (ContactRow.hold_reach, ContactRow.parent),
    (ContactRow.birthday_key, ContactRow.id),
    (ContactRow.archived_at,),
    (ContactRow.deleted_at,),
):
    Index(
        "_".join(("ix_contacts_tenant", *(each.key for each in _columns))),
        ContactRow.tenant,
        *_columns,
        sqlite_where=_columns[0].is_not(None),
        postgresql_where=_columns[0].is_not(None),
    )

# No search finds the archived, who may be those that somebody is about to add.
for _number in (ContactRow.siren, ContactRow.siret, ContactRow.vat_number):
    Index(
        f"ix_contacts_archived_{_number.key}",
        ContactRow.tenant,
        _number,
        ContactRow.archived_at,
        sqlite_where=ContactRow.archived_at.is_not(None),
        postgresql_where=ContactRow.archived_at.is_not(None),
    )

# What candidates are put in order by, so that hundreds of them need not be read whole to show ten.
_IN_USE = ContactRow.archived_at.is_(None) & ContactRow.deleted_at.is_(None)
Index(
    "ix_contacts_in_use",
    ContactRow.tenant,
    ContactRow.id,
    ContactRow.sort_name,
    ContactRow.owner,
    ContactRow.updated_at,
    sqlite_where=_IN_USE,
    postgresql_where=_IN_USE,
)


class CoordinateRow(TenantRow, Base):
    __tablename__ = "coordinates"
    __table_args__ = (
        owned("contact", "contacts"),
        Index("ix_coordinates_tenant_contact", "tenant", "contact"),
    )

    contact: Mapped[int]
    kind: Mapped[str]
    position: Mapped[int]
    label: Mapped[str]
    main: Mapped[bool]
    billing: Mapped[bool]
    delivery: Mapped[bool]
    typed: Mapped[str]
    parsed: Mapped[str | None]
    street: Mapped[str]
    complement: Mapped[str]
    postcode: Mapped[str]
    city: Mapped[str]
    region: Mapped[str]
    country: Mapped[str]


Index(
    "ix_coordinates_parsed",
    CoordinateRow.tenant,
    CoordinateRow.parsed,
    CoordinateRow.contact,
    sqlite_where=CoordinateRow.parsed.is_not(None),
    postgresql_where=CoordinateRow.parsed.is_not(None),
)


class ContactAssigneeRow(Tenanted, Base):
    """Who of the team looks after a contact beside its owner."""

    __tablename__ = "contact_assignees"
    __table_args__ = (
        owned("contact", "contacts"),
        owned("member", "members"),
        Index("ix_contact_assignees_tenant_member", "tenant", "member"),
    )

    contact: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    member: Mapped[str] = mapped_column(primary_key=True)


# What a row keeps as the record has it.
SAME = (*TEXTS, "employer", "photo", "owner", "parent", "main_person", "blocked")
_same = attrgetter(*SAME)


def is_found(contact: Contact) -> bool:
    """Whether searches find it; what is archived or deleted is left out."""
    return contact.archived_at is None and contact.deleted_at is None


def columns(contact: Contact, import_key: str | None) -> dict[str, Any]:
    values = contact.values
    kept: dict[str, Any] = dict(zip(SAME, _same(values), strict=True))
    return kept | {
        "id": contact.id,
        "number": contact.number,
        "kind": values.kind.value,
        "civility": values.civility.value if values.civility else None,
        "reference_key": reference_key(values.reference) or None,
        "name": values.name,
        "sort_name": sort_name(values.name),
        "city": _city(values),
        "created_at": contact.created_at,
        "updated_at": contact.updated_at,
        "created_by": contact.created_by,
        "version": contact.version,
        "import_key": import_key,
        "archived_at": contact.archived_at,
        "deleted_at": contact.deleted_at,
        "birthday": None if values.birthday is None else str(values.birthday),
        "birthday_key": None if values.birthday is None else day_key(values.birthday),
        "hold": None if values.hold is None else values.hold.reason,
        "hold_reach": None if values.hold is None else values.hold.reach.value,
        "more": _more(values) or None,
    }


def day_key(birthday: Birthday) -> str:
    """'0229', whatever the year."""
    return f"{birthday.month:02}{birthday.day:02}"


def _more(values: ContactValues) -> dict[str, Any]:
    """`_search` asks for the consents."""
    more: dict[str, Any] = {}
    if values.hours is not None:
        more["hours"] = str(values.hours)
    if values.mailing is not None:
        more["mailing"] = values.mailing
    if values.financial:
        more["financial"] = True
    if values.consents:
        more["consents"] = {each.channel.value: _consent(each) for each in values.consents}
    return more


def _consent(consent: Consent) -> dict[str, Any]:
    return {"given": consent.given, "on": consent.on.isoformat(), "source": consent.source}


def _city(values: ContactValues) -> str:
    addresses = [each for each in values.coordinates if each.address is not None]
    shown = next((each for each in addresses if each.main), addresses[0] if addresses else None)
    return shown.address.city if shown is not None and shown.address is not None else ""


def coordinate_columns(session: StoreSession, contacts: Sequence[Contact]) -> list[dict[str, Any]]:
    """One without an id is given one."""
    new = sum([each.id is None for contact in contacts for each in contact.values.coordinates])
    fresh = iter(session.next_ids(new))
    return [
        {
            "id": next(fresh) if coordinate.id is None else coordinate.id,
            "contact": contact.id,
            "kind": coordinate.kind.value,
            "position": position,
            "label": coordinate.label,
            "main": coordinate.main,
            "billing": coordinate.billing,
            "delivery": coordinate.delivery,
            "typed": coordinate.typed,
            "parsed": coordinate.parsed,
            **_address_columns(coordinate.address or _NO_ADDRESS),
        }
        for contact in contacts
        for position, coordinate in enumerate(contact.values.coordinates)
    ]


_NO_ADDRESS = PostalAddress()


def _address_columns(address: PostalAddress) -> dict[str, str]:
    return {
        "street": address.street,
        "complement": address.complement,
        "postcode": address.postcode,
        "city": address.city,
        "region": address.region,
        "country": address.country,
    }


def assignee_columns(contact: Contact) -> list[dict[str, Any]]:
    return [{"contact": contact.id, "member": member} for member in dict.fromkeys(contact.values.assigned)]
