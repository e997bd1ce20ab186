"""Taking an act back: each field that still holds what the act made of it becomes what it was before.

What a job did to many is taken back by a job, chunk by chunk.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.crm import activities, notes, relations, reminders
from bot.crm._guard import needs
from bot.crm._jobs import job as new_job
from bot.crm._progress import keep_chunk, report_of, tell_end
from bot.crm._work import Work
from bot.crm.contacts import _write
from bot.crm.contacts._reverse import TOUCHING, Traces, reverse_many, touched, traces
from bot.model.activities import Activity
from bot.model.bulk import BulkReport
from bot.model.changes import flat, reversed_changes, values_of
from bot.model.contacts import Contact
from bot.model.errors import ContactNotFound, FieldsInvalid, NothingToUndo, UndoTooLate
from bot.model.events import Event, EventKind
from bot.model.ids import BatchId, ChoiceId, ContactId, JobId
from bot.model.jobs import Job, JobKind, JobState
from bot.model.notes import Note
from bot.model.policy import Can
from bot.model.relations import OTHER, TURNED, TYPE
from bot.model.reminders import Reminder

EDITS = timedelta(hours=24)
DELETIONS = timedelta(days=30)
AT_ONCE = 100  # contacts of a job that are taken back while the person waits
CHUNK = 500  # contacts of one transaction, at most
_AHEAD = 100_000  # ids read at once: finding them reads all of the batch
_EVENTS = 1000
_PUT_AWAY = {
    EventKind.CONTACT_ARCHIVED, EventKind.CONTACT_DELETED, EventKind.REMINDER_DELETED, EventKind.NOTE_DELETED,
    EventKind.ACTIVITY_DELETED,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Undone:
    """The contact as it is again, and the fields that were left: changed since, or not to be put back any more."""

    contact: Contact
    left: tuple[str, ...] = ()
    changed: bool = True


@dataclass(frozen=True, slots=True)
class UndoneReminder:
    """The reminder as it is again, and the fields that were left because somebody changed them since."""

    reminder: Reminder
    left: tuple[str, ...] = ()
    changed: bool = True


@dataclass(frozen=True, slots=True)
class UndoneNote:
    """The note as it is again, and the fields that were left: changed since, or not for this person to change."""

    note: Note
    left: tuple[str, ...] = ()
    changed: bool = True


@dataclass(frozen=True, slots=True)
class UndoneActivity:
    """The activity as it is again, and the fields that were left: changed since, or of what is there no more."""

    activity: Activity
    left: tuple[str, ...] = ()
    changed: bool = True


@needs(Can.DELETE)
async def take_back(work: Work, batch: BatchId) -> Undone | BulkReport | Job:
    """What a person did to one contact, or a job to many: at once where that is little, else by another job.

    Raises NothingToUndo, UndoTooLate, FieldsInvalid.
    """
    events = await work.events.of_batch(batch, limit=_EVENTS)
    _refuse_late(work, events)
    made_by = await work.jobs.find(JobId(batch))
    if made_by is None:
        return await _undo_all(work, batch, events)
    if not made_by.has_ended:
        raise NothingToUndo
    contacts = {ContactId(event.subject) for event in events if event.kind in TOUCHING}
    if len(contacts) <= AT_ONCE and len(events) < _EVENTS:
        return _some(await reverse_many(work, await traces(work, batch, sorted(contacts))))
    total = max(report_of(made_by).done, made_by.result.get("created", 0))
    job = replace(new_job(work, JobKind.UNDO, {"batch": str(batch)}), total=total)
    await work.jobs.add(job)
    return job


@needs(Can.WRITE)
async def take_back_reminder(work: Work, batch: BatchId) -> UndoneReminder:
    """What a person did to one reminder. Raises NothingToUndo, UndoTooLate, ReminderNotFound."""
    events = await work.events.of_batch(batch, limit=_EVENTS)
    _refuse_late(work, events)
    acts = [event for event in events if event.kind in reminders.UNDOABLE]
    if not acts:
        raise NothingToUndo
    settled, left = await reminders.put_back(work, acts)
    if left and not settled.changed:
        raise NothingToUndo
    return UndoneReminder(settled.reminder, left, changed=settled.changed)


@needs(Can.WRITE)
async def take_back_note(work: Work, batch: BatchId) -> UndoneNote:
    """What a person did to one note that whoever asks may see. Raises NothingToUndo, UndoTooLate, NoteNotFound."""
    events = await work.events.of_batch(batch, limit=_EVENTS)
    _refuse_late(work, events)
    acts = [event for event in events if event.kind in notes.UNDOABLE and event.changes]  # else it was forgotten since
    if not acts:
        raise NothingToUndo
    settled, left = await notes.put_back(work, acts)
    if left and not settled.changed:
        raise NothingToUndo
    return UndoneNote(settled.note, left, changed=settled.changed)


@needs(Can.WRITE)
async def take_back_activity(work: Work, batch: BatchId) -> UndoneActivity:
    """What a person did to one activity. Raises NothingToUndo, UndoTooLate, ActivityNotFound, ActivityNotYours."""
    events = await work.events.of_batch(batch, limit=_EVENTS)
    _refuse_late(work, events)
    acts = [event for event in events if event.kind in activities.UNDOABLE and event.changes]
    if not acts:
        raise NothingToUndo
    settled, left = await activities.put_back(work, acts)
    if left and not settled.changed:
        raise NothingToUndo
    return UndoneActivity(settled.activity, left, changed=settled.changed)


@needs(Can.DELETE)
async def ahead(work: Work, job: Job, *, after: ContactId) -> Sequence[ContactId]:
    """The next contacts of the batch, in the order of their ids; none at the end."""
    return await touched(work, _batch_of(job), after=after, limit=_AHEAD)


@needs(Can.DELETE)
async def look(work: Work, job: Job, contacts: Sequence[ContactId]) -> Traces:
    """What is to be reversed of some of them. Events never change, so this needs no turn of the writer."""
    return await traces(work, _batch_of(job), contacts)


@needs(Can.DELETE)
async def advance(work: Work, job: Job, given: Traces) -> Job:
    """One chunk: its contacts, their events and how far the job has come, in one transaction or not at all."""
    work.batch = BatchId(job.id)
    told = await reverse_many(work, given)
    return await keep_chunk(work, job, told, cursor=int(max(given)), count=len(given))


@needs(Can.DELETE)
async def finish(work: Work, job: Job) -> Job:
    ended = replace(job, state=JobState.DONE)
    await work.jobs.save(ended)
    await tell_end(work, ended)
    return ended


def _batch_of(job: Job) -> BatchId:
    return BatchId(int(job.input["batch"]))


def _some(report: BulkReport) -> BulkReport:
    """Raises NothingToUndo where others have changed all of it since."""
    if not report.done and not report.unchanged:
        raise NothingToUndo
    return report


async def _undo_all(work: Work, batch: BatchId, events: Sequence[Event]) -> Undone:
    """Writes a new batch that reverses this one."""
    undone: list[Undone] = []
    await work.contacts.take_turn()  # somebody may get a parent back, or be the main person again
    await work.contacts.hold([ContactId(event.subject) for event in events if event.kind in TOUCHING])
    for event in sorted(events, key=lambda each: each.id, reverse=True):
        if (one := await _undo_one(work, event)) is not None:
            undone.append(one)
    if any(event.kind is EventKind.REMINDER_DONE for event in events):
        await reminders.reopen_all(work, batch, since=events[0].at)
    if not any(each.changed or not each.left for each in undone):
        raise NothingToUndo  # a second click finds all as the first has left it, and is answered as that was
    return replace(undone[-1], left=tuple(field for each in undone for field in each.left))


def _refuse_late(work: Work, events: Sequence[Event]) -> None:
    if not events:
        raise NothingToUndo
    span = DELETIONS if any(event.kind in _PUT_AWAY for event in events) else EDITS
    if work.now - min(event.at for event in events) > span:
        raise UndoTooLate(hours=int(span.total_seconds() // 3600))


async def _undo_one(work: Work, event: Event) -> Undone | None:
    contact = ContactId(event.subject)
    match event.kind:
        case EventKind.CONTACT_CREATED:
            return await _undo_creation(work, contact)
        case EventKind.CONTACT_CHANGED:
            return await _undo_change(work, contact, event)
        case EventKind.CONTACT_ARCHIVED | EventKind.CONTACT_DELETED | EventKind.CONTACT_RESTORED:
            return await _undo_move(work, contact, event)
        case EventKind.RELATION_REMOVED:
            return await _tell_again(work, event)
        case _:
            return None


async def _tell_again(work: Work, event: Event) -> Undone | None:
    """A relation, of which both ends were told: it is put back by the one from which it is named."""
    told = {change.field: change.old or "" for change in event.changes}
    if event.contact is None or told[TYPE].endswith(TURNED):
        return None
    held = await _write.held_even_deleted(work, event.contact)
    try:
        await relations.add(work, held.id, ContactId(int(told[OTHER])), ChoiceId(int(told[TYPE])))
    except (ContactNotFound, FieldsInvalid) as gone:
        raise NothingToUndo from gone
    return Undone(held)


async def _undo_creation(work: Work, contact: ContactId) -> Undone:
    held = await _write.held_even_deleted(work, contact)
    saved = await _write.put(work, held, _write.state_of(held) | {_write.DELETED: _write.YES})
    return Undone(saved.contact, changed=saved.batch is not None)


async def _undo_change(work: Work, contact: ContactId, event: Event) -> Undone:
    held = await work.contacts.find(contact, lock=True)
    if held is None:
        raise NothingToUndo
    reversal = reversed_changes(flat(held.values), event.changes)
    saved, refused = await _write.put_back(work, replace(held, values=values_of(reversal.fields)), held)
    return Undone(saved.contact, (*reversal.left, *refused), changed=saved.batch is not None)


async def _undo_move(work: Work, contact: ContactId, event: Event) -> Undone:
    """Out of the archive or from among the deleted, or there again."""
    held = await _write.held_even_deleted(work, contact)
    moves = [change for change in event.changes if change.field in (_write.ARCHIVED, _write.DELETED)]
    reversal = reversed_changes(_write.state_of(held), moves)
    saved = await _write.put(work, held, reversal.fields)
    return Undone(saved.contact, reversal.left, changed=saved.batch is not None)
