"""What the delivery tests play on: a sandbox for Slack, an outbox with something due, workers that can be killed."""

import asyncio
import json
import os
import signal
import sys
import time
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import NullPool, select, text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.model.deliveries import Delivery, Matter, NewDelivery, Op
from bot.model.ids import DeliveryId, MemberId, Tenant
from bot.model.members import SYSTEM
from bot.sandbox import Sandbox, SandboxOptions
from bot.sandbox.wire import Json
from bot.store import Database, Limits, Outbox, open_database
from bot.store.members import Members
from bot.store.workspaces import Workspaces
from tests import make
from tests._calls import Calls
from tests._works import PATIENT
from tests.delivery._carrier import Orders

TEAM = "T0DEMO00001"
PEOPLE = [MemberId(each) for each in ("U0CLAIRE001", "U0NATHAN001", "U0MARGUER01", "U0PRIYA0001")]
CHANNEL = "C0GENERAL01"
ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 60.0  # on a machine that has much else to do


def now() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class Slack:
    """The sandbox as these tests see it: `posts` counts what it took, by the delivery's id."""

    sandbox: Sandbox
    all_calls: Calls

    def calls(self, method: str) -> Sequence[Json]:
        return self.all_calls.of(method)

    def texts(self) -> list[str]:
        return [call["body"]["text"] for call in self.calls("chat.postMessage") if call["response"]["ok"]]

    def posts(self) -> Counter[DeliveryId]:
        taken = [call["body"]["metadata"] for call in self.calls("chat.postMessage") if call["response"]["ok"]]
        return Counter(DeliveryId(int(each["event_payload"]["id"])) for each in taken)


@asynccontextmanager
async def slack(folder: Path) -> AsyncIterator[Slack]:
    log = folder / "calls.jsonl"
    async with Sandbox.start(SandboxOptions(log=log)) as sandbox:
        yield Slack(sandbox, Calls(log))


def reminders(count: int, *, due_at: datetime | None = None, first: int = 0) -> list[NewDelivery]:
    """One for each of four people in turn, each in a lane of its own."""
    return [
        NewDelivery(
            matter=Matter.REMINDER,
            subject=number,
            lane=f"reminder:{number}",
            dedupe_key=f"reminder:{number}",
            due_at=due_at or now(),
            reader=PEOPLE[number % len(PEOPLE)],
        )
        for number in range(first, first + count)
    ]


def mails(count: int) -> list[NewDelivery]:
    """By e-mail, to the same people."""
    return [
        replace(each, op=Op.EMAIL, lane=f"mail:{each.subject}", dedupe_key=f"mail:{each.subject}")
        for each in reminders(count)
    ]


def line(number: int, *, due_at: datetime | None = None, channel: str = CHANNEL, **chosen: object) -> NewDelivery:
    """A line of a channel's feed; all lines of a channel share its lane."""
    fresh = NewDelivery(
        matter=Matter.FEED_LINE,
        subject=number,
        lane=f"channel:{channel}",
        dedupe_key=f"feed:{number}:{channel}",
        due_at=due_at or now(),
        op=Op.POST,
        channel=channel,
    )
    return replace(fresh, **chosen)  # type: ignore[arg-type]  # what a test is about


async def found(database: Database, team: str) -> Tenant:
    """A workspace without people."""
    async with database.turn(), database.plain() as session, session.begin():
        return (await Workspaces(session).add(make.workspace(team=team), at=now())).tenant


async def furnish(database: Database) -> Tenant:
    """The sandbox's workspace and its people."""
    tenant = await found(database, TEAM)
    async with database.turn(), database.writer(tenant, SYSTEM) as session, session.begin():
        for person in PEOPLE:
            await Members(session).add(make.member(person), at=now())
    return tenant


async def put(database: Database, tenant: Tenant, deliveries: Sequence[NewDelivery]) -> None:
    async with database.turn(), database.writer(tenant, SYSTEM) as session, session.begin():
        await Outbox(session).add_many(deliveries)


async def rows(database: Database) -> list[Delivery]:
    from bot.store._outbox import OutboxRow, record

    async with database.plain() as session:
        return [record(row) for row in await session.scalars(select(OutboxRow).order_by(OutboxRow.seq))]


@asynccontextmanager
async def opened(url: str, limits: Limits = PATIENT) -> AsyncIterator[Database]:
    """A SQLite file has one owner, so it is closed before a worker of another process opens it."""
    database = await open_database(url, wall=now, limits=limits)
    try:
        yield database
    finally:
        await database.close()


@asynccontextmanager
async def locked(database: Database, rows: str = "true") -> AsyncIterator[None]:
    """Rows of the outbox in the hands of a process that does not go on, nor is ever cut off; PostgreSQL only."""
    engine = create_async_engine(database.url, poolclass=NullPool)
    async with engine.connect() as connection:
        await connection.execute(text(f"SELECT id FROM outbox WHERE {rows} FOR UPDATE"))  # noqa: S608 - a test's own
        yield


@asynccontextmanager
async def full(database: Database) -> AsyncIterator[None]:
    """Whoever wants to write waits."""
    async with AsyncExitStack() as turns:
        while not database.turns.locked():
            await turns.enter_async_context(database.turn())
        yield


@dataclass(slots=True)
class Carriers:
    """Workers in processes of their own."""

    parent: asyncio.subprocess.Process
    started: asyncio.Queue[int] = field(default_factory=asyncio.Queue)
    ups: dict[int, asyncio.Event] = field(default_factory=lambda: defaultdict(asyncio.Event))
    freezes: dict[int, asyncio.Event] = field(default_factory=lambda: defaultdict(asyncio.Event))
    ends: dict[int, asyncio.Event] = field(default_factory=lambda: defaultdict(asyncio.Event))

    async def start(self, orders: Orders) -> int:
        """Returns when the worker is up, or has ended already."""
        assert self.parent.stdin is not None
        self.parent.stdin.write(orders.line())
        pid = await self.started.get()
        async with asyncio.timeout(PATIENCE_SECONDS):
            await self.ups[pid].wait()
        return pid

    async def ended(self, pid: int) -> None:
        async with asyncio.timeout(PATIENCE_SECONDS):
            await self.ends[pid].wait()

    async def frozen(self, pid: int) -> None:
        async with asyncio.timeout(PATIENCE_SECONDS):
            await self.freezes[pid].wait()

    async def kill(self, pid: int) -> None:
        with suppress(ProcessLookupError):  # it came to its own end just now
            os.kill(pid, signal.SIGKILL)
        await self.ended(pid)

    async def stop(self, pid: int) -> None:
        os.kill(pid, signal.SIGTERM)
        await self.ended(pid)

    async def listen(self) -> None:
        assert self.parent.stdout is not None
        async for said in self.parent.stdout:
            match json.loads(said):
                case {"started": int(pid)}:
                    self.started.put_nowait(pid)
                case {"up": int(pid)}:
                    self.ups[pid].set()
                case {"frozen": int(pid)}:
                    self.freezes[pid].set()
                case {"ended": int(pid)}:
                    self.ups[pid].set()
                    self.ends[pid].set()


@asynccontextmanager
async def carriers() -> AsyncIterator[Carriers]:
    parent = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.delivery._carrier",
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, cwd=ROOT,
    )  # fmt: skip
    them = Carriers(parent)
    ears = asyncio.create_task(them.listen())
    try:
        yield them
    finally:
        for pid in list(them.ups):
            if not them.ends[pid].is_set():
                await them.kill(pid)
        ears.cancel()
        parent.kill()
        await parent.wait()


async def until(
    is_so: Callable[[], bool] | Callable[[], Awaitable[bool]], *, patience: float = PATIENCE_SECONDS
) -> None:
    end = time.monotonic() + patience
    while True:
        answer = is_so()
        if answer is True or (not isinstance(answer, bool) and await answer):
            return
        assert time.monotonic() < end, "it never came"
        await asyncio.sleep(0.02)
