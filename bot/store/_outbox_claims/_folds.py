"""After a time in which nothing was sent: many reminders for one person become one message, and one mail, before they
are claimed."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from operator import attrgetter

from sqlalchemy import insert, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.deliveries import FOLD_OVER, FOLDED_AT_MOST, LATE_AFTER, Delivery, DeliveryState, Matter, NewDelivery, Op
from bot.model.ids import IdMaker
from bot.store._outbox import OutboxRow, columns
from bot.store._outbox_claims._rows import COLUMNS, delivery_of, keys

_AT_ONCE = 2000
_FOLDED = (Op.POST, Op.EMAIL)


async def fold(connection: AsyncConnection, picked: Sequence[Delivery], ids: IdMaker, now: datetime) -> bool:
    """Whether anything was folded, for then what was picked is to be picked anew. The picked are locked here."""
    if not any(_is_late(each, now) for each in picked):
        return False
    readers = {(each.tenant, each.reader) for each in picked if _is_late(each, now)}
    whose = attrgetter("tenant", "reader", "op")
    folded = False
    for _, together in groupby(await _late(connection, sorted(readers), now), whose):
        waiting = list(together)
        while len(waiting) > FOLD_OVER:
            await _fold(connection, waiting[:FOLDED_AT_MOST], ids)
            del waiting[:FOLDED_AT_MOST]
            folded = True
    return folded


def _is_late(delivery: Delivery, now: datetime) -> bool:
    """One that is perhaps there already goes its own way: history knows it by its own id."""
    is_reminder = delivery.matter is Matter.REMINDER and delivery.op in _FOLDED and delivery.reader is not None
    return is_reminder and not delivery.doubted and delivery.next_try_at <= now - LATE_AFTER


async def _late(
    connection: AsyncConnection, readers: Sequence[tuple[int, str | None]], now: datetime
) -> Sequence[Delivery]:
    """Of each reader the messages and the mails, the oldest of either first."""
    wanted = (
        select(*COLUMNS)
        .where(OutboxRow.state == DeliveryState.DUE.value, OutboxRow.next_try_at <= now - LATE_AFTER)
        .where(OutboxRow.matter == Matter.REMINDER.value, OutboxRow.op.in_(_FOLDED), ~OutboxRow.doubted)
        .where(tuple_(OutboxRow.tenant, OutboxRow.reader).in_(readers))
        .order_by(OutboxRow.tenant, OutboxRow.reader, OutboxRow.op, OutboxRow.due_at, OutboxRow.id)
        .limit(_AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    return [delivery_of(row) for row in await connection.execute(wanted)]


async def _fold(connection: AsyncConnection, together: Sequence[Delivery], ids: IdMaker) -> None:
    oldest, key = together[0], ids.next()
    lane = f"late:{oldest.reader}"
    one = NewDelivery(
        op=oldest.op,
        matter=Matter.LATE_REMINDERS,
        subject=oldest.id,
        lane=lane if oldest.op is Op.POST else f"email:{lane}",
        dedupe_key=f"late:{oldest.id}",
        due_at=oldest.due_at,
        reader=oldest.reader,
    )
    await connection.execute(insert(OutboxRow).values(columns(one) | {"tenant": oldest.tenant, "id": key, "seq": key}))
    folded = update(OutboxRow).where(keys().in_([(each.tenant, each.id) for each in together]))
    await connection.execute(folded.values(state=DeliveryState.FOLDED.value, folded_into=key))
