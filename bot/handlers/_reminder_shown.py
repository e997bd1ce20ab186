"""A reminder as its screens show it: whom it is for, whom it is about, and what has become of it."""

from collections.abc import Sequence

from bot.crm import contacts, reminders
from bot.crm._work import Work
from bot.model.errors import ReminderNotFound
from bot.model.ids import ContactId, ReminderId
from bot.model.messages import Message
from bot.model.reminders import Reminder
from bot.model.warnings import Warning
from bot.model.when import Rolled
from bot.templates import reminders as show
from bot.templates._words import reader_of


def reminder_of(value: str) -> tuple[ReminderId, int]:
    """A reminder's button carries 'reminder:occurrence', and perhaps more. Raises ReminderNotFound."""
    reminder, _, rest = value.partition(":")
    occurrence = rest.partition(":")[0]
    if not (value.isascii() and reminder.isdigit() and occurrence.isdigit()):
        raise ReminderNotFound
    return ReminderId(int(reminder)), int(occurrence)


async def due_message(work: Work, reminder: Reminder, occurrence: int) -> Message:
    """What the message that told this occurrence says now."""
    member = work.viewer.member
    is_put_off = reminder.is_open and reminder.occurrence != occurrence
    return show.due(
        reminder,
        reader_of(member),
        contact=await contact_name(work, reminder),
        morning=show.morning_of(member),
        occurrence=occurrence,
        outside=await reminders.outside_hours(work, reminder.contact if is_put_off else None, reminder.wall),
        ended=await reminders.ended(work, reminder.id, occurrence),
        files=await reminders.files(work, reminder),
    )


async def planned_of(
    work: Work, reminder: Reminder, *, rolled: Rolled | None = None, warned: Sequence[Warning] = ()
) -> show.Planned:
    """What is told of a reminder that was just planned or changed."""
    people = await reminders.people(work, reminder.assignees)
    return show.Planned(
        reminder=reminder,
        people=people,
        told={person.id: reminders.told_at(reminder, person) for person in people},
        contact=await contact_name(work, reminder),
        rolled=rolled,
        warnings=warned,
        outside=await reminders.outside_hours(work, reminder.contact, reminder.wall),
        files=await reminders.files(work, reminder),
    )


async def contact_name(work: Work, reminder: Reminder) -> str | None:
    if reminder.contact is None:
        return None
    return (await contacts.names(work, [reminder.contact])).get(ContactId(reminder.contact))
