"""The demo itself, as `make demo` starts it, and a person in front of its page."""

import re
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
from playwright.async_api import BrowserContext, expect

from tests.browser._page import DemoPage
from tests.browser._stand import Stand, standing

_READY = re.compile(rb"http://[\w.:]+")
_STOP_SECONDS = 30

expect.set_options(timeout=20_000)  # a machine that has much else to do


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of one demo for all tests of a process; each test speaks of contacts of its own."""
    home = tmp_path_factory.mktemp("demo")
    command = [sys.executable, "-m", "bot", "demo", "--home", str(home), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        try:
            yield _address(process)
        finally:
            process.terminate()
            process.wait(_STOP_SECONDS)


@pytest_asyncio.fixture
async def page(chromium: BrowserContext, demo: str) -> DemoPage:
    window = chromium.pages[0]
    await window.set_viewport_size({"width": 1280, "height": 800})
    return DemoPage(window, demo)


@pytest_asyncio.fixture
async def stand(chromium: BrowserContext) -> AsyncIterator[Stand]:
    async with standing(chromium.pages[0]) as opened:
        yield opened


def _address(process: "subprocess.Popen[bytes]") -> str:
    for line in process.stdout or ():
        if found := _READY.search(line):
            return found[0].decode()
    raise AssertionError("the demo ended before it told its address")
