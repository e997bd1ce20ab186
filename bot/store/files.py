"""Files that people gave with a contact, a note or a reminder: where our copy lies and how far fetching it has come."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Index, bindparam, delete, select, update
from sqlalchemy.orm import Mapped

from bot.model.files import File, FileState
from bot.model.ids import AudienceId, ContactId, FileId, JobId, MemberId, NoteId, ReminderId
from bot.model.jobs import Job, JobKind, JobState
from bot.model.notes import Note
from bot.store._base import AudienceRow, Base, TenantRow, columns_of, owned
from bot.store._jobs import Jobs
from bot.store._session import StoreSession

_MOST = 1000  # of a page of notes: ten have a hundred at most


class FileRow(TenantRow, AudienceRow, Base):
    """The bytes lie on the shelf of `gateway`, under the key `shelf`."""

    __tablename__ = "files"
    __table_args__ = (
        owned("contact", "contacts"),
        owned("note", "notes"),
        owned("reminder", "reminders"),
        owned("audience", "audiences"),
        Index("ix_files_tenant_contact", "tenant", "contact"),
        Index("ix_files_tenant_note", "tenant", "note"),
        Index("ix_files_tenant_reminder", "tenant", "reminder"),
    )

    contact: Mapped[int | None]
    note: Mapped[int | None]
    reminder: Mapped[int | None]
    author: Mapped[str]
    created_at: Mapped[datetime]
    origin: Mapped[str]
    name: Mapped[str]
    kind: Mapped[str]
    size: Mapped[int]
    state: Mapped[str]
    shelf: Mapped[str | None]
    shown: Mapped[str | None]
    url: Mapped[str]
    error: Mapped[str | None]


class Files:
    """`find / list / of_reminder / add / save / follow / remove / purge`."""

    def __init__(self, session: StoreSession) -> None:
        self._session = session

    async def find(self, file: FileId) -> File | None:
        rows = await self._session.fetch(_ONE, {"file": file})
        return _record(rows[0]) if rows else None

    async def list(self, notes: Sequence[NoteId]) -> Sequence[File]:
        """Those of these notes, in the order in which they were given."""
        # Not by the id as it is: SQLite would rather read all of a tenant in its order.
        wanted = select(*columns_of(FileRow)).where(FileRow.note.in_(notes)).order_by(FileRow.id + 0).limit(_MOST)
        return [_record(row) for row in await self._session.execute(wanted)]

    async def of_reminder(self, reminder: ReminderId) -> Sequence[File]:
        """In the order in which they were given."""
        return [_record(row) for row in await self._session.fetch(_OF_REMINDER, {"reminder": reminder})]

    async def add(self, file: File) -> None:
        await self._session.add_many(FileRow, [_columns(file)])

    async def save(self, file: File) -> None:
        """Writes the file as it is now, but for whose it is and where it came from."""
        columns = {name: value for name, value in _columns(file).items() if name not in _FIXED}
        await self._session.execute(update(FileRow).where(FileRow.id == file.id).values(columns))

    async def follow(self, note: Note) -> None:
        """Those of a note are of its contact, and for whom it is for."""
        of_it = update(FileRow).where(FileRow.note == note.id)
        await self._session.execute(of_it.values(contact=note.contact, audience=note.audience))

    async def remove(self, files: Sequence[FileId], *, now: datetime) -> None:
        """They go for good; a job each takes the bytes off the shelf once this is committed."""
        if files:
            await self._take_away(FileRow.id.in_(files), now)

    async def purge(self, notes: Sequence[NoteId], *, now: datetime) -> None:
        """`remove` for all of these notes."""
        await self._take_away(FileRow.note.in_(notes), now)

    async def purge_reminders(self, reminders: Sequence[ReminderId], *, now: datetime) -> None:
        """The same for all of these reminders."""
        await self._take_away(FileRow.reminder.in_(reminders), now)

    async def _take_away(self, which: ColumnElement[bool], now: datetime) -> None:
        gone = delete(FileRow).where(which).returning(FileRow.author, FileRow.shelf)
        for author, shelf in (await self._session.execute(gone)).all():
            if shelf is not None:
                await Jobs(self._session).add(self._drop(MemberId(author), shelf, now))

    def _drop(self, author: MemberId, shelf: str, now: datetime) -> Job:
        return Job(
            id=JobId(self._session.next_id()),
            tenant=self._session.tenant,
            kind=JobKind.DROP,
            member=author,
            channel=None,
            state=JobState.DUE,
            cursor=0,
            done=0,
            total=0,
            created_at=now,
            input={"shelf": shelf},
        )


_ONE = select(*columns_of(FileRow)).where(FileRow.id == bindparam("file"))
_OF_REMINDER = (
    select(*columns_of(FileRow)).where(FileRow.reminder == bindparam("reminder")).order_by(FileRow.id + 0).limit(_MOST)
)
_FIXED = {"id", "contact", "note", "reminder", "audience", "author", "created_at", "origin"}


def _columns(file: File) -> dict[str, Any]:
    return {each.name: getattr(file, each.name) for each in fields(file)} | {"state": file.state.value}


def _record(row: Any) -> File:
    return File(
        id=FileId(row.id),
        contact=None if row.contact is None else ContactId(row.contact),
        author=MemberId(row.author),
        created_at=row.created_at,
        origin=row.origin,
        note=None if row.note is None else NoteId(row.note),
        reminder=None if row.reminder is None else ReminderId(row.reminder),
        audience=None if row.audience is None else AudienceId(row.audience),
        name=row.name,
        kind=row.kind,
        size=row.size,
        state=FileState(row.state),
        shelf=row.shelf,
        shown=row.shown,
        url=row.url,
        error=row.error,
    )
