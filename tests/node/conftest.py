"""Slack's own SDK for JavaScript at the sandbox: a small app in Node, and the people who use it."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Literal

import pytest
import pytest_asyncio

from bot.sandbox import Sandbox, SandboxOptions, Visitor
from bot.sandbox.manifest import AppProfile, Command, Shortcut
from bot.sandbox.wire import loads
from tests import _needs
from tests.journeys._person import Person
from tests.node import _payloads, _typescript

Way = Literal["sockets", "http"]

_APP = Path(__file__).parent / "app.mjs"
_PROFILE = AppProfile(
    name="Parakeet",
    bot_name="Parakeet",
    commands=(Command("/say"), Command("/form"), Command("/try")),
    shortcuts=(Shortcut("everywhere", "Ask", "global"), Shortcut("this_one", "Ask about this", "message")),
)


@pytest.fixture(scope="session")
def node() -> Path:
    """The program that runs JavaScript; its packages are there too."""
    found = _needs.node()
    assert found is not None
    return found


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=["sockets", "http"])
async def sandbox(
    request: pytest.FixtureRequest, node: Path, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Sandbox]:
    """A sandbox with the app connected to it, for all tests of a file; what it sent to the app is of Bolt's types."""
    async with Sandbox.start(SandboxOptions(), app=_PROFILE) as running, _answering(running, node, request.param):
        yield running
        payloads = _payloads.delivered(running)
    problems = _typescript.problems(payloads, node=node, folder=tmp_path_factory.mktemp("types"))
    assert not problems, "\n  ".join(["Bolt's types do not know this:", *map(str, problems)])


@pytest_asyncio.fixture(loop_scope="module")
async def claire(sandbox: Sandbox) -> AsyncIterator[Person]:
    async with _person(sandbox, "U0CLAIRE001") as person:
        yield person


@pytest_asyncio.fixture(loop_scope="module")
async def nathan(sandbox: Sandbox) -> AsyncIterator[Person]:
    async with _person(sandbox, "U0NATHAN001") as person:
        yield person


@asynccontextmanager
async def _answering(sandbox: Sandbox, node: Path, way: Way) -> AsyncIterator[None]:
    own = (
        {"SLACK_APP_TOKEN": sandbox.app_token} if way == "sockets" else {"SLACK_SIGNING_SECRET": sandbox.signing_secret}
    )
    settings = {"SLACK_API_URL": sandbox.api_url, "SLACK_BOT_TOKEN": sandbox.bot_token, "PATH": os.environ["PATH"]}
    app = await asyncio.create_subprocess_exec(node, _APP, env=settings | own, stdout=asyncio.subprocess.PIPE)
    assert app.stdout is not None
    try:
        greeting = await app.stdout.readline()
        assert greeting, "the app ended before it had started"
        if way == "http":
            sandbox.slack.outbound.request_url = f"http://127.0.0.1:{loads(greeting)['port']}/slack/events"
        yield
    finally:
        if app.returncode is None:
            app.terminate()
        await app.wait()


@asynccontextmanager
async def _person(sandbox: Sandbox, user: str) -> AsyncIterator[Person]:
    world = sandbox.slack.world
    names = {person.id: person.real_name for person in world.people}
    channels = {channel.name: channel.id for channel in world.channels if not channel.is_im}
    async with Visitor(sandbox.url, user) as visitor:
        yield Person(visitor, names, channels)
        if await visitor.view():
            await visitor.close(is_cleared=True)
