"""Many rows in one statement, straight to the driver: what the mapper does for each row costs more than the insert."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Dialect, insert, inspect
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store._base import Base
from bot.store._driver import Convert, bind_of, write


async def insert_many(connection: AsyncConnection, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Rows with the same keys, which are names of columns; the caller has stamped each with its tenant."""
    statement, names, converts = _prepared(table, tuple(rows[0]), connection.dialect)
    pick = itemgetter(*names)
    converted = [(place, convert) for place, convert in enumerate(converts) if convert is not None]
    values = []
    for row in rows:
        cells = list(pick(row))
        for place, convert in converted:
            cells[place] = convert(cells[place])
        values.append(tuple(cells))
    await write(connection, statement, values)


@lru_cache(maxsize=256)
def _prepared(
    table: type[Base], keys: tuple[str, ...], dialect: Dialect
) -> tuple[str, tuple[str, ...], tuple[Convert | None, ...]]:
    """The statement, the keys in the order of its parameters, and what turns each value into the driver's."""
    mapper = inspect(table)
    columns = {mapper.columns[key].name: key for key in keys}
    compiled = insert(table).compile(dialect=dialect, column_keys=list(columns))
    order = tuple(columns[name] for name in compiled.positiontup or ())
    return str(compiled), order, tuple(bind_of(mapper.columns[key].type, dialect) for key in order)
