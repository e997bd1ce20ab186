"""Contacts with their coordinates and tags, and the text by which they are found."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKeyConstraint, Index, UniqueConstraint, bindparam, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from bot.model.contacts import (
    Contact,
    ContactKind,
    ContactValues,
    Coordinate,
    CoordinateKind,
    Found,
    Page,
    PostalAddress,
)
from bot.model.ids import ContactId, CoordinateId, MemberId
from bot.model.query import Query
from bot.model.search import search_grams, search_words, sort_name
from bot.store import _search
from bot.store._base import Base, FoldedText, TenantRow, columns_of, owned
from bot.store._counters import reserve
from bot.store._session import StoreSession
from bot.store.tags import tag_columns, tags_of


class ContactRow(TenantRow, Base):
    __tablename__ = "contacts"
    __table_args__ = (
        UniqueConstraint("tenant", "number"),
        Index("ix_contacts_tenant_sort_name", "tenant", "sort_name"),
        Index("ix_contacts_tenant_import_key", "tenant", "import_key"),
        ForeignKeyConstraint(["tenant"], ["workspaces.tenant"]),
    )

    number: Mapped[int]
    kind: Mapped[str]
    first_name: Mapped[str]
    last_name: Mapped[str]
    company: Mapped[str]
    name: Mapped[str]
    sort_name: Mapped[str] = mapped_column(FoldedText)
    comment: Mapped[str]
    city: Mapped[str]  # of the main address, for lists
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    created_by: Mapped[str]
    version: Mapped[int]
    import_key: Mapped[str | None]  # digest of an imported row, so that the same row is known again
    archived_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]


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
    typed: Mapped[str]
    parsed: Mapped[str | None]
    street: Mapped[str]
    complement: Mapped[str]
    postcode: Mapped[str]
    city: Mapped[str]
    region: Mapped[str]
    country: Mapped[str]


class Contacts:
    """`find / list / add / save`; archive and delete join with their rows."""

    def __init__(self, session: StoreSession) -> None:
        self._session = session

    async def find(self, contact: ContactId, *, lock: bool = False) -> Contact | None:
        """`lock` holds the row until the commit, for a change that depends on what is read."""
        rows = await self._session.fetch(_LOCKED if lock else _ONE, {"contact": contact})
        if not rows:
            return None
        coordinates = await self._session.fetch(_COORDINATES, {"contact": contact})
        return _record(rows[0], tuple(map(_coordinate, coordinates)), await tags_of(self._session, contact))

    async def names(self, contacts: Sequence[ContactId]) -> dict[ContactId, str]:
        """The names of contacts by id, the deleted ones too: the trace still speaks of them."""
        if len(contacts) == 1:  # as usual
            rows = await self._session.fetch(_NAME, {"contact": contacts[0]})
        else:
            wanted = select(ContactRow.id, ContactRow.name).where(ContactRow.id.in_(contacts))
            rows = (await self._session.execute(wanted)).all()
        return {ContactId(row.id): row.name for row in rows}

    async def list(self, query: Query, *, limit: int) -> Page:
        """The best first: the whole name, what begins so, whole words, their beginnings, fragments; then by name."""
        return await _search.contacts(self._session, query, limit=limit)

    async def any_of(self, query: Query, *, limit: int) -> Sequence[Found]:
        """Contacts of which any word of a sentence is a whole word, for guessing whom it speaks of."""
        return await _search.any_of(self._session, query, limit=limit)

    async def by_number(self, number: int) -> Found | None:
        wanted = select(ContactRow).where(ContactRow.number == number, ContactRow.deleted_at.is_(None))
        row = (await self._session.execute(wanted)).scalar_one_or_none()
        return None if row is None else _found(row)

    async def line(self, contact: ContactId) -> Found | None:
        rows = await self._session.fetch(_ONE, {"contact": contact})
        return _found(rows[0]) if rows else None

    async def known_imports(self, keys: Sequence[str]) -> set[str]:
        """Which of these import keys are already a contact's; a deleted one may be imported anew."""
        wanted = select(ContactRow.import_key).where(ContactRow.import_key.in_(keys), ContactRow.deleted_at.is_(None))
        return {key for key in await self._session.scalars(wanted) if key is not None}

    async def add(self, contact: Contact) -> None:
        await self.add_many([(contact, None)])

    async def add_many(self, contacts: Sequence[tuple[Contact, str | None]]) -> None:
        """Contacts, each with its import key, in few statements whatever their number.

        A coordinate without an id is given one.
        """
        session = self._session
        await session.add_many(ContactRow, [_columns(contact, key) for contact, key in contacts])
        reach = [row for contact, _ in contacts for row in _coordinate_columns(session, contact)]
        await session.add_many(CoordinateRow, reach)
        await tag_columns(session, [(contact.id, contact.values.tags) for contact, _ in contacts])
        await _search.index(session, [_search_columns(contact) for contact, _ in contacts])

    async def save(self, contact: Contact) -> None:
        """Writes the contact as it is now, where it is one's own; coordinates and tags are replaced as a whole."""
        session, key = self._session, contact.id
        columns = {name: value for name, value in _columns(contact, None).items() if name not in _FIXED}
        changed = update(ContactRow).where(ContactRow.id == key).values(columns).returning(ContactRow.id)
        if (await session.execute(changed)).scalar_one_or_none() is None:
            return
        await session.execute(delete(CoordinateRow).where(CoordinateRow.contact == key))
        await session.add_many(CoordinateRow, _coordinate_columns(session, contact))
        await tag_columns(session, [(key, contact.values.tags)], replace=[key])
        await _search.reindex(session, _search_columns(contact))

    async def next_numbers(self, count: int = 1) -> int:
        """The first of `count` numbers. Whoever else adds contacts waits until the commit, with a count of 0 too."""
        return await reserve(self._session, "contacts", count)


_ONE = select(*columns_of(ContactRow)).where(ContactRow.id == bindparam("contact"), ContactRow.deleted_at.is_(None))
_NAME = select(ContactRow.id, ContactRow.name).where(ContactRow.id == bindparam("contact"))
_LOCKED = _ONE.with_for_update()
_COORDINATES = (
    select(*columns_of(CoordinateRow))
    .where(CoordinateRow.contact == bindparam("contact"))
    .order_by(CoordinateRow.position)
    .limit(1000)
)
_FIXED = {"id", "number", "created_at", "created_by", "import_key"}


def _columns(contact: Contact, import_key: str | None) -> dict[str, Any]:
    values = contact.values
    return {
        "id": contact.id,
        "number": contact.number,
        "kind": values.kind.value,
        "first_name": values.first_name,
        "last_name": values.last_name,
        "company": values.company,
        "name": values.name,
        "sort_name": sort_name(values.name),
        "comment": values.comment,
        "city": _city(values),
        "created_at": contact.created_at,
        "updated_at": contact.updated_at,
        "created_by": contact.created_by,
        "version": contact.version,
        "import_key": import_key,
    }


def _city(values: ContactValues) -> str:
    addresses = [each.address for each in values.coordinates if each.address is not None]
    return addresses[0].city if addresses else ""


def _coordinate_columns(session: StoreSession, contact: Contact) -> list[dict[str, Any]]:
    return [
        {
            "id": coordinate.id or session.next_id(),
            "contact": contact.id,
            "kind": coordinate.kind.value,
            "position": position,
            "label": coordinate.label,
            "main": coordinate.main,
            "typed": coordinate.typed,
            "parsed": coordinate.parsed,
            **_address_columns(coordinate.address or _NO_ADDRESS),
        }
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


def _search_columns(contact: Contact) -> dict[str, Any]:
    said = search_words(contact.values)
    return {"contact": contact.id, "words": said, "grams": search_grams(contact.values, said)}


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
        id=CoordinateId(row.id),
    )


def _record(row: Any, coordinates: tuple[Coordinate, ...], tags: tuple[str, ...]) -> Contact:
    return Contact(
        id=ContactId(row.id),
        number=row.number,
        values=ContactValues(
            kind=ContactKind(row.kind),
            first_name=row.first_name,
            last_name=row.last_name,
            company=row.company,
            comment=row.comment,
            coordinates=coordinates,
            tags=tags,
        ),
        created_at=row.created_at,
        updated_at=row.updated_at,
        created_by=MemberId(row.created_by),
        version=row.version,
    )


def _found(row: ContactRow) -> Found:
    return Found(
        id=ContactId(row.id),
        number=row.number,
        kind=ContactKind(row.kind),
        name=row.name,
        company=row.company,
        city=row.city,
    )
