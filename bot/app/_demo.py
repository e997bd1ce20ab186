"""`carnet demo`: a sandbox, the bot on SQLite beside it, and a small workspace to try it in."""

import asyncio
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from pydantic import SecretStr

from bot.app._demo_contacts import plant
from bot.app._demo_sandbox import CannotDemonstrate, Greeting, has_ended, sandbox
from bot.app._serve import Broken, serve
from bot.clock import SystemClock
from bot.config import Settings
from bot.store import migrate

__all__ = ["CannotDemonstrate", "demo"]

_GLANCE_SECONDS = 1.0
_THIS_MACHINE = "127.0.0.0/8"  # where whoever tries webhooks in the demo runs a receiver


async def demo(home: Path, port: int, tell: Callable[[str], None], *, tell_api: Callable[[str], None]) -> None:
    """Runs until a signal. What was done is kept in `home` and is there again the next time.

    `tell` hears the address of the page, `tell_api` the one of the bot itself.
    """
    asked = _stop_asked()
    try:
        async with sandbox(home, port) as greeting:
            settings = _settings(home, greeting)
            await migrate(settings.database_url)
            await plant(settings)
            tell(greeting["url"])
            async with _watching(greeting):
                await serve(settings, tell=tell_api)
    except asyncio.CancelledError:
        if not asked.is_set():
            raise


def _stop_asked() -> asyncio.Event:
    """Set by a signal that ends a process, and the demo is then cancelled, so that its sandbox is never left behind.

    Those that `serve` listens to are its own from then on.
    """
    asked, demonstrating = asyncio.Event(), asyncio.current_task()

    def stop() -> None:
        asked.set()
        if demonstrating is not None:
            demonstrating.cancel()

    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(name) is not signal.SIG_IGN:  # as under nohup
            asyncio.get_running_loop().add_signal_handler(name, stop)
    return asked


@asynccontextmanager
async def _watching(greeting: Greeting) -> AsyncIterator[None]:
    """Without its Slack the bot would only try to connect for ever. Raises Broken where that has ended by itself."""
    watch = asyncio.create_task(_stop_without(greeting, asyncio.current_task()))
    try:
        yield
    except asyncio.CancelledError:
        if not has_ended(greeting):
            raise
    except OSError:
        watch.cancel()
        # Its port is closed a moment before it has ended.
        await SystemClock().sleep(_GLANCE_SECONDS)
        if not has_ended(greeting):
            raise
    finally:
        watch.cancel()
    if has_ended(greeting):
        raise Broken("The process that stands in for Slack has ended, so the demo stops. Start it again: make demo")


async def _stop_without(greeting: Greeting, serving: "asyncio.Task[None] | None") -> None:
    while not has_ended(greeting):
        await SystemClock().sleep(_GLANCE_SECONDS)
    if serving:
        serving.cancel()


def _settings(home: Path, greeting: Greeting) -> Settings:
    """Nothing of the person's own environment: a demo never speaks to a real Slack."""
    return Settings.model_construct(
        database_url=f"sqlite+aiosqlite:///{(home / 'carnet.db').absolute()}",
        slack_bot_token=SecretStr(greeting["bot_token"]),
        slack_app_token=SecretStr(greeting["app_token"]),
        slack_signing_secret=None,
        slack_api_url=greeting["api_url"],
        carnet_clock_url=f"{greeting['url']}/_clock",
        carnet_files=home / "files",
        carnet_lease=3,
        carnet_settle=3,
        port=0,
        log_level="WARNING",
        carnet_webhook_networks=_THIS_MACHINE,
    )
