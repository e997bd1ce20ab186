"""Seals over the trace: each covers the events since the one before, so that none is changed or slipped in unseen."""

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from bot.model.ids import EventId, Tenant
from bot.model.members import SYSTEM
from bot.store._engine import Database, faults
from bot.store._session import StoreSession
from bot.store.events import EventRow, EventSealRow
from bot.store.workspaces import Workspaces

_LINES = 1000  # in one seal


class Seals:
    """Written by the worker and not by those who act, or writers would queue for the last hash."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def bound(self) -> EventId:
        """Above every event so far. A minute later no transaction is open that could still add one below it."""
        return EventId(self._database.ids.next())

    async def seal(self, before: EventId, now: datetime) -> None:
        """Seals what is below `before`, in every workspace."""
        with faults():
            async with self._database.plain_reader() as session:
                workspaces = await Workspaces(session).list()
        for workspace in workspaces:
            while await self._seal(workspace.tenant, before, now):
                pass

    async def broken(self, tenant: Tenant) -> EventId | None:
        """The first event of the first seal that does not hold; None where all do."""
        held: EventSealRow | None = None
        async with self._database.reader(tenant, SYSTEM) as session:
            while (seal := await _seal_after(session, held)) is not None:
                events = await _between(session, after=held.last if held else 0, before=seal.last + 1, limit=_LINES + 1)
                if not events or seal.first != events[0].id or seal.hash != _hash(held, events):
                    return EventId(seal.first)
                held = seal
        return None

    async def _seal(self, tenant: Tenant, before: EventId, now: datetime) -> bool:
        """One seal; answers whether there may be more to do."""
        async with self._database.turn(patient=True):
            with faults():
                try:
                    async with self._database.writer(tenant, SYSTEM) as session, session.begin():
                        return await _add(session, before, now)
                except IntegrityError:  # another worker sealed the same events just now
                    return False


async def _add(session: StoreSession, before: EventId, now: datetime) -> bool:
    newest = select(func.max(EventSealRow.first)).scalar_subquery()
    held = (await session.scalars(select(EventSealRow).where(EventSealRow.first == newest))).one_or_none()
    events = await _between(session, after=held.last if held else 0, before=before, limit=_LINES)
    if events:
        seal = {"first": events[0].id, "last": events[-1].id, "hash": _hash(held, events), "sealed_at": now}
        await session.add_many(EventSealRow, [seal])
    return len(events) == _LINES


async def _seal_after(session: StoreSession, seal: EventSealRow | None) -> EventSealRow | None:
    wanted = select(EventSealRow).order_by(EventSealRow.first).limit(1)
    if seal is not None:
        wanted = wanted.where(EventSealRow.first > seal.first)
    return (await session.scalars(wanted)).one_or_none()


async def _between(session: StoreSession, *, after: int, before: int, limit: int) -> Sequence[EventRow]:
    wanted = select(EventRow).where(EventRow.id > after, EventRow.id < before).order_by(EventRow.id).limit(limit)
    return (await session.scalars(wanted)).all()


def _hash(before: EventSealRow | None, events: Sequence[EventRow]) -> str:
    """SHA-256 over the seal before and the lines, in hex. Values are not in it, their digests are: erasing keeps it."""
    said = hashlib.sha256((before.hash if before else "").encode())
    for event in events:
        said.update(b"\n" + _line(event).encode())
    return said.hexdigest()


def _line(event: EventRow) -> str:
    facts = [event.id, event.at.isoformat(), event.actor, event.kind, event.version, event.subject, event.contact]
    line = [event.tenant, *facts, event.batch, event.audience, event.digests]
    return json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
