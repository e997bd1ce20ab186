"""The machine: processes that are started on a core of their own, and what they weigh."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.bench._figures import remark

ROOT = Path(__file__).parents[2]
_PATIENCE_SECONDS = 20
_STATM = Path("/proc")


def _cores() -> tuple[set[int], set[int]] | None:
    """One for what is measured, one for who asks; None where there are no two, or a process cannot be bound."""
    if sys.platform != "linux":
        return None
    usable = sorted(os.sched_getaffinity(0))
    return ({usable[0]}, {usable[1]}) if len(usable) > 1 else None


CORES = _cores()


def take_side() -> None:
    """The process that asks, and all that it starts unless it is told otherwise, leave the first core alone."""
    _bind(measured=False)


@contextmanager
def in_its_place() -> Iterator[None]:
    """For a floor that runs in this process: on the core on which ours runs."""
    _bind(measured=True)
    try:
        yield
    finally:
        _bind(measured=False)


@contextmanager
def running(
    *words: str, home: Path, surroundings: Mapping[str, str] | None = None, measured: bool = True
) -> Iterator[subprocess.Popen[bytes]]:
    """`python words`, until the block ends; its log is in `home`. `measured` chooses the core."""
    said = home / f"{words[1]}.log"
    with said.open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, *words],
            cwd=home,  # no .env of the person's own
            env={"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(ROOT)} | dict(surroundings or {}),
            stdout=log,
            stderr=log,
            start_new_session=True,
            preexec_fn=lambda: _bind(measured=measured),  # noqa: PLW1509  # no other thread runs yet
        )
    try:
        yield process
    except (AssertionError, OSError):
        remark(said.read_text()[-2000:])  # why the answer was not what it should be
        raise
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(_PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def connected(port: int) -> socket.socket:
    """As soon as somebody listens there."""
    until = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            line = socket.create_connection(("127.0.0.1", port), timeout=_PATIENCE_SECONDS)
        except ConnectionRefusedError:
            if time.monotonic() > until:
                raise
            time.sleep(0.02)
        else:
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return line


def megabytes(process: subprocess.Popen[bytes]) -> float | None:
    """Resident memory, in 10^6 bytes; None where the system has no /proc."""
    try:
        resident = int((_STATM / str(process.pid) / "statm").read_text().split()[1])
    except OSError:
        return None
    return resident * os.sysconf("SC_PAGE_SIZE") / 1e6


def _bind(*, measured: bool) -> None:
    if CORES is not None and sys.platform == "linux":
        os.sched_setaffinity(0, CORES[0] if measured else CORES[1])
