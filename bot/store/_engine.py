"""Opening the store: engines, pools, the turn of the writer, the lock beside a SQLite file."""

import asyncio
import fcntl
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from sqlalchemy import Integer, delete, event, inspect
from sqlalchemy.engine import URL, Connection, make_url
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, MissingGreenlet, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.pool import NullPool

from bot.model.errors import Busy, StoreUnavailable
from bot.model.ids import PROCESS_NUMBERS, IdMaker, Tenant
from bot.model.members import Sight
from bot.store._aiosqlite import OneTripConnection
from bot.store._base import Base
from bot.store._readers import Readers
from bot.store._session import ReadingSession, StoreSession
from bot.store.migrations import HEAD

POSTGRES_WRITERS = 10
READERS = 3
_READER_KIB = 16 * 1024  # with the usual 2 MiB a search among many contacts reads its pages again and again
_STATEMENTS = 200  # kept prepared by each connection: a search has as many forms as there are ways to ask
# To plan a statement anew takes longer than to carry it out; and a plan that is made for all values does not expect to
# read the whole table, nor does one that takes the pages to be in memory.
_READING = {"plan_cache_mode": "force_generic_plan", "random_page_cost": "1.1"}
_CLOSE_SECONDS = 1.0
_LENT: Mapping[str, Any] = {"poolclass": NullPool}  # `Readers` keep them open
_POSTGRES_POOL: Mapping[str, Any] = {
    "pool_size": POSTGRES_WRITERS,
    "max_overflow": 0,
    "pool_pre_ping": True,
}
# The trace has the youngest of what an action makes. Under row-level security only the owner's function sees it all.
_NEWEST = {
    "sqlite": "SELECT max((SELECT max(id) FROM events WHERE tenant = w.tenant)) FROM workspaces w",
    "postgresql": "SELECT carnet_newest()",
}


class SchemaMismatch(RuntimeError):
    """The database's schema is not the one this code knows; the message says what to do."""


class StoreInUse(RuntimeError):
    """Another process owns the SQLite file."""


class StartRow(Base):
    """One row a start of a process; its number is the process number in ids."""

    __tablename__ = "starts"

    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    at: Mapped[datetime]


@dataclass(frozen=True)
class Limits:
    """How long the store is waited for, in seconds."""

    turn: float = 2.0  # a person waits no longer for the writer, or for a connection that reads
    connect: float = 5.0  # to a PostgreSQL server
    statement: float = 30.0  # a statement is cut here on PostgreSQL
    # A transaction that writes and that nobody goes on with is cut here. In it nothing but the store is awaited, so
    # whoever is silent for longer is frozen, and every other process waits for the rows that it has locked. A machine
    # that has too much to do may leave a process without its turn for some seconds: no reason to break off its writes.
    silent: float = 15.0


LIMITS = Limits()


@dataclass
class Database:
    """The open store: sessions for one tenant each, and the turns of its writers."""

    url: URL
    write: AsyncEngine
    read: AsyncEngine
    readers: Readers
    ids: IdMaker
    turns: asyncio.Semaphore
    limits: Limits
    lock: TextIOWrapper | None = None

    @property
    def is_sqlite(self) -> bool:
        return self.write.dialect.name == "sqlite"

    def writer(self, tenant: Tenant, sight: Sight) -> StoreSession:
        return StoreSession(self.write, tenant=tenant, sight=sight, ids=self.ids)

    def reader(self, tenant: Tenant, sight: Sight) -> ReadingSession:
        return ReadingSession(self.readers, tenant=tenant, sight=sight, ids=self.ids)

    def plain(self) -> AsyncSession:
        """A session without a tenant, for workspaces, the outbox's and the jobs' claims: nothing else is visible."""
        return AsyncSession(self.write, expire_on_commit=False, autoflush=False)

    @asynccontextmanager
    async def plain_reader(self) -> AsyncIterator[AsyncSession]:
        async with (
            self.readers.lent() as connection,
            AsyncSession(connection, expire_on_commit=False, autoflush=False) as session,
        ):
            yield session

    @asynccontextmanager
    async def turn(self, *, patient: bool = False) -> AsyncIterator[None]:
        """Waits for a place among the writers; raises Busy when there is none in time, before anything began."""
        try:
            async with asyncio.timeout(None if patient else self.limits.turn):
                await self.turns.acquire()
        except TimeoutError as error:
            raise Busy from error
        try:
            yield
        finally:
            self.turns.release()

    async def close(self) -> None:
        for pool in (self.readers.close, self.write.dispose):
            # A server that no longer answers is not waited for: what it holds goes with the process.
            with suppress(TimeoutError):
                async with asyncio.timeout(None if self.is_sqlite else _CLOSE_SECONDS):
                    await pool()
        if self.lock is not None:
            self.lock.close()


@contextmanager
def faults() -> Iterator[None]:
    """The driver's errors in the trade's words: a full disk, a lost connection, a pool with no place."""
    try:
        yield
    except PoolTimeout as error:
        raise Busy from error
    except (IntegrityError, ProgrammingError, DataError):
        raise  # a rule of ours was broken: a programming error
    except DBAPIError as error:
        if "database is locked" in str(error.orig):
            raise Busy from error
        raise StoreUnavailable from error
    except OSError as error:
        raise StoreUnavailable from error


async def open_database(url: str, *, wall: Callable[[], datetime], limits: Limits = LIMITS) -> Database:
    """Opens a migrated store and takes a process number from it.

    Raises SchemaMismatch, StoreInUse (SQLite: the file has another owner), StoreUnavailable.
    """
    where = make_url(url)
    lock = None
    if where.get_backend_name() == "sqlite":
        with faults():
            lock = own_file(where)
        turns = 1
        write, read = (sqlite_engine(where, writes=writes, limits=limits) for writes in (True, False))
    else:
        turns = POSTGRES_WRITERS
        write, read = (_postgres_engine(where, writes=writes, limits=limits) for writes in (True, False))
    readers = Readers(read, READERS, seconds=limits.turn)
    database = Database(where, write, read, readers, IdMaker(0, wall), asyncio.Semaphore(turns), limits, lock)
    try:
        with faults():
            await check_schema(write)
            database.ids = IdMaker(await _start(write, wall()), wall, after=await _newest(write))
    except BaseException:
        await database.close()
        raise
    return database


def own_file(where: URL) -> TextIOWrapper:
    """Locks the file beside the database for this process; the lock goes with the process."""
    path = Path(str(where.database))
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = path.with_name(path.name + ".lock").open("a+")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.close()
        raise StoreInUse(f"{path} is in use by another process.") from error
    return lock


def sqlite_engine(where: URL, *, writes: bool, limits: Limits = LIMITS) -> AsyncEngine:
    """One writing connection, a few reading ones; writers take the lock at once, for a read
    transaction that turns into a write is refused without waiting (SQLITE_BUSY_SNAPSHOT)."""

    async def connect() -> OneTripConnection:
        connection = OneTripConnection(lambda: _open_file(str(where.database), limits), reads=not writes)
        await connection
        return connection

    pool = {"pool_size": 1, "max_overflow": 0, "pool_timeout": limits.statement} if writes else _LENT
    engine = create_async_engine(where, hide_parameters=True, async_creator=connect, **pool)

    @event.listens_for(engine.sync_engine, "connect")
    def _prepare(connection: Any, record: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA temp_store=MEMORY")
        if not writes:
            cursor.execute("PRAGMA query_only=ON")
            cursor.execute(f"PRAGMA cache_size=-{_READER_KIB}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: Any) -> None:
        connection.connection.driver_connection.begin("BEGIN IMMEDIATE" if writes else "BEGIN")

    @event.listens_for(engine.sync_engine, "invalidate")
    def _let_go(connection: Any, record: object, error: BaseException | None) -> None:
        with suppress(MissingGreenlet):
            connection.run_async(_break_off)

    return engine


def _open_file(name: str, limits: Limits) -> sqlite3.Connection:
    # The connection is closed by whoever collects it, which may be another thread than its own.
    return sqlite3.connect(name, timeout=limits.turn, check_same_thread=False)


async def _break_off(driver: Any) -> None:
    await driver.break_off()


def _postgres_engine(where: URL, *, writes: bool, limits: Limits) -> AsyncEngine:
    # What reads begins and ends its transactions itself, in fewer trips than SQLAlchemy.
    pool = {**_POSTGRES_POOL, "pool_timeout": limits.turn} if writes else {**_LENT, "isolation_level": "AUTOCOMMIT"}
    silent = limits.silent if writes else limits.statement
    return create_async_engine(
        where,
        hide_parameters=True,  # an error that is logged quotes nobody
        connect_args={
            "timeout": limits.connect,
            "command_timeout": limits.statement,
            "statement_cache_size": _STATEMENTS,
            "max_cached_statement_lifetime": 0,  # PostgreSQL itself plans anew what its statistics make old
            "server_settings": {
                "application_name": "carnet",
                "default_transaction_read_only": "off" if writes else "on",
                "idle_in_transaction_session_timeout": f"{silent:.0f}s",
                "statement_timeout": f"{limits.statement:.0f}s",
                **({} if writes else _READING),
            },
        },
        **pool,
    )


async def check_schema(engine: AsyncEngine) -> None:
    async with engine.connect() as connection:
        tables = await connection.run_sync(_tables)
        held = None
        if "alembic_version" in tables:
            held = (await connection.exec_driver_sql("SELECT version_num FROM alembic_version")).scalar()
    if held is None or held < HEAD:
        there = f"The database is at version {held}" if held else "Nothing of Carnet is in this database yet"
        raise SchemaMismatch(f"{there}; this program needs version {HEAD}: run `carnet migrate`.")
    if held > HEAD:
        raise SchemaMismatch(f"The schema is at {held}, this version knows it up to {HEAD}: install a newer Carnet.")


async def _start(engine: AsyncEngine, at: datetime) -> int:
    async with AsyncSession(engine) as session, session.begin():
        row = StartRow(at=at)
        session.add(row)
        await session.flush()
        number = row.number
        await session.execute(delete(StartRow).where(StartRow.number <= number - PROCESS_NUMBERS))
        return number


async def _newest(engine: AsyncEngine) -> int:
    """The greatest id in the trace: seals would accuse an event that came below it after the clock went back."""
    async with engine.connect() as connection:
        return (await connection.exec_driver_sql(_NEWEST[engine.dialect.name])).scalar() or 0


def _tables(connection: Connection) -> list[str]:
    return inspect(connection).get_table_names()
