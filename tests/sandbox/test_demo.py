"""`make demo` without its Slack says so and ends; stopped at any moment, it leaves nothing running."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import aiohttp
import pytest

from bot.sandbox.clock import pause
from bot.sandbox.wire import Json, loads_object

_READY_SECONDS = 60  # a machine that has much else to do


@asynccontextmanager
async def begun(home: Path) -> AsyncIterator[Process]:
    demo = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "demo", "--home", str(home), "--port", "0"), stdout=PIPE, stderr=PIPE
    )
    try:
        async with asyncio.timeout(_READY_SECONDS):
            yield demo
    finally:
        if demo.returncode is None:
            demo.terminate()
            await demo.wait()
        if (home / "sandbox.json").exists():
            with suppress(ProcessLookupError):
                os.kill(int((await sandbox_of(home))["pid"]), signal.SIGKILL)


async def told(demo: Process) -> None:
    """Its address, once the workspace is prepared."""
    assert demo.stdout is not None
    while b"ready" not in (line := await demo.stdout.readline()):
        assert line, "it ended before it was ready"


async def sandbox_of(home: Path) -> Json:
    while not (kept := home / "sandbox.json").exists() or not kept.read_bytes():
        await pause(0.005)
    return loads_object(kept.read_bytes())


async def has_gone(url: str) -> None:
    async with aiohttp.ClientSession() as http:
        while True:
            try:
                async with http.get(f"{url}/_clock"):
                    await pause(0.02)
            except aiohttp.ClientError:
                return


async def test_a_demo_whose_sandbox_dies_says_so_and_ends(tmp_path: Path) -> None:
    async with begun(tmp_path) as demo:
        await told(demo)
        os.kill(int((await sandbox_of(tmp_path))["pid"]), signal.SIGKILL)
        _, said = await demo.communicate()
    assert demo.returncode == 1
    assert "Start it again: make demo" in said.decode()  # the connections that break on the way out have a line each


@pytest.mark.parametrize(
    ("is_told", "sign"),
    [(False, signal.SIGTERM), (False, signal.SIGHUP), (True, signal.SIGINT)],
    ids=["terminated while it prepares", "hung up while it prepares", "interrupted once it has told its address"],
)
async def test_a_demo_that_is_stopped_leaves_no_sandbox(tmp_path: Path, sign: signal.Signals, *, is_told: bool) -> None:
    async with begun(tmp_path) as demo:
        sandbox = await sandbox_of(tmp_path)
        if is_told:
            await told(demo)
        demo.send_signal(sign)
        _, complaints = await demo.communicate()
        await has_gone(str(sandbox["url"]))
    assert (demo.returncode, complaints) == (0, b"")
    assert not (tmp_path / "sandbox.json").exists()
