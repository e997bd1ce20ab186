"""Keeps the world over a restart: one line for each change, appended and flushed; the newest line of a key holds.

A killed process loses at most the line that it was writing. At start the lines are folded and rewritten. One process
at a time has the folder.
"""

import fcntl
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol, TextIO

from ..wire import Json, dumps, loads
from .records import row_of


class Journal(Protocol):
    def write(self, kind: str, key: str, record: object | None) -> None: ...

    def close(self) -> None: ...


class Forgetful:
    """For a world that lives as long as its process."""

    def write(self, kind: str, key: str, record: object | None) -> None:
        """Keeps nothing."""

    def close(self) -> None:
        """Has nothing open."""


class InUseError(OSError):
    """Another process keeps its world in the same folder."""


class FileJournal:
    def __init__(self, path: Path) -> None:
        """Raises InUseError."""
        self._lock = _locked(path.with_suffix(".lock"))
        rows = dict(_folded(path))
        _rewrite(path, rows)
        self.rows = rows
        self._lines = path.open("a", encoding="utf-8")

    def write(self, kind: str, key: str, record: object | None) -> None:
        """`None` for what is gone."""
        row = None if record is None else row_of(record)
        self._lines.write(dumps([kind, key, row]) + "\n")
        self._lines.flush()

    def clear(self) -> None:
        self.rows = {}
        self._lines.truncate(0)

    def close(self) -> None:
        self._lines.close()
        self._lock.close()


def _locked(path: Path) -> TextIO:
    """The lock lasts until the file is closed, by whatever end the process comes to."""
    lock = path.open("w", encoding="utf-8")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        lock.close()
        raise InUseError(f"{path.parent} is in use by another sandbox") from error
    return lock


def _folded(path: Path) -> Iterator[tuple[tuple[str, str], Json]]:
    rows: dict[tuple[str, str], Json | None] = {}
    if path.exists():
        for line in path.read_text(encoding="utf-8", errors="replace").split("\n"):
            try:
                kind, key, row = loads(line)
            except ValueError:  # the line that a killed process left half written
                continue
            rows[kind, key] = row
    return ((key, row) for key, row in rows.items() if row is not None)


def _rewrite(path: Path, rows: dict[tuple[str, str], Json]) -> None:
    fresh = path.with_suffix(".new")
    with fresh.open("w", encoding="utf-8") as lines:
        lines.writelines(dumps([kind, key, row]) + "\n" for (kind, key), row in rows.items())
        lines.flush()
        os.fsync(lines.fileno())
    fresh.replace(path)
