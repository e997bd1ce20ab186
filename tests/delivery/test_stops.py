"""How a worker ends: by `stop`, and with an error when a part of it is lost; a store that is silent keeps nobody."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from bot.store import open_database
from bot.store._outbox_claims import Room
from bot.worker._ledger import Ledger
from bot.worker._loop import HandLost
from bot.worker._ports import nowhere
from tests.conftest import Database
from tests.delivery import _stage
from tests.delivery._stage import reminders
from tests.delivery.conftest import Post


@pytest.mark.parametrize("step", ["claimed", "marked"])  # in a courier, in the ledger
async def test_a_worker_that_lost_one_of_its_tasks_ends_with_an_error(post: Post, step: str) -> None:
    post.breaking[step] = asyncio.CancelledError()
    await post.put(reminders(1))
    await post.work()
    ((_, running),) = post.working
    post.working.clear()
    with pytest.raises(HandLost):
        async with asyncio.timeout(_stage.PATIENCE_SECONDS):
            await running


@pytest.mark.parametrize("engine_kind", ["sqlite"])
async def test_the_ledger_ends_when_it_is_told_to_though_something_comes_at_that_moment(post: Post) -> None:
    await post.put(reminders(1))
    (claimed,) = (await post.claims.exchange([], [], opened={}, room=Room(1, 0), now=post.clock.now())).claimed
    for turns in range(6):
        ledger = Ledger(post.claims, post.clock, nowhere, lambda: None, plenty=1)
        ledger.mark(claimed, claimed.delivery.held())
        writing = asyncio.create_task(ledger.write())
        await asyncio.sleep(0.005)
        asking = asyncio.create_task(ledger.claim(Room(1, 0)))
        for _ in range(turns):
            await asyncio.sleep(0)
        writing.cancel()
        await asyncio.wait({writing})
        assert writing.cancelled()
        asking.cancel()


@dataclass(slots=True)
class Wire:
    """Between us and a PostgreSQL; once it is `cut` nothing goes through, and nobody is told."""

    server: str
    cut: asyncio.Event = field(default_factory=asyncio.Event)
    ways: list[asyncio.Task[None]] = field(default_factory=list)

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        from_server, to_server = await asyncio.open_unix_connection(self.server)
        self.ways += [
            asyncio.create_task(self._carry(reader, to_server)),
            asyncio.create_task(self._carry(from_server, writer)),
        ]

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while sent := await reader.read(65536):
            if not self.cut.is_set():
                writer.write(sent)
        writer.close()


@asynccontextmanager
async def wired(url: str) -> AsyncIterator[tuple[str, Wire]]:
    """The same database at another address."""
    where = make_url(url)
    socket = f".s.PGSQL.{where.query['port']}"
    wire = Wire(f"{where.query['host']}/{socket}")
    with tempfile.TemporaryDirectory() as folder:
        server = await asyncio.start_unix_server(wire.take, f"{folder}/{socket}")
        yield where.update_query_dict({"host": folder}).render_as_string(hide_password=False), wire
        server.close()
        for way in wire.ways:
            way.cancel()
        await asyncio.gather(*wire.ways, return_exceptions=True)


@pytest.mark.parametrize("engine_kind", [pytest.param("postgres", marks=pytest.mark.postgres)])
async def test_a_store_is_closed_though_its_server_answers_no_more(database: Database) -> None:
    async with wired(database.url) as (url, wire):
        store = await open_database(url, wall=_stage.now)
        async with store.read.connect() as connection:
            await connection.execute(text("SELECT 1"))
        wire.cut.set()
        async with asyncio.timeout(_stage.PATIENCE_SECONDS):
            await store.close()
