"""A sandbox, and a small Bolt app that talks to it over Socket Mode or over signed HTTP."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

import aiohttp
import pytest
from aiohttp import web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox, SandboxOptions, Visitor
from bot.sandbox.clock import pause, steady
from bot.sandbox.manifest import AppProfile, Command, Shortcut
from bot.sandbox.wire import Json, loads

CLAIRE, NATHAN, MARGUERITE, GUS = "U0CLAIRE001", "U0NATHAN001", "U0MARGUER01", "U0GUEST0001"
GENERAL, SALES, RANDOM, PRIVATE = "C0GENERAL01", "C0SALES0001", "C0RANDOM001", "C0PRIVATE01"
BOT = "U0DEMOBOT01"
FIRST, SECOND = "T0DEMO00001", "T0DEMO00002"

PROFILE = AppProfile(
    name="Parrot",
    bot_name="Parrot",
    commands=(Command("/say", usage_hint="[words]"), Command("/tell", should_escape=True), Command("/form")),
    shortcuts=(Shortcut("everywhere", "Say it", "global"), Shortcut("this_one", "Repeat", "message")),
    events=None,
)
PATIENT = SandboxOptions(retry_waits=(0.0, 0.05, 0.05), ack_seconds=30.0, trigger_seconds=60.0)
# For tests in which an answer comes too late or never: they parametrize "options" with it.
SHORT = 1.5
IMPATIENT = replace(PATIENT, ack_seconds=SHORT)


@dataclass(slots=True)
class Parrot:
    """A Bolt app that remembers what it heard."""

    app: AsyncApp
    heard: list[Json] = field(default_factory=list)

    def kinds(self) -> list[str]:
        return [str(body.get("type") or body.get("command")) for body in self.heard]

    def last(self, kind: str) -> Json:
        return next(body for body in reversed(self.heard) if kind in (body.get("type"), body.get("command")))

    def events(self, kind: str) -> list[Json]:
        events = [body for body in self.heard if body.get("type") == "event_callback"]
        return [body for body in events if body["event"]["type"] == kind]

    async def hears_event(self, kind: str) -> Json:
        await until(lambda: bool(self.events(kind)))
        return self.events(kind)[-1]


@dataclass(slots=True)
class Ear:
    """An app that takes every event and keeps it."""

    bodies: list[Json]

    def events(self, kind: str, subtype: str | None = None) -> list[Json]:
        inner = [body["event"] for body in self.bodies if "event" in body]
        return [one for one in inner if one["type"] == kind and subtype in (None, one.get("subtype"))]

    async def hears(self, kind: str, subtype: str | None = None) -> Json:
        await until(lambda: bool(self.events(kind, subtype)))
        return self.events(kind, subtype)[-1]


async def until(is_so: Callable[[], bool], seconds: float = 20.0) -> None:
    end = steady() + seconds
    while not is_so():
        assert steady() < end, "it never came"
        await pause(0.01)


async def settled(sandbox: Sandbox) -> None:
    """Until every event has been delivered."""
    await until(lambda: not sandbox.slack.tasks)


@pytest.fixture
def options() -> SandboxOptions:
    return PATIENT


@pytest.fixture
async def sandbox(options: SandboxOptions) -> AsyncIterator[Sandbox]:
    async with Sandbox.start(options, app=PROFILE) as running:
        yield running


@pytest.fixture
def client(sandbox: Sandbox) -> AsyncWebClient:
    return AsyncWebClient(token=sandbox.bot_token, base_url=sandbox.api_url, retry_handlers=[])


@pytest.fixture
async def http(sandbox: Sandbox) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(sandbox.url) as session:
        yield session


@pytest.fixture
async def claire(sandbox: Sandbox) -> AsyncIterator[Visitor]:
    async with Visitor(sandbox.url, CLAIRE) as visitor:
        yield visitor


@pytest.fixture
def parrot(client: AsyncWebClient, sandbox: Sandbox) -> Parrot:
    app = AsyncApp(client=client, signing_secret=sandbox.signing_secret, process_before_response=True)
    bird = Parrot(app)

    @app.middleware
    async def remember(body: Json, next: Callable[[], Awaitable[None]]) -> None:
        bird.heard.append(body)
        await next()

    return bird


@asynccontextmanager
async def over_sockets(parrot: Parrot, sandbox: Sandbox, count: int = 1) -> AsyncIterator[None]:
    handlers = [_socket(parrot, sandbox) for _ in range(count)]
    for handler in handlers:
        await handler.connect_async()  # type: ignore[no-untyped-call]  # Bolt leaves it so
    await until(lambda: sandbox.slack.outbound.sockets.count == count)
    try:
        yield
    finally:
        for handler in handlers:
            await handler.close_async()  # type: ignore[no-untyped-call]  # Bolt leaves it so


def _socket(parrot: Parrot, sandbox: Sandbox) -> AsyncSocketModeHandler:
    web_client = AsyncWebClient(token=sandbox.app_token, base_url=sandbox.api_url)
    return AsyncSocketModeHandler(parrot.app, sandbox.app_token, web_client=web_client, ping_interval=1)


@asynccontextmanager
async def over_http(parrot: Parrot, sandbox: Sandbox) -> AsyncIterator[None]:
    async with serving(parrot.app.web_app("/slack/events")) as url:
        sandbox.slack.outbound.request_url = f"{url}/slack/events"
        yield


@asynccontextmanager
async def serving(app: web.Application) -> AsyncIterator[str]:
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@pytest.fixture(params=["socket mode", "signed http"])
async def connected(request: pytest.FixtureRequest, parrot: Parrot, sandbox: Sandbox) -> AsyncIterator[Parrot]:
    way = over_sockets if request.param == "socket mode" else over_http
    async with way(parrot, sandbox):
        yield parrot


@pytest.fixture
async def ear(sandbox: Sandbox) -> AsyncIterator[Ear]:
    heard = Ear([])

    async def take(request: web.Request) -> web.Response:
        heard.bodies.append(loads(await request.read()))
        return web.Response()

    app = web.Application()
    app.router.add_post("/slack/events", take)
    async with serving(app) as url:
        sandbox.slack.outbound.request_url = f"{url}/slack/events"
        yield heard
