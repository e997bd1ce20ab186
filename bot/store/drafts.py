"""Forms in progress. A save consumes the draft in its own transaction, so that a repeat finds none."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Index, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from bot.model.drafts import Draft
from bot.model.ids import DraftId, MemberId
from bot.store._base import Base, Structure, TenantRow
from bot.store._session import StoreSession


class DraftRow(TenantRow, Base):
    __tablename__ = "drafts"
    __table_args__ = (Index("ix_drafts_tenant_expires", "tenant", "expires"),)

    member: Mapped[str]
    noun: Mapped[str]
    subject: Mapped[int | None]
    base: Mapped[dict[str, Any]]
    values: Mapped[dict[str, Any]] = mapped_column("typed", Structure)
    selection: Mapped[list[Any]] = mapped_column(Structure)
    expires: Mapped[datetime]


class Drafts:
    def __init__(self, session: StoreSession) -> None:
        self._session = session

    async def find(self, draft: DraftId, *, member: MemberId, now: datetime, lock: bool = False) -> Draft | None:
        """One's own draft that has not expired; `lock` holds it until the commit, for who writes what they read."""
        wanted = select(DraftRow).where(DraftRow.id == draft, DraftRow.member == member, DraftRow.expires > now)
        row = (await self._session.execute(wanted.with_for_update() if lock else wanted)).scalar_one_or_none()
        return None if row is None else _record(row)

    async def latest(
        self, member: MemberId, noun: str, *, subject: int | None, now: datetime, limit: int
    ) -> Sequence[Draft]:
        """One's own of a kind and a subject, the newest first."""
        wanted = select(DraftRow).where(
            DraftRow.member == member, DraftRow.noun == noun, DraftRow.subject == subject, DraftRow.expires > now
        )
        rows = await self._session.scalars(wanted.order_by(DraftRow.id.desc()).limit(limit))
        return [_record(row) for row in rows]

    async def add(self, draft: Draft) -> None:
        await self._session.add_many(DraftRow, [_columns(draft) | {"id": draft.id}])

    async def save(self, draft: Draft) -> None:
        await self._session.execute(update(DraftRow).where(DraftRow.id == draft.id).values(_columns(draft)))

    async def consume(self, draft: DraftId, *, member: MemberId) -> bool:
        """Takes the draft away; False where it is already gone."""
        gone = delete(DraftRow).where(DraftRow.id == draft, DraftRow.member == member).returning(DraftRow.id)
        return (await self._session.execute(gone)).scalar_one_or_none() is not None

    async def sweep(self, *, now: datetime) -> None:
        await self._session.execute(delete(DraftRow).where(DraftRow.expires <= now))


def _columns(draft: Draft) -> dict[str, Any]:
    return {
        "member": draft.member,
        "noun": draft.noun,
        "subject": draft.subject,
        "base": draft.base,
        "values": draft.values,
        "selection": draft.selection,
        "expires": draft.expires,
    }


def _record(row: DraftRow) -> Draft:
    return Draft(
        id=DraftId(row.id),
        member=MemberId(row.member),
        noun=row.noun,
        subject=row.subject,
        base=row.base,
        values=row.values,
        selection=list(row.selection),
        expires=row.expires,
    )
