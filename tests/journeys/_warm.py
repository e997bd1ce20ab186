"""Starts `carnet` without the second that loading it takes: a process that has loaded the bot and forks for each order.

`_process.py` runs it as `python -m tests.journeys._warm` and writes an order a line; the answer is the child's pid.
When the child ends, its exit code (or minus the signal) is written into the file that the order names.
"""

import json
import os
import select
import signal
import sys
import traceback
from pathlib import Path
from typing import TypedDict

from bot import app as _loaded  # noqa: F401 - what a command would load on first use
from bot.__main__ import main as carnet


class Order(TypedDict):
    """What to run and with what; `streams` are the files for standard input, output and error, `end` for its code."""

    words: list[str]
    environment: dict[str, str]
    folder: str
    streams: list[str]
    end: str


def main() -> None:
    children: dict[int, Path] = {}
    while True:
        ready, _, _ = select.select([sys.stdin], [], [], 0.005 if children else None)
        if ready:
            line = sys.stdin.readline()
            if not line:
                break
            order: Order = json.loads(line)
            child = os.fork()
            if child == 0:
                _become(order)
            children[child] = Path(order["end"])
            sys.stdout.write(f"{child}\n")
            sys.stdout.flush()
        _bury(children)
    for child in children:
        os.kill(child, signal.SIGKILL)


def _bury(children: dict[int, Path]) -> None:
    for child in list(children):
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            end = children.pop(child)
            unfinished = end.with_suffix(".part")
            unfinished.write_text(str(os.waitstatus_to_exitcode(status)))
            unfinished.rename(end)


def _become(order: Order) -> None:
    code = 1
    try:
        os.chdir(order["folder"])
        os.environ.clear()
        os.environ.update(order["environment"])
        for number, name in enumerate(order["streams"]):
            os.dup2(
                os.open(name, os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), number
            )
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - it lives as long as the process
        sys.argv = ["carnet", *order["words"]]
        carnet()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0
    except BaseException:  # noqa: BLE001 - as Python itself would
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
