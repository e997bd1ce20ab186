"""`make demo` without its Slack: it says so and ends."""

import asyncio
import os
import signal
import sys
from pathlib import Path

from bot.sandbox.wire import loads_object

_READY_SECONDS = 60  # a machine that has much else to do


async def test_a_demo_whose_sandbox_dies_says_so_and_ends(tmp_path: Path) -> None:
    pipe = asyncio.subprocess.PIPE
    demo = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "demo", "--home", str(tmp_path), "--port", "0"), stdout=pipe, stderr=pipe
    )
    assert demo.stdout is not None
    try:
        async with asyncio.timeout(_READY_SECONDS):
            while b"ready" not in await demo.stdout.readline():
                """It prepares its workspace."""
        os.kill(int(loads_object((tmp_path / "sandbox.json").read_bytes())["pid"]), signal.SIGKILL)
        async with asyncio.timeout(_READY_SECONDS):
            _, said = await demo.communicate()
    finally:
        if demo.returncode is None:
            demo.terminate()
            await demo.wait()
    assert demo.returncode == 1
    assert "Start it again: make demo" in said.decode()  # the connections that break on the way out have a line each
