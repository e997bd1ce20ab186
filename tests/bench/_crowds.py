"""Databases full of contacts, in one workspace or in a thousand; those in files are kept for the next run."""

import asyncio
import hashlib
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.app._house import House
from bot.handlers._viewers import Caller
from bot.model.ids import MemberId, Tenant
from bot.model.members import SYSTEM, Viewer, Workspace
from bot.store import Sweeps
from bot.store.contacts import Contacts
from tests import make, people
from tests._works import HandClock, OpenStore
from tests.bench._figures import remark
from tests.bench._homes import Home, house_in, tidied
from tests.bench._machine import ROOT
from tests.bench._slack import PEOPLE, TEAM, person

_CHUNK = 5_000
_COLLEAGUES = 5  # in each further workspace
_KEPT_FROM = 100_000  # contacts: less is made again as fast as it is copied
_KEPT_SECONDS = 86_400
_KEPT = Path(tempfile.gettempdir()) / "carnet-bench-crowds"
# What decides what is in the file.
_MADE_BY = ("bot/model", "bot/store", "tests/bench/_crowds.py", "tests/make.py", "tests/people.py", "tests/_names.py")


@dataclass(frozen=True, slots=True)
class Size:
    each: int  # contacts in a workspace
    workspaces: int = 1

    @property
    def contacts(self) -> int:
        return self.each * self.workspaces

    def __str__(self) -> str:
        return f"{self.workspaces:,} workspaces of {self.each:,}" if self.workspaces > 1 else f"{self.each:,} contacts"


@dataclass(frozen=True, slots=True)
class Crowd:
    """`home` with its contacts: in workspace 1 those from number 1 on, in workspace 2 those that follow."""

    home: Home
    size: Size

    def __str__(self) -> str:
        return f"{self.home.engine}, {self.size}"

    def workspace_of(self, number: int) -> int:
        return (number - 1) // self.size.each + 1


def crowd(empty: Home, size: Size) -> Crowd:
    """A database of its own, as it is once autovacuum has come by, or in a file the hourly sweep."""
    kept = _KEPT / _version() / f"{size.each}x{size.workspaces}"
    if empty.cluster is None and kept.is_dir():
        return Crowd(_opened(empty, kept), size)
    made = Crowd(empty.copied(), size)
    begun = time.perf_counter()
    asyncio.run(_fill(made))
    remark(f"{made}: loaded in {time.perf_counter() - begun:.0f} s")
    if made.home.cluster is not None:
        asyncio.run(tidied(made.home))
    elif size.contacts >= _KEPT_FROM:
        _keep(made.home.folder, kept)
    return made


def colleagues(workspace: int) -> Sequence[MemberId]:
    """Who may be in charge of a contact of this workspace."""
    return [MemberId(person(number)) for number in range(1, (PEOPLE if workspace == 1 else _COLLEAGUES) + 1)]


async def viewer_in(house: House, workspace: int) -> Viewer:
    return await house.viewers.get(Caller("", _team(workspace), "Bench", MemberId(person(1))))


def forgotten(crowd: Crowd) -> None:
    """Takes it from the disk: several do not fit beside each other everywhere."""
    if crowd.home.cluster is None:
        shutil.rmtree(crowd.home.folder)
        return
    crowd.home.cluster.drop_database(crowd.home.url.partition("@/")[2].partition("?")[0])


async def _fill(crowd: Crowd) -> None:
    async with house_in(crowd.home) as house:
        for place in range(1, crowd.size.workspaces + 1):
            tenant = await _settled(house, place)
            first = (place - 1) * crowd.size.each + 1
            for numbers in _chunks(first, first + crowd.size.each):
                await _add(house, tenant, numbers, colleagues(place))
        await Sweeps(house.database).sweep(house.clock.now())


def _chunks(first: int, end: int) -> Iterator[range]:
    for start in range(first, end, _CHUNK):
        yield range(start, min(start + _CHUNK, end))


async def _settled(house: House, place: int) -> Tenant:
    if place == 1:
        return (await viewer_in(house, 1)).tenant
    clock = HandClock()
    store = OpenStore(house.database, clock, house.works)
    fresh: Workspace = make.workspace(place, team=_team(place))
    return (await store.settle(*(make.member(each) for each in colleagues(place)), workspace=fresh)).tenant


async def _add(house: House, tenant: Tenant, numbers: range, owners: Sequence[MemberId]) -> None:
    async with house.database.writer(tenant, SYSTEM) as session:
        contacts = Contacts(session)
        first = await contacts.next_numbers(len(numbers))
        made = [people.contact(number, id=session.next_id(), owners=owners) for number in numbers]
        await contacts.add_many([(replace(each, number=first + at), None) for at, each in enumerate(made)])
        await session.commit()


def _team(workspace: int) -> str:
    return TEAM if workspace == 1 else f"T{workspace:05}"


def _opened(empty: Home, kept: Path) -> Home:
    copy = empty.copied()
    shutil.rmtree(copy.folder)
    shutil.copytree(kept, copy.folder)
    return copy


def _keep(folder: Path, kept: Path) -> None:
    """Beside it first: whoever is stopped while copying leaves nothing that looks whole."""
    for old in _KEPT.glob("*"):
        if time.time() - old.stat().st_mtime > _KEPT_SECONDS:
            shutil.rmtree(old, ignore_errors=True)
    kept.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(dir=kept.parent)) / kept.name
    shutil.copytree(folder, unfinished)
    unfinished.rename(kept)
    unfinished.parent.rmdir()


def _version() -> str:
    seen = hashlib.sha256()
    for name in _MADE_BY:
        place = ROOT / name
        for file in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            seen.update(file.read_bytes())
    return seen.hexdigest()[:16]
