"""The short way to the driver, for statements that are made once: SQLAlchemy compiles them, then stands aside.

On SQLite what SQLAlchemy does around an execution takes 100 to 300 µs, the trip to SQLite 30. `_session` decides what
may come this way; here nothing is filtered.
"""

import sqlite3
from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import ClauseElement, Dialect, Select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm.util import LoaderCriteriaOption
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

from bot.store._aiosqlite import OneTripConnection

Convert = Callable[[Any], Any]
Criteria = tuple[LoaderCriteriaOption, ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A compiled statement. `given` are the values that stand in it; `binds` and `reads` turn values of some
    parameters, by name, and of some columns, by place, into the driver's and back."""

    sql: str
    names: tuple[str, ...]
    given: Mapping[str, Any]
    binds: Mapping[str, Convert]
    reads: tuple[tuple[int, Convert], ...]

    def parameters(self, values: Mapping[str, Any]) -> tuple[Any, ...]:
        known = {**self.given, **values}
        return tuple([self.binds[name](known[name]) if name in self.binds else known[name] for name in self.names])

    def rows(self, columns: Sequence[str], found: Sequence[Sequence[Any]]) -> list[Any]:
        kind = row_of(tuple(columns))
        if not self.reads:
            return [kind._make(row) for row in found]
        return [kind._make(self._read(row)) for row in found]

    def _read(self, row: Sequence[Any]) -> list[Any]:
        cells = list(row)
        for place, convert in self.reads:
            cells[place] = convert(cells[place])
        return cells


async def fetch(connection: AsyncConnection, prepared: Prepared, values: Mapping[str, Any]) -> list[Any]:
    """All rows, with their columns as attributes. Raises SQLAlchemy's own errors."""
    parameters = prepared.parameters(values)
    driver = _sqlite(connection)
    if driver is None:
        found = await connection.exec_driver_sql(prepared.sql, parameters)
        return prepared.rows(list(found.keys()), found.all())
    try:
        fetched = await driver.fetch(prepared.sql, parameters)
    except sqlite3.Error as error:
        raise _translated(prepared.sql, error) from error
    return prepared.rows([column[0] for column in fetched.description or ()], fetched.rows)


async def write(connection: AsyncConnection, sql: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """The statement once for each of the rows, whose values are the driver's already."""
    driver = _sqlite(connection)
    if driver is None:
        await connection.exec_driver_sql(sql, list(rows))
        return
    try:
        await driver.fetch_many(sql, rows)
    except sqlite3.Error as error:
        raise _translated(sql, error) from error


@lru_cache(maxsize=1000)
def prepare(statement: ClauseElement, criteria: Criteria, dialect: Dialect) -> Prepared:
    """Once for a statement, which is a constant of its module; a list of values has no place in it."""
    filtered = statement.options(*criteria) if isinstance(statement, Select) else statement
    compiled = filtered.compile(dialect=dialect)
    assert isinstance(compiled, SQLCompiler)  # noqa: S101  # for mypy: what is not DDL is compiled by one
    kinds = {name: parameter for parameter, name in compiled.bind_names.items()}
    if any(parameter.expanding for parameter in kinds.values()):
        raise ValueError("a statement with a list of values is another one for each length of the list")
    columns = list(statement.selected_columns) if isinstance(statement, Select) else []
    binds = {name: bind_of(parameter.type, dialect) for name, parameter in kinds.items()}
    reads = [(place, _read_of(column.type, dialect)) for place, column in enumerate(columns)]
    return Prepared(
        sql=str(compiled),
        names=tuple(compiled.positiontup or ()),
        given={name: parameter.value for name, parameter in kinds.items() if not parameter.required},
        binds={name: convert for name, convert in binds.items() if convert is not None},
        reads=tuple((place, convert) for place, convert in reads if convert is not None),
    )


def bind_of(kind: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    """What turns a value into the driver's; None where it is the same."""
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _read_of(kind: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    return kind.dialect_impl(dialect).result_processor(dialect, None)


@lru_cache(maxsize=1000)
def row_of(columns: tuple[str, ...]) -> Any:
    return namedtuple("Row", columns)


def _sqlite(connection: AsyncConnection) -> OneTripConnection | None:
    driver = connection.sync_connection.connection.driver_connection if connection.sync_connection else None
    return driver if isinstance(driver, OneTripConnection) else None


def _translated(sql: str, error: sqlite3.Error) -> BaseException:
    return DBAPIError.instance(sql, None, error, sqlite3.Error, hide_parameters=True)
