"""A worker in the test's own process, with a clock that can be moved, between a database and a sandbox."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio
import structlog
from sqlalchemy import update

from bot import log
from bot.clock import SystemClock
from bot.gateway import Gateway, Mailer, MailServer
from bot.model.deliveries import GIVE_UP_TRIES, Delivery, NewDelivery, Op
from bot.model.ids import ChannelId, DeliveryId, Tenant
from bot.model.messages import Mail, Message
from bot.store import Database as Store
from bot.store import Limits
from bot.store._outbox import OutboxRow
from bot.store._outbox_claims import Claims
from bot.worker import Worker, _loop
from bot.worker._ports import Later
from tests._mail import MailHost, mail_host
from tests._works import PATIENT
from tests.conftest import Database
from tests.delivery import _carrier, _stage
from tests.delivery._stage import CHANNEL, TEAM, Carriers, Slack

LEASE, SETTLE = 4.0, 2.0


class MovedClock(SystemClock):
    """Runs as the machine's, from where a test has set it."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def now(self) -> datetime:
        return super().now() + self.ahead


@dataclass(slots=True)
class Post:
    """Everything of one delivery test."""

    store: Store
    slack: Slack
    gateway: Gateway
    clock: MovedClock
    claims: Claims
    tenant: Tenant
    mail: MailHost
    told: list[tuple[str, DeliveryId, str]] = field(default_factory=list)
    unwanted: set[int] = field(default_factory=set)
    quiet: dict[int, datetime] = field(default_factory=dict)  # by subject, until when its reader wants to be left alone
    refusing: dict[int, Exception] = field(default_factory=dict)  # by subject, what composing it raises
    breaking: dict[str, BaseException] = field(default_factory=dict)  # by step, what is raised there, once
    halting: dict[str, asyncio.Event] = field(default_factory=dict)  # by step, until when nobody goes on there
    locked_out: set[str] = field(default_factory=set)  # the teams whose token cannot be read
    working: list[tuple[Worker, asyncio.Task[None]]] = field(default_factory=list)

    async def put(self, deliveries: Sequence[NewDelivery]) -> None:
        await _stage.put(self.store, self.tenant, deliveries)
        self.wake()

    def wake(self) -> None:
        for worker, _ in self.working:
            worker.wake()

    def fail(self, kind: str, method: str = "chat.postMessage", **more: object) -> None:
        self.slack.sandbox.slack.faults.add({"kind": kind, "method": method, **more})

    def mend(self) -> None:
        self.slack.sandbox.slack.faults.clear()

    async def work(self) -> Worker:
        worker = Worker(self.claims, self.gateway, self.clock, compose=self._compose, aftermath=self, at=self._at)
        self.working.append((worker, asyncio.create_task(worker.run())))
        return worker

    async def rest(self) -> None:
        for worker, task in self.working:
            await worker.stop()
            await task
        self.working.clear()

    async def tried_for_a_day(self) -> None:
        """A day later, with a day's tries."""
        self.clock.ahead += timedelta(hours=25)
        async with self.store.turn(), self.store.plain() as session, session.begin():
            await session.execute(update(OutboxRow).where(OutboxRow.tries > 0).values(tries=GIVE_UP_TRIES))

    async def rows(self) -> list[Delivery]:
        return await _stage.rows(self.store)

    async def are(self, state: str) -> list[Delivery]:
        """Waits until every delivery is in this state."""

        async def so() -> bool:
            return {each.value for each in await _stage.states(self.store)} == {state}

        await _stage.until(so)
        return await self.rows()

    async def alive(self, delivery: Delivery) -> list[str]:
        assert delivery.channel is not None
        long_ago = self.clock.now() - timedelta(days=2)
        found = await self.gateway.find_delivery(TEAM, delivery.channel, [delivery.id], long_ago)
        return found.get(delivery.id, [])

    def left(self, delivery: Delivery) -> None:
        """Nothing keeps a distance here."""

    async def advance(self, delivery: Delivery) -> None:
        self.told.append(("advance", delivery.id, ""))

    async def undelivered(self, delivery: Delivery, error: str) -> None:
        self.told.append(("undelivered", delivery.id, error))

    async def channel_gone(self, delivery: Delivery, error: str) -> None:
        self.told.append(("channel_gone", delivery.id, error))

    async def token(self, team: str) -> str:
        if team in self.locked_out:
            raise ValueError(team)
        return self.slack.sandbox.bot_token

    async def _at(self, step: str) -> None:
        if step in self.breaking:
            raise self.breaking.pop(step)
        if step in self.halting:
            await self.halting[step].wait()

    async def _compose(self, delivery: Delivery) -> Message | Mail | Later | None:
        if delivery.subject in self.unwanted:
            return None
        if delivery.subject in self.refusing:
            raise self.refusing[delivery.subject]
        if delivery.subject in self.quiet and self.quiet[delivery.subject] > self.clock.now():
            return Later(self.quiet[delivery.subject])
        text = f"{delivery.matter.value} {delivery.subject}"
        if delivery.op is Op.EMAIL:
            return Mail(text, text, text)
        return Message(text, ({"type": "section", "text": {"type": "plain_text", "text": text}},))


@pytest.fixture(scope="session")
def carriers_parent() -> Iterator[str]:
    with _stage.carriers_parent() as address:
        yield address


@pytest_asyncio.fixture
async def carriers(carriers_parent: str, database: Database) -> AsyncIterator[Carriers]:
    """They end before their database does."""
    async with _stage.carriers(carriers_parent) as them:
        yield them


@pytest.fixture
def only_woken(monkeypatch: pytest.MonkeyPatch) -> None:
    """No worker looks by itself before a test has ended: what is sent, it was woken for."""
    monkeypatch.setattr(_loop, "_LONGEST_SECONDS", _carrier.NEVER_SECONDS)


@contextmanager
def _quiet_log() -> Iterator[None]:
    """As if nobody had ever set it up, afterwards."""
    log.set_up("CRITICAL")
    try:
        yield
    finally:
        structlog.reset_defaults()
        log.logger.cache_clear()


@asynccontextmanager
async def post_office(
    url: str, slack: Slack, *, tenant: Tenant | None = None, limits: Limits = PATIENT
) -> AsyncIterator[Post]:
    """Nobody works yet. Without `tenant` the workspace is founded."""

    async def token(team: str) -> str:
        return await office.token(team)

    clock = MovedClock()
    with _quiet_log():
        async with mail_host() as mail, _stage.opened(url, limits) as store:
            mailer = Mailer(MailServer.read(mail.url), home="carnet.test", now=clock.now)
            gateway = Gateway(api_url=slack.sandbox.api_url, token=token, clock=clock, mailer=mailer)
            await gateway.start()
            claims = Claims(store, steady=clock.steady, lease=LEASE, settle=SETTLE)
            office = Post(store, slack, gateway, clock, claims, tenant or await _stage.furnish(store), mail)
            yield office
            await office.rest()
            await gateway.close()


@pytest_asyncio.fixture
async def post(database: Database, tmp_path: Path, limits: Limits) -> AsyncIterator[Post]:
    async with _stage.slack(tmp_path) as slack, post_office(database.url, slack, limits=limits) as post:
        await post.gateway.enter(TEAM, ChannelId(CHANNEL))
        yield post
