"""A program that hears webhooks, on loopback, and can be told to behave badly."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web


@dataclass(frozen=True, slots=True)
class Heard:
    """One request, as it came."""

    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def told(self) -> dict[str, Any]:
        read: dict[str, Any] = json.loads(self.body)
        return read


@dataclass(slots=True)
class Receiver:
    """`answers` are given to the next requests, one each, then `status`."""

    port: int = 0
    heard: list[Heard] = field(default_factory=list)
    answers: list[web.Response] = field(default_factory=list)
    status: int = 204
    slow: float = 0.0  # seconds before each answer
    open: asyncio.Event = field(default_factory=asyncio.Event)  # nobody is answered before
    at_once: int = 0
    most_at_once: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook"

    @property
    def ids(self) -> list[str]:
        return [each.id for each in self.heard]

    async def hear(self, request: web.Request) -> web.StreamResponse:
        self.heard.append(Heard(request.path, dict(request.headers), await request.read()))
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            await self.open.wait()
            await asyncio.sleep(self.slow)
        finally:
            self.at_once -= 1
        return self.answers.pop(0) if self.answers else web.Response(status=self.status)


@asynccontextmanager
async def receiver() -> AsyncIterator[Receiver]:
    hearing = Receiver()
    hearing.open.set()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", hearing.hear)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    hearing.port = runner.addresses[0][1]
    try:
        yield hearing
    finally:
        hearing.open.set()
        await runner.cleanup()
