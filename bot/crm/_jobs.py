"""Long work handed to the worker, written down in the transaction that asks for it."""

from bot.crm._work import Work
from bot.model.ids import JobId
from bot.model.jobs import Job, JobKind, JobState


def job(
    work: Work, kind: JobKind, given: dict[str, str], *, channel: str | None = None, owner: str | None = None
) -> Job:
    """Due at once, for whoever acts; with an `owner` it is that process's already."""
    return Job(
        id=JobId(work.next_id()),
        tenant=work.viewer.tenant,
        kind=kind,
        member=work.viewer.id,
        channel=channel,
        state=JobState.RUNNING if owner else JobState.DUE,
        cursor=0,
        done=0,
        total=0,
        created_at=work.now,
        input=given,
        owner=owner,
    )


async def own(work: Work, job: JobId) -> Job | None:
    """One that the viewer asked for."""
    found = await work.jobs.find(job)
    return found if found is not None and found.member == work.viewer.id else None
