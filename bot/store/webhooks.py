"""The webhooks of a workspace, and what is on its way to each: rows of the outbox."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import LargeBinary, Update, delete, func, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from bot.model.deliveries import DeliveryState, Matter
from bot.model.ids import DeliveryId, EventId, MemberId, WebhookId
from bot.model.webhooks import MOST_WEBHOOKS, Off, Sending, Webhook, lane_of, sending_of, types_of, types_text
from bot.store._base import Base, TenantRow, columns_of
from bot.store._outbox import OutboxRow, notify, record
from bot.store._outbox_webhooks import IS_WEBHOOK
from bot.store._session import StoreSession

_AT_ONCE = 500  # a person's action waits no longer behind a sweep


class WebhookRow(TenantRow, Base):
    """`secret` is sealed. `types` one a line; '' are all."""

    __tablename__ = "webhooks"

    name: Mapped[str]
    url: Mapped[str]
    types: Mapped[str]
    secret: Mapped[bytes] = mapped_column(LargeBinary)
    created_by: Mapped[str]
    created_at: Mapped[datetime]
    failing_since: Mapped[datetime | None]
    off: Mapped[str | None]
    off_at: Mapped[datetime | None]


class Webhooks:
    """`find / list / add / save / remove`, and the same of what is sent to them."""

    def __init__(self, session: StoreSession) -> None:
        self._session = session

    async def find(self, webhook: WebhookId, *, lock: bool = False) -> Webhook | None:
        wanted = select(WebhookRow).where(WebhookRow.id == webhook)
        row = (await self._session.execute(wanted.with_for_update() if lock else wanted)).scalar_one_or_none()
        return None if row is None else _record(row)

    async def list(self) -> Sequence[Webhook]:
        """All of them, the oldest first: asked at each act, so in the short way."""
        return [_record(row) for row in await self._session.fetch(_ALL, {})]

    async def add(self, webhook: Webhook) -> None:
        await self._session.add_many(WebhookRow, [_columns(webhook) | {"id": webhook.id}])

    async def save(self, webhook: Webhook) -> None:
        changed = update(WebhookRow).where(WebhookRow.id == webhook.id)
        await self._session.execute(changed.values(_columns(webhook)))

    async def remove(self, webhook: WebhookId) -> None:
        """With all that is known of what was sent to it."""
        await self._session.execute(delete(OutboxRow).where(IS_WEBHOOK, OutboxRow.lane == lane_of(webhook)))
        await self._session.execute(delete(WebhookRow).where(WebhookRow.id == webhook))

    async def sendings(self, webhook: WebhookId, *, limit: int, offset: int = 0) -> Sequence[Sending]:
        """What was or is to be sent to it, the newest first."""
        wanted = select(OutboxRow).where(IS_WEBHOOK, OutboxRow.lane == lane_of(webhook))
        rows = await self._session.scalars(wanted.order_by(OutboxRow.id.desc()).limit(limit).offset(offset))
        return [sending_of(record(row)) for row in rows]

    async def total(self, webhook: WebhookId) -> int:
        counted = select(func.count(OutboxRow.id)).where(IS_WEBHOOK, OutboxRow.lane == lane_of(webhook))
        return (await self._session.execute(counted)).scalar_one()

    async def sending(self, delivery: DeliveryId) -> Sending | None:
        wanted = select(OutboxRow).where(IS_WEBHOOK, OutboxRow.id == delivery)
        row = (await self._session.execute(wanted)).scalar_one_or_none()
        return None if row is None else sending_of(record(row))

    async def send_again(self, delivery: DeliveryId, *, at: datetime) -> None:
        """As if it had never been tried; what is on its way just now goes on."""
        ended = (DeliveryState.SENT.value, DeliveryState.DEAD.value, DeliveryState.CANCELLED.value)
        again = update(OutboxRow).where(IS_WEBHOOK, OutboxRow.id == delivery, OutboxRow.state.in_(ended))
        fresh = {"tries": 0, "first_try_at": None, "ts": None, "error": None}
        await self._session.execute(again.values(state=DeliveryState.WAITING.value, next_try_at=at, **fresh))
        await notify(self._session)

    async def leave(self, webhook: WebhookId, *, at: datetime) -> None:
        """What waits for it is told to nobody."""
        await self._session.execute(_left(at).where(OutboxRow.lane == lane_of(webhook)))

    async def take_back(self, events: Collection[EventId], *, at: datetime) -> None:
        """What is no longer for everyone is told to no webhook that has not had it."""
        told = (OutboxRow.matter == Matter.WEBHOOK.value, OutboxRow.subject.in_(events))
        await self._session.execute(_left(at).where(*told))

    async def forget(self, *, sent_before: datetime, failed_before: datetime) -> bool:
        """Takes some of the old ones out of the lists; answers whether there may be more."""
        is_failed = OutboxRow.state == DeliveryState.DEAD.value
        old = or_(
            OutboxRow.state.in_((DeliveryState.SENT.value, DeliveryState.CANCELLED.value))
            & (OutboxRow.next_try_at < sent_before),
            is_failed & (OutboxRow.next_try_at < failed_before),
        )
        keys = list(await self._session.scalars(select(OutboxRow.id).where(IS_WEBHOOK, old).limit(_AT_ONCE)))
        if keys:
            await self._session.execute(delete(OutboxRow).where(OutboxRow.id.in_(keys)))
        return len(keys) == _AT_ONCE


_ALL = select(*columns_of(WebhookRow)).order_by(WebhookRow.id).limit(MOST_WEBHOOKS)
_KEPT = ("name", "url", "secret", "created_by", "created_at", "failing_since", "off_at")


def _left(at: datetime) -> Update:
    waiting = update(OutboxRow).where(IS_WEBHOOK, OutboxRow.state == DeliveryState.WAITING.value)
    return waiting.values(state=DeliveryState.CANCELLED.value, next_try_at=at)


def _columns(webhook: Webhook) -> dict[str, Any]:
    types = types_text(webhook.types) if webhook.types else ""
    off = None if webhook.off is None else webhook.off.value
    return {name: getattr(webhook, name) for name in _KEPT} | {"types": types, "off": off}


def _record(row: Any) -> Webhook:
    return Webhook(
        id=WebhookId(row.id),
        name=row.name,
        url=row.url,
        types=types_of(row.types),
        secret=bytes(row.secret),
        created_by=MemberId(row.created_by),
        created_at=row.created_at,
        failing_since=row.failing_since,
        off=None if row.off is None else Off(row.off),
        off_at=row.off_at,
    )
