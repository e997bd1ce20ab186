"""SQLite by aiosqlite with one trip to its thread for a statement; `_engine` opens its connections here.

SQLAlchemy asks for a cursor, executes, fetches and closes: four trips. A trip costs 30 to 60 µs, most statements less.
"""

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Self

import aiosqlite

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

    def begin(self, how: str) -> None:
        self._beginning = how

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
        if self._began and self._reads:
            # The thread takes one thing after the other, so whoever is next finds it done.
            self._tx.put_nowait((None, self._conn.rollback))
        elif self._began:
            await super().rollback()
        self._ended()

    def _ended(self) -> None:
        """Only once it is done: a commit that was cut off may leave a transaction to be rolled back."""
        self._began, self._beginning = False, None

    async def _trip(self, execute: _Execute, sql: str, parameters: Any) -> Fetched:
        beginning, self._beginning = self._beginning, None
        self._began = self._began or beginning is not None
        fetched: Fetched = await self._execute(  # type: ignore[no-untyped-call]  # aiosqlite does not say
            self._fetch, beginning, execute, sql, parameters
        )
        return fetched

    def _fetch(self, beginning: str | None, execute: _Execute, sql: str, parameters: Any) -> Fetched:
        """In the connection's thread."""
        if beginning is not None:
            self._conn.execute(beginning).close()
        cursor = execute(sql, parameters)
        try:
            rows = cursor.fetchall() if cursor.description else []
            return Fetched(rows, cursor.description, cursor.rowcount, cursor.lastrowid)
        finally:
            cursor.close()
