"""Migrates and is killed at the nth statement, as by a power cut: `python -m tests.store._killed N URL [ADMIN_URL]`."""

import asyncio
import os
import signal
import sys
from itertools import count
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine

from bot.store import migrate


def main(last: int, url: str, admin_url: str | None) -> None:
    statements = count(1)

    @event.listens_for(Engine, "before_cursor_execute")
    def _count(*_: Any) -> None:
        if next(statements) == last:
            os.kill(os.getpid(), signal.SIGKILL)

    asyncio.run(migrate(url, admin_url))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], *(sys.argv[3:] or [None]))
