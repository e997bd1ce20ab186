"""Notes on contacts, the people they are for, and the words by which they are found."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Index,
    Subquery,
    Text,
    bindparam,
    cast,
    delete,
    func,
    literal,
    or_,
    select,
    tuple_,
    union,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from bot.model.ids import AudienceId, ContactId, FileId, MemberId, NoteId
from bot.model.notes import Audience, LatestNotes, Note, NoteKind, NoteList, Page, Source
from bot.model.reminders import Due
from bot.model.rich_text import from_json, to_json
from bot.store._base import AudienceRow, Base, Tenanted, TenantRow, columns_of, owned
from bot.store._contacts import ContactRow
from bot.store._counters import reserve
from bot.store._joined import joined
from bot.store._search_notes import NOTES, forget_note, index_note
from bot.store._search_said import found_by
from bot.store._session import StoreSession
from bot.store.events import Events
from bot.store.files import FileRow, Files


class NoteRow(TenantRow, AudienceRow, Base):
    """`day` is the day it is dated, as ISO text; `members` are the ids of those whom its author named."""

    __tablename__ = "notes"
    __table_args__ = (
        owned("contact", "contacts"),
        owned("audience", "audiences"),
        Index("ix_notes_tenant_number", "tenant", "number", unique=True),
        Index("ix_notes_tenant_contact_day_id", "tenant", "contact", "day", "id"),
        Index("ix_notes_tenant_author_day_id", "tenant", "author", "day", "id"),
        Index("ix_notes_tenant_kind_day_id", "tenant", "kind", "day", "id"),
        Index("ix_notes_tenant_day_id", "tenant", "day", "id"),
    )

    number: Mapped[int]
    contact: Mapped[int]
    author: Mapped[str]
    kind: Mapped[str]
    title: Mapped[str]
    text: Mapped[str]
    body: Mapped[str | None]
    day: Mapped[str]
    shown_to: Mapped[str]  # not `seen_by`, by which the session names the viewer in each statement
    members: Mapped[str]
    due_at: Mapped[datetime | None]
    wall: Mapped[str | None]
    zone: Mapped[str | None]
    occurrence: Mapped[int]
    url: Mapped[str]
    source: Mapped[str | None]
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[str | None]
    deleted_at: Mapped[datetime | None]


# Not of all of them: SQLite would take those that are not deleted for as few as those of a contact.
Index(
    "ix_notes_tenant_deleted_at",
    NoteRow.tenant,
    NoteRow.deleted_at,
    sqlite_where=NoteRow.deleted_at.is_not(None),
    postgresql_where=NoteRow.deleted_at.is_not(None),
)


class NoteAssigneeRow(Tenanted, Base):
    __tablename__ = "note_assignees"
    __table_args__ = (
        owned("note", "notes"),
        owned("member", "members"),
        Index("ix_note_assignees_tenant_member_note", "tenant", "member", "note"),
    )

    note: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    member: Mapped[str] = mapped_column(primary_key=True)


class Notes:
    def __init__(self, session: StoreSession) -> None:
        self._session = session

    async def find(self, note: NoteId, *, lock: bool = False, deleted: bool = False) -> Note | None:
        """`lock` holds the row until the commit, for a change that depends on what is read; with `deleted` it is
        found even among the deleted."""
        wanted = (_EVEN_LOCKED if lock else _EVEN) if deleted else (_LOCKED if lock else _ONE)
        rows = await self._session.fetch(wanted, {"note": note})
        return _record(rows[0]) if rows else None

    async def list(self, contact: ContactId, *, limit: int, kind: NoteKind = NoteKind.NOTE) -> LatestNotes:
        """The newest notes first, with the number of all that the viewer may see, in one statement; of files, notes
        that have some are among them."""
        wanted = _LATEST_FILES if kind is NoteKind.FILE else _LATEST
        rows = await self._session.fetch(wanted, {"contact": contact, "limit": limit})
        return LatestNotes(tuple(map(_record, rows)), rows[0].total if rows else 0)

    async def page(
        self,
        which: NoteList,
        *,
        member: MemberId,
        cursor: str | None = None,
        limit: int,
        deleted_since: datetime | None = None,
    ) -> Page:
        """The newest day first; `member` is whose notes are `mine`. Of deleted ones, those deleted since then."""
        listed = self._listed(which, member, deleted_since)
        if listed is None:
            return Page((), 0)
        counted = select(NoteRow.id, NoteRow.url).where(*listed).limit(_COUNTED + 1).subquery()
        total = (await self._session.execute(select(func.count()).select_from(counted))).scalar_one()
        files = await self._files_of(counted) if which.kind is NoteKind.FILE else 0
        wanted = select(*_SHOWN).where(*listed)
        if cursor is not None:
            day, _, key = cursor.partition(" ")
            wanted = wanted.where(tuple_(NoteRow.day, NoteRow.id) < (day, int(key)))
        ordered = wanted.order_by(NoteRow.day.desc(), NoteRow.id.desc()).limit(limit + 1)
        rows = (await self._session.execute(ordered)).all()
        more = f"{rows[limit - 1].day} {rows[limit - 1].id}" if len(rows) > limit else None
        shown = tuple(map(_record, rows[:limit]))
        return Page(shown, min(total, _COUNTED), capped=total > _COUNTED, cursor=more, files=files)

    async def add(self, note: Note) -> None:
        """Its files are rows of their own."""
        await self._session.add_many(NoteRow, [_columns(note)])
        await self._add_assignees(note)
        await self._index(note)

    async def save(self, note: Note) -> None:
        """Writes the note as it is now, where the viewer may see it; its files go with it."""
        columns = {name: value for name, value in _columns(note).items() if name not in _FIXED}
        changed = update(NoteRow).where(NoteRow.id == note.id).values(columns).returning(NoteRow.id)
        if (await self._session.execute(changed)).scalar_one_or_none() is None:
            return
        await Files(self._session).follow(note)
        await self._session.execute(delete(NoteAssigneeRow).where(NoteAssigneeRow.note == note.id))
        await self._add_assignees(note)
        await self.reindex(note)

    async def reindex(self, note: Note) -> None:
        """By its words and the names of its files; one that was deleted is found no more."""
        if note.deleted_at is not None:
            await forget_note(self._session, note.id)
            return
        named = select(FileRow.name).where(FileRow.note == note.id).order_by(FileRow.id)
        await self._index(note, await self._session.scalars(named))

    async def purge(self, *, before: datetime, now: datetime) -> bool:
        """Some that were deleted before then go for good, with their files and all that the trace says of their words;
        answers whether there may be more."""
        gone = select(NoteRow.id).where(NoteRow.deleted_at < before).order_by(NoteRow.deleted_at).limit(_PURGED)
        keys = [NoteId(key) for key in await self._session.scalars(gone)]
        if not keys:
            return False
        events = Events(self._session)
        await events.forget_values([each for key in keys for each in await events.of_subject(key)])
        await Files(self._session).purge(keys, now=now)
        await forget_note(self._session, *keys)
        await self._session.execute(delete(NoteAssigneeRow).where(NoteAssigneeRow.note.in_(keys)))
        await self._session.execute(delete(NoteRow).where(NoteRow.id.in_(keys)))
        return len(keys) == _PURGED

    async def next_number(self) -> int:
        return await reserve(self._session, "notes")

    async def _add_assignees(self, note: Note) -> None:
        rows = [{"note": note.id, "member": member} for member in note.assignees]
        await self._session.add_many(NoteAssigneeRow, rows)

    async def _index(self, note: Note, files: Iterable[str] = ()) -> None:
        await index_note(self._session, note, (note.title, note.text, note.url, *files))

    async def _files_of(self, notes: Subquery) -> int:
        """And addresses, of each of which there is one."""
        held = select(func.count(FileRow.id)).where(FileRow.note.in_(select(notes.c.id))).scalar_subquery()
        led = select(func.count()).select_from(notes).where(notes.c.url != "").scalar_subquery()
        return int((await self._session.execute(select(held + led))).scalar_one())

    def _listed(
        self, which: NoteList, member: MemberId, deleted_since: datetime | None
    ) -> Sequence[ColumnElement[bool]] | None:
        """None where nothing can be among them."""
        listed = [_fate(which, deleted_since), *_chosen(which)]
        if which.contact is None:
            there = select(ContactRow.id).where(ContactRow.id == NoteRow.contact, ContactRow.deleted_at.is_(None))
            listed.append(there.exists())
        if which.mine:
            written = select(NoteRow.id).where(NoteRow.author == member)
            assigned = select(NoteAssigneeRow.note).where(NoteAssigneeRow.member == member)
            listed.append(NoteRow.id.in_(union(written, assigned)))  # asked for either, the engines read all
        if which.words:
            found = found_by(self._session, NOTES, which.words, most=_LOOKED_AT if which.contact is None else None)
            if found is None:
                return None
            listed.append(NoteRow.id.in_(found))
        return listed


def _fate(which: NoteList, deleted_since: datetime | None) -> ColumnElement[bool]:
    if not which.deleted:
        return NoteRow.deleted_at.is_(None)
    return NoteRow.deleted_at.is_not(None) if deleted_since is None else NoteRow.deleted_at >= deleted_since


def _chosen(which: NoteList) -> list[ColumnElement[bool]]:
    first, beyond = which.days
    chosen: list[ColumnElement[bool]] = []
    if which.contact is not None:
        chosen.append(NoteRow.contact == which.contact)
    if first is not None:
        chosen.append(NoteRow.day >= first.isoformat())
    if beyond is not None:
        chosen.append(NoteRow.day < beyond.isoformat())
    if which.kind is NoteKind.NOTE:
        chosen.append(_of_kind(NoteKind.NOTE))
    if which.kind is NoteKind.FILE:
        held = select(FileRow.note).where(FileRow.note.is_not(None))
        chosen.append(NoteRow.id.in_(union(select(NoteRow.id).where(_of_kind(NoteKind.FILE)), held)))
    if which.closed is not None:
        chosen.append(NoteRow.closed_at.is_not(None) if which.closed else NoteRow.closed_at.is_(None))
    return chosen


def _of_kind(kind: NoteKind) -> ColumnElement[bool]:
    # In the statement itself: PostgreSQL plans once for all values, and files are few among many notes.
    return NoteRow.kind == literal(kind.value, literal_execute=True)


_COUNTED = 1000
_LOOKED_AT = 10_000  # of the notes with a word: of one that stands in most of them, those made last
_PURGED = 50
# With the row, since every place that shows a note may show them, and a statement for each kind costs as much.
_ASSIGNEES = (
    select(joined(NoteAssigneeRow.member))
    .where(NoteAssigneeRow.note == NoteRow.id)
    .correlate(NoteRow)
    .scalar_subquery()
    .label("assignees")
)
_FILES = (
    select(joined(cast(FileRow.id, Text)))
    .where(FileRow.note == NoteRow.id)
    .correlate(NoteRow)
    .scalar_subquery()
    .label("files")
)
_SHOWN = (*columns_of(NoteRow), _ASSIGNEES, _FILES)
_EVEN = select(*_SHOWN).where(NoteRow.id == bindparam("note"))
_EVEN_LOCKED = _EVEN.with_for_update(of=NoteRow)
_ONE = _EVEN.where(NoteRow.deleted_at.is_(None))
_LOCKED = _ONE.with_for_update(of=NoteRow)
_HELD = select(FileRow.note).where(FileRow.contact == bindparam("contact"), FileRow.note.is_not(None))
_OF_CONTACT = (
    select(*_SHOWN, func.count().over().label("total"))
    .where(NoteRow.contact == bindparam("contact"), NoteRow.deleted_at.is_(None))
    .order_by(NoteRow.day.desc(), NoteRow.id.desc())
    .limit(bindparam("limit"))
)
_LATEST = _OF_CONTACT.where(NoteRow.kind == NoteKind.NOTE.value)
_LATEST_FILES = _OF_CONTACT.where(or_(NoteRow.kind == NoteKind.FILE.value, NoteRow.id.in_(_HELD)))
_FIXED = {"id", "number", "kind", "author", "created_at", "source"}
_ELSEWHERE = {"assignees", "files", "on", "due", "seen_by"}


def _columns(note: Note) -> dict[str, Any]:
    kept = {each.name: getattr(note, each.name) for each in fields(note) if each.name not in _ELSEWHERE}
    return kept | {
        "kind": note.kind.value,
        "body": None if note.body is None else to_json(note.body),
        "day": note.on.isoformat(),
        "shown_to": note.seen_by.value,
        "members": " ".join(note.members),
        "due_at": None if note.due is None else note.due.at,
        "wall": None if note.due is None else note.due.wall,
        "zone": None if note.due is None else note.due.zone,
        "source": None if note.source is None else _source_text(note.source),
    }


def _source_text(source: Source) -> str:
    kept = {"permalink": source.permalink, "name": source.name, "said_at": source.said_at.isoformat()}
    return json.dumps(kept | {"author": source.author}, ensure_ascii=False)


def _source_of(text: str) -> Source:
    kept = json.loads(text)
    author = None if kept["author"] is None else MemberId(kept["author"])
    said_at = datetime.fromisoformat(kept["said_at"])
    return Source(permalink=kept["permalink"], name=kept["name"], said_at=said_at, author=author)


def _record(row: Any) -> Note:
    return Note(
        id=NoteId(row.id),
        number=row.number,
        contact=ContactId(row.contact),
        author=MemberId(row.author),
        kind=NoteKind(row.kind),
        title=row.title,
        text=row.text,
        body=None if row.body is None else from_json(row.body),
        on=date.fromisoformat(row.day),
        seen_by=Audience(row.shown_to),
        members=_people(row.members),
        audience=None if row.audience is None else AudienceId(row.audience),
        assignees=tuple(sorted(_people(row.assignees))),
        due=None if row.due_at is None else Due(row.due_at, row.wall, row.zone),
        occurrence=row.occurrence,
        url=row.url,
        files=tuple(sorted(FileId(int(each)) for each in (row.files or "").split())),
        source=None if row.source is None else _source_of(row.source),
        created_at=row.created_at,
        closed_at=row.closed_at,
        closed_by=None if row.closed_by is None else MemberId(row.closed_by),
        deleted_at=row.deleted_at,
    )


def _people(text: str | None) -> tuple[MemberId, ...]:
    return tuple(map(MemberId, (text or "").split()))
