"""Whole contacts, one or many, with all that is kept beside their own rows."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, Text, bindparam, cast, literal, null, select, union_all

from bot.model.choices import Choice, ChoiceKind
from bot.model.contacts import Contact, CustomValue, Role
from bot.model.ids import ChoiceId, ContactId, CustomFieldId, MemberId
from bot.model.records import Whole
from bot.store._base import FoldedText, columns_of
from bot.store._contacts import ContactAssigneeRow, ContactRow, CoordinateRow, Parts, record_of
from bot.store._session import StoreSession
from bot.store.choices import STAYS as CHOICE_STAYS
from bot.store.choices import ChoiceRow, ContactChoiceRow
from bot.store.custom_fields import STAYS as FIELD_STAYS
from bot.store.custom_fields import CustomFieldRow, CustomValueRow
from bot.store.tags import Tags, tags_of, tags_of_many

MOST = 500  # contacts that are read in one go


async def find(session: StoreSession, contact: ContactId, *, lock: bool, deleted: bool) -> Contact | None:
    row = await _row(session, contact, lock=lock, deleted=deleted)
    if row is None:
        return None
    tags = await tags_of(session, contact, lock=lock)
    coordinates, beside = await _parts(session, contact)
    return record_of(row, _of_rows(coordinates, tags, beside))


async def whole(session: StoreSession, contact: ContactId, *, deleted: bool) -> Whole | None:
    row = await _row(session, contact, lock=False, deleted=deleted)
    if row is None:
        return None
    tags = await Tags(session).worn_by(contact)
    coordinates, beside = await _parts(session, contact)
    return Whole(
        contact=record_of(row, _of_rows(coordinates, tuple([tag.name for tag in tags]), beside)),
        tags=tags,
        choices=tuple([_choice(each) for each in beside if each.kind not in (_ASSIGNED, _CUSTOM)]),
    )


def _choice(row: Any) -> Choice:
    """As far as a record tells of it."""
    return Choice(id=ChoiceId(row.id), kind=ChoiceKind(row.kind), name=row.text, position=row.place)


async def _row(session: StoreSession, contact: ContactId, *, lock: bool, deleted: bool) -> Any:
    rows = await session.fetch(_LOCKED if lock else _ONE, {"contact": contact})
    return rows[0] if rows and (rows[0].deleted_at is None or deleted) else None


async def _parts(session: StoreSession, contact: ContactId) -> tuple[Sequence[Any], Sequence[Any]]:
    """The rows of its coordinates, and those of what else is beside it."""
    coordinates = await session.fetch(_COORDINATES, {"contact": contact})
    return coordinates, await session.fetch(_BESIDE, {"contact": contact})


def _of_rows(coordinates: Iterable[Any], tags: tuple[str, ...], beside: Iterable[Any]) -> Parts:
    kinds: dict[str, list[Any]] = {kind: list(some) for kind, some in groupby(beside, key=attrgetter("kind"))}
    assigned, custom = kinds.pop(_ASSIGNED, []), kinds.pop(_CUSTOM, [])
    roles = kinds.pop(ChoiceKind.ROLE, [])
    return Parts(
        coordinates=coordinates,
        tags=tags,
        assigned=tuple([MemberId(row.text) for row in assigned]),
        chosen={kind: [ChoiceId(row.id) for row in some] for kind, some in kinds.items()},
        roles=tuple([Role(ChoiceId(row.id), row.rank) for row in roles]),
        custom=tuple([CustomValue(CustomFieldId(row.id), row.text) for row in custom]),
    )


async def many(session: StoreSession, contacts: Sequence[ContactId], *, lock: bool) -> Sequence[Contact]:
    if len(contacts) > MOST:
        raise ValueError(f"at most {MOST} contacts at once")
    wanted = select(*columns_of(ContactRow)).where(ContactRow.id.in_(contacts)).order_by(ContactRow.id)
    rows = (await session.execute(wanted.with_for_update(key_share=True) if lock else wanted)).all()
    part = select(*columns_of(CoordinateRow)).where(CoordinateRow.contact.in_(contacts))
    reach = await session.execute(part.order_by(CoordinateRow.contact, CoordinateRow.position))
    coordinates = _by_contact(reach.all())
    beside = _by_contact((await session.execute(_beside_many(contacts))).all())
    tags = await tags_of_many(session, contacts)
    return [
        record_of(row, _of_rows(coordinates.get(row.id, ()), tags.get(row.id, ()), beside.get(row.id, ())))
        for row in rows
    ]


def _by_contact(rows: Sequence[Any]) -> Mapping[int, Sequence[Any]]:
    return {key: list(some) for key, some in groupby(rows, key=attrgetter("contact"))}


_ONE = select(*columns_of(ContactRow)).where(ContactRow.id == bindparam("contact"))
# Nobody changes a key, so whoever only points to the contact, a note or a child, need not wait, nor be waited for.
_LOCKED = _ONE.with_for_update(key_share=True)
_COORDINATES = (
    select(*columns_of(CoordinateRow))
    .where(CoordinateRow.contact == bindparam("contact"))
    .order_by(CoordinateRow.position)
    .limit(1000)
)


_ASSIGNED, _CUSTOM = "assigned", "custom"


def _beside(contact: Callable[[Any], ColumnElement[bool]]) -> Select[Any]:
    """Of the contacts that the condition names, by contact and kind in their order."""
    nothing, no_place = cast(null(), BigInteger), literal(0, BigInteger)
    assigned = select(
        ContactAssigneeRow.contact.label("contact"),
        literal(_ASSIGNED, Text).label("kind"),
        nothing.label("id"),
        nothing.label("rank"),
        ContactAssigneeRow.member.label("text"),
        no_place.label("place"),
        cast(ContactAssigneeRow.member, FoldedText).label("folded"),
    ).where(contact(ContactAssigneeRow.contact))
    had, choice = ContactChoiceRow, ChoiceRow
    chosen = select(had.contact, choice.kind, choice.id, had.rank, choice.name, choice.position, choice.folded)
    chosen = chosen.join(choice, had.choice == choice.id).where(contact(had.contact), CHOICE_STAYS)
    value, field = CustomValueRow, CustomFieldRow
    custom = select(value.contact, literal(_CUSTOM, Text), field.id, nothing, value.text, field.position, field.folded)
    custom = custom.join(field, value.field == field.id).where(contact(value.contact), FIELD_STAYS)
    rows = union_all(assigned, chosen, custom).subquery("beside").c
    return select(*rows).order_by(rows.contact, rows.kind, rows.place, rows.folded, rows.id)


def _beside_many(contacts: Sequence[ContactId]) -> Select[Any]:
    return _beside(lambda column: column.in_(contacts))


_BESIDE = _beside(lambda column: column == bindparam("contact"))
