"""Hearing from other processes that the outbox has something new, on a connection of its own."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import asyncpg  # type: ignore[import-untyped]  # asyncpg ships no types

from bot.store._engine import Database

CHANNEL = "carnet_outbox"
_AGAIN_SECONDS = 1.0


async def listen(database: Database, wake: Callable[[], None], sleep: Callable[[float], Awaitable[None]]) -> None:
    """Runs until cancelled, and takes a lost connection up again; on SQLite there is nobody else to hear."""
    if database.is_sqlite:
        return
    _, address = database.write.dialect.create_connect_args(database.url)
    while True:
        try:
            await _hear(address, wake)
        except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
            await sleep(_AGAIN_SECONDS)


async def _hear(address: Mapping[str, Any], wake: Callable[[], None]) -> None:
    ended = asyncio.Event()
    connection = await asyncpg.connect(**address, timeout=5, server_settings={"application_name": "carnet"})
    try:
        connection.add_termination_listener(lambda _: ended.set())
        await connection.add_listener(CHANNEL, lambda *_: wake())
        wake()  # what was said while nobody listened
        await ended.wait()
    finally:
        connection.terminate()
    raise ConnectionResetError
