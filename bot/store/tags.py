"""Tags and which contacts wear them; a tag is made by wearing it, and known again whatever its case or accents."""

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import (
    ColumnElement,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
    and_,
    bindparam,
    delete,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from bot.model.folding import tag_key
from bot.model.ids import ContactId, TagId
from bot.model.tags import BuiltIn, Tag, TagColour, TagScope, built_in, canonical, colour_of, key_of, said
from bot.store._base import Base, Tenanted, columns_of, owned
from bot.store._contacts import ContactRow
from bot.store._named import Named, NamedRow, names, stays
from bot.store._session import StoreSession

# The built-in tags are made with a workspace, before ids of its own: those of other tags are far greater.
BUILT_IN_IDS = {each: TagId(place) for place, each in enumerate(BuiltIn, start=1)}


class TagRow(NamedRow, Base):
    """The key is the `key_of` the name."""

    __tablename__ = "tags"
    __table_args__ = (
        UniqueConstraint("tenant", "folded"),
        ForeignKeyConstraint(["tenant"], ["workspaces.tenant"]),
    )

    colour: Mapped[str]
    scope: Mapped[str]
    built_in: Mapped[str | None]


class ContactTagRow(Tenanted, Base):
    __tablename__ = "contact_tags"
    __table_args__ = (
        owned("contact", "contacts"),
        owned("tag", "tags"),
        Index("ix_contact_tags_tenant_tag_contact", "tenant", "tag", "contact"),
    )

    contact: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    tag: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class Tags:
    """`find / list / add / save / retire / delete`; the built-in ones are neither saved nor deleted.

    A retired tag is found by `going` alone, and no contact shows it: its wearers lose it one after another.
    """

    def __init__(self, session: StoreSession) -> None:
        self._session = session

    async def find(self, tag: TagId, *, lock: bool = False) -> Tag | None:
        """`lock` holds the row until the commit: who puts the tag on meanwhile waits and then finds it changed.

        Whoever saves a contact holds that first and its tags then, so the contacts are to be held before.
        """
        return await _TAGS.find(self._session, tag, lock=lock)

    async def going(self, tag: TagId) -> Tag | None:
        """One that is being deleted."""
        return await _TAGS.going(self._session, tag)

    async def by_key(self, key: str) -> Tag | None:
        """The tag of this `key_of` its name."""
        return await _TAGS.one(self._session, _counted().where(TagRow.folded == key))

    async def names(self, keys: Sequence[str]) -> dict[str, str]:
        """How the tags of these keys are written, those that exist."""
        wanted = select(TagRow.folded, TagRow.name).where(TagRow.folded.in_(keys))
        return {row.folded: row.name for row in await self._session.execute(wanted)}

    async def list(self, words: str = "", *, limit: int, offset: int = 0) -> Sequence[Tag]:
        """Those whose name holds the words, a built-in one in either language; built-in ones first, then by name."""
        some = _counted().where(_holds(words)).order_by(TagRow.built_in.is_(None), TagRow.folded)
        rows = await self._session.execute(some.limit(limit).offset(offset))
        return [_counted_record(row) for row in rows]

    async def total(self, words: str = "") -> int:
        counted = select(func.count(TagRow.id)).where(_holds(words))
        return (await self._session.execute(counted)).scalar_one()

    async def worn_by(self, contact: ContactId) -> tuple[Tag, ...]:
        """In alphabetical order, with their colours and uncounted."""
        return tuple([_record(row) for row in await self._session.fetch(_WORN_BY, {"contact": contact})])

    async def contacts(self, tag: TagId, *, after: ContactId, limit: int) -> Sequence[ContactId]:
        """Who wears it, archived and deleted ones too, in the order of their ids and from behind `after`."""
        rows = await self._session.fetch(_WEARERS, {"tag": tag, "after": after, "limit": limit})
        return [ContactId(row.contact) for row in rows]

    async def wearing(self, tag: TagId, contacts: Sequence[ContactId]) -> set[ContactId]:
        """Which of these contacts wear it."""
        worn = select(ContactTagRow.contact).where(ContactTagRow.tag == tag, ContactTagRow.contact.in_(contacts))
        return {ContactId(contact) for contact in await self._session.scalars(worn)}

    async def add(self, tag: Tag) -> None:
        """Raises FieldsInvalid where there is one of that name."""
        with names("tag_taken"):
            await self._session.add_many(TagRow, [_columns(tag) | {"id": tag.id}])

    async def save(self, tag: Tag) -> None:
        """Its wearers are found by the old name until they are reindexed. Raises FieldsInvalid like `add`."""
        changed = update(TagRow).where(TagRow.id == tag.id, TagRow.built_in.is_(None)).values(_columns(tag))
        with names("tag_taken"):
            await self._session.execute(changed)

    async def retire(self, tag: TagId) -> None:
        """From now on it is going: another of its name may be made at once."""
        await _TAGS.retire(self._session, tag, TagRow.built_in.is_(None))

    async def take_off(self, tag: TagId, contacts: Sequence[ContactId]) -> None:
        worn = delete(ContactTagRow).where(ContactTagRow.tag == tag, ContactTagRow.contact.in_(contacts))
        await self._session.execute(worn)

    async def delete(self, tag: TagId) -> None:
        """Taken off whoever still wears it."""
        own = select(TagRow.id).where(TagRow.id == tag, TagRow.built_in.is_(None))
        await self._session.execute(delete(ContactTagRow).where(ContactTagRow.tag.in_(own)))
        await self._session.execute(delete(TagRow).where(TagRow.id == tag, TagRow.built_in.is_(None)))


def _counted() -> Any:
    """Tags with how many contacts wear them. Deleted ones are few: taken off the sum, so that it needs no contact."""
    worn = select(func.count()).select_from(ContactTagRow).where(ContactTagRow.tag == TagRow.id)
    deleted = select(ContactRow.id).where(ContactRow.deleted_at.is_not(None))
    gone = worn.where(ContactTagRow.contact.in_(deleted))
    return select(*columns_of(TagRow), (worn.scalar_subquery() - gone.scalar_subquery()).label("worn"))


def _holds(words: str) -> ColumnElement[bool]:
    key = tag_key(words)
    if not key:
        return _STAYS
    meant = [each.value for each in BuiltIn if any(key in tag_key(word) for word in said(each.value))]
    return and_(_STAYS, or_(TagRow.folded.contains(key, autoescape=True), TagRow.built_in.in_(meant)))


_STAYS = stays(TagRow)
_ON = (ContactTagRow.tag == TagRow.id) & (ContactTagRow.tenant == TagRow.tenant) & _STAYS
_WORN_BY = (
    select(*columns_of(TagRow))
    .join(ContactTagRow, _ON)
    .where(ContactTagRow.contact == bindparam("contact"))
    .order_by(TagRow.folded)
    .limit(1000)
)
_WEARERS = (
    select(ContactTagRow.contact)
    .where(ContactTagRow.tag == bindparam("tag"), ContactTagRow.contact > bindparam("after"))
    .order_by(ContactTagRow.contact)
    .limit(bindparam("limit"))
)


async def tags_of(session: StoreSession, contact: ContactId, *, lock: bool = False) -> tuple[str, ...]:
    """The names of a contact's tags, in alphabetical order; with `lock` they stay so until the commit."""
    return tuple([row.name for row in await session.fetch(_HELD if lock else _WORN, {"contact": contact})])


_WORN = (
    select(TagRow.name)
    .join(ContactTagRow, _ON)
    .where(ContactTagRow.contact == bindparam("contact"))
    .order_by(TagRow.folded)
    .limit(1000)
)
# Others may wear them meanwhile, but nobody rename or delete them.
_HELD = _WORN.with_for_update(read=True, key_share=True, of=TagRow)


async def tags_of_many(session: StoreSession, contacts: Sequence[ContactId]) -> dict[ContactId, tuple[str, ...]]:
    """The names of the tags of those that wear any, each's in alphabetical order."""
    worn = select(ContactTagRow.contact, TagRow.name).join(TagRow, _ON).where(ContactTagRow.contact.in_(contacts))
    rows = (await session.execute(worn.order_by(ContactTagRow.contact, TagRow.folded))).all()
    by_contact = groupby(rows, key=attrgetter("contact"))
    return {ContactId(contact): tuple([row.name for row in some]) for contact, some in by_contact}


async def tag_columns(
    session: StoreSession,
    worn: Sequence[tuple[ContactId, tuple[str, ...]]],
    *,
    replace: Sequence[ContactId] = (),
) -> None:
    """Puts tags on contacts, making the unknown ones; the contacts of `replace` lose theirs first.

    All but one that is going: it is taken off, and its going traced, by whoever sees to all its wearers.
    """
    if replace:
        going = select(TagRow.id).where(~_STAYS)
        worn_now = delete(ContactTagRow).where(ContactTagRow.contact.in_(replace), ContactTagRow.tag.not_in(going))
        await session.execute(worn_now)
    keys = {name: key_of(name) for _, tags in worn for name in tags}
    names = {key: name for name, key in reversed(keys.items()) if key}  # the first spelling; none of spaces alone
    if not names:
        return
    known = await _known(session, list(names))
    missing = sorted(names.keys() - known.keys())  # in one order everywhere, so that two writers never cross
    if missing:
        fresh = [Tag(id=TagId(session.next_id()), name=names[key]) for key in missing]
        await session.add_missing(TagRow, [_columns(tag) | {"id": tag.id} for tag in fresh])
        known |= await _known(session, missing)
    pairs = {(contact, known[keys[name]]) for contact, tags in worn for name in tags if keys[name]}
    await session.add_many(ContactTagRow, [{"contact": contact, "tag": tag} for contact, tag in sorted(pairs)])


async def _known(session: StoreSession, keys: list[str]) -> dict[str, int]:
    """Held as in `_HELD`: what is written of a contact by their names is true when it is committed."""
    wanted = select(TagRow.folded, TagRow.id).where(TagRow.folded.in_(keys)).order_by(TagRow.id)
    rows = await session.execute(wanted.with_for_update(read=True, key_share=True))
    return {row.folded: row.id for row in rows}


def built_in_columns() -> list[dict[str, Any]]:
    """The rows that every workspace begins with."""
    return [_columns(Tag(id=key, name=each.value)) | {"id": key} for each, key in BUILT_IN_IDS.items()]


def _columns(tag: Tag) -> dict[str, Any]:
    """A name that means a built-in tag makes that tag, with its own colour."""
    meant = built_in(tag.name)
    return {
        "name": canonical(tag.name),
        "folded": key_of(tag.name),
        "colour": (tag.colour if meant is None else colour_of(meant)).value,
        "scope": tag.scope.value,
        "built_in": None if meant is None else meant.value,
    }


def _record(row: Any, *, worn: int = 0) -> Tag:
    return Tag(
        id=TagId(row.id),
        name=row.name,
        colour=TagColour(row.colour),
        scope=TagScope(row.scope),
        built_in=None if row.built_in is None else BuiltIn(row.built_in),
        worn=worn,
    )


def _counted_record(row: Any) -> Tag:
    return _record(row, worn=row.worn)


_TAGS = Named(TagRow, _counted, _counted_record)
