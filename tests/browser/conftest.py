"""The demo itself, as `make demo` starts it, and a person in front of its page."""

import asyncio
import re
import socket
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from playwright.async_api import BrowserContext

from tests.browser._page import DemoPage

_READY = re.compile(rb"http://[\w.:]+")
_START_SECONDS = 60


@pytest_asyncio.fixture
async def page(chromium: BrowserContext, tmp_path: Path) -> AsyncIterator[DemoPage]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "demo", "--home", str(tmp_path / "demo"), "--port", str(_free_port()),
        stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        async with asyncio.timeout(_START_SECONDS):
            address = await _address(process)
        window = chromium.pages[0]
        await window.set_viewport_size({"width": 1280, "height": 800})
        yield DemoPage(window, address)
    finally:
        process.terminate()
        await process.wait()


async def _address(process: asyncio.subprocess.Process) -> str:
    assert process.stdout is not None
    async for line in process.stdout:
        if found := _READY.search(line):
            return found[0].decode()
    raise AssertionError("the demo ended before it told its address")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
