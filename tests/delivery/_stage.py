"""What the delivery tests play on: a sandbox for Slack, an outbox with something due, workers that can be killed."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import NullPool, func, select, text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.model.deliveries import Delivery, DeliveryState, Matter, NewDelivery, Op
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
_LOOK_SECONDS = 0.02


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


def mails(count: int, *, due_at: datetime | None = None) -> list[NewDelivery]:
    """By e-mail, to the same people."""
    return [
        replace(each, op=Op.EMAIL, lane=f"mail:{each.subject}", dedupe_key=f"mail:{each.subject}")
        for each in reminders(count, due_at=due_at)
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


async def states(database: Database) -> Counter[DeliveryState]:
    """How many deliveries are in each."""
    from bot.store._outbox import OutboxRow

    async with database.plain() as session:
        counted = await session.execute(select(OutboxRow.state, func.count()).group_by(OutboxRow.state))
        return Counter({DeliveryState(state): count for state, count in counted.all()})


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

    orders: asyncio.StreamWriter
    reports: asyncio.StreamReader
    started: asyncio.Queue[int] = field(default_factory=asyncio.Queue)
    ups: dict[int, asyncio.Event] = field(default_factory=lambda: defaultdict(asyncio.Event))
    freezes: dict[int, asyncio.Event] = field(default_factory=lambda: defaultdict(asyncio.Event))
    ends: dict[int, asyncio.Event] = field(default_factory=lambda: defaultdict(asyncio.Event))

    async def start(self, orders: Orders) -> int:
        """Returns when the worker is up, or has ended already."""
        self.orders.write(orders.line())
        pid = await self.started.get()
        await _patiently(self.ups[pid])
        return pid

    async def ended(self, pid: int) -> None:
        await _patiently(self.ends[pid])

    async def frozen(self, pid: int) -> None:
        await _patiently(self.freezes[pid])

    async def kill(self, pid: int) -> None:
        """Or sees that it has come to its own end."""
        if not self.ends[pid].is_set():
            with suppress(ProcessLookupError):  # just now
                os.kill(pid, signal.SIGKILL)
        await self.ended(pid)

    async def stop(self, pid: int) -> None:
        os.kill(pid, signal.SIGTERM)
        await self.ended(pid)

    async def listen(self) -> None:
        async for said in self.reports:
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


@contextmanager
def carriers_parent() -> Iterator[str]:
    """The address of whoever forks workers, one test after another; it has everything imported, once."""
    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as door:
        address = f"{folder}/door"
        door.bind(address)
        door.listen()
        parent = subprocess.Popen(
            [sys.executable, "-m", "tests.delivery._carrier", str(door.fileno())],
            stdin=subprocess.PIPE, cwd=ROOT, pass_fds=[door.fileno()],
        )  # fmt: skip
        with parent:
            yield address
            parent.kill()


@asynccontextmanager
async def carriers(address: str) -> AsyncIterator[Carriers]:
    """At the end they are killed."""
    reports, orders = await asyncio.open_unix_connection(address)
    them = Carriers(orders, reports)
    ears = asyncio.create_task(them.listen())
    try:
        yield them
    finally:
        orders.write_eof()
        await ears
        orders.close()


async def until(is_so: Callable[[], bool] | Callable[[], Awaitable[bool]]) -> None:
    """Patience is counted in looks: a machine that stands still for a while takes nothing of it."""
    for _ in range(int(PATIENCE_SECONDS / _LOOK_SECONDS)):
        answer = is_so()
        if answer is True or (not isinstance(answer, bool) and await answer):
            return
        await asyncio.sleep(_LOOK_SECONDS)
    raise AssertionError("it never came")


async def _patiently(event: asyncio.Event) -> None:
    """As `until`, and at once when it comes."""
    for _ in range(int(PATIENCE_SECONDS)):
        with suppress(TimeoutError):
            await asyncio.wait_for(event.wait(), 1)
            return
    raise AssertionError("it never came")
