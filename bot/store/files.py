"""Files that people gave with a contact: where our copy lies and how far fetching it has come."""

from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import Index, bindparam, select, update
from sqlalchemy.orm import Mapped

from bot.model.files import File, FileState
from bot.model.ids import ContactId, FileId, MemberId
from bot.store._base import Base, TenantRow, columns_of, owned
from bot.store._session import StoreSession


class FileRow(TenantRow, Base):
    """The bytes lie on the shelf of `gateway`, under the key `shelf`."""

    __tablename__ = "files"
    __table_args__ = (owned("contact", "contacts"), Index("ix_files_tenant_contact", "tenant", "contact"))

    contact: Mapped[int]
    author: Mapped[str]
    created_at: Mapped[datetime]
    origin: Mapped[str]
    name: Mapped[str]
    kind: Mapped[str]
    size: Mapped[int]
    state: Mapped[str]
    shelf: Mapped[str | None]
    shown: Mapped[str | None]
    error: Mapped[str | None]


class Files:
    """`find / add / save`."""

    def __init__(self, session: StoreSession) -> None:
        self._session = session

    async def find(self, file: FileId) -> File | None:
        rows = await self._session.fetch(_ONE, {"file": file})
        return _record(rows[0]) if rows else None

    async def add(self, file: File) -> None:
        await self._session.add_many(FileRow, [_columns(file)])

    async def save(self, file: File) -> None:
        """Writes the file as it is now, but for whose it is and where it came from."""
        columns = {name: value for name, value in _columns(file).items() if name not in _FIXED}
        await self._session.execute(update(FileRow).where(FileRow.id == file.id).values(columns))


_ONE = select(*columns_of(FileRow)).where(FileRow.id == bindparam("file"))
_FIXED = {"id", "contact", "author", "created_at", "origin"}


def _columns(file: File) -> dict[str, Any]:
    return {each.name: getattr(file, each.name) for each in fields(file)} | {"state": file.state.value}


def _record(row: Any) -> File:
    return File(
        id=FileId(row.id),
        contact=ContactId(row.contact),
        author=MemberId(row.author),
        created_at=row.created_at,
        origin=row.origin,
        name=row.name,
        kind=row.kind,
        size=row.size,
        state=FileState(row.state),
        shelf=row.shelf,
        shown=row.shown,
        error=row.error,
    )
