"""The floor of a request of the API: aiohttp with one handler that reads JSON, says the statements of the same request
to the driver, commits, and answers JSON. Its own process.

Its answer is always the same: a file, which is one of ours, so that both write and send as much.
"""

import json
import pickle
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiosqlite
import asyncpg  # type: ignore[import-untyped]  # asyncpg ships no types
from aiohttp import web

Statements = Sequence[tuple[str, tuple[Any, ...]]]
Say = Callable[[Statements], Awaitable[None]]


@asynccontextmanager
async def on_sqlite(url: str) -> AsyncIterator[Say]:
    async with aiosqlite.connect(Path(url.partition("///")[2])) as connection:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            await connection.execute(f"PRAGMA {pragma}")

        async def say(statements: Statements) -> None:
            for statement, values in statements:
                await connection.execute_fetchall(statement, values)
            await connection.commit()

        yield say


@asynccontextmanager
async def on_postgres(url: str) -> AsyncIterator[Say]:
    connection = await asyncpg.connect(url.replace("postgresql+asyncpg", "postgresql"))

    async def say(statements: Statements) -> None:
        async with connection.transaction():
            for statement, values in statements:
                await connection.fetch(statement, *values)

    try:
        yield say
    finally:
        await connection.close()


def main(port: int, answer: Path, told: Path, url: str) -> None:
    answered, waiting = answer.read_bytes(), iter(pickle.loads(told.read_bytes()))  # noqa: S301  # the bench's own
    opened = on_sqlite if url.startswith("sqlite") else on_postgres
    say: list[Say] = []

    async def open_database(app: web.Application) -> AsyncIterator[None]:
        async with opened(url) as ready:
            say.append(ready)
            yield

    async def receive(request: web.Request) -> web.Response:
        json.loads(await request.read())
        await say[0](next(waiting))
        return web.Response(body=answered, status=201, content_type="application/json")

    server = web.Application()
    server.cleanup_ctx.append(open_database)
    server.router.add_post("/{path:.*}", receive)
    web.run_app(server, host="127.0.0.1", port=port, print=None, access_log=None)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4])
