"""A workspace with a shelf and a Slack that hands out files, for tests of long work; in a process to be killed."""

import asyncio
import multiprocessing
import os
import signal
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import func, select

from bot.crm import imports
from bot.gateway._arrival import FolderArrival
from bot.gateway._shelf import FolderShelf
from bot.model.deliveries import Matter
from bot.model.errors import CrmError, FileRefused, SlackRefused, SlackUnavailable
from bot.model.ids import ChannelId, MemberId, Tenant
from bot.model.jobs import Job
from bot.model.members import Viewer
from bot.model.ports import Parcel, SlackFile
from bot.store._contacts import ContactRow
from bot.store._jobs import JobRow, job_record
from bot.store._jobs_claims import JobClaims
from bot.store._outbox import OutboxRow
from bot.vault import Vault
from bot.worker.jobs import JobRunner
from tests import make
from tests._works import OpenStore, open_works

LEASE = 15.0
# A process that has this module loaded, and forks: a child starts without the seconds that loading takes.
_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload([__name__])
KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="


def people(count: int) -> bytes:
    """A list of persons who all differ."""
    lines = [f"Prénom{n};Nom{n};p{n}@acme.fr;06 12 34 {n // 100:02} {n % 100:02}" for n in range(count)]
    return "\n".join(["Prénom;Nom;E-mail;Téléphone", *lines]).encode()


class Shared(NamedTuple):
    """A file that was given to Slack."""

    channel: str | None
    name: str
    title: str
    content: bytes


@dataclass
class SlackFiles:
    """Files by their id, and those that were given; or an error for the first `times` askings.

    `said` is what Slack says of a file otherwise than of the usual one.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    said: dict[str, dict[str, Any]] = field(default_factory=dict)
    shared: list[Shared] = field(default_factory=list)
    error: CrmError | None = None
    times: int = 1000
    asked: int = 0

    async def describe(self, team: str, file: str) -> SlackFile:
        self.asked += 1
        if self.error is not None and self.asked <= self.times:
            raise self.error
        usual = SlackFile(
            id=file, name=f"{file}.bin", kind="application/octet-stream", size=len(self.files[file]),
            user=make.CLAIRE, places=frozenset(),
        )  # fmt: skip
        return replace(usual, **self.said.get(file, {}))

    async def bytes_of(self, team: str, file: SlackFile, limit: int) -> AsyncGenerator[bytes]:
        content = self.files[file.id]
        if len(content) > limit:
            raise FileRefused(reason="too_large")
        for start in range(0, len(content), 65_536):
            yield content[start : start + 65_536]

    async def open_dm(self, team: str, member: MemberId) -> str:
        return f"D{member}"

    async def upload(self, team: str, parcel: Parcel, *, channel: str | None = None) -> str:
        self.asked += 1
        if self.error is not None and self.asked <= self.times:
            raise self.error
        content = b"".join([piece async for piece in parcel.pieces])
        assert len(content) == parcel.size
        self.shared.append(Shared(channel, parcel.name, parcel.title, content))
        return f"F{len(self.shared)}"


@dataclass
class SlackRooms:
    """Channels by their names, as (id, made by the app); `lost` are the calls of which the answer is lost."""

    channels: dict[str, tuple[ChannelId, bool]] = field(default_factory=dict)
    members: dict[ChannelId, list[MemberId]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    lost: int = 0
    unheard: int = 0  # calls that do not even arrive
    refusal: str = ""
    uninviting: str = ""

    async def make_channel(self, team: str, name: str) -> ChannelId:
        self.asked.append(name)
        if self.unheard:
            self.unheard -= 1
            raise SlackUnavailable(error="timeout")
        if self.refusal or name in self.channels:
            raise SlackRefused(error=self.refusal or "name_taken")
        channel = ChannelId(f"C{len(self.channels) + 1}")
        self.channels[name] = channel, True
        if self.lost:
            self.lost -= 1
            raise SlackUnavailable(error="timeout")
        return channel

    async def own_channel(self, team: str, name: str, *, since: datetime) -> ChannelId | None:
        channel, is_own = self.channels.get(name, (None, False))
        return channel if is_own else None

    async def invite(self, team: str, channel: ChannelId, member: MemberId) -> None:
        if self.uninviting:
            raise SlackRefused(error=self.uninviting)
        self.members.setdefault(channel, []).append(member)


@dataclass
class Bench:
    store: OpenStore
    viewer: Viewer
    shelf: FolderShelf
    folder: Path
    slack: SlackFiles = field(default_factory=SlackFiles)
    rooms: SlackRooms = field(default_factory=SlackRooms)

    def runner(self, claims: JobClaims | None = None, *, lease: float = LEASE) -> JobRunner:
        claims = claims or JobClaims(self.store.database, lease=lease)
        slack = self.slack
        return JobRunner(
            claims, self.store.works, shelf=self.shelf, fetcher=slack, sharer=slack, rooms=self.rooms, lease=lease
        )

    async def given(self, content: bytes, owner: str | None = None) -> Job:
        key = await self.shelf.put(content)
        async with self.store.works.writing(self.viewer) as work:
            return await imports.start(work, shelf=key, owner=owner)

    async def in_slack(self, file: str) -> Job:
        async with self.store.works.writing(self.viewer) as work:
            return await imports.start(work, slack_file=file)

    async def find(self, job: Job) -> Job:
        async with self.store.works.reading(self.viewer) as work:
            found = await work.jobs.find(job.id)
        assert found is not None
        return found

    async def ended(self, job: Job) -> Job:
        """Lets a new runner work until the job has ended."""
        runner = self.runner()
        running = asyncio.create_task(runner.run())
        try:
            await self.until(lambda job: job.has_ended, job)
        finally:
            await runner.stop()
            await running
        return await self.find(job)

    async def all_ended(self) -> list[Job]:
        """Lets a new runner work until no job is left; all of them, the oldest first."""
        runner = self.runner()
        running = asyncio.create_task(runner.run())
        try:
            async with asyncio.timeout(120):
                while not all(job.has_ended for job in await self._jobs()):  # noqa: ASYNC110 - the store is looked at
                    await asyncio.sleep(0.03)
        finally:
            await runner.stop()
            await running
        return await self._jobs()

    async def until(self, is_so: Callable[[Job], bool], *jobs: Job) -> None:
        """Looks at the stored jobs again and again, as a person would."""
        async with asyncio.timeout(120):
            while not all([is_so(await self.find(job)) for job in jobs]):  # noqa: ASYNC110 - the store is looked at
                await asyncio.sleep(0.03)

    async def contacts(self) -> int:
        async with self.store.looking() as session:
            return (await session.execute(select(func.count(ContactRow.id)))).scalar_one()

    async def reports(self) -> list[tuple[int, str | None]]:
        """Which jobs are reported to whom."""
        return await self.told(Matter.IMPORT_REPORT)

    async def told(self, matter: Matter) -> list[tuple[int, str | None]]:
        """Of which jobs who is told."""
        wanted = select(OutboxRow.subject, OutboxRow.reader).where(OutboxRow.matter == matter.value)
        async with self.store.looking() as session:
            return [(subject, reader) for subject, reader in await session.execute(wanted)]

    async def _jobs(self) -> list[Job]:
        async with self.store.looking() as session:
            return [job_record(row) for row in await session.scalars(select(JobRow).order_by(JobRow.id))]

    def kept(self) -> list[str]:
        return sorted(path.name for path in self.folder.glob("*"))


@asynccontextmanager
async def open_bench(url: str, folder: Path, *, again: bool = False) -> AsyncIterator[Bench]:
    """`again` opens a store that has its workspace already."""
    vault = Vault(KEY)
    async with open_works(url) as store:
        workspace = make.workspace() if again else await store.settle()
        assert workspace.tenant == Tenant(1)
        viewer = Viewer(member=make.member(), workspace=workspace)
        yield Bench(store, viewer, FolderShelf(folder, vault.seal, vault.open), folder)


def killed_after(steps: int, url: str, folder: Path) -> None:
    """Lets a process carry out the jobs that are due, and kills it once it has told of so many steps."""
    heard, telling = _FORKS.Pipe(duplex=False)
    child = _FORKS.Process(target=_work, args=(url, folder, telling), daemon=True)
    child.start()
    telling.close()
    for _ in range(steps):
        heard.recv()
    child.kill()
    child.join()


def _work(url: str, folder: Path, telling: "Connection[int, int]") -> None:
    asyncio.run(_carry_out(url, folder, telling))


async def _carry_out(url: str, folder: Path, telling: "Connection[int, int]") -> None:
    async with open_bench(url, folder, again=True) as bench:
        claims = JobClaims(bench.store.database, lease=1)
        runner = bench.runner(claims, lease=1)
        await claims.recover()
        while (job := await claims.claim()) is not None:
            await runner.carry_out(job, told=lambda job: telling.send(job.done))


def killed_while_fetching(act: str, url: str, folder: Path, files: dict[str, bytes]) -> None:
    """Lets a process fetch what is due, and kills it once a file of its shelf has done this: `add` or `place`."""
    child = _FORKS.Process(target=_fetch, args=(act, url, folder, files), daemon=True)
    child.start()
    child.join()
    assert child.exitcode == -signal.SIGKILL


def _fetch(act: str, url: str, folder: Path, files: dict[str, bytes]) -> None:
    usual = getattr(FolderArrival, act)

    async def and_die(arrival: FolderArrival, given: Any) -> None:
        await usual(arrival, given)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(FolderArrival, act, and_die)
    asyncio.run(_carry_out_all(url, folder, files))


async def _carry_out_all(url: str, folder: Path, files: dict[str, bytes]) -> None:
    async with open_bench(url, folder, again=True) as bench:
        bench.slack.files = files
        claims = JobClaims(bench.store.database, lease=1)
        await claims.recover()
        while (job := await claims.claim()) is not None:
            await bench.runner(claims, lease=1).carry_out(job)
