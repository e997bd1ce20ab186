"""Contacts as lines of a list, and the few that are asked for by something else than words."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import ClauseElement, bindparam, select

from bot.model.choices import ChoiceKind
from bot.model.contacts import ContactKind, CoordinateKind, Line
from bot.model.ids import ContactId, MemberId
from bot.store._base import columns_of
from bot.store._contacts import ContactRow, CoordinateRow, found_of
from bot.store._session import StoreSession, one_of
from bot.store.choices import STAYS, ChoiceRow, ContactChoiceRow
from bot.store.tags import tags_of_many

FOUND = (
    ContactRow.id,
    ContactRow.number,
    ContactRow.kind,
    ContactRow.name,
    ContactRow.company,
    ContactRow.city,
    ContactRow.archived_at,
    ContactRow.deleted_at,
)
_LINES = select(*FOUND)
LINE = _LINES.where(ContactRow.id == bindparam("contact"))
NUMBERED = _LINES.where(ContactRow.number == bindparam("number"))
ARCHIVED = (
    _LINES.where(ContactRow.archived_at.is_not(None), ContactRow.deleted_at.is_(None))
    .order_by(ContactRow.archived_at.desc(), ContactRow.id.desc())
    .limit(bindparam("limit"))
)
DELETED = (
    _LINES.where(ContactRow.deleted_at.is_not(None))
    .order_by(ContactRow.deleted_at.desc(), ContactRow.id.desc())
    .limit(bindparam("limit"))
)
NEWEST = (
    _LINES.where(ContactRow.archived_at.is_(None), ContactRow.deleted_at.is_(None))
    .order_by(ContactRow.id.desc())
    .limit(bindparam("limit"))
)
CALLED = (
    _LINES.where(
        ContactRow.sort_name == bindparam("name", type_=ContactRow.sort_name.type),
        ContactRow.kind == ContactKind.COMPANY.value,
        ContactRow.archived_at.is_(None),
        ContactRow.deleted_at.is_(None),
    )
    .order_by(ContactRow.city, ContactRow.id)
    .limit(bindparam("limit"))
)
EMPLOYEES = (
    select(ContactRow.id)
    .where(ContactRow.employer == bindparam("company"), ContactRow.deleted_at.is_(None))
    .order_by(ContactRow.sort_name, ContactRow.id)
    .limit(bindparam("limit"))
)
MAIN_PERSON = (
    _LINES.where(
        ContactRow.employer == bindparam("company"),
        ContactRow.main_person,
        ContactRow.archived_at.is_(None),
        ContactRow.deleted_at.is_(None),
    )
    .order_by(ContactRow.sort_name, ContactRow.id)
    .limit(1)
)
MORE = select(ContactRow.more).where(ContactRow.id == bindparam("contact"))
NAME = select(ContactRow.id, ContactRow.name).where(ContactRow.id == bindparam("contact"))


@cache
def names_of(size: int) -> ClauseElement:
    return select(ContactRow.id, ContactRow.name).where(one_of(ContactRow.id, size))


async def lines(session: StoreSession, contacts: Sequence[ContactId], *, sorted_as: bool = True) -> Sequence[Line]:
    """Without `sorted_as` their groups and states are left out."""
    wanted = select(*columns_of(ContactRow)).where(ContactRow.id.in_(contacts), ContactRow.deleted_at.is_(None))
    rows = {row.id: row for row in await session.execute(wanted)}
    columns = (CoordinateRow.contact, CoordinateRow.kind, CoordinateRow.typed, CoordinateRow.parsed)
    reach = select(*columns).where(CoordinateRow.contact.in_(contacts), CoordinateRow.main)
    main = {(row.contact, row.kind): (row.typed, row.parsed or "") for row in await session.execute(reach)}
    tags = await tags_of_many(session, contacts)
    listed = await _listed(session, contacts) if sorted_as else {}
    return [_line(rows[key], main, tags.get(key, ()), listed) for key in contacts if key in rows]


Listed = Mapping[tuple[int, ChoiceKind], Sequence[str]]


async def _listed(session: StoreSession, contacts: Sequence[ContactId]) -> Listed:
    """What their groups and states are called."""
    kinds = (ChoiceKind.GROUP.value, ChoiceKind.STATE.value)
    on = (ContactChoiceRow.choice == ChoiceRow.id) & (ContactChoiceRow.tenant == ChoiceRow.tenant)
    wanted = select(ContactChoiceRow.contact, ChoiceRow.kind, ChoiceRow.name).join(ChoiceRow, on)
    wanted = wanted.where(ContactChoiceRow.contact.in_(contacts), ChoiceRow.kind.in_(kinds), STAYS)
    names: dict[tuple[int, ChoiceKind], list[str]] = {}
    for row in await session.execute(wanted.order_by(ChoiceRow.position, ChoiceRow.folded)):
        names.setdefault((row.contact, ChoiceKind(row.kind)), []).append(row.name)
    return names


def _line(row: Any, main: Mapping[tuple[int, str], tuple[str, str]], tags: tuple[str, ...], listed: Listed) -> Line:
    phone, dialled = main.get((row.id, CoordinateKind.PHONE), ("", ""))
    return Line(
        found=found_of(row),
        created_at=row.created_at,
        updated_at=row.updated_at,
        owner=None if row.owner is None else MemberId(row.owner),
        reference=row.reference,
        phone=phone,
        dialled=dialled,
        email=main.get((row.id, CoordinateKind.EMAIL), ("", ""))[0],
        tags=tags,
        groups=tuple(listed.get((row.id, ChoiceKind.GROUP), ())),
        states=tuple(listed.get((row.id, ChoiceKind.STATE), ())),
        job_title=row.job_title,
        main_person=row.main_person,
    )
