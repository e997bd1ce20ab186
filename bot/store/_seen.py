"""Requests already carried out, by their key: written in the transaction of the change itself."""

from datetime import datetime

from sqlalchemy import Index, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from bot.model.errors import AlreadyDone
from bot.store._base import Base, Tenanted
from bot.store._session import StoreSession

_AT_ONCE = 500  # a person's action waits no longer behind a sweep


class SeenRow(Tenanted, Base):
    __tablename__ = "seen"
    __table_args__ = (Index("ix_seen_tenant_at", "tenant", "at"),)

    key: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]


class Seen:
    def __init__(self, session: StoreSession) -> None:
        self._session = session

    async def mark(self, key: str, *, at: datetime) -> None:
        """Raises AlreadyDone where an earlier transaction has committed this key."""
        try:
            await self._session.add_many(SeenRow, [{"key": key, "at": at}])
        except IntegrityError as error:
            raise AlreadyDone from error

    async def sweep(self, *, before: datetime) -> bool:
        """Forgets some of the old ones; answers whether there may be more."""
        old = select(SeenRow.key).where(SeenRow.at < before).order_by(SeenRow.at).limit(_AT_ONCE)
        keys = (await self._session.scalars(old)).all()
        if keys:
            await self._session.execute(delete(SeenRow).where(SeenRow.key.in_(keys)))
        return len(keys) == _AT_ONCE
