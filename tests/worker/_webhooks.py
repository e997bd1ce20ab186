"""A workspace whose webhooks are told of what happens, by the worker of webhooks and over a real connection."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from sqlalchemy import select

from bot.crm import webhooks
from bot.crm._door import Door
from bot.crm._work import Works
from bot.crm.webhooks._acts import Made
from bot.gateway import Receivers, networks_of
from bot.model.deliveries import Delivery, DeliveryState, Matter, Op
from bot.model.ids import MemberId, WebhookId
from bot.model.members import Role
from bot.model.webhooks import Sending, WantedWebhook, Webhook, types_of
from bot.store._outbox import OutboxRow, record
from bot.store._outbox_claims import WebhookClaims
from bot.store.members import Members
from bot.vault import Vault, new_key
from bot.worker import LEASE_SECONDS, WebhookWorker
from tests import make
from tests._receiver import Receiver
from tests._works import OpenStore
from tests.crm.test_contacts import acting

_LOOKS, _LOOK_SECONDS = 3000, 0.02


@dataclass
class Hooked:
    """`working` are the workers, with what is raised at a step of theirs, once."""

    store: OpenStore
    receivers: Receivers
    working: list[tuple[WebhookWorker, asyncio.Task[None]]] = field(default_factory=list)
    breaking: dict[str, BaseException] = field(default_factory=dict)

    async def made(self, hearing: Receiver, *, types: str = "", name: str = "Site", path: str = "") -> Made:
        wanted = WantedWebhook(name=name, url=hearing.url + path, types=types_of(types))
        async with acting(self.store, make.CLAIRE, Role.ADMIN) as work:
            return await webhooks.make(work, wanted)

    async def held(self, webhook: WebhookId) -> Webhook:
        async with acting(self.store, make.CLAIRE, Role.ADMIN) as work:
            return await webhooks.look(work, webhook)

    async def sendings(self, webhook: WebhookId) -> tuple[Sending, ...]:
        async with acting(self.store, make.CLAIRE, Role.ADMIN) as work:
            return (await webhooks.look_at(work, webhook)).sendings

    async def rows(self) -> list[Delivery]:
        async with self.store.looking() as session:
            wanted = select(OutboxRow).where(OutboxRow.op == Op.WEBHOOK.value).order_by(OutboxRow.id)
            return [record(row) for row in await session.scalars(wanted)]

    async def are(self, *states: str) -> list[Delivery]:
        """Waits until what is for webhooks is in these states, the oldest first."""
        found: list[Delivery] = []
        for _ in range(_LOOKS):
            found = await self.rows()
            if [each.state.value for each in found] == list(states):
                return found
            await asyncio.sleep(_LOOK_SECONDS)
        raise AssertionError([(each.state.value, each.error, each.tries) for each in found])

    async def work(self) -> WebhookWorker:
        store, clock = self.store, self.store.clock
        worker = WebhookWorker(
            WebhookClaims(store.database, lease=LEASE_SECONDS), self.receivers, clock,
            works=store.works, door=Door(store.database, clock.now, steady=clock.steady), at=self._at,
        )  # fmt: skip
        self.working.append((worker, asyncio.create_task(worker.run())))
        return worker

    def wake(self) -> None:
        for worker, _ in self.working:
            worker.wake()

    def advance(self, seconds: float) -> None:
        self.store.clock.advance(seconds)
        self.wake()

    async def die(self) -> None:
        """As a process that is killed: nothing that it had in hand is written."""
        for _, task in self.working:
            task.cancel()
        await asyncio.gather(*(task for _, task in self.working), return_exceptions=True)
        self.working.clear()

    async def rest(self) -> None:
        for worker, task in self.working:
            await worker.stop()
            await task
        self.working.clear()

    async def _at(self, step: str) -> None:
        if step in self.breaking:
            raise self.breaking.pop(step)


@asynccontextmanager
async def hooked(store: OpenStore, *, trials: str = "127.0.0.0/8") -> AsyncIterator[Hooked]:
    receivers = Receivers(now=store.clock.now, trials=networks_of(trials))
    await receivers.start()
    stage = Hooked(store, receivers)
    vault = Vault(new_key())
    store.works = Works(store.database, store.clock.now, stage.wake, vault=vault)
    try:
        yield stage
    finally:
        await stage.rest()
        await receivers.close()


async def until(is_so: Callable[[], bool]) -> None:
    for _ in range(_LOOKS):
        if is_so():
            return
        await asyncio.sleep(_LOOK_SECONDS)
    raise AssertionError("it never came")


async def failed(stage: Hooked, tries: int) -> list[Delivery]:
    """Waits until what is for webhooks waits for another try after so many."""
    for _ in range(3000):
        rows = await stage.rows()
        if rows and all(each.tries == tries and each.state is DeliveryState.WAITING for each in rows):
            return rows
        await asyncio.sleep(0.02)
    raise AssertionError([(each.state, each.tries, each.error) for each in rows])


async def settled(stage: Hooked) -> None:
    """Nothing is due or on its way."""
    for _ in range(3000):
        now = stage.store.clock.now()
        rows = await stage.rows()
        busy = [each for each in rows if each.state is DeliveryState.CLAIMED]
        due = [each for each in rows if each.state is DeliveryState.WAITING and each.next_try_at <= now]
        if not busy and not due:
            return
        stage.wake()
        await asyncio.sleep(0.01)
    raise AssertionError("it goes on and on")


async def make_admin(store: OpenStore) -> None:
    async with store.session() as session:
        await Members(session).save(make.member(make.CLAIRE, role=Role.ADMIN), at=make.NOW)


async def noticed(store: OpenStore) -> list[MemberId | None]:
    """Who is told of what was switched off."""
    async with store.looking() as session:
        rows = await session.scalars(select(OutboxRow).where(OutboxRow.matter == Matter.WEBHOOK_OFF.value))
        return [None if row.reader is None else MemberId(row.reader) for row in rows]
