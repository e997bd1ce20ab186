"""Fills a disk that holds next to nothing, in a process and a mount of its own; says in JSON what the store answered.

Started by `test_engine.py` as `unshare -m python -m tests.store._small_disk FOLDER`.
"""

import asyncio
import json
import subprocess
import sys
from pathlib import Path

from bot.model.errors import CrmError
from bot.store import migrate
from tests import make
from tests._works import OpenStore, open_works

_TEXT = "x" * 50_000


def main(folder: Path) -> dict[str, object]:
    url = f"sqlite+aiosqlite:///{folder / 'carnet.db'}"
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "none", folder], check=True)
    told = asyncio.run(_fill(folder, url))
    subprocess.run(["mount", "-o", "remount,ro", folder], check=True)
    return told | {"read_only": asyncio.run(_opened(url))}


async def _fill(folder: Path, url: str) -> dict[str, object]:
    ballast = folder / "ballast"
    ballast.write_bytes(b"x" * 1_000_000)
    await migrate(url)
    async with open_works(url) as store:
        await store.settle()
        answers = [await _write(store) for _ in range(100)]
        kept = await _kept(store)
        ballast.unlink()
        again = await _write(store)
        kept_again = await _kept(store)
    return {
        "saved": answers.count("saved"),
        "answers": sorted(set(answers)),
        "kept": kept,
        "again": again,
        "kept_again": kept_again,
    }


async def _write(store: OpenStore) -> str:
    try:
        async with store.works.writing(make.viewer()) as work:
            contact = make.contact(work.next_id(), number=await work.contacts.next_numbers())
            await work.contacts.add(contact)
            await work.notes.add(make.note(work.next_id(), contact.id, _TEXT))
    except CrmError as error:
        return error.id
    return "saved"


async def _kept(store: OpenStore) -> list[int]:
    """How many contacts, notes and numbers there are: the three are one action, so the three are equal."""
    async with store.database.read.connect() as connection:
        counts = [
            (await connection.exec_driver_sql(count)).scalar_one()
            for count in (
                "SELECT count(*) FROM contacts",
                "SELECT count(*) FROM notes",
                "SELECT coalesce(max(value), 0) FROM counters",
            )
        ]
        assert (await connection.exec_driver_sql("PRAGMA integrity_check")).scalar_one() == "ok"
    return counts


async def _opened(url: str) -> str:
    try:
        async with open_works(url):
            return "opened"
    except CrmError as error:
        return error.id


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]))))
