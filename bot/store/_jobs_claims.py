"""The worker's side of jobs: which one is next, and whose it is, over all tenants at once.

PostgreSQL counts a claim's lease by its own `now()`. A SQLite file has one owner, so there is no lease: what is
running when that owner starts was left behind by the one before.
"""

import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import ColumnElement, Interval, Update, and_, cast, func, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.model.ids import Tenant
from bot.model.jobs import Job, JobState
from bot.model.members import SYSTEM, Viewer, Workspace, system_viewer
from bot.store._engine import Database, faults
from bot.store._jobs import JobRow, job_record
from bot.store.members import Members
from bot.store.workspaces import Workspaces

_OPEN = (JobState.DUE.value, JobState.RUNNING.value)
_LEFTOVERS = 1000
_UNWATCHED = {"synchronize_session": False}


class JobClaims:
    """One for each runner; `lease` in seconds. Each method is one short transaction of its own."""

    def __init__(self, database: Database, *, lease: float) -> None:
        self._database = database
        self._lease = lease
        self.owner = secrets.token_hex(8)

    async def recover(self) -> None:
        """At start: see the module."""
        if not self._database.is_sqlite:
            return
        running = update(JobRow).where(JobRow.state == JobState.RUNNING.value)
        await self._write(running.values(state=JobState.DUE.value, owner=None))

    async def claim(self) -> Job | None:
        """The oldest job that nobody carries out; it is this runner's now."""
        if not await self._any():
            return None
        async with self._transaction() as session:
            wanted = select(JobRow).where(self._free()).order_by(JobRow.id).limit(1)
            row = (await session.scalars(wanted.with_for_update(skip_locked=True))).one_or_none()
            if row is None:
                return None
            row.state, row.owner, row.lease = JobState.RUNNING.value, self.owner, self._until()
            await session.flush()
            return job_record(row)

    async def renew(self, job: Job) -> bool:
        """False where the job has ended or another runner has it: whatever is at work on it must stop."""
        held = update(JobRow).where(_is(job), JobRow.owner == self.owner, JobRow.state == JobState.RUNNING.value)
        return await self._write(held.values(lease=self._until())) > 0

    async def release(self, job: Job) -> None:
        """Gives the job back, for the next runner or the next start."""
        mine = update(JobRow).where(_is(job), JobRow.owner == self.owner, JobRow.state == JobState.RUNNING.value)
        await self._write(mine.values(state=JobState.DUE.value, owner=None, lease=None))

    async def abandon(self, job: Job, error: str) -> None:
        """Ends a job that nobody can be told about: whoever asked for it is no longer known."""
        await self._write(update(JobRow).where(_is(job)).values(state=JobState.FAILED.value, error=error))

    async def asker(self, job: Job) -> Viewer | None:
        """Who asked for the job, as they are now; None where they are not known any more."""
        with faults():
            workspace = await self._workspace(job.tenant)
            if workspace is None:
                return None
            async with self._database.reader(job.tenant, SYSTEM) as session:
                member = await Members(session).find(job.member)
        return None if member is None else Viewer(member=member, workspace=workspace)

    async def stand_in(self, job: Job) -> Viewer | None:
        """Carnet itself, for a job that must end whoever asked for it; None where its workspace is gone too."""
        with faults():
            workspace = await self._workspace(job.tenant)
        return None if workspace is None else system_viewer(workspace)

    async def leftovers(self) -> Sequence[Job]:
        """Ended jobs whose file was not dropped: the process ended in between."""
        kept = JobRow.input["shelf"].as_string()
        wanted = select(JobRow).where(JobRow.state.not_in(_OPEN), kept.is_not(None)).order_by(JobRow.id)
        with faults():
            async with self._database.plain_reader() as session:
                return [job_record(row) for row in await session.scalars(wanted.limit(_LEFTOVERS))]

    async def forget(self, job: Job) -> None:
        """The job's file is dropped."""
        rest = {name: value for name, value in job.input.items() if name != "shelf"}
        await self._write(update(JobRow).where(_is(job)).values(input=rest))

    async def _any(self) -> bool:
        """Asked of a reading connection, so that an idle runner never takes the writer's turn."""
        with faults():
            async with self._database.plain_reader() as session:
                return await session.scalar(select(JobRow.id).where(self._free()).limit(1)) is not None

    def _free(self) -> ColumnElement[bool]:
        due = JobRow.state == JobState.DUE.value
        if self._database.is_sqlite:
            return due
        return or_(due, and_(JobRow.state == JobState.RUNNING.value, JobRow.lease < func.now()))

    def _until(self) -> Any:
        if self._database.is_sqlite:
            return None
        return func.now() + cast(literal(f"{self._lease} seconds"), Interval)

    async def _workspace(self, tenant: Tenant) -> Workspace | None:
        async with self._database.plain_reader() as session:
            return await Workspaces(session).with_tenant(tenant)

    async def _write(self, change: Update) -> int:
        async with self._transaction() as session:
            answer = await session.execute(change.returning(JobRow.id), execution_options=_UNWATCHED)
            return len(answer.all())

    @asynccontextmanager
    async def _transaction(self) -> AsyncIterator[AsyncSession]:
        async with self._database.turn(patient=True):
            with faults():
                async with self._database.plain() as session, session.begin():
                    yield session


def _is(job: Job) -> ColumnElement[bool]:
    return and_(JobRow.tenant == job.tenant, JobRow.id == job.id)
