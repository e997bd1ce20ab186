"""Reminders as events; the answer of an act; holding one for a change."""

from dataclasses import dataclass

from bot.crm._work import Work
from bot.model.errors import ReminderNotFound
from bot.model.events import Change, EventKind, Happening
from bot.model.ids import BatchId, ReminderId
from bot.model.reminders import Reminder, ReminderState

DONE = Change("state", ReminderState.OPEN.value, ReminderState.DONE.value)
OPENED = Change("state", ReminderState.DONE.value, ReminderState.OPEN.value)


@dataclass(frozen=True, slots=True)
class Settled:
    """A reminder as an act left it; where it `changed`, its messages are being rewritten.

    `batch` is what undoes the act, where it can be undone.
    """

    reminder: Reminder
    changed: bool
    batch: BatchId | None = None


def told(kind: EventKind, reminder: Reminder, *changes: Change, quiet: bool = False) -> Happening:
    has_title = any(change.field == "title" for change in changes)
    title = () if has_title else (Change("title", reminder.title, reminder.title),)
    if kind is EventKind.REMINDER_PLANNED:
        title = (Change("title", None, reminder.title),)
    return Happening(
        kind=kind,
        subject=reminder.id,
        contact=reminder.contact,
        changes=(*title, *changes),
        audience=reminder.audience,
        quiet=quiet,
    )


def moved(held: Reminder, later: Reminder) -> Change:
    return Change("due", held.due_at.isoformat(), later.due_at.isoformat())


async def hold(work: Work, reminder: ReminderId, *, deleted: bool = False) -> Reminder:
    """Locked until the commit. Raises ReminderNotFound."""
    found = await work.reminders.find(reminder, lock=True, deleted=deleted)
    if found is None:
        raise ReminderNotFound
    return found
