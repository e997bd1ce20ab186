"""What is put on the shelf comes back whole, is kept sealed, and nothing else is in the folder."""

import hashlib
import os
import tracemalloc
from pathlib import Path

import pytest

from bot.gateway._shelf import FolderShelf
from bot.model.errors import StoreUnavailable
from bot.model.files import shelf_key
from bot.vault import NotOurs, Vault, new_key

LONG = bytes(range(256)) * 10_000  # more than two of the pieces in which it is sealed


@pytest.fixture
def keys() -> str:
    return new_key()


@pytest.fixture
def shelf(tmp_path: Path, keys: str) -> FolderShelf:
    return shelf_with(keys, tmp_path / "files")


def shelf_with(keys: str, folder: Path) -> FolderShelf:
    vault = Vault(keys)
    return FolderShelf(folder, vault.seal, vault.open)


@pytest.mark.parametrize("content", [b"", b"a,b\n", LONG])
async def test_what_is_put_comes_back_under_a_key_that_begins_with_its_digest(
    shelf: FolderShelf, content: bytes
) -> None:
    key = await shelf.put(content)
    assert key.startswith(hashlib.sha256(content).hexdigest())
    assert await shelf.get(key) == content


async def test_the_same_bytes_put_twice_are_dropped_each_for_itself(shelf: FolderShelf) -> None:
    first, second = await shelf.put(b"a"), await shelf.put(b"a")
    await shelf.drop(first)
    assert await shelf.get(second) == b"a"


async def test_what_was_half_written_long_ago_is_taken_away_at_a_start(shelf: FolderShelf, tmp_path: Path) -> None:
    key = await shelf.put(b"a")
    old, young = tmp_path / "files" / ".new-old", tmp_path / "files" / ".new-young"
    for half in (old, young):
        half.touch()
    os.utime(old, (0, 0))
    await shelf.tidy()
    assert {file.name for file in (tmp_path / "files").iterdir()} == {key, ".new-young"}


async def test_nothing_readable_lies_in_the_folder(shelf: FolderShelf, tmp_path: Path) -> None:
    await shelf.put(b"Ann Lee;ann@x.org" * 100)
    (file,) = (tmp_path / "files").iterdir()
    assert b"ann@x.org" not in file.read_bytes()
    assert file.stat().st_mode & 0o077 == 0


async def test_what_is_dropped_is_gone_and_may_be_dropped_again(shelf: FolderShelf, tmp_path: Path) -> None:
    key = await shelf.put(b"a")
    await shelf.drop(key)
    await shelf.drop(key)
    with pytest.raises(FileNotFoundError):
        await shelf.get(key)
    assert list((tmp_path / "files").iterdir()) == []


async def test_a_file_that_was_cut_off_is_as_good_as_gone(shelf: FolderShelf, tmp_path: Path) -> None:
    key = await shelf.put(LONG)
    place = tmp_path / "files" / key
    place.write_bytes(place.read_bytes().splitlines()[0])
    with pytest.raises(FileNotFoundError):
        await shelf.get(key)


async def test_a_new_key_in_front_opens_what_the_old_one_sealed(shelf: FolderShelf, tmp_path: Path, keys: str) -> None:
    key = await shelf.put(b"a")
    assert await shelf_with(f"{new_key()}, {keys}", tmp_path / "files").get(key) == b"a"
    with pytest.raises(NotOurs):
        await shelf_with(new_key(), tmp_path / "files").get(key)


async def test_a_file_put_twice_where_it_was_said_lies_there_once(shelf: FolderShelf, tmp_path: Path) -> None:
    for _ in range(2):
        async with shelf.receiving() as arrival:
            await arrival.add(b"a")
            key = shelf_key(arrival.digest, "0" * 16)
            await arrival.place(key)
    assert [each.name for each in (tmp_path / "files").iterdir()] == [key]
    assert await shelf.get(key) == b"a"


async def test_what_comes_in_chunks_comes_back_in_pieces(shelf: FolderShelf) -> None:
    async with shelf.receiving() as arrival:
        for start in range(0, len(LONG), 70_000):
            await arrival.add(LONG[start : start + 70_000])
        key = shelf_key(arrival.digest, "0" * 16)
        await arrival.place(key)
    assert (arrival.size, arrival.first) == (len(LONG), LONG[: len(arrival.first)])
    assert arrival.digest == hashlib.sha256(LONG).hexdigest()
    async with shelf.reading(key) as pieces:
        sizes = [len(piece) async for piece in pieces]
    assert (sum(sizes), len(sizes) > 2) == (len(LONG), True)


async def test_a_large_file_is_never_held_as_a_whole(shelf: FolderShelf) -> None:
    chunk, count = bytes(65_536), 256
    tracemalloc.start()
    try:
        async with shelf.receiving() as arrival:
            for _ in range(count):
                await arrival.add(chunk)
            key = shelf_key(arrival.digest, "0" * 16)
            await arrival.place(key)
        async with shelf.reading(key) as pieces:
            size = sum([len(piece) async for piece in pieces])
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert size == count * len(chunk)
    assert peak < size / 2


async def test_what_was_not_placed_leaves_nothing(shelf: FolderShelf, tmp_path: Path) -> None:
    with pytest.raises(RuntimeError):
        await _half_received(shelf)
    assert list((tmp_path / "files").iterdir()) == []


async def _half_received(shelf: FolderShelf) -> None:
    async with shelf.receiving() as arrival:
        await arrival.add(LONG)
        raise RuntimeError


async def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path: Path, keys: str) -> None:
    (tmp_path / "files").write_text("a file, no folder")
    with pytest.raises(StoreUnavailable):
        await shelf_with(keys, tmp_path / "files").put(b"a")


@pytest.mark.parametrize("key", ["../carnet.db", "", "a" * 64, "A" * 64 + "-" + "0" * 16])
async def test_a_key_is_a_digest_and_no_path(shelf: FolderShelf, key: str) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        await shelf.get(key)
