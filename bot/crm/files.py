"""Files of notes and reminders, pictures of contacts, sent to whoever wants to see them. `_files` takes them in."""

from datetime import datetime

from bot.crm._guard import needs
from bot.crm._jobs import job, own
from bot.crm._work import Work
from bot.model.deliveries import Matter, NewDelivery
from bot.model.errors import ContactNotFound, FileGone
from bot.model.files import FileState, Sent
from bot.model.ids import ContactId, FileId, JobId, NoteId, ReminderId
from bot.model.jobs import Job, JobKind
from bot.model.notes import NoteKind
from bot.model.policy import Can

CHANNEL = "channel"  # of the message that holds the file, in the input of the job that fetches it


@needs(Can.READ)
async def send(work: Work, file: FileId) -> None:
    """A file that the reader may see is on its way to their direct message. Raises FileGone where they may not, or
    where it is not kept, or not yet."""
    await to_send(work, file)
    await work.jobs.add(job(work, JobKind.SEND, {"record": str(file)}))


@needs(Can.READ)
async def send_photo(work: Work, contact: ContactId) -> None:
    """The contact's picture is on its way to the reader's direct message.

    Raises ContactNotFound, FileGone where there is none, or none yet.
    """
    found = await work.contacts.find(contact)
    if found is None:
        raise ContactNotFound(words="")
    if found.values.photo is None:
        raise FileGone
    await send(work, found.values.photo)


@needs(Can.READ)
async def to_send(work: Work, file: FileId) -> Sent:
    """As the reader sees it now. Raises FileGone, ContactNotFound."""
    found = await work.files.find(file)
    if found is None or found.state is not FileState.KEPT:
        raise FileGone
    if found.reminder is not None:
        return Sent(found, await _of_reminder(work, found.reminder))
    contact = None if found.contact is None else await work.contacts.find(found.contact)
    if contact is None:
        raise ContactNotFound(words="")
    return Sent(found, contact.name, await _title(work, found.note))


@needs(Can.READ)
async def left_behind(work: Work, job: JobId) -> Sent | None:
    """The file that this job of one's own could not take; None where what it is of is gone since."""
    asked = await own(work, job)
    found = None if asked is None else await work.files.find(FileId(int(asked.input["record"])))
    if found is None or found.state is not FileState.FAILED:
        return None
    if found.reminder is not None:
        reminder = await work.reminders.find(found.reminder)
        return None if reminder is None else Sent(found, reminder.title)
    if found.contact is None or found.note is None or await work.notes.find(found.note) is None:
        return None
    contact = (await work.contacts.names([found.contact])).get(found.contact)
    return None if contact is None else Sent(found, contact)


async def _of_reminder(work: Work, reminder: ReminderId) -> str:
    """Its title. Whoever sees a file sees its reminder; one that was deleted shows no file."""
    found = await work.reminders.find(reminder)
    if found is None:
        raise FileGone
    return found.title


async def _title(work: Work, note: NoteId | None) -> str:
    """Of a file that is a note of its own. Whoever sees a file sees its note; one that was deleted shows no file."""
    if note is None:
        return ""
    found = await work.notes.find(note)
    if found is None:
        raise FileGone
    return found.title if found.kind is NoteKind.FILE else ""


def lost_delivery(job: Job, now: datetime) -> NewDelivery:
    """To whoever asked for a file that could not be sent."""
    return _delivery(Matter.FILE_LOST, job, now)


def left_delivery(job: Job, now: datetime) -> NewDelivery:
    """To whoever gave a file that could not be taken."""
    return _delivery(Matter.FILE_LEFT, job, now)


def _delivery(matter: Matter, job: Job, now: datetime) -> NewDelivery:
    key = f"file:{job.id}"
    return NewDelivery(matter=matter, subject=job.id, lane=key, dedupe_key=key, due_at=now, reader=job.member)
