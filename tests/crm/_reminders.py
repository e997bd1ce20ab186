"""Reminders as acts leave them, and what is to be sent about them."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import select, update

from bot.crm import reminders
from bot.crm._work import Work
from bot.model.deliveries import Delivery, DeliveryState, Op
from bot.model.ids import MemberId, ReminderId
from bot.model.members import Role
from bot.model.reminders import Reminder
from bot.store._outbox import OutboxRow, record
from tests import make
from tests._works import OpenStore
from tests.crm.test_contacts import acting

Answer = TypeVar("Answer")
DAILY = "FREQ=DAILY"
DAY = timedelta(days=1)
DUE, SENT, CANCELLED = DeliveryState.DUE, DeliveryState.SENT, DeliveryState.CANCELLED


async def planned(store: OpenStore, **chosen: Any) -> Reminder:
    """Claire's, in an hour."""
    async with acting(store) as work:
        return await reminders.plan(work, make.wanted(**chosen))


async def act(
    store: OpenStore, does: Callable[..., Awaitable[Answer]], *given: Any, who: str = make.CLAIRE, **named: Any
) -> Answer:
    async with acting(store, who, Role.MEMBER) as work:
        return await does(work, *given, **named)


async def passed(store: OpenStore, until: datetime) -> None:
    """The clock goes on, and all that is due by then is told."""
    store.clock.set(until)
    async with store.session() as session:
        due = (OutboxRow.state == DUE.value, OutboxRow.due_at <= until, OutboxRow.op == Op.POST.value)
        await session.execute(update(OutboxRow).where(*due).values(state=SENT.value, channel="D1", ts="1.5"))


async def kept(store: OpenStore) -> list[Delivery]:
    """All that was ever to be sent, in that order."""
    async with store.looking() as session:
        return [record(row) for row in await session.scalars(select(OutboxRow).order_by(OutboxRow.seq))]


async def outbox(store: OpenStore, state: DeliveryState = DUE) -> list[tuple[str, str, int, str | None, str]]:
    """(op, matter, occurrence, reader, due) of what is in a state, by when it is due."""
    wanted = select(OutboxRow).where(OutboxRow.state == state.value).order_by(OutboxRow.due_at, OutboxRow.id)
    async with store.looking() as session:
        rows = list(await session.scalars(wanted))
    return [(row.op, row.matter, row.occurrence, row.reader, f"{row.due_at:%m-%d %H:%M}") for row in rows]


async def posts(store: OpenStore, state: DeliveryState = DUE) -> list[tuple[int, str | None, str]]:
    """(occurrence, reader, due) of messages that tell."""
    rows = await outbox(store, state)
    return [(occurrence, reader, due) for op, _, occurrence, reader, due in rows if op == Op.POST.value]


async def rewritten(store: OpenStore) -> list[tuple[int, str | None]]:
    """(occurrence, reader) of the messages that are to say what has become of it."""
    return [(occurrence, reader) for op, _, occurrence, reader, _ in await outbox(store) if op == Op.UPDATE.value]


async def stored(store: OpenStore, reminder: ReminderId) -> Reminder:
    async with store.works.reading(make.viewer()) as work:
        return await reminders.find_even_deleted(work, reminder)


async def ended(store: OpenStore, reminder: ReminderId, occurrence: int) -> tuple[str, MemberId | None] | None:
    async with store.works.reading(make.viewer()) as work:
        found = await reminders.ended(work, reminder, occurrence)
    return None if found is None else (found.outcome.value, found.by)


async def advanced(work: Work, reminder: ReminderId, occurrence: int) -> bool:
    settled = await reminders.advance(work, reminder, occurrence)
    return settled is not None and settled.changed
