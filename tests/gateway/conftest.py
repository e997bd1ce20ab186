"""A sandbox that plays Slack, and a gateway that calls it."""

from collections.abc import AsyncIterator

import pytest_asyncio

from bot.clock import SystemClock
from bot.gateway import Gateway
from bot.sandbox import Sandbox


@pytest_asyncio.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox.start() as sandbox:
        yield sandbox


@pytest_asyncio.fixture
async def gateway(sandbox: Sandbox) -> AsyncIterator[Gateway]:
    async def token(team: str) -> str:
        return sandbox.bot_token

    gateway = Gateway(api_url=sandbox.api_url, token=token, clock=SystemClock())
    await gateway.start()
    yield gateway
    await gateway.close()
