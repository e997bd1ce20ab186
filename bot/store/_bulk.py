"""Many rows in one statement, straight to the driver: what the mapper does for each row costs more than the insert."""

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum, auto
from functools import lru_cache
from itertools import repeat
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
    way: Way,
    dialect: Dialect,
    table: type[Base],
    rows: Sequence[Mapping[str, Any]],
    *,
    stamp: Mapping[str, Any],
    clash: Clash,
) -> None:
    """Rows with the same keys, which are names of columns; `stamp` are the values that all of them have beside."""
    keys = (*rows[0], *stamp)
    statement, names, converts = _prepared(table, keys, clash, dialect)
    own = [name for name in rows[0] if name not in stamp]
    columns: dict[str, Iterable[Any]] = {name: [row[name] for row in rows] for name in own}
    columns |= {name: repeat(value, len(rows)) for name, value in stamp.items()}
    cells = [bound(columns[name], convert) for name, convert in zip(names, converts, strict=True)]
    await way.answer_many(statement, list(zip(*cells, strict=True)))


def bound(column: Iterable[Any], convert: Convert | None) -> Iterable[Any]:
    """A column as the driver takes it. What is the same from row to row, as a moment mostly is, is converted once."""
    if convert is None:
        return column
    cells: list[Any] = []
    last: Any = object()
    converted: Any = None
    for cell in column:
        if cell is not last:
            last, converted = cell, convert(cell)
        cells.append(converted)
    return cells


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
