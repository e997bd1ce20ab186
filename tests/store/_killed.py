"""Migrates one database again and again, each time killed a few statements later, until one run comes to its end.

Started by `test_migrate.py` as `python -m tests.store._killed URL [ADMIN_URL]`; prints how many runs were killed.
"""

import asyncio
import os
import signal
import sys
from itertools import count
from typing import Any

import alembic.command  # noqa: F401 - loaded once, before the children are made
from sqlalchemy import event
from sqlalchemy.engine import Engine

from bot.store import migrate

_STEP = 7


def main(url: str, admin_url: str | None = None) -> int:
    for killed in count():
        child = os.fork()
        if child == 0:
            _migrate_until(1 + killed * _STEP, url, admin_url)
        _, status = os.waitpid(child, 0)
        if status == 0:
            return killed
        assert os.WIFSIGNALED(status), "a run failed by itself"
    return 0


def _migrate_until(last: int, url: str, admin_url: str | None) -> None:
    """In the child: as by a power cut, nothing is tidied up."""
    statements = count(1)

    @event.listens_for(Engine, "before_cursor_execute")
    def _count(*_: Any) -> None:
        if next(statements) == last:
            os.kill(os.getpid(), signal.SIGKILL)

    asyncio.run(migrate(url, admin_url))
    os._exit(0)


if __name__ == "__main__":
    sys.stdout.write(str(main(*sys.argv[1:])))
