"""The short way to the driver, for statements that are made once: SQLAlchemy compiles them, then stands aside.

On SQLite what SQLAlchemy does around an execution takes 100 to 300 µs, the trip to SQLite 30. `_session` decides what
may come this way; here nothing is filtered.
"""

from collections import namedtuple
from collections.abc import Callable, Coroutine, Generator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Any, Protocol, TypeVar, cast

from sqlalchemy import ClauseElement, Dialect, Select, Update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm.util import LoaderCriteriaOption
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

from bot.model.ids import Tenant

Convert = Callable[[Any], Any]
Criteria = tuple[LoaderCriteriaOption, ...]
Answer = tuple[tuple[str, ...], Sequence[Sequence[Any]]]  # names of the columns, rows
T = TypeVar("T")
# Statements one after the other, each with its parameters; what is asked next depends on the answers before.
Dialogue = Generator[tuple[str, Sequence[Any]], Answer, T]


class Way(Protocol):
    """To the driver, past SQLAlchemy. Raises SQLAlchemy's own errors."""

    async def answer(self, sql: str, parameters: Sequence[Any]) -> Answer: ...

    async def answer_many(self, sql: str, rows: Sequence[Sequence[Any]]) -> int:
        """How many rows were changed; -1 where the driver does not say."""
        ...

    async def converse(self, dialogue: Dialogue[T]) -> T:
        """What the dialogue comes to."""
        ...


class Driver(Way, Protocol):
    """What the connections of both engines can do themselves."""

    @property
    def is_open(self) -> bool: ...

    async def change(self, sql: str, parameters: Sequence[Any]) -> int:
        """How many rows were changed."""
        ...

    async def begin_reading(self, tenant: Tenant | None) -> None:
        """A transaction that is told its tenant, if there is one."""
        ...

    def end_reading(self) -> Coroutine[Any, Any, None] | None:
        """What is still to be waited for until the connection may be used again."""
        ...


@dataclass(frozen=True, slots=True)
class Prepared:
    """A compiled statement. `given` are the values that stand in it; `binds` and `reads` turn values of some
    parameters, by name, and of some columns, by place, into the driver's and back."""

    sql: str
    names: tuple[str, ...]
    given: Mapping[str, Any]
    binds: Mapping[str, Convert]
    reads: tuple[tuple[int, Convert], ...]
    picked: Callable[[Mapping[str, Any]], tuple[Any, ...]] | None  # where all parameters are taken as they are

    def parameters(self, values: Mapping[str, Any]) -> tuple[Any, ...]:
        if self.picked is not None:
            return self.picked(values)
        known = {**self.given, **values}
        return tuple([self.binds[name](known[name]) if name in self.binds else known[name] for name in self.names])

    def rows(self, columns: tuple[str, ...], found: Sequence[Sequence[Any]]) -> list[Any]:
        kind = row_of(columns)
        if not self.reads:
            return [kind._make(row) for row in found]
        return [kind._make(self._read(row)) for row in found]

    def _read(self, row: Sequence[Any]) -> list[Any]:
        cells = list(row)
        for place, convert in self.reads:
            cells[place] = convert(cells[place])
        return cells


async def in_turn(way: Way, dialogue: Dialogue[T]) -> T:
    """A dialogue with a trip for each statement."""
    try:
        asked = next(dialogue)
        while True:
            asked = dialogue.send(await way.answer(*asked))
    except StopIteration as end:
        result: T = end.value
        return result


def driver_of(connection: AsyncConnection) -> Driver:
    """Of a connection whose transaction has begun, or of one whose transactions are begun by this way alone."""
    assert connection.sync_connection is not None  # noqa: S101  # for mypy: it was awaited
    driver = connection.sync_connection.connection.driver_connection
    if connection.dialect.name == "sqlite":
        return cast(Driver, driver)  # `_engine` opens no other
    from bot.store._asyncpg import StraightConnection

    return StraightConnection(driver)


@lru_cache(maxsize=1000)
def prepare(statement: ClauseElement, criteria: Criteria, dialect: Dialect) -> Prepared:
    """Once for a statement, which is a constant of its module; a list of values has no place in it."""
    filtered = statement.options(*criteria) if isinstance(statement, Select | Update) else statement
    compiled = filtered.compile(dialect=dialect)
    assert isinstance(compiled, SQLCompiler)  # noqa: S101  # for mypy: what is not DDL is compiled by one
    kinds = {name: parameter for parameter, name in compiled.bind_names.items()}
    if any(parameter.expanding for parameter in kinds.values()):
        raise ValueError("a statement with a list of values is another one for each length of the list")
    columns = list(statement.exported_columns) if isinstance(statement, Select | Update) else []
    binds = {name: bind_of(parameter.type, dialect) for name, parameter in kinds.items()}
    reads = [(place, _read_of(column.type, dialect)) for place, column in enumerate(columns)]
    names = tuple(compiled.positiontup or ())
    given = {name: parameter.value for name, parameter in kinds.items() if not parameter.required}
    converts = {name: convert for name, convert in binds.items() if convert is not None}
    return Prepared(
        sql=str(compiled),
        names=names,
        given=given,
        binds=converts,
        picked=itemgetter(*names) if len(names) > 1 and not (given or converts) else None,
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
