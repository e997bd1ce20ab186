"""The same rush through procrastinate, a job queue on PostgreSQL: each job posts by slack_sdk, twenty at a time."""

import time

import aiohttp
from procrastinate import App, PsycopgConnector
from procrastinate.types import JSONValue
from slack_sdk.web.async_client import AsyncWebClient

from tests.bench._homes import TOKEN, Home

_SLOTS = 20


async def post_all(home: Home, count: int) -> float:
    """Works off `count` jobs, all of them there before; answers when it began, in seconds of the wall clock."""
    address = str(home.admin_url).replace("postgresql+asyncpg", "postgresql")
    app = App(connector=PsycopgConnector(conninfo=address))
    async with aiohttp.ClientSession() as session, app.open_async():
        client = AsyncWebClient(TOKEN, base_url=home.slack, session=session)

        @app.task(name="post")
        async def post(number: int) -> None:
            await client.chat_postMessage(channel="D0BENCH", text=f"Reminder {number}")

        await app.schema_manager.apply_schema_async()
        jobs: list[dict[str, JSONValue]] = [{"number": number} for number in range(count)]
        await post.batch_defer_async(*jobs)
        begun = time.time()
        await app.run_worker_async(wait=False, concurrency=_SLOTS, install_signal_handlers=False)
        return begun
