"""The statements of a command, heard from our own engines while it is carried out, and run again by the bare driver."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

import aiosqlite
import asyncpg  # type: ignore[import-untyped]  # asyncpg ships no types
from slack_bolt.request.async_request import AsyncBoltRequest
from sqlalchemy import event

from bot.app._doors import bolt_app
from bot.app._house import bot_token
from bot.model.ids import Tenant
from bot.store import Database
from bot.store._aiosqlite import OneTripConnection
from bot.store._asyncpg import StraightConnection
from tests.bench._homes import Home, house_in

Statement = tuple[str, tuple[Any, ...]]


@dataclass(slots=True)
class Told:
    """What one command said to its database, without BEGIN and COMMIT."""

    statements: list[Statement] = field(default_factory=list)
    writes: bool = False


def heard(home: Home, forms: Sequence[dict[str, str]]) -> list[Told]:
    """Carries the commands out in this process, and tells what each said; the database is changed by it."""
    return asyncio.run(_heard(home, forms))


def run_again(home: Home, told: Sequence[Told]) -> list[float]:
    """Milliseconds a command: one open connection, one await a statement, one commit that is on the disk."""
    again = _through_aiosqlite if home.cluster is None else _through_asyncpg
    return asyncio.run(again(home, told))


async def _heard(home: Home, forms: Sequence[dict[str, str]]) -> list[Told]:
    told = []
    async with house_in(home) as house:
        app = bolt_app(house.shell, api_url=home.slack, token=lambda team: bot_token(house.settings, team))
        await app.async_dispatch(AsyncBoltRequest(body=dict(forms[0]), mode="socket_mode"))  # who asks is known now
        for form in forms[1:]:
            with listening(house.database) as said:
                answer = await app.async_dispatch(AsyncBoltRequest(body=dict(form), mode="socket_mode"))
            assert answer.status == 200, form
            assert said.statements, form
            told.append(said)
    return told


@contextmanager
def listening(database: Database) -> Iterator[Told]:
    """What is said meanwhile. Some statements go straight to the driver, so they are heard there."""
    said = Told()
    with patch.multiple(OneTripConnection, **_on_sqlite(said)) if database.is_sqlite else _on_postgres(database, said):
        yield said


@contextmanager
def _on_postgres(database: Database, said: Told) -> Iterator[None]:
    """The tenant is told in the trip that begins a reading; whoever says a statement alone has to tell it too."""
    begin, answer, answer_many = (
        StraightConnection.begin_reading,
        StraightConnection.answer,
        StraightConnection.answer_many,
    )

    async def hear_begin(way: StraightConnection, tenant: Tenant | None) -> None:
        if tenant is not None:
            said.statements.append(("SELECT set_config('app.tenant', $1, true)", (str(tenant),)))
        await begin(way, tenant)

    async def hear_straight(way: StraightConnection, sql: str, parameters: Any) -> Any:
        said.statements.append((sql, tuple(parameters)))
        return await answer(way, sql, parameters)

    async def hear_many(way: StraightConnection, sql: str, rows: Any) -> Any:
        said.statements += [(sql, tuple(each)) for each in rows]
        return await answer_many(way, sql, rows)

    def hear(connection: Any, cursor: Any, statement: str, parameters: Any, context: Any, many: bool) -> None:
        said.statements += [(statement, tuple(each)) for each in (parameters if many else [parameters])]

    engines = [database.read.sync_engine, database.write.sync_engine]
    for engine in engines:
        event.listen(engine, "before_cursor_execute", hear)
    try:
        with patch.multiple(StraightConnection, begin_reading=hear_begin, answer=hear_straight, answer_many=hear_many):
            yield
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", hear)


def _on_sqlite(said: Told) -> dict[str, Any]:
    fetch, commit = OneTripConnection._fetch, OneTripConnection.commit

    def hear(driver: OneTripConnection, execute: Any, sql: str, parameters: Any) -> Any:
        is_many = execute.__name__ == "executemany"
        said.statements += [(sql, tuple(each)) for each in (parameters if is_many else [parameters])]
        return fetch(driver, execute, sql, parameters)

    async def hear_commit(driver: OneTripConnection) -> None:
        said.writes = True
        await commit(driver)

    return {"_fetch": hear, "commit": hear_commit}


async def _through_aiosqlite(home: Home, told: Sequence[Told]) -> list[float]:
    took = []
    async with aiosqlite.connect(Path(home.url.partition("///")[2])) as connection:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            await connection.execute(f"PRAGMA {pragma}")
        for each in told:
            begun = time.perf_counter()
            for statement, values in each.statements:
                await connection.execute_fetchall(statement, values)
            if each.writes:
                await connection.commit()
            took.append((time.perf_counter() - begun) * 1000)
    return took


async def _through_asyncpg(home: Home, told: Sequence[Told]) -> list[float]:
    """The tenant is told to row-level security for a transaction, so reads are in one too."""
    took = []
    assert home.cluster is not None
    connection = await asyncpg.connect(home.url.replace("postgresql+asyncpg", "postgresql"))
    try:
        for each in told:
            begun = time.perf_counter()
            async with connection.transaction():
                for statement, values in each.statements:
                    await connection.fetch(statement, *values)
            took.append((time.perf_counter() - begun) * 1000)
    finally:
        await connection.close()
    return took
