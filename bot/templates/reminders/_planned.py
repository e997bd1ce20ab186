"""The confirmation of a reminder: when it comes, for whom, about whom, and how it repeats."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as default
from datetime import datetime

from bot.model.files import File
from bot.model.hours import OpeningHours
from bot.model.members import Member, Standing
from bot.model.messages import Block, Message
from bot.model.recurrence import wall_of
from bot.model.reminders import Reminder
from bot.model.warnings import Warning
from bot.model.when import Rolled
from bot.templates import _blocks as b
from bot.templates import files as show_files
from bot.templates._dates import when
from bot.templates._formatted import drawn
from bot.templates._rich import told
from bot.templates._warnings import signs
from bot.templates._words import Mrkdwn, Reader, mrkdwn, plain, value_raw
from bot.templates.reminders._parts import NOUN, SEND, delay_name, mentions, more, series, unreached_note

PLANNED = "planned-"  # the block with what may be done begins so
_HOURS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """What is told of a reminder that was planned or changed.

    `told` is when each of the `people` is told, their quiet hours considered; `contact` is its name, `outside` when the
    contact is open, where it is closed at that time.
    """

    reminder: Reminder
    people: Sequence[Member]
    told: Mapping[str, datetime] = default(default_factory=dict)
    contact: str | None = None
    rolled: Rolled | None = None
    warnings: Sequence[Warning] = ()
    outside: OpeningHours | None = None
    files: Sequence[File] = ()


def planned(shown: Planned, reader: Reader) -> Message:
    """Weekday, date, time and zone as they were said, and each one's own time where it differs."""
    text = _when(shown, reader)
    return Message(text, tuple(_blocks(shown, reader, b.section(text, accessory=more(shown.reminder, reader)))))


def _blocks(shown: Planned, reader: Reader, first: Block) -> list[Block]:
    reminder = shown.reminder
    title = b.rich_text(b.quote(b.words(value_raw(reminder.title))))
    details = [drawn(reminder.text)] if reminder.text is not None and reminder.text.parts else []
    details += [show_files.row(each, reader, sends=SEND) for each in shown.files]
    about = [outside_hours(shown.outside, shown.contact, reader)] if shown.contact and shown.outside else []
    notes = _notes(shown, reader)
    about += [b.context(*notes)] if notes else []
    return [*signs(shown.warnings, reader), first | {"block_id": f"{PLANNED}{reminder.id}"}, title, *details, *about]


def saved_view(shown: Planned, reader: Reader, *, new: bool) -> Block:
    """What the form becomes."""
    return b.modal(
        plain(reader, NOUN, "planned_title" if new else "changed_title"),
        _blocks(shown, reader, b.section(_when(shown, reader))),
        callback="reminders.saved",
        close=plain(reader, "form", "close"),
    )


def outside_hours(hours: OpeningHours, contact: str, reader: Reader) -> Block:
    said = b.clip(hours.said(reader.language), _HOURS)
    return told(reader, NOUN, "outside", name=b.clip(contact, b.HEADER), hours=said)


def _when(shown: Planned, reader: Reader) -> Mrkdwn:
    reminder = shown.reminder
    said = when(reminder.due_at, reader, zone=reminder.zone)
    if any(person.id != reminder.author for person in shown.people):
        names = mentions([person.id for person in shown.people])
        return mrkdwn(reader, NOUN, "planned_for", when=said, zone=reminder.zone, people=names)
    return mrkdwn(reader, NOUN, "planned", when=said, zone=reminder.zone)


def _notes(shown: Planned, reader: Reader) -> list[Mrkdwn]:
    reminder = shown.reminder
    notes = [mrkdwn(reader, NOUN, f"rolled_{shown.rolled.value}")] if shown.rolled else []
    notes += series(reminder, reader)
    notes += [unreached_note(each, reader) for each in shown.people if each.standing is not Standing.FULL]
    notes += [_theirs(reminder, person, reader) for person in shown.people if _differs(reminder, person)]
    notes += [_waiting(shown, person, reader) for person in shown.people if _waits(shown, person)]
    if reminder.each_own and len(shown.people) > 1:
        notes.append(mrkdwn(reader, NOUN, "each_own"))
    if reminder.escalate_to is not None and reminder.escalate_after is not None:
        to, after = b.mention(reminder.escalate_to), delay_name(reminder.escalate_after, reader)
        notes.append(mrkdwn(reader, NOUN, "escalates", person=to, after=after))
    return notes + ([mrkdwn(reader, NOUN, "about", name=shown.contact)] if shown.contact else [])


def _waits(shown: Planned, person: Member) -> bool:
    due = shown.reminder.due_for(person.zone)
    return shown.told.get(person.id, due) > due


def _waiting(shown: Planned, person: Member, reader: Reader) -> Mrkdwn:
    """They want to be left alone at that time."""
    moment = when(shown.told[person.id], reader, zone=shown.reminder.zone)
    return mrkdwn(reader, NOUN, "waits", person=b.mention(person.id), when=moment)


def _differs(reminder: Reminder, person: Member) -> bool:
    """Whether their clock shows something else when they are told."""
    return wall_of(reminder.due_for(person.zone), person.zone) != wall_of(reminder.due_at, reminder.zone)


def _theirs(reminder: Reminder, person: Member, reader: Reader) -> Mrkdwn:
    local = when(reminder.due_for(person.zone), reader, zone=person.zone)
    return mrkdwn(reader, NOUN, "theirs", person=b.mention(person.id), when=local, zone=person.zone)
