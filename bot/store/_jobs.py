"""Long work and how far it has come; the worker's side is in `_jobs_claims`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Index, Interval, cast, func, literal, select, text, update
from sqlalchemy.orm import Mapped, mapped_column

from bot.model.ids import JobId, MemberId, Tenant
from bot.model.jobs import Job, JobKind, JobState
from bot.store._base import Base, Structure, TenantRow
from bot.store._outbox import notify
from bot.store._session import StoreSession

_PENDING = 1000
_FIRST_LEASE = "60 seconds"  # by the database's clock: the wall of whoever adds the job may differ
# A foreign key's check keeps the plan of when its table was small, until the next ANALYZE. Planned over the first
# contacts of all, it reads the whole tenant for each row: from chunk to chunk an import would take longer.
_PLAN_ANEW = text("DISCARD PLANS")


class JobRow(TenantRow, Base):
    """No row-level security: `input` and `result` hold ids, counts and digests only."""

    __tablename__ = "jobs"
    __table_args__ = (Index("ix_jobs_state_id", "state", "id"),)

    kind: Mapped[str]
    member: Mapped[str]
    channel: Mapped[str | None]
    state: Mapped[str]
    cursor: Mapped[int]
    done: Mapped[int]
    total: Mapped[int]
    cancel: Mapped[bool]
    owner: Mapped[str | None]
    lease: Mapped[datetime | None]
    created_at: Mapped[datetime]
    input: Mapped[dict[str, Any]] = mapped_column(Structure)
    result: Mapped[dict[str, Any]] = mapped_column(Structure)
    error: Mapped[str | None]


class Jobs:
    def __init__(self, session: StoreSession) -> None:
        self._session = session

    async def find(self, job: JobId) -> Job | None:
        row = (await self._session.execute(select(JobRow).where(JobRow.id == job))).scalar_one_or_none()
        return None if row is None else job_record(row)

    async def pending(self, kind: JobKind) -> Sequence[Job]:
        """Those of this kind that have not ended, the first first."""
        open = (JobState.DUE.value, JobState.RUNNING.value)
        wanted = select(JobRow).where(JobRow.state.in_(open), JobRow.kind == kind.value).order_by(JobRow.id)
        return [job_record(row) for row in await self._session.scalars(wanted.limit(_PENDING))]

    async def hold(self, job: Job) -> Job | None:
        """The job as it is now, held until the commit; None where it has another owner, has moved on or has ended."""
        if self._session.is_postgres:
            await self._session.run(_PLAN_ANEW)
        same = (JobRow.id == job.id, JobRow.owner == job.owner, JobRow.cursor == job.cursor)
        wanted = select(JobRow).where(*same, JobRow.state == JobState.RUNNING.value).with_for_update()
        row = (await self._session.execute(wanted)).scalar_one_or_none()
        return None if row is None else job_record(row)

    async def add(self, job: Job) -> None:
        """With an `owner` it is that process's from the start; its first renewal comes before the lease is over."""
        fixed = {"id": job.id, "created_at": job.created_at, "owner": job.owner}
        await self._session.add_many(JobRow, [_columns(job) | fixed])
        if job.owner is not None and self._session.is_postgres:
            held = update(JobRow).where(JobRow.id == job.id)
            await self._session.execute(held.values(lease=func.now() + cast(literal(_FIRST_LEASE), Interval)))
        await notify(self._session)

    async def cancel(self, job: JobId) -> None:
        """Asks whoever carries the job out to stop before its next chunk."""
        await self._session.execute(update(JobRow).where(JobRow.id == job).values(cancel=True))

    async def save(self, job: Job) -> None:
        """Writes how far the job has come, in the transaction of the chunk that brought it there."""
        await self._session.execute(update(JobRow).where(JobRow.id == job.id).values(_columns(job)))


def _columns(job: Job) -> dict[str, Any]:
    return {
        "kind": job.kind.value,
        "member": job.member,
        "channel": job.channel,
        "state": job.state.value,
        "cursor": job.cursor,
        "done": job.done,
        "total": job.total,
        "cancel": job.cancel,
        "input": job.input,
        "result": job.result,
        "error": job.error,
    }


def job_record(row: JobRow) -> Job:
    return Job(
        id=JobId(row.id),
        tenant=Tenant(row.tenant),
        kind=JobKind(row.kind),
        member=MemberId(row.member),
        channel=row.channel,
        state=JobState(row.state),
        cursor=row.cursor,
        done=row.done,
        total=row.total,
        created_at=row.created_at,
        input=row.input,
        result=row.result,
        cancel=row.cancel,
        error=row.error,
        owner=row.owner,
    )
