"""The connections that read. Each is opened once and lent to one session, or one question, after the other.

SQLAlchemy's pool rolls back, asks whether the connection is alive and waits for both; that takes longer than most
statements. Here a connection is bound to SQLAlchemy for good, so whoever wants its ways has them, in the same
transaction as what goes straight to the driver.
"""

import asyncio
from collections.abc import AsyncIterator, Coroutine, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import Any

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.model.errors import Busy
from bot.model.ids import Tenant
from bot.store._driver import Answer, Dialogue, Driver, T, driver_of


class Reader:
    """A connection in a transaction that sees one tenant, or on PostgreSQL none."""

    def __init__(self, connection: AsyncConnection, driver: Driver) -> None:
        self.connection = connection
        self.driver = driver
        self._answering = False

    async def answer(self, sql: str, parameters: Sequence[Any]) -> Answer:
        with self._marked():
            return await self.driver.answer(sql, parameters)

    async def converse(self, dialogue: Dialogue[T]) -> T:
        with self._marked():
            return await self.driver.converse(dialogue)

    async def answer_many(self, sql: str, rows: Sequence[Sequence[Any]]) -> int:
        """Nothing can be written here: the driver says so."""
        return await self.driver.answer_many(sql, rows)

    @contextmanager
    def _marked(self) -> Iterator[None]:
        """Unless it is cut off: then the mark stays."""
        self._answering = True
        try:
            yield
        except DBAPIError:
            self._answering = False
            raise
        self._answering = False

    @property
    def is_tidy(self) -> bool:
        """Nobody was cut off while a statement ran, and the server is still there."""
        return (
            not self._answering
            and self.driver.is_open
            and not self.connection.invalidated
            and not self.connection.in_transaction()
        )


class Readers:
    """As many as `size`; who finds all of them lent waits for `seconds` and is told that it is busy."""

    def __init__(self, engine: AsyncEngine, size: int, *, seconds: float) -> None:
        self.engine = engine
        self._seconds = seconds
        self._places = asyncio.Semaphore(size)
        self._free: list[Reader] = []  # the last one given back is the warmest
        self._endings: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def lent(self, tenant: Tenant | None = None) -> AsyncIterator[AsyncConnection]:
        reader = await self.take(tenant)
        try:
            yield reader.connection
            await reader.connection.rollback()
        finally:
            self.give(reader)

    async def take(self, tenant: Tenant | None) -> Reader:
        """Raises Busy, and what the driver raises when it finds no server."""
        await self._place()
        try:
            return await self._begun(tenant)
        except BaseException:
            self._places.release()
            raise

    def give(self, reader: Reader) -> None:
        """Nobody waits for the end of a transaction that has read; the next to come finds it done."""
        if not reader.is_tidy:
            self._later(self._given_up(reader))
        elif (ending := reader.driver.end_reading()) is not None:
            self._later(self._given_back(reader, ending))
        else:
            self._free.append(reader)
            self._places.release()

    async def close(self) -> None:
        await asyncio.gather(*self._endings)
        while self._free:
            await self._closed(self._free.pop())
        await self.engine.dispose()

    async def _place(self) -> None:
        if not self._places.locked():
            await self._places.acquire()
            return
        try:
            async with asyncio.timeout(self._seconds):
                await self._places.acquire()
        except TimeoutError as error:
            raise Busy from error

    async def _begun(self, tenant: Tenant | None) -> Reader:
        """To begin tells whether the server is still there; if it was restarted, all that wait here are lost."""
        while self._free:
            reader = self._free.pop()
            with suppress(DBAPIError, OSError):
                return await self._beginning(reader, tenant)
        return await self._beginning(await self._opened(), tenant)

    async def _beginning(self, reader: Reader, tenant: Tenant | None) -> Reader:
        try:
            await reader.driver.begin_reading(tenant)
        except BaseException:
            self._later(self._closed(reader))
            raise
        return reader

    async def _opened(self) -> Reader:
        connection = await self.engine.connect()
        return Reader(connection, driver_of(connection))

    async def _given_back(self, reader: Reader, ending: Coroutine[Any, Any, None]) -> None:
        try:
            await ending
            self._free.append(reader)
        except (DBAPIError, OSError):
            await self._closed(reader)
        finally:
            self._places.release()

    async def _given_up(self, reader: Reader) -> None:
        try:
            await self._closed(reader)
        finally:
            self._places.release()

    async def _closed(self, reader: Reader) -> None:
        with suppress(DBAPIError, OSError):
            await reader.connection.invalidate()  # breaks off what may still be running
            await reader.connection.close()

    def _later(self, ending: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(ending)
        self._endings.add(task)
        task.add_done_callback(self._endings.discard)
