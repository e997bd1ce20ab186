"""The same change of many rows, each with values of its own, in one trip to the database.

SQLite's thread runs one prepared statement for each row; PostgreSQL joins the rows with arrays of the values.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import repeat
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Update, bindparam, column, func
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store._bulk import bound
from bot.store._driver import driver_of, prepare
from bot.store._outbox import OutboxRow

Place = Callable[[str], ColumnElement[Any]]
Columns = Mapping[str, Sequence[Any]]


def places(*names: str, is_sqlite: bool) -> Place:
    """Where the values of one row stand in the statement; `of_…` and `to_…` are called as the columns they are for."""
    # SQLAlchemy keeps the plain names for its own use in an UPDATE.
    kinds = {name: getattr(OutboxRow, name.partition("_")[2]).type for name in names}
    if is_sqlite:
        return lambda name: bindparam(name, type_=kinds[name])
    arrays = [bindparam(name, type_=ARRAY(kind)) for name, kind in kinds.items()]
    given = func.unnest(*arrays).table_valued(*(column(name, kind) for name, kind in kinds.items()))
    return given.render_derived(name="given").c.__getitem__


async def change_many(connection: AsyncConnection, change: Update, values: Columns) -> int:
    """How many rows were there to be changed. `values` are as many for each name; the transaction has begun."""
    prepared = prepare(change, (), connection.dialect)
    if connection.dialect.name == "postgresql":
        return await driver_of(connection).change(prepared.sql, prepared.parameters(values))
    count = len(next(iter(values.values())))
    given = {name: repeat(value, count) for name, value in prepared.given.items()}
    cells = [bound({**given, **values}[name], prepared.binds.get(name)) for name in prepared.names]
    return await driver_of(connection).answer_many(prepared.sql, list(zip(*cells, strict=True)))
