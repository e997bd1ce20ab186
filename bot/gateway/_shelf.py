"""A folder of sealed bytes, each under a key of its own; `model.ports.Shelf` says who uses it."""

import asyncio
import hashlib
import os
import secrets
import tempfile
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from bot.gateway._arrival import BETWEEN, NEW, FolderArrival, Seal, place_of, safely
from bot.model.files import shelf_key

_DIGEST = 64  # signs of a key, at its beginning
_ABANDONED = 3600  # seconds: by then nobody is still writing it


class FolderShelf:
    """Keeps what is put on it until it is dropped; a crash leaves a whole file or none."""

    def __init__(self, folder: Path, seal: Seal, open_: Seal) -> None:
        self._folder = folder
        self._seal = seal
        self._open = open_

    @asynccontextmanager
    async def receiving(self) -> AsyncIterator[FolderArrival]:
        """Leaving it takes away what was not placed. Raises StoreUnavailable where the folder cannot be written."""
        arrival = await safely(FolderArrival, self._folder, self._seal)
        try:
            yield arrival
        finally:
            await asyncio.shield(asyncio.to_thread(arrival.end))

    async def put(self, content: bytes) -> str:
        """The key: the same bytes given twice are dropped by each for itself. Raises StoreUnavailable."""
        async with self.receiving() as arrival:
            await arrival.add(content)
            key = shelf_key(arrival.digest, secrets.token_hex(8))
            await arrival.place(key)
        return key

    @asynccontextmanager
    async def reading(self, key: str) -> AsyncIterator[AsyncGenerator[bytes]]:
        """The bytes piece by piece, looked through before the first of them is given.

        Raises FileNotFoundError where the key is not on the shelf or what lies there was changed, StoreUnavailable
        where it cannot be read.
        """
        place = place_of(self._folder, key)
        await safely(self._look_through, place)
        sealed = await safely(place.open, "rb")
        try:
            yield self._pieces(sealed)
        finally:
            sealed.close()

    async def get(self, key: str) -> bytes:
        """All of it. Raises as `reading` does."""
        async with self.reading(key) as pieces:
            return b"".join([piece async for piece in pieces])

    async def drop(self, key: str) -> None:
        """Takes it away; what is not there is dropped already. Raises StoreUnavailable."""
        await safely(place_of(self._folder, key).unlink, missing_ok=True)

    async def tidy(self) -> None:
        """At start: takes away what a process that was killed had half written."""
        await asyncio.to_thread(self._tidy)

    def _look_through(self, place: Path) -> None:
        """Cut off or changed on the disk, what was put is no longer there."""
        digest = hashlib.sha256()
        with place.open("rb") as sealed:
            for piece in self._opened(sealed):
                digest.update(piece)
        if digest.hexdigest() != place.name[:_DIGEST]:
            raise FileNotFoundError(place.name)

    async def _pieces(self, sealed: BinaryIO) -> AsyncGenerator[bytes]:
        while piece := await safely(self._next, sealed):
            yield piece

    def _opened(self, sealed: BinaryIO) -> Iterator[bytes]:
        while piece := self._next(sealed):
            yield piece

    def _next(self, sealed: BinaryIO) -> bytes:
        """b'' at the end: nothing seals an empty piece."""
        line = sealed.readline().removesuffix(BETWEEN)
        return self._open(line) if line else b""

    def _tidy(self) -> None:
        halves = list(self._folder.glob(f"{NEW}*"))
        if not halves:
            return
        # Told by the folder's own clock, which may be another machine's.
        with suppress(OSError), tempfile.NamedTemporaryFile(dir=self._folder, prefix=NEW) as fresh:
            now = os.fstat(fresh.fileno()).st_mtime
            for half in halves:
                if now - half.stat().st_mtime > _ABANDONED:
                    half.unlink()
