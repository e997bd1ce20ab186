"""The numbers that people type, per tenant and noun: one row each, so that imports reserve whole blocks."""

from sqlalchemy import bindparam, update
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
    if taken is None:  # the first of its kind: whoever else makes the row at the same time waits, and goes on from it
        await session.add_missing(CounterRow, [{"noun": noun, "value": 0}])
        taken = await _advance(session, noun, count)
    return (taken or 0) - count + 1


async def _advance(session: StoreSession, noun: str, count: int) -> int | None:
    rows = await session.fetch(_ADVANCED, {"of_noun": noun, "by": count})
    return int(rows[0].value) if rows else None


_ADVANCED = (
    update(CounterRow)
    .where(CounterRow.noun == bindparam("of_noun"))
    .values(value=CounterRow.value + bindparam("by"))
    .returning(CounterRow.value)
)
