"""For answers that never end: wait a while for the next line, and notice that nobody reads any more."""

import asyncio
from typing import TypeVar

from aiohttp import web

T = TypeVar("T")


async def next_within(queue: "asyncio.Queue[T]", seconds: float) -> T | None:
    try:
        async with asyncio.timeout(seconds):
            return await queue.get()
    except TimeoutError:
        return None


def is_gone(request: web.Request) -> bool:
    return request.transport is None or request.transport.is_closing()
