"""Puts the stand-in together and serves it: everything meets here and nowhere else."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from aiohttp import web

from .api.door import Door
from .call_log import CallLog
from .clock import WallClock
from .delivery.events import EventFeed
from .delivery.http import HttpSender
from .delivery.outbound import Outbound
from .delivery.sockets import SocketHub
from .faults import Faults
from .front.acts import MOST_UPLOADED, PageActs
from .front.app_side import AppSide
from .front.clock import ClockDoor
from .front.guard import own_page_only
from .front.handles import Handles
from .front.page import PageReads
from .front.reading import Misread
from .front.stream import PageStream
from .manifest import AppProfile, load_manifest
from .options import SandboxOptions
from .response_urls import ResponseUrls
from .slack import Slack
from .triggers import Triggers
from .views import Views
from .wire import Json
from .world import FileJournal, Forgetful, World
from .world.files import FileBytes
from .world.seed import describe, fill, install, is_filled


class Sandbox:
    """A running stand-in for Slack."""

    def __init__(self, slack: Slack, runner: web.AppRunner) -> None:
        self.slack = slack
        self._runner = runner

    @property
    def url(self) -> str:
        return self.slack.world.url

    @property
    def api_url(self) -> str:
        """What an app sets its SDK's base address to."""
        return f"{self.url}/api/"

    @property
    def bot_token(self) -> str:
        """Of the first workspace."""
        return self.bot_token_of(next(iter(self.slack.world.workspaces)).id)

    @property
    def app_token(self) -> str:
        return next(token.value for token in self.slack.world.tokens if token.kind == "app")

    @property
    def signing_secret(self) -> str:
        return self.slack.world.signing_secret

    @classmethod
    @asynccontextmanager
    async def start(
        cls, options: SandboxOptions | None = None, *, world: Json | None = None, app: AppProfile | None = None
    ) -> AsyncIterator["Sandbox"]:
        """Serves until the block ends. `world` and `app` stand for the files that `options` may name."""
        options = options or SandboxOptions()
        slack = _slack(options, world, app)
        sandbox = cls(slack, await _runner(slack))
        try:
            await sandbox._listen()
            yield sandbox
        finally:
            await sandbox.close()

    async def _listen(self) -> None:
        """Raises OSError where the port is taken."""
        options = self.slack.options
        await web.TCPSite(self._runner, options.host, options.port, reuse_address=True).start()
        host, port = self._runner.addresses[0][:2]
        self.slack.world.url = f"http://{host}:{port}"

    async def close(self) -> None:
        for task in list(self.slack.tasks):
            task.cancel()
        await asyncio.gather(*self.slack.tasks, return_exceptions=True)
        await self._runner.cleanup()
        await self.slack.outbound.http.close()
        self.slack.log.close()
        self.slack.world.close()

    def bot_token_of(self, team: str) -> str:
        """Each workspace in which the app is installed has a token of its own."""
        token = self.slack.world.bot_token_of(team)
        return token.value if token else ""


async def serve(options: SandboxOptions) -> None:
    """Serves until cancelled."""
    async with Sandbox.start(options):
        await asyncio.Event().wait()


def _slack(options: SandboxOptions, description: Json | None, app: AppProfile | None) -> Slack:
    wall = WallClock()
    world = _world(options, wall, description, app)
    faults = Faults()
    sockets = SocketHub(world.app.id, options.ack_seconds)
    http = HttpSender(wall, lambda: world.signing_secret, options.ack_seconds)
    return Slack(
        options=options,
        wall=wall,
        world=world,
        triggers=Triggers(wall, options.trigger_seconds),
        response_urls=ResponseUrls(wall),
        views=Views(world),
        bytes=FileBytes(options.data / "files" if options.data else None),
        log=CallLog(wall, options.log),
        faults=faults,
        outbound=Outbound(sockets, http, faults, options.request_url),
    )


def _world(options: SandboxOptions, wall: WallClock, description: Json | None, app: AppProfile | None) -> World:
    profile = app or (load_manifest(options.manifest) if options.manifest else AppProfile())
    if options.data:
        options.data.mkdir(parents=True, exist_ok=True)
    journal = FileJournal(options.data / "world.jsonl") if options.data else Forgetful()
    if isinstance(journal, FileJournal) and not is_filled(journal.rows.items()):
        journal.clear()  # a first start was killed midway
    kept = journal.rows if isinstance(journal, FileJournal) else {}
    world = World(wall, journal, profile)
    if kept:
        world.restore(kept)
        ahead = world.setting("clock_ahead")
        wall.advance((ahead if isinstance(ahead, int) else 0) / 1_000_000)
    else:
        fill(world, description or describe(options.world))
    install(world)
    world.signing_secret = str(world.setting("signing_secret"))
    return world


@web.middleware
async def _refuse_nonsense(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """What could not be read is its sender's mistake; whatever else breaks is ours: 500, and in the log."""
    try:
        return await handler(request)
    except Misread as problem:
        return web.json_response({"ok": False, "error": "invalid_arguments", "message": str(problem)}, status=400)


async def _runner(slack: Slack) -> web.AppRunner:
    events, stream = EventFeed(slack), PageStream(slack)
    slack.world.listeners += [events.hear, stream.hear]
    app = web.Application(
        client_max_size=MOST_UPLOADED + 1024 * 1024, middlewares=[own_page_only(slack.options.host), _refuse_nonsense]
    )
    app.router.add_route("*", "/api/{method}", Door(slack).serve)
    app.router.add_get("/_page/stream", stream.serve)
    for part in (
        PageReads(slack),
        PageActs(slack, events, stream),
        ClockDoor(slack),
        Handles(slack),
        AppSide(slack),
    ):
        app.router.add_routes(part.routes())
    # Streams never end by themselves, so stopping does not wait for them. A call goes on when its caller hangs up.
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2, handler_cancellation=False)
    await runner.setup()
    return runner


__all__ = ["Sandbox", "SandboxOptions", "serve"]
