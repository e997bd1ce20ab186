"""How far long work has come, kept with each chunk, and what whoever asked for it is told: a message while it goes on,
and the report that takes its place."""

from dataclasses import asdict, fields, replace

from bot.crm._work import Work
from bot.model.bulk import BulkReport
from bot.model.deliveries import Matter, NewDelivery, Op
from bot.model.jobs import Job, JobKind

_PROGRESS = {
    JobKind.IMPORT: Matter.IMPORT_PROGRESS,
    JobKind.BULK: Matter.BULK_PROGRESS,
    JobKind.UNDO: Matter.BULK_PROGRESS,
}
_REPORT = {
    JobKind.IMPORT: Matter.IMPORT_REPORT,
    JobKind.BULK: Matter.BULK_REPORT,
    JobKind.UNDO: Matter.BULK_REPORT,
}


async def keep_chunk(work: Work, job: Job, told: BulkReport, *, cursor: int, count: int) -> Job:
    """Written in the transaction of the chunk: `count` contacts were looked at, the last of them `cursor`."""
    done = job.done + count
    later = replace(counted(job, told), cursor=cursor, done=done, total=max(job.total, done))
    await work.jobs.save(later)
    await tell_progress(work, later, is_first=job.cursor == 0)
    return later


def counted(job: Job, told: BulkReport) -> Job:
    """The same with what was just seen to added to its report."""
    return replace(job, result=job.result | asdict(_together(report_of(job), told)))


def report_of(job: Job) -> BulkReport:
    """The sum so far; the whole of it once the job has ended."""
    return BulkReport(**{name: job.result.get(name, 0) for name in _COUNTS})


async def tell_progress(work: Work, job: Job, *, is_first: bool) -> None:
    """One message, written anew as the job goes on; a job of one chunk needs none."""
    if is_first and job.done < job.total:
        await work.outbox.add_many([_progress(work, job, key="0")])
        return
    for channel, ts, _ in await work.outbox.sent(_PROGRESS[job.kind], job.id, 0):
        written = replace(_progress(work, job, key=str(job.done)), op=Op.UPDATE, channel=channel, ts=ts)
        await work.outbox.add_many([written])


async def tell_end(work: Work, job: Job) -> None:
    """How it ended, or why it could not go on; the report takes the place of the progress."""
    progress = _PROGRESS[job.kind]
    await work.outbox.cancel(progress, job.id)
    for channel, ts, _ in await work.outbox.sent(progress, job.id, 0):
        taken = replace(_progress(work, job, key="end"), op=Op.DELETE, channel=channel, ts=ts)
        await work.outbox.add_many([taken])
    report = NewDelivery(
        matter=_REPORT[job.kind],
        subject=job.id,
        lane=_lane(job),
        dedupe_key=_lane(job),
        due_at=work.now,
        reader=job.member,
    )
    await work.outbox.add_many([report])


_COUNTS = tuple(each.name for each in fields(BulkReport))


def _together(one: BulkReport, other: BulkReport) -> BulkReport:
    return BulkReport(**{name: getattr(one, name) + getattr(other, name) for name in _COUNTS})


def _progress(work: Work, job: Job, *, key: str) -> NewDelivery:
    return NewDelivery(
        matter=_PROGRESS[job.kind],
        subject=job.id,
        lane=_lane(job),
        dedupe_key=f"{job.kind.value}-progress:{job.id}:{key}",
        due_at=work.now,
        reader=job.member,
    )


def _lane(job: Job) -> str:
    return f"{job.kind.value}:{job.id}"
