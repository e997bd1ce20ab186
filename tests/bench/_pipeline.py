"""The floor of a delivery: rows claimed a hundred at a time, posted through slack_sdk, marked every 20 ms; no promises.

Twenty posts at a time over one session, as the worker does; a crash would lose or double what is on its way. What it
writes it writes as durably as we do: the same cluster, or a file with the same settings. What it sends is what it is
handed: the honest floor of a reminder is the reminder's own blocks and metadata, composed beforehand.
"""

import asyncio
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

import aiohttp
import asyncpg  # type: ignore[import-untyped]  # asyncpg ships no types
from slack_sdk.web.async_client import AsyncWebClient

from tests.bench._homes import TOKEN, Home

Said = Mapping[str, Any]  # what chat.postMessage is given, but for the channel
SHORT: Said = {"text": "Reminder"}
_SLOTS = 20
_AHEAD = 50  # claimed and not yet on their way
_MARK_SECONDS = 0.02
_TABLE = "CREATE TABLE bare_outbox (id INTEGER PRIMARY KEY, due_at DOUBLE PRECISION, state TEXT)"
_CLAIM = """UPDATE bare_outbox SET state = 'claimed' WHERE id IN (SELECT id FROM bare_outbox
    WHERE state = 'due' ORDER BY id LIMIT 100) RETURNING id"""


class _Rows(Protocol):
    async def claim(self) -> list[int]: ...

    async def mark(self, sent: Sequence[int]) -> None: ...


class _SqliteRows:
    def __init__(self, file: Path, count: int) -> None:
        self._connection = sqlite3.connect(file, isolation_level=None)
        for pragma in ("journal_mode=WAL", "synchronous=FULL"):
            self._connection.execute(f"PRAGMA {pragma}")
        self._connection.execute(_TABLE)
        rows = [(number, 0.0, "due") for number in range(count)]
        self._connection.execute("BEGIN")
        self._connection.executemany("INSERT INTO bare_outbox VALUES (?, ?, ?)", rows)
        self._connection.execute("COMMIT")

    async def claim(self) -> list[int]:
        return [row[0] for row in self._connection.execute(_CLAIM).fetchall()]

    async def mark(self, sent: Sequence[int]) -> None:
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.executemany("UPDATE bare_outbox SET state = 'sent' WHERE id = ?", [(key,) for key in sent])
        self._connection.execute("COMMIT")


class _PostgresRows:
    def __init__(self, connection: asyncpg.Connection) -> None:
        self._connection = connection
        self._turn = asyncio.Lock()

    async def fill(self, count: int) -> None:
        await self._connection.execute(_TABLE)
        rows = [(number, 0.0, "due") for number in range(count)]
        await self._connection.copy_records_to_table("bare_outbox", records=rows)

    async def claim(self) -> list[int]:
        async with self._turn:
            return [row["id"] for row in await self._connection.fetch(_CLAIM)]

    async def mark(self, sent: Sequence[int]) -> None:
        async with self._turn:
            await self._connection.execute("UPDATE bare_outbox SET state = 'sent' WHERE id = ANY($1)", list(sent))


async def post_all(home: Home, count: int, said: Said = SHORT) -> None:
    """Posts `count` rows that are due now, as fast as it goes."""
    if home.cluster is None:
        await _post(_SqliteRows(home.folder / "bare.db", count), home.slack, said)
        return
    connection = await asyncpg.connect(str(home.admin_url).replace("postgresql+asyncpg", "postgresql"))
    try:
        rows = _PostgresRows(connection)
        await rows.fill(count)
        await _post(rows, home.slack, said)
    finally:
        await connection.close()


async def _post(rows: _Rows, slack: str, said: Said) -> None:
    waiting: asyncio.Queue[int] = asyncio.Queue(_AHEAD)
    sent: list[int] = []
    async with aiohttp.ClientSession() as session:
        client = AsyncWebClient(TOKEN, base_url=slack, session=session)
        marking = asyncio.create_task(_mark(rows, sent))
        posting = [asyncio.create_task(_carry(client, said, waiting, sent)) for _ in range(_SLOTS)]
        while claimed := await rows.claim():
            for key in claimed:
                await waiting.put(key)
        await waiting.join()
        for task in (*posting, marking):
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        await rows.mark(sent)


async def _carry(client: AsyncWebClient, said: Said, waiting: "asyncio.Queue[int]", sent: list[int]) -> None:
    while True:
        key = await waiting.get()
        await client.chat_postMessage(channel="D0BENCH", **{**said, "text": f"{said['text']} {key}"})
        sent.append(key)
        waiting.task_done()


async def _mark(rows: _Rows, sent: list[int]) -> None:
    while True:
        await asyncio.sleep(_MARK_SECONDS)
        if sent:
            ready = sent[:]
            sent.clear()
            await rows.mark(ready)
