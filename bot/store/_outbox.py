"""What is to be sent, kept in the transaction that causes it; the worker's side is in `_outbox_claims`."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Index, Select, UniqueConstraint, and_, bindparam, or_, select, text, update
from sqlalchemy.orm import Mapped

from bot.model.deliveries import REWRITES, Delivery, DeliveryState, Matter, NewDelivery, Op
from bot.model.ids import ChannelId, DeliveryId, MemberId, Tenant
from bot.store._base import Base, TenantRow
from bot.store._driver import driver_of, prepare
from bot.store._session import StoreSession


def _partial(name: str, which: str, *columns: str) -> Index:
    return Index(name, *columns, sqlite_where=text(which), postgresql_where=text(which))


class OutboxRow(TenantRow, Base):
    """No row-level security: ids, states and moments only. `lease` is the database's clock, on PostgreSQL."""

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("tenant", "dedupe_key"),
        Index("ix_outbox_state_next_try_at", "state", "next_try_at"),
        Index("ix_outbox_tenant_lane_state_seq", "tenant", "lane", "state", "seq"),
        Index("ix_outbox_tenant_matter_subject", "tenant", "matter", "subject"),
        # Sent rows are kept, those to be swept are few. Each engine knows its index only by the query's own words.
        Index(
            "ix_outbox_unswept",
            "next_try_at",
            sqlite_where=text("doubted = 1 AND swept_at IS NULL"),
            postgresql_where=text("doubted AND swept_at IS NULL"),
        ),
        _partial("ix_outbox_folded_into", "folded_into IS NOT NULL", "tenant", "folded_into"),
        _partial("ix_outbox_mail", "op = 'email' AND state = 'due'", "next_try_at"),
        _partial("ix_outbox_webhook", "op = 'webhook'", "tenant", "lane", "id"),
        _partial("ix_outbox_webhook_due", "op = 'webhook' AND state = 'waiting'", "op", "lane", "next_try_at", "seq"),
    )

    op: Mapped[str]
    matter: Mapped[str]
    subject: Mapped[int]
    occurrence: Mapped[int]
    reader: Mapped[str | None]
    lane: Mapped[str]
    seq: Mapped[int]
    dedupe_key: Mapped[str]
    due_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    state: Mapped[str]
    owner: Mapped[str | None]
    lease: Mapped[datetime | None]
    tries: Mapped[int]
    first_try_at: Mapped[datetime | None]
    next_try_at: Mapped[datetime]
    doubted: Mapped[bool]  # its sending was once in doubt: the sweeper looks for a second copy
    swept_at: Mapped[datetime | None]
    channel: Mapped[str | None]
    ts: Mapped[str | None]
    thread: Mapped[str | None]  # the ts under which it was posted, or tried
    error: Mapped[str | None]
    folded_into: Mapped[int | None]  # the row that tells it instead, together with others or to somebody else


class PauseRow(TenantRow, Base):
    """Until when a method or a channel of a workspace is left alone; every claim skips what it covers."""

    __tablename__ = "pauses"
    __table_args__ = (UniqueConstraint("tenant", "scope"),)

    scope: Mapped[str]  # "method:chat.postMessage", "channel:C…" or "workspace"
    until: Mapped[datetime]
    reason: Mapped[str]


class Outbox:
    """The side that people's actions use, inside their own transaction."""

    def __init__(self, session: StoreSession) -> None:
        self._session = session

    async def add_many(self, deliveries: Sequence[NewDelivery]) -> None:
        """One whose `dedupe_key` is there already is left out: the same cause is one message."""
        rows = []
        for delivery in deliveries:
            key = self._session.next_id()
            rows.append(columns(delivery) | {"id": key, "seq": key})
        await self._session.add_missing(OutboxRow, rows)
        if rows:
            await notify(self._session)

    async def find(self, delivery: DeliveryId) -> Delivery | None:
        row = (await self._session.execute(select(OutboxRow).where(OutboxRow.id == delivery))).scalar_one_or_none()
        return None if row is None else record(row)

    async def cancel(self, matter: Matter, *subjects: int, readers: Collection[MemberId] = ()) -> None:
        """Takes back what is planned about these subjects and not yet on its way; what rewrites messages stays.

        Of some `readers` alone where these are named.
        """
        waiting = (
            update(OutboxRow)
            .where(OutboxRow.matter == matter.value, OutboxRow.subject.in_(subjects), OutboxRow.op.not_in(_REWRITES))
            .where(OutboxRow.state.in_((DeliveryState.DUE.value, DeliveryState.CLAIMED.value)))
        )
        if readers:
            waiting = waiting.where(OutboxRow.reader.in_(readers))
        await self._session.execute(waiting.values(state=DeliveryState.CANCELLED.value, owner=None))
        self._session.wakes = True  # what waited behind it in its lane may go

    async def move(self, to: Mapping[tuple[int, int, MemberId | None], datetime]) -> None:
        """What is planned for somebody about an occurrence, (reminder, occurrence, reader), or its step to the next
        where nobody is named; in one trip, however many they are."""
        if not to:
            return
        prepared = prepare(_MOVE, (), self._session.dialect)
        given = {"of_tenant": self._session.tenant}
        rows = []
        for reminder, occurrence, reader in sorted(to, key=lambda key: key[:2]):
            which = {"of_subject": reminder, "of_occurrence": occurrence, "of_reader": reader}
            rows.append(prepared.parameters({**given, **which, "to_moment": to[reminder, occurrence, reader]}))
        await driver_of(await self._session.connection()).answer_many(prepared.sql, rows)
        await notify(self._session)

    async def hear_from(self, reader: MemberId, at: datetime, *, now: datetime) -> None:
        """What fell due while they wanted to be left alone, and waits for that alone, is told them at this moment."""
        held = (OutboxRow.due_at <= now, OutboxRow.next_try_at > now, OutboxRow.next_try_at <= now + _QUIET)
        fresh = (OutboxRow.state == DeliveryState.DUE.value, OutboxRow.tries == 0, ~OutboxRow.doubted)
        told = (OutboxRow.matter.in_(_HEARD), OutboxRow.op.not_in(_REWRITES), OutboxRow.reader == reader)
        await self._session.execute(update(OutboxRow).where(*fresh, *held, *told).values(next_try_at=at))
        await notify(self._session)

    async def told(self, matter: Matter, occurrences: Mapping[int, int]) -> dict[int, set[str | None]]:
        """Who was told of an occurrence of each, or somebody else in their place; by now or just now."""
        columns = (OutboxRow.subject, OutboxRow.occurrence, OutboxRow.reader)
        wanted = select(*columns).where(OutboxRow.matter == matter.value, OutboxRow.subject.in_(occurrences))
        wanted = wanted.where(OutboxRow.op == Op.POST.value, OutboxRow.state.in_(_TOLD))
        told: dict[int, set[str | None]] = {}
        for row in await self._session.execute(wanted):
            if row.occurrence == occurrences[row.subject]:
                told.setdefault(row.subject, set()).add(row.reader)
        return told

    async def waiting(self, matter: Matter, subjects: Collection[int], *, reader: MemberId) -> list[Delivery]:
        """What is planned for somebody about these and not yet on its way."""
        wanted = select(OutboxRow).where(OutboxRow.matter == matter.value, OutboxRow.subject.in_(subjects))
        wanted = wanted.where(OutboxRow.reader == reader, OutboxRow.state == DeliveryState.DUE.value)
        return [record(row) for row in await self._session.scalars(wanted.order_by(OutboxRow.id + 0))]

    async def hold_due(self, matter: Matter, subjects: Collection[int]) -> set[int]:
        """Of which subjects a message, or its rewriting, is yet to be composed. What waits is held until the end of the
        transaction, so that whoever is about to claim it waits for what is changed here."""
        waiting = (
            select(OutboxRow.subject)
            .where(OutboxRow.matter == matter.value, OutboxRow.subject.in_(subjects))
            .where(OutboxRow.state == DeliveryState.DUE.value, OutboxRow.op.in_((Op.POST.value, Op.UPDATE.value)))
            .order_by(OutboxRow.id + 0)
            .with_for_update()
        )
        return set(await self._session.scalars(waiting))

    async def tell_readers(self, channel: ChannelId) -> None:
        """Every process that others read along there now, with the commit."""
        await notify(self._session, readers=channel)

    async def latest_post(self, matter: Matter, subject: int) -> Delivery | None:
        """The last message that was planned about it, whatever became of it."""
        posted = select(OutboxRow).where(OutboxRow.matter == matter.value, OutboxRow.subject == subject)
        posted = posted.where(OutboxRow.op == Op.POST.value).order_by(OutboxRow.seq.desc()).limit(1)
        row = (await self._session.execute(posted)).scalar_one_or_none()
        return None if row is None else record(row)

    async def sent(
        self, matter: Matter, subject: int, occurrence: int
    ) -> list[tuple[str | None, str | None, str | None]]:
        """Where messages about a subject lie: (channel, ts, reader) of each that was sent.

        One that is just being sent has no `ts` yet: what changes it waits in its lane, and finds it then.
        """
        of_it = (OutboxRow.subject == subject, OutboxRow.occurrence == occurrence)
        rows = await self._session.scalars(_sent(matter).where(*of_it).limit(1000))
        return [(row.channel, row.ts, row.reader) for row in rows]

    async def unsettled(self, matter: Matter, subjects: Collection[int]) -> list[Delivery]:
        """What was posted about these, for all that anybody knows, though nobody knows where it lies."""
        wanted = select(OutboxRow).where(OutboxRow.matter == matter.value, OutboxRow.subject.in_(subjects))
        rows = await self._session.scalars(wanted.where(UNSETTLED).order_by(OutboxRow.id + 0))
        return [record(row) for row in rows]

    async def sent_of(self, matter: Matter, occurrences: Mapping[int, Collection[int]]) -> list[Delivery]:
        """`sent` for the occurrences of many subjects, and what told some of them together with others."""
        rows = await self._session.scalars(_sent(matter).where(OutboxRow.subject.in_(occurrences)))
        told = [record(row) for row in rows if row.occurrence in occurrences[row.subject]]
        return told + await self._folding(matter, occurrences)

    async def folded_with(self, oldest: DeliveryId) -> list[Delivery]:
        """What is told together with this one, which is among them; the oldest first."""
        into = select(OutboxRow.folded_into).where(OutboxRow.id == oldest).scalar_subquery()
        wanted = select(OutboxRow).where(OutboxRow.folded_into == into).order_by(OutboxRow.due_at, OutboxRow.id)
        return [record(row) for row in await self._session.scalars(wanted)]

    async def told_by(self, delivery: Delivery) -> list[Delivery]:
        """What could not be told to others, and is told by this message, or by the one that this rewrites."""
        message = (
            select(OutboxRow.id)
            .where(OutboxRow.matter == delivery.matter.value, OutboxRow.subject == delivery.subject)
            .where(OutboxRow.occurrence == delivery.occurrence, OutboxRow.reader == delivery.reader)
            .where(OutboxRow.op == Op.POST.value)
        )
        wanted = select(OutboxRow).where(OutboxRow.folded_into.in_(message)).order_by(OutboxRow.id + 0)
        return [record(row) for row in await self._session.scalars(wanted)]

    async def stand_in(self, failed: DeliveryId, delivery: NewDelivery) -> bool:
        """Plans what is told in place of one that failed; False where its reader has been told by the same key.

        Asked again after a crash it is as it was.
        """
        planned = select(OutboxRow.id, OutboxRow.state).where(OutboxRow.dedupe_key == delivery.dedupe_key)
        there = (await self._session.execute(planned)).first()
        if there is None:
            await self.add_many([delivery])
            there = (await self._session.execute(planned)).one()
        elif there.state != DeliveryState.DUE.value:
            linked = select(OutboxRow.id).where(OutboxRow.id == failed, OutboxRow.folded_into == there.id)
            return (await self._session.execute(linked)).first() is not None
        link = update(OutboxRow).where(OutboxRow.id == failed).values(folded_into=there.id)
        await self._session.execute(link)
        return True

    async def _folding(self, matter: Matter, occurrences: Mapping[int, Collection[int]]) -> list[Delivery]:
        """A change waits in the lane of what is still to be sent, and finds it then."""
        wanted = select(OutboxRow).where(OutboxRow.matter == matter.value, OutboxRow.subject.in_(occurrences))
        folded = await self._session.scalars(wanted.where(OutboxRow.state == DeliveryState.FOLDED.value))
        into = {row.folded_into for row in folded if row.occurrence in occurrences[row.subject]}
        if not into:
            return []
        ended = (DeliveryState.DEAD.value, DeliveryState.CANCELLED.value)
        rows = select(OutboxRow).where(OutboxRow.id.in_(into), OutboxRow.state.not_in(ended))
        rows = rows.where(OutboxRow.op == Op.POST.value)  # a mail that was sent stays as it is
        return [record(row) for row in await self._session.scalars(rows.order_by(OutboxRow.id + 0))]


def _sent(matter: Matter) -> Select[OutboxRow]:
    return (
        select(OutboxRow)
        .where(OutboxRow.matter == matter.value, OutboxRow.op == Op.POST.value)
        .where(or_(OutboxRow.state.in_(_LEAVING), _LIES))
        .order_by(OutboxRow.id + 0)  # by the id itself SQLite would rather read all of a tenant in its order
    )


_LEAVING = (DeliveryState.CLAIMED.value, DeliveryState.SENDING.value)  # what they say may have been read already
_REWRITES = tuple(each.value for each in REWRITES)
_HEARD = tuple(each.value for each in (Matter.REMINDER, Matter.ESCALATION, Matter.LATE_REMINDERS, Matter.NOTE))
_QUIET = timedelta(days=7)  # longer than quiet hours and a weekend hold anything back
_TOLD = tuple(
    each.value for each in (DeliveryState.SENDING, DeliveryState.SENT, DeliveryState.FOLDED, DeliveryState.DEAD)
)
_MOMENT = bindparam("to_moment", type_=OutboxRow.due_at.type)
_MOVE = (
    update(OutboxRow)
    .where(
        OutboxRow.tenant == bindparam("of_tenant"),
        OutboxRow.matter == Matter.REMINDER.value,
        OutboxRow.subject == bindparam("of_subject"),
        OutboxRow.occurrence == bindparam("of_occurrence"),
        OutboxRow.state == DeliveryState.DUE.value,
        *(OutboxRow.op != each for each in _REWRITES),
        OutboxRow.reader.is_not_distinct_from(bindparam("of_reader", type_=OutboxRow.reader.type)),
    )
    .values(due_at=_MOMENT, next_try_at=_MOMENT)
)
_LIES = and_(OutboxRow.state == DeliveryState.SENT.value, OutboxRow.channel.is_not(None), OutboxRow.ts.is_not(None))

_GIVEN_UP = and_(OutboxRow.state == DeliveryState.DEAD.value, OutboxRow.doubted)
_COUNTS_AS_SENT = OutboxRow.state == DeliveryState.SENT.value
UNSETTLED = and_(OutboxRow.op == Op.POST.value, OutboxRow.ts.is_(None), or_(_COUNTS_AS_SENT, _GIVEN_UP))


async def notify(session: StoreSession, *, readers: str = "") -> None:
    """The worker here is woken after the commit; on PostgreSQL those of other processes hear of it with the commit,
    and of the channel whose `readers` have changed."""
    session.wakes = True
    if session.is_postgres:
        await session.run(text("SELECT pg_notify('carnet_outbox', :readers)"), {"readers": readers})


def columns(delivery: NewDelivery) -> dict[str, Any]:
    return {
        "op": delivery.op.value,
        "matter": delivery.matter.value,
        "subject": delivery.subject,
        "occurrence": delivery.occurrence,
        "reader": delivery.reader,
        "lane": delivery.lane,
        "dedupe_key": delivery.dedupe_key,
        "due_at": delivery.due_at,
        "next_try_at": delivery.due_at,
        "expires_at": delivery.expires_at,
        "state": (DeliveryState.WAITING if delivery.op is Op.WEBHOOK else DeliveryState.DUE).value,
        "tries": 0,
        "doubted": False,
        "channel": delivery.channel,
        "ts": delivery.ts,
    }


def record(row: OutboxRow) -> Delivery:
    return Delivery(
        id=DeliveryId(row.id),
        tenant=Tenant(row.tenant),
        op=Op(row.op),
        matter=Matter(row.matter),
        subject=row.subject,
        occurrence=row.occurrence,
        reader=None if row.reader is None else MemberId(row.reader),
        lane=row.lane,
        due_at=row.due_at,
        expires_at=row.expires_at,
        state=DeliveryState(row.state),
        tries=row.tries,
        first_try_at=row.first_try_at,
        next_try_at=row.next_try_at,
        doubted=row.doubted,
        channel=row.channel,
        ts=row.ts,
        thread=row.thread,
        error=row.error,
    )
