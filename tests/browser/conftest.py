"""A demo of each test's own, and a person in front of its page: what one test leaves reaches no other."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from playwright.async_api import BrowserContext, expect

from bot.sandbox import Sandbox
from tests.browser._demo import demonstrated
from tests.browser._page import DemoPage
from tests.browser._stand import Stand, standing

expect.set_options(timeout=30_000)  # as long as Playwright waits before it clicks


@pytest_asyncio.fixture
async def demo(tmp_path: Path, sqlite_template: Path) -> AsyncIterator[Sandbox]:
    shutil.copyfile(sqlite_template, tmp_path / "carnet.db")
    async with demonstrated(tmp_path) as sandbox:
        yield sandbox


@pytest_asyncio.fixture
async def page(demo: Sandbox, chromium: BrowserContext) -> AsyncIterator[DemoPage]:
    window = chromium.pages[0]
    await window.set_viewport_size({"width": 1280, "height": 800})
    yield DemoPage(window, demo.url)
    await window.goto("about:blank")  # what the page still waits for would hold up the end of the demo


@pytest_asyncio.fixture
async def stand(chromium: BrowserContext) -> AsyncIterator[Stand]:
    async with standing(chromium.pages[0]) as opened:
        yield opened
