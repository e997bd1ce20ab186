"""A file that a person has just given: written down with the change that names it, its bytes fetched by a job."""

from bot.crm._work import Work
from bot.model.files import File
from bot.model.ids import ContactId, FileId, JobId
from bot.model.jobs import Job, JobKind, JobState


async def take(work: Work, file: FileId, contact: ContactId, *, origin: str) -> None:
    """`origin` is Slack's id of it."""
    await work.files.add(File(id=file, contact=contact, author=work.viewer.id, created_at=work.now, origin=origin))
    await work.jobs.add(job(work, JobKind.FILE, {"record": str(file), "file": origin}))


def job(work: Work, kind: JobKind, given: dict[str, str]) -> Job:
    """A job that is due at once, for whoever acts."""
    return Job(
        id=JobId(work.next_id()),
        tenant=work.viewer.tenant,
        kind=kind,
        member=work.viewer.id,
        channel=None,
        state=JobState.DUE,
        cursor=0,
        done=0,
        total=0,
        created_at=work.now,
        input=given,
    )
