"""Hearing from other processes that the outbox has something new, on a connection of its own."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from bot.store._engine import Database

CHANNEL = "carnet_outbox"
_AGAIN_SECONDS = 1.0
_ADDRESS = ("host", "port", "user", "password", "database", "ssl")  # the rest is for the pool of SQLAlchemy


async def listen(
    database: Database,
    wake: Callable[[], None],
    sleep: Callable[[float], Awaitable[None]],
    *,
    readers_changed: Callable[[str], None],
) -> None:
    """Runs until cancelled, and takes a lost connection up again; on SQLite there is nobody else to hear.

    `readers_changed` is told of a channel, or of '' for any: what was said while nobody listened is lost.
    """
    if database.is_sqlite:
        return
    import asyncpg  # type: ignore[import-untyped]  # it ships no types; loaded where there is a PostgreSQL

    _, options = database.write.dialect.create_connect_args(database.url)
    address = {name: options[name] for name in _ADDRESS if name in options}
    while True:
        with suppress(OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
            connection = await asyncpg.connect(**address, timeout=5, server_settings={"application_name": "carnet"})
            await _hear(connection, wake, readers_changed)
        await sleep(_AGAIN_SECONDS)


async def _hear(connection: Any, wake: Callable[[], None], readers_changed: Callable[[str], None]) -> None:
    """Until the connection is lost."""
    ended = asyncio.Event()

    def hear(*said: Any) -> None:
        if said[-1]:
            readers_changed(said[-1])
        wake()

    try:
        connection.add_termination_listener(lambda _: ended.set())
        await connection.add_listener(CHANNEL, hear)
        readers_changed("")
        wake()  # for what was said while nobody listened
        await ended.wait()
    finally:
        connection.terminate()
