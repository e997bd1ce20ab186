"""What a store says to its database while something is done, for tests that count statements."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from sqlalchemy import event

from bot.store import Database
from bot.store._aiosqlite import OneTripConnection
from bot.store._asyncpg import StraightConnection


@contextmanager
def heard(database: Database) -> Iterator[list[str]]:
    """Every statement as it is said, without BEGIN, COMMIT and the naming of the tenant."""
    said: list[str] = []
    with _at_the_drivers_door(said.append) if database.is_sqlite else _by_events(database, said.append):
        yield said


@contextmanager
def _at_the_drivers_door(tell: Callable[[str], None]) -> Iterator[None]:
    """Some statements go to SQLite without SQLAlchemy's events."""
    fetch = OneTripConnection._fetch

    def listening(connection: OneTripConnection, execute: Any, sql: str, parameters: Any) -> Any:
        if not sql.startswith("PRAGMA"):  # of a connection that is opened just now
            tell(sql)
        return fetch(connection, execute, sql, parameters)

    with patch.object(OneTripConnection, "_fetch", listening):
        yield


@contextmanager
def _by_events(database: Database, tell: Callable[[str], None]) -> Iterator[None]:
    """What goes by SQLAlchemy, and what goes straight to the driver."""
    answer, answer_many = StraightConnection.answer, StraightConnection.answer_many

    async def answering(connection: StraightConnection, sql: str, parameters: Any) -> Any:
        tell(sql)
        return await answer(connection, sql, parameters)

    async def answering_many(connection: StraightConnection, sql: str, rows: Any) -> None:
        tell(sql)
        await answer_many(connection, sql, rows)

    def listening(connection: object, cursor: object, sql: str, *_: object) -> None:
        if "set_config" not in sql:
            tell(sql)

    engines = [each.sync_engine for each in (database.read, database.write)]
    for engine in engines:
        event.listen(engine, "before_cursor_execute", listening)
    try:
        with patch.multiple(StraightConnection, answer=answering, answer_many=answering_many):
            yield
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", listening)
