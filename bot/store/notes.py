"""Notes on contacts."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, bindparam, func, select
from sqlalchemy.orm import Mapped

from bot.model.ids import AudienceId, ContactId, MemberId, NoteId
from bot.model.notes import LatestNotes, Note
from bot.store._base import AudienceRow, Base, TenantRow, columns_of, owned
from bot.store._session import StoreSession


class NoteRow(TenantRow, AudienceRow, Base):
    __tablename__ = "notes"
    __table_args__ = (
        owned("contact", "contacts"),
        owned("audience", "audiences"),
        Index("ix_notes_tenant_contact_id", "tenant", "contact", "id"),
    )

    contact: Mapped[int]
    author: Mapped[str]
    text: Mapped[str]
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]


class Notes:
    def __init__(self, session: StoreSession) -> None:
        self._session = session

    async def find(self, note: NoteId) -> Note | None:
        wanted = select(NoteRow).where(NoteRow.id == note, NoteRow.deleted_at.is_(None))
        row = (await self._session.execute(wanted)).scalar_one_or_none()
        return None if row is None else _record(row)

    async def list(self, contact: ContactId, *, limit: int) -> LatestNotes:
        """The newest notes first, with the number of all that the viewer may see, in one statement."""
        rows = await self._session.fetch(_LATEST, {"contact": contact, "limit": limit})
        return LatestNotes(tuple(map(_record, rows)), rows[0].total if rows else 0)

    async def add(self, note: Note) -> None:
        columns = {
            "id": note.id,
            "contact": note.contact,
            "author": note.author,
            "text": note.text,
            "created_at": note.created_at,
            "audience": note.audience,
        }
        await self._session.add_many(NoteRow, [columns])


_LATEST = (
    select(*columns_of(NoteRow), func.count().over().label("total"))
    .where(NoteRow.contact == bindparam("contact"), NoteRow.deleted_at.is_(None))
    .order_by(NoteRow.id.desc())
    .limit(bindparam("limit"))
)


def _record(row: Any) -> Note:
    return Note(
        id=NoteId(row.id),
        contact=ContactId(row.contact),
        author=MemberId(row.author),
        text=row.text,
        created_at=row.created_at,
        closed_at=row.closed_at,
        audience=None if row.audience is None else AudienceId(row.audience),
    )
