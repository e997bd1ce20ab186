"""The short way to the driver, for statements that are made once: SQLAlchemy compiles them, then stands aside.

On SQLite what SQLAlchemy does around an execution takes 100 to 300 µs, the trip to SQLite 30. `_session` decides what
may come this way; here nothing is filtered.
"""

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import aiosqlite
from sqlalchemy import Dialect, Select, TextClause
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import TypeEngine

from bot.store._aiosqlite import OneTripConnection

Convert = Callable[[Any], Any]
Made = Select[Any] | TextClause


@dataclass(frozen=True, slots=True)
class Prepared:
    """A compiled statement: `given` are the values that stand in it, `binds` turns a value into the driver's."""

    sql: str
    names: tuple[str, ...]
    given: Mapping[str, Any]
    binds: Mapping[str, Convert]
    reads: tuple[tuple[int, Convert], ...]

    def parameters(self, values: Mapping[str, Any]) -> tuple[Any, ...]:
        known = {**self.given, **values}
        return tuple(self.binds[name](known[name]) if name in self.binds else known[name] for name in self.names)


async def fetch(connection: AsyncConnection, prepared: Prepared, values: Mapping[str, Any]) -> Sequence[Any]:
    """All rows, with their columns as attributes. Raises SQLAlchemy's own errors."""
    parameters = prepared.parameters(values)
    driver = _sqlite(connection)
    if driver is None:
        found = await connection.exec_driver_sql(prepared.sql, parameters)
        kind, rows = _row(tuple(found.keys())), found.all()
    else:
        with _told(prepared.sql):
            fetched = await driver.fetch(prepared.sql, parameters)
        kind, rows = _row(tuple(column[0] for column in fetched.description)), fetched.rows
    return [kind._make(prepared.read(row)) for row in rows]


async def write(connection: AsyncConnection, sql: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """One statement for each of the rows, whose values are the driver's already."""
    driver = _sqlite(connection)
    if driver is None:
        await connection.exec_driver_sql(sql, list(rows))
        return
    with _told(sql):
        await driver.fetch_many(sql, rows)
