"""What the worker may ask of the outbox. Each public method is one short transaction of its own."""

import secrets
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Update, case, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.deliveries import Claimed, Delivery, DeliveryState, Intent, Mark, Op, Outlook
from bot.model.ids import Tenant
from bot.store._engine import Database, faults
from bot.store._outbox import UNSETTLED, OutboxRow, PauseRow
from bot.store._outbox_claims._conversations import Conversations, Opened, keep
from bot.store._outbox_claims._exchange import IN_ORDER, Exchange, Room, Seconds, grant, pick, take, write_marks
from bot.store._outbox_claims._folds import fold
from bot.store._outbox_claims._pauses import WORKSPACE, Pauses
from bot.store._outbox_claims._rows import COLUMNS, ON_THE_WAY, delivery_of, from_now, held, keys, pulled_to, unlocked
from bot.store.workspaces import WorkspaceRow

_DOUBTS_AT_ONCE = 100
_SWEPT_AT_ONCE = 200
_SENDING = DeliveryState.SENDING
DeliveryKey = tuple[int, int]  # (tenant, id)


class Claims:
    """One for each worker. `lease` and `settle` are seconds, `steady` a clock that only grows."""

    def __init__(self, database: Database, *, steady: Callable[[], float], lease: float, settle: float) -> None:
        self.lease, self.settle = lease, settle
        self.conversations = Conversations(database)
        self._database = database
        self._steady = steady
        self._seconds = None if database.is_sqlite else Seconds(lease, settle)
        self._name = secrets.token_hex(6)
        self._claimed = 0
        self._teams: dict[int, str] = {}
        self._settling: dict[DeliveryKey, float] = {}
        self._pauses = Pauses(steady, database.ids, is_sqlite=database.is_sqlite)

    async def recover(self, now: datetime) -> None:
        """At start. Nobody else works on a SQLite file: what is claimed there was left behind, what is sending is in
        doubt, and its settle time begins anew. On PostgreSQL a lease tells."""
        async with self._transaction() as connection:
            await self._pauses.refresh(connection, now)
            # The clock may have been set while nobody ran. What is locked is waited for: nobody would pull it later.
            for pulled in pulled_to(now):
                await connection.execute(pulled)
            if not self._database.is_sqlite:
                return
            await connection.execute(_released())
            sending = select(OutboxRow.tenant, OutboxRow.id).where(OutboxRow.state == _SENDING.value)
            settled = self._steady() + self.settle
            self._settling = {(tenant, key): settled for tenant, key in await connection.execute(sending)}

    async def exchange(
        self, marks: Sequence[Mark], intents: Sequence[Intent], *, opened: Opened, room: Room | None, now: datetime
    ) -> Exchange:
        """Writes what was done, grants what is about to be, and claims what there is `room` for.

        Conversations that were `opened` are kept with the intents to send there.
        """
        async with self._transaction() as connection:
            if not self._database.is_sqlite:
                await connection.execute(IN_ORDER)  # it begins the transaction, too: what follows goes past SQLAlchemy
            await keep(connection, opened)
            if marks:
                await write_marks(connection, marks, self._seconds)
            granted = await grant(connection, intents, self._seconds) if intents else frozenset()
            claimed = await self._claim(connection, room, now) if room else ()
        self._settle_later([mark.after for mark in marks])
        return Exchange(granted, claimed)

    async def doubts(self, in_hand: Callable[[], Collection[DeliveryKey]]) -> Sequence[Claimed]:
        """Deliveries whose sending was never confirmed, once their settle time is over; they are this worker's now.

        Not those that this worker has `in_hand`: after a freeze their time may be over while their call still runs.
        """
        if self._database.is_sqlite and not self._settled():
            return ()
        async with self._transaction() as connection:
            busy = in_hand()
            asked = [key for key in self._settled() if key not in busy]
            doubtful = self._doubtful(asked, busy)
            found = [delivery_of(row) for row in await connection.execute(doubtful)]
            taken = await self._take(connection, [each.doubtful() for each in found], state=_SENDING)
        for key in set(asked) - {(each.tenant, each.id) for each in found}:
            self._settling.pop(key, None)  # its row has moved on
        return taken

    async def renew(self, claimed: Sequence[Claimed]) -> None:
        """Doubts that are still being asked about keep their lease; on SQLite there is none."""
        if self._seconds is None or not claimed:
            return
        until = from_now(self._seconds.lease)
        # One that is marked by now waits for its settle time, which is not to be cut short.
        asked = update(OutboxRow).where(held(claimed), OutboxRow.state == _SENDING.value, OutboxRow.lease < until)
        async with self._transaction() as connection:
            await connection.execute(unlocked(asked).values(lease=until))

    async def copies(self, now: datetime) -> Sequence[Claimed]:
        """Sent deliveries that were once in doubt and whose copies have to be counted now."""
        wanted = (
            select(*COLUMNS)
            .where(OutboxRow.doubted, OutboxRow.swept_at.is_(None), OutboxRow.next_try_at <= now)
            .where(OutboxRow.state == DeliveryState.SENT.value)
            .order_by(OutboxRow.next_try_at)
            .limit(_SWEPT_AT_ONCE)
        )
        with faults():
            async with self._database.readers.lent() as connection:
                found = [delivery_of(row) for row in await connection.execute(wanted)]
                return [await self._of_team(connection, each) for each in found]

    async def swept(self, deliveries: Sequence[Delivery], *, now: datetime, again: datetime | None = None) -> None:
        """Keeps `channel` and `ts` of the copy that stays; with `again` the copies are counted once more."""
        async with self._transaction() as connection:
            for each in deliveries:
                one = update(OutboxRow).where(OutboxRow.tenant == each.tenant, OutboxRow.id == each.id)
                done = {"swept_at": now} if again is None else {"next_try_at": again}
                await connection.execute(one.values(ts=each.ts, **done))

    async def pause(self, tenant: Tenant, scope: str, *, seconds: float | None, now: datetime, reason: str) -> None:
        """`seconds` None: until `resume`."""
        async with self._transaction() as connection:
            await self._pauses.add(connection, tenant, scope, seconds=seconds, now=now, reason=reason)

    async def resume(self, tenant: Tenant) -> None:
        """The app was installed again: everything that waited keeps its place and has its whole day before it."""
        async with self._transaction() as connection:
            await self._pauses.resume(connection, tenant)
            waiting = update(OutboxRow).where(OutboxRow.tenant == tenant, OutboxRow.state == DeliveryState.DUE.value)
            # History is asked from the first try on, so what was in doubt keeps that moment.
            await connection.execute(waiting.where(~OutboxRow.doubted).values(first_try_at=None))

    async def suspended(self) -> Sequence[tuple[Tenant, str]]:
        """(tenant, team) of each workspace that waits for `resume`."""
        wanted = (
            select(WorkspaceRow.tenant, WorkspaceRow.team)
            .join(PauseRow, PauseRow.tenant == WorkspaceRow.tenant)
            .where(PauseRow.scope == WORKSPACE)
            .order_by(WorkspaceRow.tenant)
        )
        with faults():
            async with self._database.readers.lent() as connection:
                return [(Tenant(tenant), team) for tenant, team in await connection.execute(wanted)]

    async def located(self, delivery: Delivery) -> Delivery | None:
        """A change that was planned while its message was on its way, with the place where that lies now."""
        message = (
            select(OutboxRow.channel, OutboxRow.ts)
            .where(OutboxRow.tenant == delivery.tenant, OutboxRow.matter == delivery.matter.value)
            .where(OutboxRow.subject == delivery.subject, OutboxRow.occurrence == delivery.occurrence)
            .where(OutboxRow.reader == delivery.reader, OutboxRow.op == Op.POST.value)
            .where(OutboxRow.lane == delivery.lane)  # an event is told in each channel that follows
            .where(OutboxRow.state == DeliveryState.SENT.value, OutboxRow.ts.is_not(None))
            .order_by(OutboxRow.id.desc())
            .limit(1)
        )
        with faults():
            async with self._database.readers.lent() as connection:
                found = (await connection.execute(message)).first()
        return None if found is None else replace(delivery, channel=found.channel, ts=found.ts)

    async def is_unsettled(self, delivery: Delivery) -> bool:
        """Whether the message that it changes was posted, for all that anybody knows, though nobody knows where."""
        return await self._is_there(delivery, UNSETTLED)

    async def is_taken_out(self, delivery: Delivery) -> bool:
        """Whether this message was to be deleted since."""
        return await self._is_there(delivery, OutboxRow.op == Op.DELETE.value)

    async def _is_there(self, delivery: Delivery, *which: ColumnElement[bool]) -> bool:
        """Such a row beside this one, about the same and in its lane."""
        beside = (
            select(OutboxRow.id)
            .where(OutboxRow.tenant == delivery.tenant, OutboxRow.matter == delivery.matter.value)
            .where(OutboxRow.subject == delivery.subject, OutboxRow.occurrence == delivery.occurrence)
            .where(OutboxRow.lane == delivery.lane, *which)
            .limit(1)
        )
        with faults():
            async with self._database.readers.lent() as connection:
                return (await connection.execute(beside)).first() is not None

    async def catch_up(self, now: datetime) -> None:
        """The wall clock was set back: what was to be tried by the old one is due now, reminders by the new one.

        Called again for a while: what another process has just locked is pulled then.
        """
        async with self._transaction() as connection:
            for pulled in pulled_to(now):
                await connection.execute(unlocked(pulled))

    def is_paused(self, tenant: Tenant, *scopes: str) -> bool:
        return self._pauses.covers(tenant, *scopes)

    async def outlook(self, now: datetime) -> Outlook:
        """When there will be something to do, if nothing new comes."""
        if await self._take_back(now):
            return Outlook(due_at=now)
        due = _soonest(DeliveryState.DUE).where(OutboxRow.next_try_at > now)
        sweep = _soonest(DeliveryState.SENT).where(OutboxRow.doubted, OutboxRow.swept_at.is_(None))
        with faults():
            async with self._database.readers.lent() as connection:
                return Outlook(
                    due_at=await connection.scalar(due),
                    sweep_at=await connection.scalar(sweep),
                    settled_in=await self._settled_in(connection),
                    resumes_in=self._pauses.ends_in(),
                )

    async def _take_back(self, now: datetime) -> bool:
        """What dead workers held is due again once its lease is over; a SQLite file has but one worker."""
        if self._seconds is None:
            return False
        async with self._transaction() as connection:
            await self._pauses.refresh(connection, now)
            await connection.execute(unlocked(_counted_anew(self._seconds)))
            lapsed = unlocked(_released().where(OutboxRow.lease < func.now()))
            return (await connection.execute(lapsed.returning(OutboxRow.id))).first() is not None

    async def _claim(self, connection: AsyncConnection, room: Room, now: datetime) -> tuple[Claimed, ...]:
        if not self._database.is_sqlite:
            await self._pauses.refresh(connection, now)
        paused = self._pauses.covering()
        picked = await pick(connection, room, now=now, paused=paused)
        if await fold(connection, picked, self._database.ids, now):
            picked = await pick(connection, room, now=now, paused=paused)
        if not picked:
            return ()
        return await self._take(connection, picked, state=DeliveryState.CLAIMED)

    async def _take(
        self,
        connection: AsyncConnection,
        deliveries: Sequence[Delivery],
        *,
        state: DeliveryState = DeliveryState.SENDING,
    ) -> tuple[Claimed, ...]:
        if not deliveries:
            return ()
        self._claimed += 1
        owner = f"{self._name}-{self._claimed}"
        await take(connection, deliveries, owner=owner, seconds=self._seconds, state=state)
        if state is _SENDING:
            self._settle_later(deliveries)
        return tuple([await self._of_team(connection, each, owner) for each in deliveries])

    async def _of_team(self, connection: AsyncConnection, delivery: Delivery, owner: str = "") -> Claimed:
        """Of a workspace that is gone the team is empty: the gateway has no token for it."""
        team = self._teams.get(delivery.tenant)
        if team is None:
            wanted = select(WorkspaceRow.team).where(WorkspaceRow.tenant == delivery.tenant)
            team = (await connection.execute(wanted)).scalar_one_or_none() or ""
            self._teams[delivery.tenant] = team
        return Claimed(delivery, team, owner)

    def _settle_later(self, deliveries: Sequence[Delivery]) -> None:
        """On SQLite, where no row holds it: the settle time of what is in doubt begins now."""
        if not self._database.is_sqlite:
            return
        settled = self._steady() + self.settle
        for each in deliveries:
            if each.state is _SENDING:
                self._settling[each.tenant, each.id] = settled
            else:
                self._settling.pop((each.tenant, each.id), None)

    def _settled(self) -> list[DeliveryKey]:
        now = self._steady()
        return [key for key, until in self._settling.items() if until <= now][:_DOUBTS_AT_ONCE]

    def _doubtful(self, settled: Sequence[DeliveryKey], in_hand: Collection[DeliveryKey]) -> Select[Any]:
        wanted = select(*COLUMNS).where(OutboxRow.state == _SENDING.value).limit(_DOUBTS_AT_ONCE)
        if in_hand:
            wanted = wanted.where(keys().not_in(in_hand))
        if self._database.is_sqlite:
            return wanted.where(keys().in_(settled)).order_by(OutboxRow.id)
        return wanted.where(OutboxRow.lease < func.now()).order_by(OutboxRow.id).with_for_update(skip_locked=True)

    async def _settled_in(self, connection: AsyncConnection) -> float | None:
        if self._database.is_sqlite:
            now = self._steady()
            return min((until - now for until in self._settling.values()), default=None)
        left = func.extract("epoch", func.min(OutboxRow.lease) - func.now())
        seconds = await connection.scalar(select(left).where(OutboxRow.state.in_(ON_THE_WAY)))
        return None if seconds is None else max(float(seconds), 0.0)

    @asynccontextmanager
    async def _transaction(self) -> AsyncIterator[AsyncConnection]:
        """Waits its turn for the writer as long as it takes, in the order of asking: a delivery is never dropped."""
        async with self._database.turn(patient=True):
            with faults():
                async with self._database.write.begin() as connection:
                    yield connection


def _released() -> Update:
    claimed = update(OutboxRow).where(OutboxRow.state == DeliveryState.CLAIMED.value)
    to_webhook = (OutboxRow.op == Op.WEBHOOK.value, DeliveryState.WAITING.value)
    return claimed.values(state=case(to_webhook, else_=DeliveryState.DUE.value), owner=None, lease=None)


def _counted_anew(seconds: Seconds) -> Update:
    """Leases longer than any that is given: the database's clock was set back since. Whether their time is over nobody
    can tell, so it begins again."""
    longest = from_now(2 * max(seconds.lease, seconds.settle))
    anew = case((OutboxRow.state == _SENDING.value, from_now(seconds.settle)), else_=from_now(seconds.lease))
    believed = update(OutboxRow).where(OutboxRow.state.in_(ON_THE_WAY), OutboxRow.lease > longest)
    return believed.values(lease=anew)


def _soonest(state: DeliveryState) -> Select[datetime]:
    return select(func.min(OutboxRow.next_try_at)).where(OutboxRow.state == state.value)
