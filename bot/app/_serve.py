"""`carnet serve` and `carnet worker`: until a signal, then ten seconds to end what was begun."""

import asyncio
import gc
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress

from aiohttp import web

from bot.app._check import misconfigured
from bot.app._control import controlled
from bot.app._doors import Sockets, bolt_app
from bot.app._followed_clock import FollowedClock
from bot.app._house import House, bot_token, opened
from bot.app._slack import SlackDoor
from bot.app._web import web_app
from bot.config import Settings
from bot.log import logger
from bot.store import Seals, Sweeps, listen
from bot.templates import reminders
from bot.worker import Birthdays, keep_planned, keep_sealed, keep_swept, kept_up

_STOP_SECONDS = 8.0  # of the ten of a graceful stop
_CONNECT_SECONDS = 5.0
_OBJECTS = 20_000  # between two collections
_LAST_SECONDS = 0.5  # for whoever has not ended by then


class Misconfigured(RuntimeError):
    """The settings do not allow a start; the message says why."""


class Broken(RuntimeError):
    """A part of the process died, and the rest was stopped for it; the message names the error."""


async def serve(settings: Settings, *, worker: bool = True, tell: Callable[[str], None] = lambda address: None) -> None:
    """Listens to Slack and, unless another process does, sends what is due. `tell` hears at what address it listens.

    Raises Misconfigured.
    """
    _refuse_faults(settings)
    asked = _stop_asked()
    async with opened(settings) as house, AsyncExitStack() as running:
        await running.enter_async_context(_following(house))
        if worker:
            await running.enter_async_context(_working(house))
        address = await running.enter_async_context(_listening(house))
        spare_collections()
        tell(address)
        logger().info("started", url=address, engine=house.database.url.get_backend_name())
        await asked.wait()
        logger().info("stopping")
        await _wind_down(house)


async def work(settings: Settings) -> None:
    """Only sends: beside other processes, on PostgreSQL. Raises Misconfigured."""
    _refuse_faults(settings)
    asked = _stop_asked()
    async with opened(settings) as house, _following(house), _working(house):
        spare_collections()
        await asked.wait()
        await _wind_down(house)


def spare_collections() -> None:
    """What was loaded stays for good, so none need walk through it; and few of the objects that come and go by their
    hundreds with each request are in circles, for which alone Python looks each time that 700 are there."""
    gc.freeze()
    gc.set_threshold(_OBJECTS, *gc.get_threshold()[1:])


@asynccontextmanager
async def _listening(house: House) -> AsyncIterator[str]:
    """Socket Mode, or HTTP where a signing secret and no app token is set; health and figures in both."""
    settings = house.settings
    app = bolt_app(house.shell, api_url=settings.slack_api_url, token=lambda team: bot_token(settings, team))
    slack, sockets = None, None
    if settings.speaks_http and settings.slack_signing_secret is not None:
        slack = SlackDoor(app, settings.slack_signing_secret.get_secret_value(), house.clock)
    elif settings.slack_app_token is not None:
        sockets = Sockets(app, settings.slack_app_token.get_secret_value(), house.clock)

    async def ready() -> bool:
        await house.door.workspaces()
        return slack is not None or (sockets is not None and await sockets.is_connected())

    runner = web.AppRunner(web_app(house.metrics, ready, slack, house.api), access_log=None, shutdown_timeout=1)
    await runner.setup()
    site = web.TCPSite(runner, settings.host, settings.port)
    await site.start()
    connecting = None if sockets is None else asyncio.ensure_future(sockets.connect())
    if connecting is not None:
        # Where Slack is away at a start, the sockets are opened when it comes back.
        await asyncio.wait({connecting}, timeout=_CONNECT_SECONDS)
    try:
        yield _address(runner)
    finally:
        # What was begun is answered before its way out is closed.
        await site.stop()
        await house.shell.drain(_LAST_SECONDS)
        await house.api.drain()
        if sockets is not None and connecting is not None:
            connecting.cancel()
            await sockets.close()
        await runner.cleanup()


def _address(runner: web.AppRunner) -> str:
    host, port = runner.addresses[0][:2]
    return f"http://{host}:{port}"


@asynccontextmanager
async def _working(house: House) -> AsyncIterator[None]:
    """What is due and what is long, the upkeep of the store, and the ear for other processes."""
    database, clock = house.database, house.clock
    birthdays = Birthdays(house.works, house.door)
    reminders.rehearse()
    async with (
        _running(house.worker.run, house.worker.stop),
        _running(lambda: kept_up("webhooks", house.webhooks.run, clock), house.webhooks.stop),
        _running(lambda: kept_up("jobs", house.jobs.run, clock), house.jobs.stop),
        _running(lambda: kept_up("seals", lambda: keep_sealed(Seals(database), clock), clock), _at_once),
        _running(lambda: kept_up("sweeps", lambda: keep_swept(Sweeps(database), clock), clock), _at_once),
        _running(lambda: kept_up("birthdays", lambda: keep_planned(birthdays, clock), clock), _at_once),
        _running(lambda: kept_up("listen", lambda: _heard(house), clock), _at_once),
        controlled(house),
    ):
        yield


async def _heard(house: House) -> None:
    """From other processes, until cancelled."""
    await listen(house.database, house.wake, house.clock.sleep, readers_changed=house.outsiders.forget)


@asynccontextmanager
async def _following(house: House) -> AsyncIterator[None]:
    if not isinstance(house.clock, FollowedClock):
        yield
        return
    async with _running(house.clock.follow, _at_once):
        yield


async def _at_once() -> None:
    return


@asynccontextmanager
async def _running(run: Callable[[], Awaitable[None]], stop: Callable[[], Awaitable[None]]) -> AsyncIterator[None]:
    task = asyncio.ensure_future(run())
    task.add_done_callback(_stop_if_dead)
    try:
        yield
    finally:
        with suppress(TimeoutError):
            async with asyncio.timeout(_LAST_SECONDS):
                await stop()
        task.cancel()
        await asyncio.wait({task}, timeout=_LAST_SECONDS)
        error = None if task.cancelled() or not task.done() else task.exception()
        if error is not None:
            raise Broken(f"Carnet stopped: a part of it died of {type(error).__name__}.")


def _stop_if_dead(task: asyncio.Future[None]) -> None:
    """A process that answers commands and delivers nothing looks well and is not: one that ends is started again."""
    error = None if task.cancelled() else task.exception()
    if error is not None:
        logger().error("died", error=type(error).__name__)
        signal.raise_signal(signal.SIGTERM)


def _refuse_faults(settings: Settings) -> None:
    faults = misconfigured(settings)
    if faults:
        raise Misconfigured(" ".join(faults))


async def _wind_down(house: House) -> None:
    """Everybody ends what they began at the same time, so that a stop takes no longer than the slowest of them."""
    with suppress(TimeoutError):
        async with asyncio.timeout(_STOP_SECONDS):
            workers = (house.worker.stop(), house.webhooks.stop(), house.jobs.stop())
            await asyncio.gather(*workers, house.shell.drain(_STOP_SECONDS))


def _stop_asked() -> asyncio.Event:
    """Set by a signal. It listens from the first moment on: a part may die while the others are still starting."""
    asked = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, asked.set)
    return asked
