"""SQLite by aiosqlite with one trip to its thread for a statement; `_engine` opens its connections here.

SQLAlchemy asks for a cursor, executes, fetches and closes: four trips. A trip costs 30 to 60 µs, most statements less.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Self

import aiosqlite
from sqlalchemy.exc import DBAPIError

from bot.model.ids import Tenant
from bot.store._driver import Answer, Dialogue, T

_AGAIN_SECONDS = 0.01
_Execute = Callable[[str, Any], sqlite3.Cursor]


@dataclass(frozen=True, slots=True)
class Fetched:
    """A statement's cursor as it was when it was closed."""

    rows: list[Any]
    description: Any = None
    rowcount: int = -1
    lastrowid: int | None = None


class OneTripCursor:
    """What SQLAlchemy uses of aiosqlite's own. All rows are fetched at once: every list of ours has its limit."""

    def __init__(self, connection: "OneTripConnection") -> None:
        self.arraysize = 1
        self._connection = connection
        self._fetched = Fetched([])

    async def __aenter__(self) -> Self:
        return self

    @property
    def description(self) -> Any:
        return self._fetched.description

    @property
    def rowcount(self) -> int:
        return self._fetched.rowcount

    @property
    def lastrowid(self) -> int | None:
        return self._fetched.lastrowid

    async def execute(self, sql: str, parameters: Iterable[Any] = ()) -> Self:
        self._fetched = await self._connection.fetch(sql, parameters)
        return self

    async def executemany(self, sql: str, parameters: Iterable[Iterable[Any]]) -> Self:
        self._fetched = await self._connection.fetch_many(sql, parameters)
        return self

    async def fetchall(self) -> list[Any]:
        return self._fetched.rows

    async def close(self) -> None:
        """It is closed already: an open one would keep SQLite's lock."""


class OneTripConnection(aiosqlite.Connection):
    """`begin` is written down and goes with the first statement. One that only `reads` is not waited for at its end."""

    def __init__(self, connector: Callable[[], sqlite3.Connection], *, reads: bool) -> None:
        super().__init__(connector, iter_chunk_size=64)
        self._thread.daemon = True  # as SQLAlchemy does with the connections that it makes itself
        self._reads = reads
        self._beginning: str | None = None
        self._began = False
        self._broken_off = False
        self._is_away = False  # something of ours is in the thread, or on its way there

    @property
    def is_open(self) -> bool:
        return self._connection is not None

    def begin(self, how: str) -> None:
        """Once for a transaction, however often SQLAlchemy and `_readers` say so."""
        if not self._began:
            self._beginning = how

    async def begin_reading(self, tenant: Tenant | None) -> None:
        self.begin("BEGIN")

    def end_reading(self) -> None:
        if self._began and self._is_away:
            self._tx.put_nowait((None, self._conn.rollback))  # behind what still runs there
        elif self._began:
            with suppress(sqlite3.Error):  # as there
                self._conn.rollback()  # nothing is written back: to wake the thread takes longer
        self._ended()

    async def answer(self, sql: str, parameters: Sequence[Any]) -> Answer:
        try:
            answer: Answer = await self._tripping(self._answered, sql, parameters)
        except sqlite3.Error as error:
            raise _translated(sql, error) from error
        return answer

    async def change(self, sql: str, parameters: Sequence[Any]) -> int:
        try:
            return (await self.fetch(sql, parameters)).rowcount
        except sqlite3.Error as error:
            raise _translated(sql, error) from error

    async def answer_many(self, sql: str, rows: Sequence[Sequence[Any]]) -> int:
        try:
            return (await self.fetch_many(sql, rows)).rowcount
        except sqlite3.Error as error:
            raise _translated(sql, error) from error

    async def converse(self, dialogue: Dialogue[T]) -> T:
        """In one trip, whatever it asks."""
        try:
            result: T = await self._tripping(self._converse, dialogue)
        except sqlite3.Error as error:
            raise _translated("", error) from error
        return result

    def cursor(self) -> OneTripCursor:  # type: ignore[override]  # no trip of its own
        return OneTripCursor(self)

    async def fetch(self, sql: str, parameters: Iterable[Any]) -> Fetched:
        return await self._trip(self._conn.execute, sql, parameters)

    async def fetch_many(self, sql: str, parameters: Iterable[Iterable[Any]]) -> Fetched:
        return await self._trip(self._conn.executemany, sql, parameters)

    async def commit(self) -> None:
        if self._began:
            try:
                await super().commit()
            except sqlite3.Error:
                # SQLAlchemy takes a COMMIT that failed for the end and gives the connection back without a ROLLBACK.
                await self.rollback()
                raise
        self._ended()

    async def rollback(self) -> None:
        # SQLAlchemy rolls back once more when a connection goes to its pool: mostly there is nothing to end.
        if self._reads:
            self.end_reading()
            return
        if self._began:
            await super().rollback()
        self._ended()

    async def break_off(self) -> None:
        """Ends what runs in the thread and all that waits there, unfinished; good for nothing but to be closed then.

        Whoever is cut off leaves a statement to run, and a cursor that keeps SQLite's lock for as long.
        """
        if self._connection is None:
            return
        self._broken_off = True
        ended = asyncio.get_running_loop().create_future()
        self._tx.put_nowait((ended, self._connection.rollback))
        while not ended.done():
            self._connection.interrupt()  # a statement that begins just now has not heard the one before
            await asyncio.wait([ended], timeout=_AGAIN_SECONDS)
        ended.exception()
        self._ended()

    def _ended(self) -> None:
        """Only once it is done: a commit that was cut off may leave a transaction to be rolled back."""
        self._began, self._beginning = False, None

    async def _trip(self, execute: _Execute, sql: str, parameters: Any) -> Fetched:
        fetched: Fetched = await self._tripping(self._fetch, execute, sql, parameters)
        return fetched

    async def _tripping(self, act: Callable[..., Any], *given: Any) -> Any:
        beginning, self._beginning = self._beginning, None
        self._began = self._began or beginning is not None
        self._is_away = True
        return await self._execute(  # type: ignore[no-untyped-call]  # aiosqlite does not say
            self._act, beginning, act, *given
        )

    # From here on in the connection's thread.

    def _act(self, beginning: str | None, act: Callable[..., Any], *given: Any) -> Any:
        try:
            if beginning is not None and not self._broken_off:
                self._conn.execute(beginning).close()
            return act(*given)
        finally:
            self._is_away = False

    def _converse(self, dialogue: Dialogue[T]) -> T:
        try:
            sql, parameters = next(dialogue)
            while True:
                sql, parameters = dialogue.send(self._answered(sql, parameters))
        except StopIteration as end:
            result: T = end.value
            return result

    def _answered(self, sql: str, parameters: Sequence[Any]) -> Answer:
        try:
            fetched = self._fetch(self._conn.execute, sql, parameters)
        except sqlite3.Error as error:
            raise _translated(sql, error) from error
        return tuple([column[0] for column in fetched.description or ()]), fetched.rows

    def _fetch(self, execute: _Execute, sql: str, parameters: Any) -> Fetched:
        if self._broken_off:
            raise sqlite3.OperationalError("interrupted")
        cursor = execute(sql, parameters)
        try:
            rows = cursor.fetchall() if cursor.description else []
            return Fetched(rows, cursor.description, cursor.rowcount, cursor.lastrowid)
        finally:
            cursor.close()


def _translated(sql: str, error: sqlite3.Error) -> BaseException:
    return DBAPIError.instance(sql, None, error, sqlite3.Error, hide_parameters=True)
