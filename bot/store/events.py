"""The trace: events that are never changed, their values that can be erased, and the seals over them."""

import hashlib
import hmac
import json
import secrets
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from operator import itemgetter
from typing import Any

from sqlalchemy import Index, LargeBinary, delete, func, select
from sqlalchemy.orm import Mapped, mapped_column

from bot.model.events import VERSION, Change, Event, EventKind, Happening
from bot.model.ids import AudienceId, BatchId, ContactId, EventId
from bot.store._base import AudienceRow, Base, Tenanted, TenantRow, owned
from bot.store._session import StoreSession


class EventRow(TenantRow, AudienceRow, Base):
    """Append-only (a trigger refuses update and delete). `digests`: field → HMAC of its values."""

    __tablename__ = "events"
    __table_args__ = (
        owned("audience", "audiences"),
        Index("ix_events_tenant_contact_id", "tenant", "contact", "id"),
        Index("ix_events_tenant_batch_id", "tenant", "batch", "id"),
        Index("ix_events_tenant_subject", "tenant", "subject"),
        Index("ix_events_tenant_kind_id", "tenant", "kind", "id"),
        Index("ix_events_tenant_actor_kind_id", "tenant", "actor", "kind", "id"),
    )

    at: Mapped[datetime]
    actor: Mapped[str]
    kind: Mapped[str]
    version: Mapped[int]
    subject: Mapped[int]
    contact: Mapped[int | None]
    batch: Mapped[int]
    digests: Mapped[dict[str, Any]]


class EventValueRow(Tenanted, Base):
    """What a field was and became; deleted when a person is erased, with the key of its digest."""

    __tablename__ = "event_values"
    __table_args__ = (owned("event", "events"),)

    event: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    field: Mapped[str] = mapped_column(primary_key=True)
    old: Mapped[str | None]
    new: Mapped[str | None]
    key: Mapped[bytes] = mapped_column(LargeBinary)


class EventSealRow(Tenanted, Base):
    """`hash` covers the seal before and the lines of the events from `first` to `last`."""

    __tablename__ = "event_seals"

    first: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]
    hash: Mapped[str]
    sealed_at: Mapped[datetime]


class Events:
    def __init__(self, session: StoreSession) -> None:
        self._session = session

    async def add_many(
        self, told: Sequence[tuple[EventId, Happening]], *, actor: str, at: datetime, batch: BatchId
    ) -> None:
        rows: list[dict[str, Any]] = []
        values: list[dict[str, Any]] = []
        for key, happening in told:
            kept = [_value_columns(key, change) for change in happening.changes]
            values += kept
            rows.append(_columns(key, happening, kept) | {"actor": actor, "at": at, "batch": batch})
        await self._session.add_many(EventRow, rows)
        await self._session.add_many(EventValueRow, values)

    async def find(self, event: EventId) -> Event | None:
        row = (await self._session.execute(select(EventRow).where(EventRow.id == event))).scalar_one_or_none()
        return None if row is None else (await self._with_values([row]))[0]

    async def find_many(self, events: Sequence[EventId]) -> Sequence[Event]:
        """Those that may be seen, the oldest first."""
        wanted = select(EventRow).where(EventRow.id.in_(events)).order_by(EventRow.id)
        return await self._with_values((await self._session.scalars(wanted)).all())

    async def list(self, contact: ContactId, *, limit: int, before: EventId | None = None) -> Sequence[Event]:
        """One contact's events, the newest first."""
        wanted = select(EventRow).where(EventRow.contact == contact).order_by(EventRow.id.desc()).limit(limit)
        if before is not None:
            wanted = wanted.where(EventRow.id < before)
        return await self._with_values((await self._session.scalars(wanted)).all())

    async def of_batch(self, batch: BatchId, *, limit: int = 1000) -> Sequence[Event]:
        """What one action changed, in the order in which it told it."""
        wanted = select(EventRow).where(EventRow.batch == batch).order_by(EventRow.id).limit(limit)
        return await self._with_values((await self._session.scalars(wanted)).all())

    async def subjects(self, batch: BatchId, kind: EventKind, *, after: int, limit: int) -> Sequence[int]:
        """What the events of a kind in a batch are about, each once, in the order of ids and from behind `after`."""
        wanted = select(EventRow.subject).where(EventRow.batch == batch, EventRow.kind == kind)
        rows = wanted.where(EventRow.subject > after).distinct().order_by(EventRow.subject).limit(limit)
        return list(await self._session.scalars(rows))

    async def of_subject(self, subject: int) -> Sequence[EventId]:
        """All that ever happened to it, as far as the viewer may see."""
        found = await self._session.scalars(select(EventRow.id).where(EventRow.subject == subject))
        return [EventId(event) for event in found]

    async def forget_values(self, events: Sequence[EventId]) -> None:
        """What was said in them is gone for good, for everyone; that they happened stays."""
        await self._session.execute(delete(EventValueRow).where(EventValueRow.event.in_(events)))

    async def latest_of(self, contact: ContactId, kinds: Collection[EventKind]) -> tuple[str, datetime] | None:
        """Who did the last act of these kinds on a contact, and when."""
        wanted = select(EventRow.actor, EventRow.at).where(EventRow.contact == contact, EventRow.kind.in_(kinds))
        row = (await self._session.execute(wanted.order_by(EventRow.id.desc()).limit(1))).first()
        return None if row is None else (row.actor, row.at)

    async def last_changes(self, contact: ContactId, fields: Sequence[str]) -> Mapping[str, tuple[str, datetime]]:
        """Who changed each of these fields last, and when; a field that no event speaks of has no entry."""
        # Not joined: SQLite would begin with the values of all events.
        of_contact = select(EventRow.id).where(EventRow.contact == contact)
        newest = (
            select(EventValueRow.field, func.max(EventValueRow.event).label("event"))
            .where(EventValueRow.event.in_(of_contact), EventValueRow.field.in_(fields))
            .group_by(EventValueRow.field)
            .subquery("newest")
        )
        wanted = select(newest.c.field, EventRow.actor, EventRow.at).join(newest, newest.c.event == EventRow.id)
        return {field: (actor, at) for field, actor, at in await self._session.execute(wanted)}

    async def _with_values(self, rows: Sequence[EventRow]) -> Sequence[Event]:
        changes: dict[int, list[Change]] = {row.id: [] for row in rows}
        wanted = select(EventValueRow).where(EventValueRow.event.in_(changes)).order_by(EventValueRow.field)
        for value in await self._session.scalars(wanted):
            changes[value.event].append(Change(value.field, value.old, value.new))
        return [_record(row, tuple(changes[row.id])) for row in rows]


def _value_columns(event: EventId, change: Change) -> dict[str, Any]:
    return {
        "event": event,
        "field": change.field,
        "old": change.old,
        "new": change.new,
        "key": secrets.token_bytes(16),
    }


def digest(key: bytes, old: str | None, new: str | None) -> str:
    """HMAC-SHA-256 over both values, in hex: proves a value to who has it, tells nothing without the key."""
    line = json.dumps([old, new], ensure_ascii=False, separators=(",", ":"))
    return hmac.digest(key, line.encode(), hashlib.sha256).hex()


def _columns(key: EventId, happening: Happening, values: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "id": key,
        "kind": happening.kind.value,
        "version": VERSION,
        "subject": happening.subject,
        "contact": happening.contact,
        "audience": happening.audience,
        "digests": {row["field"]: digest(row["key"], row["old"], row["new"]) for row in values},
    }


def event_of(row: Any) -> Event:
    """Of a row whose `changes` are what `listed` makes of its values."""
    return _record(row, tuple([Change(*each) for each in sorted(row.changes or (), key=itemgetter(0))]))


def _record(row: Any, changes: tuple[Change, ...]) -> Event:
    return Event(
        id=EventId(row.id),
        at=row.at,
        actor=row.actor,
        kind=EventKind(row.kind),
        version=row.version,
        subject=row.subject,
        contact=None if row.contact is None else ContactId(row.contact),
        batch=BatchId(row.batch),
        changes=changes,
        audience=None if row.audience is None else AudienceId(row.audience),
    )
