"""The numbers that people type, per tenant and noun: one row each, so that imports reserve whole blocks."""

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from bot.store._base import Base, Tenanted
from bot.store._session import StoreSession


class CounterRow(Tenanted, Base):
    __tablename__ = "counters"

    noun: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[int]


async def reserve(session: StoreSession, noun: str, count: int = 1) -> int:
    """Takes `count` numbers; returns the first of them. The counter's row is locked until the commit."""
    taken = await _advance(session, noun, count)
    if taken is not None:
        return taken - count + 1
    try:
        async with session.begin_nested():
            await session.add_many(CounterRow, [{"noun": noun, "value": count}])
    except IntegrityError:  # another process made the row first
        return await reserve(session, noun, count)
    return 1


async def _advance(session: StoreSession, noun: str, count: int) -> int | None:
    raised = update(CounterRow).where(CounterRow.noun == noun).values(value=CounterRow.value + count)
    answer = await session.execute(raised.returning(CounterRow.value), execution_options={"synchronize_session": False})
    return answer.scalar_one_or_none()
