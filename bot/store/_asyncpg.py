"""PostgreSQL by asyncpg with nothing in between, in as few trips to the server as there can be.

Loaded only where there is a PostgreSQL: asyncpg takes a while and some megabytes.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import asyncpg  # type: ignore[import-untyped]  # it ships no types
from sqlalchemy.exc import DBAPIError, IntegrityError, ProgrammingError

from bot.model.ids import Tenant
from bot.store._driver import Answer, Dialogue, T, in_turn

_KINDS = {asyncpg.IntegrityConstraintViolationError: IntegrityError, asyncpg.SyntaxOrAccessError: ProgrammingError}


class StraightConnection:
    """A `Driver` around the connection that SQLAlchemy opened."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    @property
    def is_open(self) -> bool:
        return not self._connection.is_closed()

    async def begin_reading(self, tenant: Tenant | None) -> None:
        """One trip for both: row-level security reads the setting, which ends with the transaction."""
        naming = "" if tenant is None else f"; SET LOCAL app.tenant = '{int(tenant)}'"
        await self._say(f"BEGIN READ ONLY{naming}")

    async def end_reading(self) -> None:
        await self._say("ROLLBACK")

    async def answer(self, sql: str, parameters: Sequence[Any]) -> Answer:
        with _translating(sql):
            found = await self._connection.fetch(sql, *parameters)
        return (tuple(found[0].keys()), found) if found else ((), ())

    async def change(self, sql: str, parameters: Sequence[Any]) -> int:
        if not self._connection.is_in_transaction():
            raise RuntimeError(
                "what is changed past SQLAlchemy waits for its first statement, which begins the transaction"
            )
        with _translating(sql):
            done = await self._connection.execute(sql, *parameters)
        return int(done.rpartition(" ")[2])  # "UPDATE 7"

    async def answer_many(self, sql: str, rows: Sequence[Sequence[Any]]) -> int:
        with _translating(sql):
            await self._connection.executemany(sql, rows)
        return -1

    async def converse(self, dialogue: Dialogue[T]) -> T:
        return await in_turn(self, dialogue)

    async def _say(self, sql: str) -> None:
        with _translating(sql):
            await self._connection.execute(sql)


@contextmanager
def _translating(sql: str) -> Iterator[None]:
    """The driver's errors as SQLAlchemy raises them; `sql` holds nobody's words."""
    try:
        yield
    except (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError) as error:
        kind = next((kind for raised, kind in _KINDS.items() if isinstance(error, raised)), DBAPIError)
        raise kind(sql, None, error, hide_parameters=True) from error
