"""A server that answers each call with what the test says: the answers of Slack that the sandbox does not give."""

import socket
import struct
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

from bot.clock import SystemClock
from bot.gateway import Gateway
from bot.model.ports import Parcel

Reply = Callable[[web.Request], Awaitable[web.StreamResponse]]


class HandClock(SystemClock):
    """Its steady side goes on when a test says so."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def steady(self) -> float:
        return self.seconds


@dataclass(slots=True)
class Double:
    """`calls` are the paths that were asked, `reply` what each gets."""

    url: str = ""
    reply: Reply | None = None
    calls: list[str] = field(default_factory=list)
    clock: HandClock = field(default_factory=HandClock)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.calls.append(request.path)
        assert self.reply is not None
        return await self.reply(request)

    def says(self, body: object, *, status: int = 200, headers: dict[str, str] | None = None) -> None:
        async def reply(request: web.Request) -> web.StreamResponse:
            return web.json_response(body, status=status, headers=headers)

        self.reply = reply


@asynccontextmanager
async def playing(*, patience: float = 10.0) -> AsyncIterator[tuple[Double, Gateway]]:
    double = Double()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", double.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    double.url = f"http://127.0.0.1:{runner.addresses[0][1]}"

    async def token(team: str) -> str:
        return "xoxb-double"

    gateway = Gateway(api_url=f"{double.url}/api/", token=token, clock=double.clock, patience=patience)
    await gateway.start()
    yield double, gateway
    await gateway.close()
    await runner.cleanup()


async def reset(request: web.Request) -> web.StreamResponse:
    """Takes the call and ends the connection with a TCP reset."""
    assert request.transport is not None
    wire: socket.socket = request.transport.get_extra_info("socket")
    wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    request.transport.abort()
    return web.Response()


async def fetched(gateway: Gateway, team: str, file: str, limit: int) -> bytes:
    """All that comes of a file, as its bytes are taken in."""
    described = await gateway.describe(team, file)
    return b"".join([chunk async for chunk in gateway.bytes_of(team, described, limit)])


def parcel(content: bytes, *, name: str = "7.png", title: str = "7") -> Parcel:
    """Sent in pieces as from the shelf."""

    async def pieces() -> AsyncGenerator[bytes]:
        for start in range(0, len(content), 1024 * 1024):
            yield content[start : start + 1024 * 1024]

    return Parcel(name=name, title=title, size=len(content), pieces=pieces())
