"""Contacts with their coordinates, tags and people, and the text by which they are found."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.exc import IntegrityError

from bot.model.contacts import Contact, CoordinateKind, Found, Line, Page
from bot.model.errors import FieldsInvalid
from bot.model.ids import ContactId, MemberId
from bot.model.query import Query
from bot.store import _search
from bot.store._base import columns_of
from bot.store._contacts import (
    ContactAssigneeRow,
    ContactRow,
    CoordinateRow,
    assignee_columns,
    columns,
    coordinate_columns,
    found_of,
    is_found,
    record_of,
)
from bot.store._counters import reserve
from bot.store._session import StoreSession
from bot.store.tags import tag_columns, tags_of, tags_of_many

# As many are put in order: by how well they fit, and as a list.
RANKED, ORDERED = _search.CANDIDATES, _search.LISTED
REINDEXED = 500  # contacts whose search text is written anew in one go, at most


class Contacts:
    """`find / list / add / save`. What is archived is there but for searches, what is deleted only when asked for."""

    def __init__(self, session: StoreSession) -> None:
        self._session = session

    async def find(self, contact: ContactId, *, lock: bool = False, deleted: bool = False) -> Contact | None:
        """`lock` holds the row until the commit, for a change that depends on what is read."""
        rows = await self._session.fetch(_LOCKED if lock else _ONE, {"contact": contact})
        if not rows or (rows[0].deleted_at is not None and not deleted):
            return None
        coordinates = await self._session.fetch(_COORDINATES, {"contact": contact})
        assigned = await self._session.fetch(_ASSIGNED, {"contact": contact})
        return record_of(
            rows[0],
            coordinates=coordinates,
            tags=await tags_of(self._session, contact, lock=lock),
            assigned=[row.member for row in assigned],
        )

    async def names(self, contacts: Sequence[ContactId]) -> dict[ContactId, str]:
        """The names of contacts by id, the deleted ones too: the trace still speaks of them."""
        if len(contacts) == 1:  # as usual
            rows = await self._session.fetch(_NAME, {"contact": contacts[0]})
        else:
            wanted = select(ContactRow.id, ContactRow.name).where(ContactRow.id.in_(contacts))
            rows = (await self._session.execute(wanted)).all()
        return {ContactId(row.id): row.name for row in rows}

    async def list(
        self,
        query: Query,
        *,
        limit: int,
        offset: int = 0,
        mine: MemberId | None = None,
        strict: Page | None = None,
        whole: bool = False,
    ) -> Page:
        """The best first: the whole name, whole words, what begins so, the beginnings of words, fragments, slips.

        Of those that fit as well the ones that `mine` looks after, then the latest; without words by name. With typos,
        `strict` is the page of all that are found without, where it is known. A `whole` list is turned to its end, so
        nothing is left out that stands behind a page.
        """
        return await _search.contacts(
            self._session, query, limit=limit, offset=offset, mine=mine, strict=strict, whole=whole
        )

    async def count(self, query: Query) -> int:
        """How many there are in all, however many."""
        return await _search.count(self._session, query)

    async def ids(self, query: Query, *, after: ContactId, limit: int) -> Sequence[ContactId]:
        """Of all that a question finds, in their order and from behind `after`; fewer than `limit` are the last."""
        return await _search.ids(self._session, query, after=after, limit=limit)

    async def lines(self, contacts: Sequence[ContactId]) -> Sequence[Line]:
        """What a list shows of these contacts, in this order; deleted ones are left out."""
        wanted = select(*columns_of(ContactRow)).where(ContactRow.id.in_(contacts), ContactRow.deleted_at.is_(None))
        rows = {row.id: row for row in await self._session.execute(wanted)}
        reach = select(CoordinateRow.contact, CoordinateRow.kind, CoordinateRow.typed).where(
            CoordinateRow.contact.in_(contacts), CoordinateRow.main
        )
        main = {(row.contact, row.kind): row.typed for row in await self._session.execute(reach)}
        tags = await tags_of_many(self._session, contacts)
        return [_line(rows[key], main, tags.get(key, ())) for key in contacts if key in rows]

    async def any_of(self, query: Query, *, limit: int) -> Sequence[Found]:
        """Contacts of which any word of a sentence is a whole word, for guessing whom it speaks of."""
        return await _search.any_of(self._session, query, limit=limit)

    async def by_number(self, number: int, *, deleted: bool = False) -> Found | None:
        return self._line(await self._session.fetch(_NUMBERED, {"number": number}), deleted)

    async def line(self, contact: ContactId, *, deleted: bool = False) -> Found | None:
        return self._line(await self._session.fetch(_LINE, {"contact": contact}), deleted)

    def _line(self, rows: Sequence[Any], deleted: bool) -> Found | None:
        found = found_of(rows[0]) if rows else None
        return None if found is None or (found.deleted and not deleted) else found

    async def put_away(self, *, limit: int, deleted: bool = False) -> Sequence[Found]:
        """The archived contacts, or the deleted ones; the latest first."""
        return [
            found_of(row) for row in await self._session.fetch(_DELETED if deleted else _ARCHIVED, {"limit": limit})
        ]

    async def latest(self, *, limit: int) -> Sequence[Found]:
        """The newest ones that are neither archived nor deleted."""
        return [found_of(row) for row in await self._session.fetch(_NEWEST, {"limit": limit})]

    async def employees(self, company: ContactId, *, limit: int) -> Sequence[ContactId]:
        """The people whose employer it is, in the order of their names."""
        rows = await self._session.fetch(_EMPLOYEES, {"company": company, "limit": limit})
        return [ContactId(row.id) for row in rows]

    async def references(self, keys: Sequence[str]) -> Mapping[str, ContactId]:
        """Whose each reference is, by `reference_key`; a deleted contact keeps its own."""
        wanted = select(ContactRow.reference_key, ContactRow.id).where(ContactRow.reference_key.in_(keys))
        return {str(row.reference_key): ContactId(row.id) for row in await self._session.execute(wanted)}

    async def known_imports(self, keys: Sequence[str]) -> set[str]:
        """Which of these import keys are already a contact's; a deleted one may be imported anew."""
        wanted = select(ContactRow.import_key).where(ContactRow.import_key.in_(keys), ContactRow.deleted_at.is_(None))
        return {key for key in await self._session.scalars(wanted) if key is not None}

    async def add(self, contact: Contact) -> None:
        await self.add_many([(contact, None)])

    async def add_many(self, contacts: Sequence[tuple[Contact, str | None]]) -> None:
        """Contacts, each with its import key, in few statements whatever their number; an employer before its people.

        Raises FieldsInvalid like `save`.
        """
        session = self._session
        with _references():
            await session.add_many(ContactRow, [columns(contact, key) for contact, key in contacts])
        await session.add_many(CoordinateRow, coordinate_columns(session, [contact for contact, _ in contacts]))
        await session.add_many(ContactAssigneeRow, [row for each, _ in contacts for row in assignee_columns(each)])
        await tag_columns(session, [(contact.id, contact.values.tags) for contact, _ in contacts])
        await _search.index(session, _searched(contact for contact, _ in contacts))

    async def save(self, contact: Contact) -> None:
        """Writes the contact as it is now, where it is one's own; what is part of it is replaced as a whole.

        Archived or deleted it is taken out of the search, and otherwise put back. Raises FieldsInvalid where its
        reference is another's: of two that take one at the same time the second waits for the first and is told.
        """
        session, key = self._session, contact.id
        kept = {name: value for name, value in columns(contact, None).items() if name not in ContactRow.fixed}
        changed = update(ContactRow).where(ContactRow.id == key).values(kept).returning(ContactRow.id)
        with _references():
            if (await session.execute(changed)).scalar_one_or_none() is None:
                return
        await session.execute(delete(CoordinateRow).where(CoordinateRow.contact == key))
        await session.add_many(CoordinateRow, coordinate_columns(session, [contact]))
        await session.execute(delete(ContactAssigneeRow).where(ContactAssigneeRow.contact == key))
        await session.add_many(ContactAssigneeRow, assignee_columns(contact))
        await tag_columns(session, [(key, contact.values.tags)], replace=[key])
        await _search.reindex(session, [key], _searched([contact]))

    async def save_many(self, contacts: Sequence[Contact]) -> None:
        """`save` for many that `many` has held, in few statements; their coordinates stay as they are."""
        session = self._session
        own = set(await session.scalars(select(ContactRow.id).where(ContactRow.id.in_([each.id for each in contacts]))))
        contacts = [each for each in contacts if each.id in own]
        keys = [each.id for each in contacts]
        with _references():
            await session.replace_many(ContactRow, [columns(each, None) for each in contacts])
        await session.execute(delete(ContactAssigneeRow).where(ContactAssigneeRow.contact.in_(keys)))
        await session.add_many(ContactAssigneeRow, [row for each in contacts for row in assignee_columns(each)])
        await tag_columns(session, [(each.id, each.values.tags) for each in contacts], replace=keys)
        await _search.reindex(session, keys, _searched(contacts))

    async def many(self, contacts: Sequence[ContactId]) -> Sequence[Contact]:
        """These contacts in the order of their ids, held until the commit: who saves one meanwhile is waited for.

        Archived and deleted ones are among them; at most REINDEXED.
        """
        if len(contacts) > REINDEXED:
            raise ValueError(f"at most {REINDEXED} contacts at once")
        wanted = select(*columns_of(ContactRow)).where(ContactRow.id.in_(contacts)).order_by(ContactRow.id)
        rows = (await self._session.execute(wanted.with_for_update())).all()
        parts = select(*columns_of(CoordinateRow)).where(CoordinateRow.contact.in_(contacts))
        reach = (await self._session.execute(parts.order_by(CoordinateRow.contact, CoordinateRow.position))).all()
        people = select(*columns_of(ContactAssigneeRow)).where(ContactAssigneeRow.contact.in_(contacts))
        people = people.order_by(ContactAssigneeRow.contact, ContactAssigneeRow.member)
        assigned = _by_contact((await self._session.execute(people)).all())
        coordinates = _by_contact(reach)
        tags = await tags_of_many(self._session, contacts)
        return [
            record_of(
                row,
                coordinates=coordinates.get(row.id, ()),
                tags=tags.get(ContactId(row.id), ()),
                assigned=[each.member for each in assigned.get(row.id, ())],
            )
            for row in rows
        ]

    async def hold(self, contacts: Sequence[ContactId]) -> None:
        """Holds their rows until the commit, in the order of their ids, so that two who hold many never cross."""
        wanted = select(ContactRow.id).where(ContactRow.id.in_(contacts)).order_by(ContactRow.id)
        await self._session.execute(wanted.with_for_update())

    async def reindex_many(self, contacts: Sequence[ContactId]) -> None:
        """Writes anew by what contacts are found, after something beside them has changed; at most REINDEXED."""
        if contacts:
            await _search.reindex(self._session, contacts, _searched(await self.many(contacts)))

    async def next_numbers(self, count: int = 1) -> int:
        """The first of `count` numbers. Whoever else adds contacts waits until the commit, with a count of 0 too."""
        return await reserve(self._session, "contacts", count)


def _searched(contacts: Iterable[Contact]) -> list[Contact]:
    return [each for each in contacts if is_found(each)]


def _by_contact(rows: Sequence[Any]) -> dict[int, list[Any]]:
    return {key: list(some) for key, some in groupby(rows, key=attrgetter("contact"))}


def _line(row: Any, main: Mapping[tuple[int, str], str], tags: tuple[str, ...]) -> Line:
    return Line(
        found=found_of(row),
        created_at=row.created_at,
        updated_at=row.updated_at,
        owner=None if row.owner is None else MemberId(row.owner),
        reference=row.reference,
        phone=main.get((row.id, CoordinateKind.PHONE), ""),
        email=main.get((row.id, CoordinateKind.EMAIL), ""),
        tags=tags,
    )


@contextmanager
def _references() -> Iterator[None]:
    try:
        yield
    except IntegrityError as error:
        if "reference_key" not in str(error.orig):
            raise
        raise FieldsInvalid({"reference": "reference_taken"}) from error


_ONE = select(*columns_of(ContactRow)).where(ContactRow.id == bindparam("contact"))
_LOCKED = _ONE.with_for_update()
_NAME = select(ContactRow.id, ContactRow.name).where(ContactRow.id == bindparam("contact"))
_COORDINATES = (
    select(*columns_of(CoordinateRow))
    .where(CoordinateRow.contact == bindparam("contact"))
    .order_by(CoordinateRow.position)
    .limit(1000)
)
_ASSIGNED = (
    select(ContactAssigneeRow.member)
    .where(ContactAssigneeRow.contact == bindparam("contact"))
    .order_by(ContactAssigneeRow.member)
    .limit(1000)
)
_LINES = select(
    ContactRow.id,
    ContactRow.number,
    ContactRow.kind,
    ContactRow.name,
    ContactRow.company,
    ContactRow.city,
    ContactRow.archived_at,
    ContactRow.deleted_at,
)
_LINE = _LINES.where(ContactRow.id == bindparam("contact"))
_NUMBERED = _LINES.where(ContactRow.number == bindparam("number"))
_ARCHIVED = (
    _LINES.where(ContactRow.archived_at.is_not(None), ContactRow.deleted_at.is_(None))
    .order_by(ContactRow.archived_at.desc(), ContactRow.id.desc())
    .limit(bindparam("limit"))
)
_DELETED = (
    _LINES.where(ContactRow.deleted_at.is_not(None))
    .order_by(ContactRow.deleted_at.desc(), ContactRow.id.desc())
    .limit(bindparam("limit"))
)
_NEWEST = (
    _LINES.where(ContactRow.archived_at.is_(None), ContactRow.deleted_at.is_(None))
    .order_by(ContactRow.id.desc())
    .limit(bindparam("limit"))
)
_EMPLOYEES = (
    select(ContactRow.id)
    .where(ContactRow.employer == bindparam("company"), ContactRow.deleted_at.is_(None))
    .order_by(ContactRow.sort_name, ContactRow.id)
    .limit(bindparam("limit"))
)
