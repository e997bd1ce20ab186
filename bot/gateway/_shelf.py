"""A folder of sealed bytes, each under the digest of its content; `model.ports.Shelf` says who uses it."""

import asyncio
import hashlib
import os
import re
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from bot.model.errors import StoreUnavailable

# Sealed piece by piece: a cipher that returns text would hold a large file four times over.
_PIECE = 1024 * 1024
_KEY = re.compile(r"[0-9a-f]{64}")
_BETWEEN = b"\n"  # a seal is URL-safe base64 and has none

Seal = Callable[[bytes], bytes]


class FolderShelf:
    """Keeps what is put on it until it is dropped; a crash leaves a whole file or none."""

    def __init__(self, folder: Path, seal: Seal, open_: Seal) -> None:
        self._folder = folder
        self._seal = seal
        self._open = open_

    async def put(self, content: bytes) -> str:
        """The key: SHA-256 of the content in hex. Raises StoreUnavailable where the folder cannot be written."""
        return await asyncio.to_thread(self._put, content)

    async def get(self, key: str) -> bytes:
        """Raises FileNotFoundError where the key is not on the shelf, StoreUnavailable where it cannot be read."""
        return await asyncio.to_thread(self._get, key)

    async def drop(self, key: str) -> None:
        """Takes it away; what is not there is dropped already."""
        await asyncio.to_thread(self._place(key).unlink, missing_ok=True)

    def _put(self, content: bytes) -> str:
        key = hashlib.sha256(content).hexdigest()
        try:
            self._write(self._place(key), content)
        except OSError as error:
            raise StoreUnavailable from error
        return key

    def _write(self, place: Path, content: bytes) -> None:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=self._folder, prefix=".new-")  # readable by its owner alone
        try:
            with os.fdopen(handle, "wb") as file:
                for start in range(0, len(content), _PIECE):
                    file.write(self._seal(content[start : start + _PIECE]) + _BETWEEN)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(place)
        except BaseException:
            with suppress(OSError):
                Path(name).unlink()
            raise
        _sync_folder(self._folder)

    def _get(self, key: str) -> bytes:
        try:
            sealed = self._place(key).read_bytes()
        except FileNotFoundError:
            raise
        except OSError as error:
            raise StoreUnavailable from error
        content = b"".join(self._open(piece) for piece in sealed.split(_BETWEEN) if piece)
        if hashlib.sha256(content).hexdigest() != key:
            raise FileNotFoundError(key)  # cut off or changed on the disk: what was put is no longer there
        return content

    def _place(self, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise ValueError("a key of the shelf is a SHA-256 in hex")
        return self._folder / key


def _sync_folder(folder: Path) -> None:
    """The new name itself reaches the disk only with its folder."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
