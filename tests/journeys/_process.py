"""`carnet` as a process of its own, to be killed, stopped and listened to."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from bot.sandbox import Sandbox, SandboxOptions
from bot.sandbox.clock import pause, steady
from tests.journeys._slack import BEGIN, ROOT, Way, Workspace, world

_START_SECONDS = 20.0


def surroundings(**settings: str) -> dict[str, str]:
    """What a process is started with: nothing of this machine's own settings but what Python needs."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "SYSTEMROOT") if name in os.environ}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", **settings}


async def carnet(*words: str, cwd: Path, typed: str = "", **settings: str) -> tuple[int, str, str]:
    """One command of the command line: its exit code, what it printed and what it complained of."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *words,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        cwd=cwd, env=surroundings(**settings),
    )  # fmt: skip
    printed, complained = await process.communicate(typed.encode())
    return process.returncode or 0, printed.decode(), complained.decode()


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
    process: asyncio.subprocess.Process | None = None
    starts: int = field(default=0)

    @property
    def log(self) -> str:
        return "".join(file.read_text() for file in sorted(self.folder.glob("stderr-*")))

    async def start(self) -> None:
        """Returns as soon as it can be reached."""
        self.starts += 1
        with (self.folder / f"stderr-{self.starts:03}").open("wb") as complaints:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "serve",
                stdout=complaints, stderr=complaints, cwd=self.folder, env=surroundings(**self.settings),
            )  # fmt: skip
        end = steady() + _START_SECONDS
        while not await self._is_ready():
            assert self.process.returncode is None, self.log
            assert steady() < end, self.log
            await pause(0.02)

    async def kill(self) -> None:
        await self._end(signal.SIGKILL)

    async def stop(self) -> float:
        """Asks it to stop; the seconds that it took. It ends without complaint."""
        begun = steady()
        await self._end(signal.SIGTERM)
        assert self.process is not None
        assert self.process.returncode == 0, self.log
        return steady() - begun

    async def _end(self, name: signal.Signals) -> None:
        if self.process is not None and self.process.returncode is None:
            self.process.send_signal(name)
            await self.process.wait()

    async def _is_ready(self) -> bool:
        try:
            async with self.workspace.http.get(f"http://127.0.0.1:{self.settings['PORT']}/readyz") as answer:
                return answer.status == 200
        except aiohttp.ClientError:
            return False


@asynccontextmanager
async def served(
    database_url: str, *, way: Way, folder: Path, start: bool = True, **settings: str
) -> AsyncIterator[Served]:
    """A sandbox and, unless `start` is taken back, a bot in a process of its own."""
    log, port = folder / "calls.jsonl", free_port()
    request_url = f"http://127.0.0.1:{port}/slack/events" if way == "http" else ""
    options = SandboxOptions(log=log, manifest=ROOT / "manifest.yml", request_url=request_url)
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
            if start:
                await bot.start()
                await workspace.enter()
            yield bot
        finally:
            await bot.kill()
            await workspace.leave()
