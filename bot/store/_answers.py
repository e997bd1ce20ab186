"""Answers of the API that were given under a key: whoever asks the same again within a day is given the same again.

An answer is written in the transaction of the change that it tells of, so what was refused or failed leaves none.
"""

from datetime import datetime

from sqlalchemy import Index, delete, select, tuple_, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from bot.model.answers import ERASED, Answer
from bot.model.errors import AlreadyDone
from bot.model.ids import TokenId
from bot.store._base import Base, Tenanted
from bot.store._session import StoreSession

_AT_ONCE = 500  # a person's action waits no longer behind a sweep


class AnswerRow(Tenanted, Base):
    """`asked` is the hash of what was asked."""

    __tablename__ = "api_answers"
    __table_args__ = (Index("ix_api_answers_tenant_at", "tenant", "at"),)

    token: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(primary_key=True)
    asked: Mapped[str]
    status: Mapped[int]
    headers: Mapped[str]
    body: Mapped[str]
    at: Mapped[datetime]


class Answers:
    def __init__(self, session: StoreSession) -> None:
        self._session = session

    async def find(self, token: TokenId, key: str, *, since: datetime) -> Answer | None:
        """One that was given since then."""
        wanted = select(AnswerRow).where(AnswerRow.token == token, AnswerRow.key == key, AnswerRow.at >= since)
        row = (await self._session.execute(wanted)).scalar_one_or_none()
        return None if row is None else Answer(asked=row.asked, status=row.status, headers=row.headers, body=row.body)

    async def add(self, token: TokenId, key: str, answer: Answer, *, at: datetime, since: datetime) -> None:
        """In the place of one that is older. Raises AlreadyDone where another transaction has given one meanwhile."""
        old = delete(AnswerRow).where(AnswerRow.token == token, AnswerRow.key == key, AnswerRow.at < since)
        await self._session.execute(old)
        kept = {"asked": answer.asked, "status": answer.status, "headers": answer.headers, "body": answer.body}
        try:
            await self._session.add_many(AnswerRow, [{"token": token, "key": key, "at": at, **kept}])
        except IntegrityError as error:
            raise AlreadyDone from error

    async def erase(self, subject: int) -> None:
        """Nothing is said any more in those that speak of it, by its id; that they were given stays, so that what was
        asked is not done again."""
        named = update(AnswerRow).where(AnswerRow.body.contains(f'"{int(subject)}"'))
        await self._session.execute(named.values(headers="{}", body=ERASED))

    async def sweep(self, *, before: datetime) -> bool:
        """Forgets some of the old ones; answers whether there may be more."""
        wanted = select(AnswerRow.token, AnswerRow.key).where(AnswerRow.at < before)
        old = (await self._session.execute(wanted.order_by(AnswerRow.at).limit(_AT_ONCE))).all()
        if old:
            keys = [(row.token, row.key) for row in old]
            await self._session.execute(delete(AnswerRow).where(tuple_(AnswerRow.token, AnswerRow.key).in_(keys)))
        return len(old) == _AT_ONCE
