"""A folder of sealed bytes, each under a key of its own; `model.ports.Shelf` says who uses it."""

import asyncio
import hashlib
import os
import re
import secrets
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from bot.model.errors import StoreUnavailable
from bot.model.files import shelf_key

# Sealed piece by piece: a cipher that returns text would hold a large file four times over.
_PIECE = 1024 * 1024
_KEY = re.compile(r"[0-9a-f]{64}-[0-9a-f]{16}")
_DIGEST = 64  # signs of a key, at its beginning
_BETWEEN = b"\n"  # a seal is URL-safe base64 and has none
_NEW = ".new-"
_ABANDONED = 3600  # seconds: by then nobody is still writing it

Seal = Callable[[bytes], bytes]


class FolderShelf:
    """Keeps what is put on it until it is dropped; a crash leaves a whole file or none."""

    def __init__(self, folder: Path, seal: Seal, open_: Seal) -> None:
        self._folder = folder
        self._seal = seal
        self._open = open_

    async def put(self, content: bytes, key: str | None = None) -> str:
        """The key, a `shelf_key`: the same bytes given twice are dropped by each for itself.

        Whoever chose it before puts them there once, however often. Raises StoreUnavailable where the folder cannot
        be written.
        """
        return await asyncio.to_thread(self._put, content, key)

    async def get(self, key: str) -> bytes:
        """Raises FileNotFoundError where the key is not on the shelf, StoreUnavailable where it cannot be read."""
        return await asyncio.to_thread(self._get, key)

    async def drop(self, key: str) -> None:
        """Takes it away; what is not there is dropped already. Raises StoreUnavailable."""
        try:
            await asyncio.to_thread(self._place(key).unlink, missing_ok=True)
        except OSError as error:
            raise StoreUnavailable from error

    async def tidy(self) -> None:
        """At start: takes away what a process that was killed had half written."""
        await asyncio.to_thread(self._tidy)

    def _put(self, content: bytes, chosen: str | None) -> str:
        key = chosen or shelf_key(content, secrets.token_hex(8))
        try:
            self._write(self._place(key), content)
        except OSError as error:
            raise StoreUnavailable from error
        return key

    def _write(self, place: Path, content: bytes) -> None:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=self._folder, prefix=_NEW)  # readable by its owner alone
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
        if hashlib.sha256(content).hexdigest() != key[:_DIGEST]:
            raise FileNotFoundError(key)  # cut off or changed on the disk: what was put is no longer there
        return content

    def _place(self, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise ValueError("a key of the shelf begins with a SHA-256 in hex")
        return self._folder / key

    def _tidy(self) -> None:
        halves = list(self._folder.glob(f"{_NEW}*"))
        if not halves:
            return
        # Told by the folder's own clock, which may be another machine's.
        with suppress(OSError), tempfile.NamedTemporaryFile(dir=self._folder, prefix=_NEW) as fresh:
            now = os.fstat(fresh.fileno()).st_mtime
            for half in halves:
                if now - half.stat().st_mtime > _ABANDONED:
                    half.unlink()


def _sync_folder(folder: Path) -> None:
    """The new name itself reaches the disk only with its folder."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
