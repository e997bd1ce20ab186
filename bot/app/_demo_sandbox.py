"""The sandbox of the demo: a process of its own, which outlives a bot that was killed and serves the next one."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

_MANIFEST = Path(__file__).parents[2] / "manifest.yml"
_STOP_SECONDS = 5
_ANSWER_SECONDS = 1

Greeting = dict[str, str]


class CannotDemonstrate(RuntimeError):
    """The sandbox cannot be started; the message says why."""


@asynccontextmanager
async def sandbox(home: Path, port: int) -> AsyncIterator[Greeting]:
    """Its address and tokens; it ends when this is left, however that is. Raises CannotDemonstrate."""
    kept = home / "sandbox.json"
    greeting = _left_running(kept) or await _started(home, port)
    try:
        _keep(greeting, kept)
        yield greeting
    finally:
        _end(greeting, kept)


def has_ended(greeting: Greeting) -> bool:
    """Also of one that is no child of this process, but was left by another."""
    pid = int(greeting["pid"])
    try:
        return os.waitpid(pid, os.WNOHANG) != (0, 0)
    except ChildProcessError:
        pass
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def _left_running(kept: Path) -> Greeting | None:
    """The one that a killed demo left behind, if it still answers."""
    try:
        greeting: Greeting = json.loads(kept.read_text())
        with urlopen(f"{greeting['url']}/_clock", timeout=_ANSWER_SECONDS):  # noqa: S310  # our own address
            return greeting
    except (OSError, ValueError, KeyError, URLError):
        return None


def _keep(greeting: Greeting, kept: Path) -> None:
    kept.write_text(json.dumps(greeting))
    kept.chmod(0o600)


def _end(greeting: Greeting, kept: Path) -> None:
    with suppress(ProcessLookupError):
        os.kill(int(greeting["pid"]), signal.SIGTERM)
    kept.unlink(missing_ok=True)


async def _started(home: Path, port: int) -> Greeting:
    process = _begun(home, port)
    try:
        return await asyncio.to_thread(_greeted, process)
    except BaseException:  # also where it is cancelled meanwhile
        process.terminate()
        raise


def _begun(home: Path, port: int) -> subprocess.Popen[bytes]:
    if not _is_free(port):
        raise CannotDemonstrate(f"Port {port} is taken. Choose another: carnet demo --port {port + 1}")
    home.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "bot.sandbox", "--port", str(port), "--data", str(home / "slack")]
    if _MANIFEST.exists():
        command += ["--manifest", str(_MANIFEST)]
    # In a session of its own, so that Ctrl+C stops the bot first.
    return subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True)  # noqa: S603  # our own module


def _greeted(process: subprocess.Popen[bytes]) -> Greeting:
    line = process.stdout.readline() if process.stdout is not None else b""
    if not line:
        raise CannotDemonstrate(f"The sandbox ended with exit code {process.wait(_STOP_SECONDS)}.")
    greeting: Greeting = json.loads(line)
    return greeting | {"pid": str(process.pid)}


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
