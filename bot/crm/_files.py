"""A file that a person has just given: written down with the change that names it, its bytes fetched by a job."""

from bot.crm._jobs import job
from bot.crm._work import Work
from bot.model.files import File
from bot.model.ids import ContactId, FileId
from bot.model.jobs import JobKind


async def take(work: Work, file: FileId, contact: ContactId, *, origin: str) -> None:
    """`origin` is Slack's id of it."""
    await work.files.add(File(id=file, contact=contact, author=work.viewer.id, created_at=work.now, origin=origin))
    await work.jobs.add(job(work, JobKind.FILE, {"record": str(file), "file": origin}))
