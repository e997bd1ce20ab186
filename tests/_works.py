"""An open store over the `database` of a test, with a clock that is moved by hand, and a workspace with its people."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.crm._work import Works
from bot.handlers import _shell
from bot.model.ids import Tenant
from bot.model.members import SYSTEM, Member, Sight, Workspace
from bot.store import Database, Limits, StoreSession, open_database
from bot.store.members import Members
from bot.store.workspaces import Workspaces
from tests import make

# A busy machine is no busy store: where that is not what a test is about, the store is waited for.
PATIENT = Limits(turn=60, connect=60, statement=120, silent=120)


@contextmanager
def shell_waits(seconds: float = 20.0) -> Iterator[None]:
    """For work that is to answer at once; longer than is usual, for the same reason."""
    usual = _shell.WAIT_SECONDS
    _shell.WAIT_SECONDS = seconds
    try:
        yield
    finally:
        _shell.WAIT_SECONDS = usual


@dataclass
class HandClock:
    """A clock that stands still until a test moves it; it satisfies `bot.clock.Clock`."""

    at: datetime = make.NOW
    ran: float = 0.0  # steady seconds

    def now(self) -> datetime:
        return self.at

    def steady(self) -> float:
        return self.ran

    async def sleep(self, seconds: float) -> None:
        self.advance(seconds)

    async def refresh(self) -> None:
        return

    def advance(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)
        self.ran += seconds

    def set(self, at: datetime) -> None:
        """Moves the wall alone, back too: the steady clock does not notice."""
        self.at = at


@dataclass
class OpenStore:
    """What a test of the store works with: the open database, its Works, its clock, how often it was woken."""

    database: Database
    clock: HandClock
    works: Works
    woken: list[datetime] = field(default_factory=list)

    @asynccontextmanager
    async def session(self, tenant: int = 1, sight: Sight = SYSTEM) -> AsyncIterator[StoreSession]:
        """A writing session that commits on leaving, without the turn of a Work."""
        async with self.database.writer(Tenant(tenant), sight) as session:
            yield session
            await session.commit()

    @asynccontextmanager
    async def looking(self, tenant: int = 1, sight: Sight = SYSTEM) -> AsyncIterator[StoreSession]:
        async with self.database.reader(Tenant(tenant), sight) as session:
            yield session

    async def settle(self, *members: Member, workspace: Workspace | None = None) -> Workspace:
        """Stores a workspace (the next tenant) and its members; Claire is there where nobody is named."""
        async with self.database.plain() as session:
            workspaces = Workspaces(session)
            fresh = workspace or make.workspace(len(await workspaces.list()) + 1)
            stored = await workspaces.add(fresh, at=self.clock.now())
            await session.commit()
        async with self.session(stored.tenant) as session:
            for member in members or (make.member(),):
                await Members(session).add(member, at=self.clock.now())
        return stored


@asynccontextmanager
async def open_works(url: str, *, clock: HandClock | None = None, limits: Limits = PATIENT) -> AsyncIterator[OpenStore]:
    """Opens a migrated database; what the Works wake is counted in `woken`."""
    hand = clock or HandClock()
    database = await open_database(url, wall=hand.now, limits=limits)
    woken: list[datetime] = []
    try:
        yield OpenStore(database, hand, Works(database, hand.now, lambda: woken.append(hand.now())), woken)
    finally:
        await database.close()
