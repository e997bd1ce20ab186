"""The demo in the process of the tests, ready when it is told of and patient with them; and `carnet demo` itself."""

import re
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bot.app._demo import _settings
from bot.app._demo_contacts import plant
from bot.app._demo_sandbox import _MANIFEST
from bot.app._house import opened
from bot.app._serve import _following, _listening, _working
from bot.sandbox import Sandbox, SandboxOptions
from tests import _works
from tests.browser._kept import port

# A Tuesday in winter, whatever the day of the machine: at nobody's place does it end while a test runs.
BEGIN = datetime(2027, 1, 12, 9, tzinfo=UTC)
# Slack's three seconds are not kept here: a machine that has much else to do is no slow bot.
PATIENT = SandboxOptions(manifest=_MANIFEST, ack_seconds=60.0, trigger_seconds=60.0)

_ADDRESS = re.compile(rb"http://[\w.:]+")
_STOP_SECONDS = 30


@asynccontextmanager
async def demonstrated(home: Path) -> AsyncIterator[Sandbox]:
    """With a migrated database in `home`; the bot is connected."""
    async with AsyncExitStack() as running:
        running.enter_context(_works.shell_waits())
        sandbox = await running.enter_async_context(Sandbox.start(replace(PATIENT, port=port())))
        sandbox.slack.wall.move_to(BEGIN)
        greeting = {"bot_token": sandbox.bot_token, "app_token": sandbox.app_token}
        settings = _settings(home, greeting | {"api_url": sandbox.api_url, "url": sandbox.url})
        await plant(settings)
        house = await running.enter_async_context(opened(settings, limits=_works.PATIENT))
        await running.enter_async_context(_following(house))
        await running.enter_async_context(_working(house))
        await running.enter_async_context(_listening(house))
        yield sandbox


@contextmanager
def started(home: Path) -> Iterator[str]:
    """The address that `carnet demo` tells; its bot connects a moment later."""
    with telling(home) as addresses:
        yield next(addresses)


@contextmanager
def telling(home: Path) -> Iterator[Iterator[str]]:
    """The addresses that `carnet demo` tells: of its page, then of its bot."""
    command = [sys.executable, "-m", "bot", "demo", "--home", str(home), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        try:
            yield _addresses(process)
        finally:
            process.terminate()
            process.wait(_STOP_SECONDS)


def _addresses(process: "subprocess.Popen[bytes]") -> Iterator[str]:
    for line in process.stdout or ():
        if found := _ADDRESS.search(line):
            yield found[0].decode()
    raise AssertionError("the demo ended before it told its address")
