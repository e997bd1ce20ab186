"""`carnet` as a process of its own, to be killed, stopped and listened to."""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import aiohttp

from bot.sandbox import Sandbox, SandboxOptions
from bot.sandbox.clock import pause, steady
from tests.journeys._onlooker import PATIENCE_SECONDS
from tests.journeys._slack import ACK_SECONDS, BEGIN, ROOT, Way, Workspace, call_log, world
from tests.journeys._warm import Order


@dataclass(frozen=True)
class Running:
    """A command under way; its files lie in a folder that nobody else uses."""

    pid: int
    files: Path

    @property
    def code(self) -> int | None:
        """Its exit code, minus the signal that ended it, or None while it runs."""
        end = self.files / "end"
        return int(end.read_text()) if end.exists() else None

    @property
    def printed(self) -> str:
        return (self.files / "stdout").read_text()

    @property
    def complained(self) -> str:
        return (self.files / "stderr").read_text()

    async def ends(self, sign: signal.Signals | None = None) -> int:
        """Its exit code, once it has ended, by itself or by a signal."""
        if sign is not None and self.code is None:
            os.kill(self.pid, sign)
        while (code := self.code) is None:
            await pause(0.005)
        return code


def begin(words: list[str], *, folder: Path, typed: str = "", **settings: str) -> Running:
    """Starts `carnet` with nothing of this machine's own settings but what Python needs."""
    files = Path(tempfile.mkdtemp(dir=folder, prefix="run-"))
    (files / "stdin").write_text(typed)
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    order = Order(
        words=words,
        environment={**kept, "PYTHONPATH": str(ROOT), **settings},
        folder=str(folder),
        streams=[str(files / name) for name in ("stdin", "stdout", "stderr")],
        end=str(files / "end"),
    )
    warm = _warm()
    assert warm.stdin is not None
    assert warm.stdout is not None
    warm.stdin.write(json.dumps(order) + "\n")
    warm.stdin.flush()
    return Running(int(warm.stdout.readline()), files)


async def carnet(*words: str, cwd: Path, typed: str = "", **settings: str) -> tuple[int, str, str]:
    """One command of the command line: its exit code, what it printed and what it complained of."""
    running = begin(list(words), folder=cwd, typed=typed, **settings)
    return await running.ends(), running.printed, running.complained


@cache
def _warm() -> subprocess.Popen[str]:
    """It ends with us: its standard input closes."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.journeys._warm"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


@dataclass
class Served:
    """A workspace whose bot is `carnet serve`; `log` is what it wrote on its standard error."""

    workspace: Workspace
    settings: dict[str, str]
    folder: Path
    way: Way
    process: Running | None = None

    @property
    def log(self) -> str:
        runs = sorted(self.folder.glob("run-*/stderr"), key=lambda file: file.stat().st_ctime)
        return "".join(file.read_text() for file in runs)

    async def start(self) -> None:
        """Returns as soon as it can be reached."""
        self.process = begin(["serve"], folder=self.folder, **self.settings)
        end = steady() + PATIENCE_SECONDS
        while not await self._is_ready():
            assert self.process.code is None, self.log
            assert steady() < end, self.log
            await pause(0.01)

    async def kill(self) -> None:
        if self.process is not None:
            await self.process.ends(signal.SIGKILL)

    async def stop(self) -> None:
        """Asks it to stop. It ends without complaint."""
        assert self.process is not None
        assert await self.process.ends(signal.SIGTERM) == 0, self.log

    async def _is_ready(self) -> bool:
        try:
            async with self.workspace.http.get(f"http://127.0.0.1:{self.settings['PORT']}/readyz") as answer:
                return answer.status == 200
        except aiohttp.ClientError:
            return False


@asynccontextmanager
async def served(database_url: str, *, way: Way, folder: Path, **settings: str) -> AsyncIterator[Served]:
    """A sandbox, and a bot in a process of its own."""
    log, port = call_log(folder), free_port()
    request_url = f"http://127.0.0.1:{port}/slack/events" if way == "http" else ""
    options = SandboxOptions(
        log=log, manifest=ROOT / "manifest.yml", request_url=request_url, ack_seconds=ACK_SECONDS, trigger_seconds=60.0
    )
    async with Sandbox.start(options, world=world()) as sandbox, aiohttp.ClientSession(sandbox.url) as http:
        sandbox.slack.wall.move_to(BEGIN)
        workspace = Workspace(sandbox, http, log)
        own = {"SLACK_APP_TOKEN": sandbox.app_token} if way == "sockets" else {}
        bot = Served(
            workspace,
            {
                "DATABASE_URL": database_url, "SLACK_BOT_TOKEN": sandbox.bot_token, "SLACK_API_URL": sandbox.api_url,
                "SLACK_SIGNING_SECRET": sandbox.signing_secret, "CARNET_CLOCK_URL": f"{sandbox.url}/_clock",
                "CARNET_FILES": str(folder / "files"), "CARNET_LEASE": "1", "CARNET_SETTLE": "1", "PORT": str(port),
                **own, **settings,
            },
            folder,
            way,
        )  # fmt: skip
        try:
            await bot.start()
            await workspace.enter()
            yield bot
        finally:
            await bot.kill()
            await workspace.leave()
