"""Bytes on their way to the shelf, and what both need of the folder."""

import asyncio
import hashlib
import os
import re
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import ParamSpec, TypeVar

from bot.model.errors import StoreUnavailable
from bot.model.files import SIGNATURE

BETWEEN = b"\n"  # a seal is URL-safe base64 and has none
NEW = ".new-"
# Sealed piece by piece: a cipher that returns text would hold a large file four times over.
_PIECE = 256 * 1024
_KEY = re.compile(r"[0-9a-f]{64}-[0-9a-f]{16}")

Seal = Callable[[bytes], bytes]
Given = ParamSpec("Given")
T = TypeVar("T")


class FolderArrival:
    """A file beside the shelf, sealed piece by piece as its bytes come: a killed process leaves one for `tidy`."""

    def __init__(self, folder: Path, seal: Seal) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=folder, prefix=NEW)  # readable by its owner alone
        self._folder = folder
        self._seal = seal
        self._file = os.fdopen(handle, "wb")
        self._path: Path | None = Path(name)
        self._hash = hashlib.sha256()
        self._waiting = bytearray()
        self.first = b""
        self.size = 0

    @property
    def digest(self) -> str:
        """SHA-256 in hex, of what has come so far."""
        digest = self._hash.copy()
        digest.update(self._waiting)
        return digest.hexdigest()

    async def add(self, chunk: bytes) -> None:
        """Raises StoreUnavailable."""
        if len(self.first) < SIGNATURE:
            self.first += chunk[: SIGNATURE - len(self.first)]
        self.size += len(chunk)
        self._waiting += chunk
        if len(self._waiting) >= _PIECE:
            await safely(self._write)

    async def place(self, key: str) -> None:
        """Once it is on the disk, it lies on the shelf: whole or not at all. Raises StoreUnavailable."""
        await safely(self._settle, key)

    def end(self) -> None:
        with suppress(OSError):  # a full disk has told so already
            self._file.close()
        if self._path is not None:
            with suppress(OSError):
                self._path.unlink()

    def _write(self) -> None:
        for start in range(0, len(self._waiting), _PIECE):
            piece = bytes(self._waiting[start : start + _PIECE])
            self._hash.update(piece)
            self._file.write(self._seal(piece) + BETWEEN)
        self._waiting.clear()

    def _settle(self, key: str) -> None:
        place = place_of(self._folder, key)
        self._write()
        self._file.flush()
        os.fsync(self._file.fileno())
        if self._path is not None:
            self._path.replace(place)
            self._path = None
        _sync_folder(self._folder)


def place_of(folder: Path, key: str) -> Path:
    if not _KEY.fullmatch(key):
        raise ValueError("a key of the shelf begins with a SHA-256 in hex")
    return folder / key


async def safely(act: Callable[Given, T], *given: Given.args, **named: Given.kwargs) -> T:
    """In a thread. Raises StoreUnavailable for whatever the disk refuses but a file that is not there."""
    try:
        return await asyncio.to_thread(act, *given, **named)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise StoreUnavailable from error


def _sync_folder(folder: Path) -> None:
    """The new name itself reaches the disk only with its folder."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
