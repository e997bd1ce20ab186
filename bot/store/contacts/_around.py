"""Who stands around a contact, and what warns of it: one statement, however far up and down it reaches."""

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    Select,
    Text,
    case,
    cast,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from bot.model.contacts import ContactValues, CoordinateKind, Hold, Reach
from bot.model.ids import ContactId, RelationId
from bot.model.records import Around, MainPerson
from bot.model.relations import Link
from bot.model.warnings import Warning, in_order, warnings_from
from bot.store._contacts import ContactRow, CoordinateRow, found_of
from bot.store._session import StoreSession
from bot.store.choices import STAYS, ChoiceRow
from bot.store.contacts._tree import CONTACT, above, below, is_below
from bot.store.relations import RelationRow

CHILDREN = 10  # that are named; the others are counted
_LINKS = 100
# Where a row of the answer stands. What warns is as many levels below the contact as `place` says, or above it.
_WARNS, _EMPLOYER, _MAIN, _CHILD, _LINK, _COUNTS = "warns", "employer", "main", "child", "link", "counts"


async def around(session: StoreSession, contact: ContactId) -> Around:
    rows = await session.fetch(_AROUND, {"contact": contact})
    parts = {part: list(some) for part, some in groupby(rows, key=attrgetter("part"))}
    counts, employer, main = (parts.get(part, []) for part in (_COUNTS, _EMPLOYER, _MAIN))
    warns, links = parts.get(_WARNS, []), parts.get(_LINK, ())
    return Around(
        employer=found_of(employer[0]) if employer else None,
        parents=tuple([found_of(row) for row in warns if row.place > 0 and row.by_parents]),
        children=tuple([found_of(row) for row in parts.get(_CHILD, ())]),
        children_count=counts[0].place if counts else 0,
        main_person=_main_person(main[0]) if main else None,
        links=tuple([_link(row) for row in links]),
        warnings=_said(warns),
    )


async def warnings_of(session: StoreSession, contact: ContactId) -> Sequence[Warning]:
    return _said(await session.fetch(_WARNINGS, {"contact": contact}))


def _said(rows: Sequence[Any]) -> tuple[Warning, ...]:
    """Of each once, however many ways lead there."""
    told = (row for row in rows if not row.place or (row.deleted_at is None and row.id != row.asked))
    return in_order(dict.fromkeys(warning for row in told for warning in _of(row)))


def _of(row: Any) -> tuple[Warning, ...]:
    hold = None if row.hold is None else Hold(row.hold, Reach(row.hold_reach))
    values = ContactValues(flag=row.flag, hold=hold, blocked=row.blocked)
    return warnings_from(found_of(row), values, below=row.place)


def _link(row: Any) -> Link:
    return Link(RelationId(row.link), row.label, found_of(row))


def _main_person(row: Any) -> MainPerson:
    return MainPerson(found_of(row), row.label or "", row.phone or "", row.dialled or "", row.email or "")


_FOUND = ("id", "number", "kind", "name", "company", "city", "archived_at", "deleted_at")
_WARNING = ("flag", "hold", "hold_reach", "blocked", "sort_name")
_BESIDE = {
    "by_parents": Boolean,
    "asked": BigInteger,
    "link": BigInteger,
    "label": Text,
    "phone": Text,
    "dialled": Text,
    "email": Text,
}


def _row(part: str, place: Any, contact: Any, **beside: Any) -> Select[Any]:
    """A row of the answer about `contact`; what stands beside it is NULL where it is not given."""
    return select(
        literal(part, Text).label("part"),
        cast(place, BigInteger).label("place"),
        *(getattr(contact, name) for name in (*_FOUND, *_WARNING)),
        *(cast(beside.get(name, null()), kind).label(name) for name, kind in _BESIDE.items()),
    )


def _above() -> Select[Any]:
    """The contact itself and whoever it is below, level by level."""
    up, contact = above(CONTACT), aliased(ContactRow)
    rows = _row(_WARNS, up.c.level, contact, by_parents=up.c.by_parents, asked=CONTACT)
    return rows.select_from(up).outerjoin(contact, contact.id == up.c.id)


def _below() -> Sequence[Select[Any]]:
    """Whom a hold is on that reaches up to the contact: one level by an index, more where there is such a hold at all.

    Nobody else has to walk down to whoever is there.
    """
    child, held, contact = aliased(ContactRow), aliased(ContactRow), aliased(ContactRow)
    near = or_(child.hold_reach == Reach.PARENTS.value, child.hold_reach == Reach.NEAREST.value)
    has_above = or_(held.parent.is_not(None), held.employer.is_not(None))
    family = exists().where(held.hold_reach == Reach.FAMILY.value, has_above)
    down = below(is_below(ContactRow, CONTACT), family)
    far = (
        _row(_WARNS, -down.c.level, contact, asked=CONTACT)
        .select_from(down)
        .outerjoin(contact, contact.id == down.c.id)
    )
    return (
        _row(_WARNS, -1, child, asked=CONTACT).where(is_below(child, CONTACT), near),
        far.where(down.c.hold_reach == Reach.FAMILY.value),
    )


def _employer() -> Select[Any]:
    contact, employer = aliased(ContactRow), aliased(ContactRow)
    return _row(_EMPLOYER, 0, employer).join(contact, contact.employer == employer.id).where(contact.id == CONTACT)


def _main() -> Select[Any]:
    """One, though two may have been made so at the same time."""
    person, phone, email = aliased(ContactRow), aliased(CoordinateRow), aliased(CoordinateRow)
    beside = {"label": person.job_title, "phone": phone.typed, "dialled": phone.parsed, "email": email.typed}
    found = _row(_MAIN, 0, person, **beside)
    for reach, kind in ((phone, CoordinateKind.PHONE), (email, CoordinateKind.EMAIL)):
        found = found.outerjoin(reach, (reach.contact == person.id) & (reach.kind == kind.value) & reach.main)
    found = found.where(person.employer == CONTACT, person.main_person, *_there(person))
    return _first(found.order_by(person.sort_name, person.id), 1)


def _children() -> Select[Any]:
    child = aliased(ContactRow)
    found = _row(_CHILD, 0, child).where(child.parent == CONTACT, *_there(child))
    return _first(found.order_by(child.sort_name, child.id), CHILDREN)


def _links() -> Sequence[Select[Any]]:
    """From the one end and from the other, where a relation may be called otherwise."""
    told = RelationRow
    inverse = case((ChoiceRow.inverse != "", ChoiceRow.inverse), else_=ChoiceRow.name)
    ends = ((told.subject, told.object, ChoiceRow.name), (told.object, told.subject, inverse))
    return [_seen_from(*each) for each in ends]


def _seen_from(own: Any, others: Any, name: Any) -> Select[Any]:
    other = aliased(ContactRow)
    found = _row(_LINK, ChoiceRow.position, other, link=RelationRow.id, label=name)
    found = found.join(RelationRow, others == other.id).join(ChoiceRow, RelationRow.type == ChoiceRow.id)
    found = found.where(own == CONTACT, other.deleted_at.is_(None), STAYS)
    return _first(found.order_by(ChoiceRow.position, other.sort_name, RelationRow.id), _LINKS)


def _counts() -> Select[Any]:
    contact, child = aliased(ContactRow), aliased(ContactRow)
    children = select(func.count(child.id)).where(child.parent == CONTACT, *_there(child))
    return _row(_COUNTS, children.scalar_subquery(), contact).where(contact.id == CONTACT)


def _there(contact: Any) -> Sequence[ColumnElement[bool]]:
    """Neither put away nor deleted."""
    return contact.deleted_at.is_(None), contact.archived_at.is_(None)


def _first(found: Select[Any], most: int) -> Select[Any]:
    """In brackets, which SQLite gives an order and a limit only as a subquery."""
    some = found.limit(most).subquery()
    return select(*some.c)


def _together(*parts: Select[Any]) -> Select[Any]:
    rows = union_all(*parts).subquery("rows")
    return select(*rows.c).order_by(rows.c.part, rows.c.place, rows.c.sort_name, rows.c.id)


_WARNINGS = _together(_above(), *_below())
_AROUND = _together(_above(), *_below(), _employer(), _main(), _children(), *_links(), _counts())
