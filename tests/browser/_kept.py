"""What the browser keeps from one test to the next: the page's hundred files, which cost it more than most tests do."""

import random
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache

import pytest
from playwright.async_api import Page

_PORTS = range(20_000, 32_000)  # no system gives these away by itself: between two tests nobody takes ours


@cache
def port() -> int:
    """Of every server of this process, one after the other: to the browser they are the same."""
    while True:
        chosen = random.SystemRandom().choice(_PORTS)
        with suppress(OSError), socket.socket() as tried:
            tried.bind(("127.0.0.1", chosen))
            return chosen


@contextmanager
def files_are_kept() -> Iterator[None]:
    """Nobody changes them while the tests run. All else is asked for each time, as ever."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("bot.sandbox.front.page._OF_FILES", {"Cache-Control": "max-age=3600"})
        yield


async def is_like_new(page: Page) -> None:
    """For the next test, after one that may have ended anywhere. Raises Error where the page cannot be used again."""
    await page.goto("about:blank")
    devtools = await page.context.new_cdp_session(page)
    theirs = {"origin": f"http://127.0.0.1:{port()}", "storageTypes": "local_storage"}
    await devtools.send("Storage.clearDataForOrigin", theirs)
    await devtools.detach()
    await page.unroute_all(behavior="ignoreErrors")
    await page.emulate_media(
        media="null", color_scheme="null", reduced_motion="null", forced_colors="null", contrast="null"
    )
    await page.set_viewport_size({"width": 1280, "height": 800})
    await page.mouse.move(0, 0)
