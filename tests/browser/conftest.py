"""A demo of each test's own, and a person in front of its page: what one test leaves reaches no other."""

import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Error, async_playwright, expect

from bot.sandbox import Sandbox
from tests import _needs
from tests.browser import _pictures
from tests.browser._demo import demonstrated
from tests.browser._kept import files_are_kept, is_like_new
from tests.browser._page import DemoPage
from tests.browser._stand import Stand, standing

_HERE = Path(__file__).parent
_ALONE = (
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip

expect.set_options(timeout=30_000)  # as long as Playwright waits before it clicks


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The browser lives in one loop, and so do its tests."""
    for item in items:
        if item.path.is_relative_to(_HERE) and pytest_asyncio.is_async_test(item):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """The system's browser, opened once: to open it costs more than most tests. It speaks to nobody but them."""
    async with _pictures.served() as found, async_playwright() as driver:
        arguments = (*_ALONE, f"--host-resolver-rules={found}")
        opened = await driver.chromium.launch(
            executable_path=_needs.chromium(), headless=True, chromium_sandbox=os.geteuid() != 0, args=arguments
        )
        yield opened
        await opened.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def profile(browser: Browser) -> AsyncIterator[BrowserContext]:
    """One for all tests, and one page in it: another costs a process, and would have to compile all files anew."""
    async with await browser.new_context() as opened:
        await is_like_new(await opened.new_page())
        yield opened


@pytest_asyncio.fixture(loop_scope="session")
async def chromium(profile: BrowserContext) -> AsyncIterator[BrowserContext]:
    """Its only page is as good as new."""
    with files_are_kept():
        yield profile
    for other in profile.pages[1:]:
        await other.close()
    try:
        await is_like_new(profile.pages[0])
    except Error:  # it crashed, or something in it goes on for ever
        await profile.pages[0].close()
        await is_like_new(await profile.new_page())
    await profile.clear_cookies()


@pytest_asyncio.fixture(loop_scope="session")
async def demo(tmp_path: Path, sqlite_template: Path) -> AsyncIterator[Sandbox]:
    shutil.copyfile(sqlite_template, tmp_path / "carnet.db")
    async with demonstrated(tmp_path) as sandbox:
        yield sandbox


@pytest_asyncio.fixture(loop_scope="session")
async def page(demo: Sandbox, chromium: BrowserContext) -> AsyncIterator[DemoPage]:
    window = chromium.pages[0]
    yield DemoPage(window, demo.url)
    await window.goto("about:blank")  # what the page still waits for would hold up the end of the demo


@pytest_asyncio.fixture(loop_scope="session")
async def stand(chromium: BrowserContext) -> AsyncIterator[Stand]:
    async with standing(chromium.pages[0]) as opened:
        yield opened
