"""Pictures of contacts, sent to whoever wants to see them. Taking them in is part of writing the contact."""

from datetime import datetime

from bot.crm._guard import needs
from bot.crm._jobs import job
from bot.crm._work import Work
from bot.model.deliveries import Matter, NewDelivery
from bot.model.errors import ContactNotFound, FileGone
from bot.model.files import File, FileState
from bot.model.ids import ContactId, FileId
from bot.model.jobs import Job, JobKind
from bot.model.policy import Can


@needs(Can.READ)
async def send(work: Work, contact: ContactId) -> None:
    """The contact's picture is on its way to the reader's direct message.

    Raises ContactNotFound, FileGone where there is none, or none yet.
    """
    found = await work.contacts.find(contact)
    if found is None:
        raise ContactNotFound(words="")
    if found.values.photo is None:
        raise FileGone
    file, _ = await to_send(work, found.values.photo)
    await work.jobs.add(job(work, JobKind.SEND, {"record": str(file.id)}))


@needs(Can.READ)
async def to_send(work: Work, file: FileId) -> tuple[File, str]:
    """A picture that is kept, and the name of its contact. Raises FileGone, ContactNotFound."""
    found = await work.files.find(file)
    if found is None or found.state is not FileState.KEPT:
        raise FileGone
    contact = await work.contacts.find(found.contact)
    if contact is None:
        raise ContactNotFound(words="")
    return found, contact.name


def lost_delivery(job: Job, now: datetime) -> NewDelivery:
    """To whoever asked for a picture that could not be sent."""
    return NewDelivery(
        matter=Matter.FILE_LOST,
        subject=job.id,
        lane=f"file:{job.id}",
        dedupe_key=f"file:{job.id}",
        due_at=now,
        reader=job.member,
    )
