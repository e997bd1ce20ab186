"""A session of one tenant and one pair of eyes: it stamps what is written and filters what is read."""

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from sqlalchemy import (
    ARRAY,
    BindParameter,
    ClauseElement,
    ColumnElement,
    Executable,
    Select,
    Update,
    any_,
    bindparam,
    event,
    func,
    or_,
    select,
)
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction, with_loader_criteria

from bot.model.ids import IdMaker, Tenant
from bot.model.members import Sight
from bot.store._base import AudienceRow, Base, Tenanted
from bot.store._bulk import Clash, insert_many
from bot.store._driver import Answer, Criteria, Dialogue, Prepared, T, Way, driver_of, prepare
from bot.store._readers import Reader, Readers
from bot.store.audiences import AudienceMemberRow

Asked = tuple[ClauseElement, Mapping[str, Any]]
# Statements with their values, one after the other: what is asked next depends on the rows before.
Inquiry = Generator[Asked, Sequence[Any], T]

_NAMES_TENANT = "names_tenant"
_SQLALCHEMYS = frozenset({"sync_session", "_proxied"})  # what AsyncSession makes, and has everything done by
_AT_ONCE = 128
# For PostgreSQL, which gathers places into an array again for each row it looks at once its plan is a general one.
_ANY_NUMBER = 0
_BY_KEY = "update by where() and values(): a bulk update by key reaches past the tenant's filter"


def one_of(column: Any, size: int) -> ColumnElement[bool]:
    """Of a list with places for `size` values, or of any number in one array; `fetch_each` fills them."""
    if size == _ANY_NUMBER:
        return column == any_(bindparam("ones", type_=ARRAY(column.type)))  # type: ignore[no-any-return]  # as below
    return column.in_([bindparam(f"one{number}", type_=column.type) for number in range(size)])  # type: ignore[no-any-return]  # SQLAlchemy's own


class TenantLeak(RuntimeError):
    """A statement that could reach another tenant's rows; a programming error, never a person's."""


class _TenantSession(Session):
    """The synchronous session under `StoreSession`; the listeners below are registered on it."""


class StoreSession(AsyncSession):
    """Opened by `Database` for one unit of work and never used again, so its identity map cannot leak.

    SQLAlchemy's own part is made when something first asks for it: that takes as long as a small statement, and what
    goes straight to the driver does without.
    """

    sync_session_class = _TenantSession

    def __init__(self, engine: AsyncEngine, *, tenant: Tenant, sight: Sight, ids: IdMaker) -> None:
        self._engine = engine
        self.dialect = engine.dialect
        self.is_postgres = engine.dialect.name == "postgresql"
        self.tenant = tenant
        self.sight = sight
        self._ids = ids
        self.wakes = False  # whether the worker has something new to look at after the commit
        self._connection: AsyncConnection | None = None
        self._way: Way | None = None
        self._eyes = _Eyes.of(tenant, sight)

    def __getattr__(self, name: str) -> Any:
        if name not in _SQLALCHEMYS:
            raise AttributeError(name)
        self._make()
        return self.__dict__[name]

    def _make(self) -> None:
        super().__init__(self._engine, expire_on_commit=False, autoflush=False)
        self.info.update(tenant=self.tenant, eyes=self._eyes)

    def next_id(self) -> int:
        return self._ids.next()

    def next_ids(self, count: int) -> Sequence[int]:
        return self._ids.some(count)

    async def add_many(self, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
        """Inserts rows of the same keys in one statement, each stamped with the session's tenant."""
        await self._insert(table, rows, Clash.REFUSED)

    async def add_missing(self, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
        """`add_many`, leaving out the rows whose unique key is there already, by whoever wrote it first."""
        await self._insert(table, rows, Clash.LEFT_OUT)

    async def replace_many(self, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
        """`add_many`, putting the rows in the place of those with the same key, all but their `fixed` columns."""
        await self._insert(table, rows, Clash.REPLACED)

    async def _insert(self, table: type[Base], rows: Sequence[Mapping[str, Any]], clash: Clash) -> None:
        if rows:
            way = await self._reached()
            await insert_many(way, self.dialect, table, rows, stamp={"tenant": self.tenant}, clash=clash)

    async def fetch(self, statement: ClauseElement, values: Mapping[str, Any]) -> Sequence[Any]:
        """The rows of a statement that is a constant of its module: the short way, for what is asked often.

        A mapped select or update is filtered like any other; a text names tenant and viewer itself, as in `run`.
        """
        prepared = self._prepared(statement)
        way = await self._reached()
        columns, found = await way.answer(prepared.sql, prepared.parameters({**values, **self._eyes.values}))
        return prepared.rows(columns, found)

    async def fetch_each(self, statement: Callable[[int], ClauseElement], values: Sequence[Any]) -> list[Any]:
        """`fetch` for a list of values, which stand where `statement` has `one_of` as many as it is asked for."""
        at_once = len(values) if self.is_postgres else _AT_ONCE
        rows: list[Any] = []
        for begin in range(0, len(values), at_once or 1):
            rows += await self.fetch(*self.each_of(statement, values[begin : begin + at_once]))
        return rows

    def each_of(self, statement: Callable[[int], ClauseElement], values: Sequence[Any]) -> Asked:
        """A part of an inquiry: what `fetch_each` asks for values that are few, and one at least."""
        if self.is_postgres:
            return statement(_ANY_NUMBER), {"ones": list(values)}
        size = 1 << (len(values) - 1).bit_length()  # few lengths, so that few statements are prepared
        return statement(size), {f"one{n}": values[min(n, len(values) - 1)] for n in range(size)}

    async def converse(self, inquiry: Inquiry[T]) -> T:
        """`fetch` for several statements. On SQLite all take one trip to its thread, in which the inquiry runs."""
        return await (await self._reached()).converse(self._spoken(inquiry))

    def _spoken(self, inquiry: Inquiry[T]) -> Dialogue[T]:
        try:
            statement, values = next(inquiry)
            while True:
                prepared = self._prepared(statement)
                answer: Answer = yield prepared.sql, prepared.parameters({**values, **self._eyes.values})
                statement, values = inquiry.send(prepared.rows(*answer))
        except StopIteration as end:
            result: T = end.value
            return result

    def _prepared(self, statement: ClauseElement) -> Prepared:
        mapped = isinstance(statement, Select | Update)
        if isinstance(statement, Update) and _sets_tenant(statement):
            raise TenantLeak(_BY_KEY)
        prepared = prepare(statement, self._eyes.criteria if mapped else (), self.dialect)
        if mapped and _OF_TENANT.key not in prepared.names:
            raise TenantLeak("select and update mapped classes: nothing filters a table")
        return prepared

    async def _reached(self) -> Way:
        """The way to the connection of the transaction; asking the session each time costs as much as a statement."""
        if self._way is None or self._connection is None or self._connection.closed:
            self._connection = await self.connection()
            self._way = driver_of(self._connection)
        return self._way

    async def run(self, statement: Any, values: Mapping[str, Any] | None = None) -> Any:
        """A statement that names the tenant itself; only `_search*`, `_outbox` and `_jobs` may call this."""
        return await self.execute(statement, values, execution_options={_NAMES_TENANT: True})


class ReadingSession(StoreSession):
    """Reads on a connection that is lent to it from its `async with` on, in one transaction whichever way it asks."""

    def __init__(self, readers: Readers, *, tenant: Tenant, sight: Sight, ids: IdMaker) -> None:
        super().__init__(readers.engine, tenant=tenant, sight=sight, ids=ids)
        self._readers = readers
        self._reader: Reader | None = None

    async def __aenter__(self) -> Self:
        self._reader = await self._readers.take(self.tenant)
        return self

    async def __aexit__(self, *error: object) -> None:
        reader, self._reader = self._reader, None
        assert reader is not None  # noqa: S101  # for mypy: it was entered
        try:
            if "sync_session" in vars(self) and self.in_transaction():
                await self.close()  # whoever is cut off here leaves a connection that is not lent again
        finally:
            self._readers.give(reader)

    async def _reached(self) -> Way:
        return self._lent()

    def _make(self) -> None:
        connection = self._lent().connection.sync_connection
        super()._make()
        self.sync_session.bind = connection
        self.info["told"] = True  # the connection comes with its tenant

    def _lent(self) -> Reader:
        if self._reader is None:
            raise RuntimeError("a reading session reads inside its `async with`")
        return self._reader


# Constants, so that a statement is compiled once for all; whose eyes they are is told with each execution.
_OF_TENANT: BindParameter[int] = bindparam("of_tenant")
_SEEN_BY: BindParameter[str] = bindparam("seen_by")  # '' is nobody in particular

_MINE = with_loader_criteria(
    Tenanted,
    lambda row: row.tenant == _OF_TENANT,
    include_aliases=True,
)
_MAY_SEE = with_loader_criteria(
    AudienceRow,
    lambda row: or_(
        row.audience.is_(None),
        row.audience.in_(
            select(AudienceMemberRow.audience).where(
                AudienceMemberRow.tenant == _OF_TENANT, AudienceMemberRow.member == _SEEN_BY
            )
        ),
    ),
    include_aliases=True,
)


@dataclass(frozen=True, slots=True)
class _Eyes:
    """What every statement of a session is filtered by."""

    criteria: Criteria
    values: Mapping[str, Any]

    @classmethod
    def of(cls, tenant: Tenant, sight: Sight) -> Self:
        values = {_OF_TENANT.key: int(tenant), _SEEN_BY.key: str(sight.member or "")}
        return cls((_MINE,) if sight.everything else (_MINE, _MAY_SEE), values)


@event.listens_for(_TenantSession, "do_orm_execute")
def _filter(state: ORMExecuteState) -> None:
    options = state.execution_options
    if options.get(_NAMES_TENANT):
        return
    if not state.is_orm_statement:
        raise TenantLeak("this session runs mapped statements only; see StoreSession.run")
    if state.is_insert:
        raise TenantLeak("insert through StoreSession.add_many, which stamps the tenant")
    if state.is_update and (state.parameters or _sets_tenant(state.statement)):
        raise TenantLeak(_BY_KEY)
    if state.is_update or state.is_delete:
        # Rows become records at once, so there is nothing loaded that could be stale.
        state.update_execution_options(synchronize_session=False)
    eyes: _Eyes = state.session.info["eyes"]
    state.statement = state.statement.options(*eyes.criteria)
    given = state.parameters if isinstance(state.parameters, Mapping) else {}
    state.parameters = {**given, **eyes.values}


def _sets_tenant(statement: Executable) -> bool:
    return any(getattr(column, "key", column) == "tenant" for column in getattr(statement, "_values", None) or ())


@event.listens_for(_TenantSession, "before_flush")
def _stamp(session: Session, flush: UOWTransaction, instances: object) -> None:
    tenant = session.info["tenant"]
    for row in session.new | session.dirty | session.deleted:
        if not isinstance(row, Tenanted):
            continue
        if row.tenant is None:
            row.tenant = tenant  # type: ignore[unreachable]  # None until the first flush
        if row.tenant != tenant:
            raise TenantLeak("a row of another tenant in this session")


@event.listens_for(_TenantSession, "after_begin")
def _tell_postgres(session: Session, transaction: object, connection: Any) -> None:
    # Row-level security reads this; it ends with the transaction.
    if connection.dialect.name == "postgresql" and "told" not in session.info:
        connection.execute(select(func.set_config("app.tenant", str(session.info["tenant"]), True)))
