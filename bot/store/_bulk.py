"""Many rows in one statement, straight to the driver: what the mapper does for each row costs more than the insert."""

from collections.abc import Mapping, Sequence
from enum import Enum, auto
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Dialect, Insert, inspect
from sqlalchemy.dialects import postgresql, sqlite

from bot.store._base import Base
from bot.store._driver import Convert, Way, bind_of


class Clash(Enum):
    """What becomes of a row whose key is there already; one that is replaced keeps the columns of `Base.fixed`."""

    REFUSED = auto()
    LEFT_OUT = auto()
    REPLACED = auto()


async def insert_many(
    way: Way, dialect: Dialect, table: type[Base], rows: Sequence[Mapping[str, Any]], *, clash: Clash
) -> None:
    """Rows with the same keys, which are names of columns; the caller has stamped each with its tenant."""
    statement, names, converts = _prepared(table, tuple(rows[0]), clash, dialect)
    pick = itemgetter(*names)
    converted = [(place, convert) for place, convert in enumerate(converts) if convert is not None]
    values = []
    for row in rows:
        cells = list(pick(row))
        for place, convert in converted:
            cells[place] = convert(cells[place])
        values.append(tuple(cells))
    await way.answer_many(statement, values)


@lru_cache(maxsize=256)
def _prepared(
    table: type[Base], keys: tuple[str, ...], clash: Clash, dialect: Dialect
) -> tuple[str, tuple[str, ...], tuple[Convert | None, ...]]:
    """The statement, the keys in the order of its parameters, and what turns each value into the driver's."""
    mapper = inspect(table)
    columns = {mapper.columns[key].name: key for key in keys}
    compiled = _insert(table, list(columns), clash, dialect).compile(dialect=dialect, column_keys=list(columns))
    order = tuple(columns[name] for name in compiled.positiontup or ())
    return str(compiled), order, tuple(bind_of(mapper.columns[key].type, dialect) for key in order)


def _insert(table: type[Base], names: list[str], clash: Clash, dialect: Dialect) -> Insert:
    insert = postgresql.insert(table) if dialect.name == "postgresql" else sqlite.insert(table)
    if clash is Clash.REFUSED:
        return insert
    if clash is Clash.LEFT_OUT:
        return insert.on_conflict_do_nothing()
    key = [column.name for column in inspect(table).primary_key]
    changed = {name: insert.excluded[name] for name in names if name not in table.fixed.union(key)}
    return insert.on_conflict_do_update(index_elements=key, set_=changed)
