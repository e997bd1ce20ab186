"""Reminders: planned in one line, asked back where the line is unclear, answered from their message."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.crm import contacts, drafts, reminders, warnings
from bot.crm._work import Work
from bot.handlers._ask import Ask, Reply
from bot.handlers.notes import draft_and_contact
from bot.model.contacts import Found
from bot.model.drafts import Draft
from bot.model.errors import DraftGone, ReminderNotFound
from bot.model.ids import ContactId, MemberId, ReminderId
from bot.model.reminders import Due, Snooze
from bot.model.warnings import Warning, needs_confirming
from bot.model.when import Choice, Rolled
from bot.parse.reminders import AskedReminder, due_of, due_of_choice, read_reminder
from bot.templates import contacts as show_contacts
from bot.templates import help as show_help
from bot.templates import reminders as show
from bot.templates._warnings import question
from bot.templates._words import reader_of

NOUN = "reminders"
_REPEATS = "repeats"


async def plan(ask: Ask, work: Work) -> Reply:
    """`/reminder @ann call Dupont tomorrow at 9`: planned, or a question back; never a guess."""
    reader = reader_of(work.viewer.member)
    if not ask.words:
        return Reply(message=show.ask_what(reader))
    asked = read_reminder(ask.said, author=work.viewer.member, now=work.now)
    when = asked.when
    if when.ask is not None:
        return await _ask_time(work, ask, asked, code=when.ask.code.value, choices=when.ask.choices)
    if when.rrule is not None or when.after is not None:
        first = (Choice(when.at, None, ""),) if when.at is not None else ()
        return await _ask_time(work, ask, asked, code=_REPEATS, choices=first)
    return await _planned_about(work, _About(asked.title, due_of(when), asked.assignees, when.rolled))


async def choose_time(ask: Ask, work: Work) -> Reply:
    """One of the readings offered for a line that was unclear."""
    draft_id, place = draft_and_contact(ask.value)
    draft = await drafts.consume(work, draft_id)
    if place >= len(draft.selection):
        raise DraftGone
    due = due_of_choice(draft.selection[place], zone=draft.values["zone"])
    if due.at <= work.now:
        return _too_late(work, draft)
    reply = await _planned_about(work, _About(draft.values["title"], due, _assignees(draft), None))
    return Reply(message=reply.message, replace=True)


async def choose_contact(ask: Ask, work: Work) -> Reply:
    """Whom the reminder speaks of, or nobody of those offered."""
    draft_id, contact = draft_and_contact(ask.value)
    draft = await drafts.consume(work, draft_id)
    due = due_of_choice(draft.values["at"], zone=draft.values["zone"], wall=draft.values["wall"])
    if due.at <= work.now:
        return _too_late(work, draft)
    chosen = await contacts.found(work, contact) if contact else None
    about = _About(draft.values["title"], due, _assignees(draft), _rolled(draft))
    return replace(await _planned_or_asked(work, about, chosen), replace=True)


async def confirm(ask: Ask, work: Work) -> Reply:
    """The reminder that waited because its contact is on hold."""
    draft_id, contact = draft_and_contact(ask.value)
    draft = await drafts.consume(work, draft_id)
    due = due_of_choice(draft.values["at"], zone=draft.values["zone"], wall=draft.values["wall"])
    if due.at <= work.now:
        return _too_late(work, draft)
    about = _About(draft.values["title"], due, _assignees(draft), _rolled(draft))
    chosen = await contacts.found(work, contact)
    return replace(await _planned(work, about, chosen, await warnings.of(work, contact)), replace=True)


def _too_late(work: Work, draft: Draft) -> Reply:
    """A choice made when its time had gone by is asked anew."""
    member = work.viewer.member
    message = show.ask_time("past", draft.values["title"], (), reader_of(member), draft=draft.id, zone=member.zone)
    return Reply(message=message, replace=True)


async def list_own(ask: Ask, work: Work) -> Reply:
    coming = await reminders.list_own(work)
    names = await contacts.names(work, [each.contact for each in coming if each.contact is not None])
    message = show.own_list(coming, names, reader_of(work.viewer.member), limit=reminders.LISTED)
    return Reply(message=message)


async def close(ask: Ask, work: Work) -> Reply:
    reminder, occurrence = _of(ask.value)
    return await _shown(work, await reminders.close(work, reminder), occurrence)


async def close_listed(ask: Ask, work: Work) -> Reply:
    """From one's list, which is shown as it is then."""
    reminder, _ = _of(ask.value)
    await reminders.close(work, reminder)
    listed = await list_own(ask, work)
    return Reply(message=listed.message, replace=True)


async def reopen(ask: Ask, work: Work) -> Reply:
    reminder, _ = _of(ask.value)
    settled = await reminders.reopen(work, reminder)
    return await _shown(work, settled, settled.reminder.occurrence)


async def snooze(ask: Ask, work: Work) -> Reply:
    reminder, occurrence = _of(ask.value)
    choice = Snooze(ask.action.rpartition(".")[2])
    settled = await reminders.snooze(work, reminder, choice, occurrence=occurrence)
    return await _shown(work, settled, occurrence)


async def _ask_time(work: Work, ask: Ask, asked: AskedReminder, *, code: str, choices: tuple[Choice, ...]) -> Reply:
    offered = [choice for choice in choices if choice.at is not None]
    member = work.viewer.member
    typed = {"title": asked.title, "assignees": " ".join(asked.assignees), "zone": member.zone}
    selection = [choice.at.isoformat() for choice in offered if choice.at is not None]
    draft = await drafts.open(work, NOUN, typed, selection=selection)
    reader = reader_of(member)
    question = show.ask_time(code, ask.words, offered, reader, draft=draft.id, zone=member.zone)
    return Reply(message=show_help.perhaps(question, ask.meant, reader))


@dataclass(frozen=True, slots=True)
class _About:
    """A reminder that is to be planned, before it is known of whom it speaks."""

    title: str
    due: Due
    assignees: tuple[MemberId, ...]
    rolled: Rolled | None

    @property
    def kept(self) -> dict[str, str]:
        """For the values of a draft, while something about it is asked."""
        rolled = self.rolled.value if self.rolled else ""
        kept = {"title": self.title, "assignees": " ".join(self.assignees), "rolled": rolled}
        return kept | {"at": self.due.at.isoformat(), "wall": self.due.wall, "zone": self.due.zone}


async def _planned_about(work: Work, about: _About) -> Reply:
    """Links the contact that the title speaks of; in doubt the person is asked, and the rest is kept."""
    spoken_of = await contacts.mentioned(work, about.title)
    if len(spoken_of) <= 1:
        return await _planned_or_asked(work, about, spoken_of[0] if spoken_of else None)
    draft = await drafts.open(work, NOUN, about.kept)
    reader = reader_of(work.viewer.member)
    message = show_contacts.choices(
        spoken_of, about.title, reader, action=show.CHOOSE_CONTACT, draft=draft.id, without=True
    )
    return Reply(message=message)


async def _planned_or_asked(work: Work, about: _About, contact: Found | None) -> Reply:
    """Of a contact on hold nothing is planned before it is confirmed."""
    warned = () if contact is None else await warnings.of(work, contact.id)
    if contact is None or not needs_confirming(warned):
        return await _planned(work, about, contact, warned)
    draft = await drafts.open(work, NOUN, about.kept)
    value, reader = f"{draft.id}:{contact.id}", reader_of(work.viewer.member)
    return Reply(message=question(contact.name, warned, reader, action=show.CONFIRM, value=value, typed=about.title))


async def _planned(work: Work, about: _About, contact: Found | None, warned: Sequence[Warning]) -> Reply:
    key, name = (None, None) if contact is None else (contact.id, contact.name)
    reminder = await reminders.plan(work, about.title, about.due, assignees=about.assignees, contact=key)
    people = await reminders.people(work, about.assignees)
    reader = reader_of(work.viewer.member)
    closed = await reminders.outside_hours(work, key, about.due.wall)
    message = show.planned(reminder, people, reader, contact=name, rolled=about.rolled, warnings=warned, outside=closed)
    return Reply(message=message)


async def _shown(work: Work, settled: reminders.Settled, occurrence: int) -> Reply:
    """A click that changed nothing came from a message out of date: it is shown as the reminder is now."""
    if settled.changed:
        return Reply()
    reminder = settled.reminder
    member = work.viewer.member
    names = await contacts.names(work, [reminder.contact]) if reminder.contact is not None else {}
    message = show.due(
        reminder,
        reader_of(member),
        contact=names.get(reminder.contact or ContactId(0)),
        morning=show.morning_of(member),
        occurrence=occurrence,
        outside=await reminders.outside_hours(work, reminder.contact if reminder.is_open else None, reminder.wall),
    )
    return Reply(message=message, replace=True)


def _of(value: str) -> tuple[ReminderId, int]:
    """A reminder's button carries 'reminder:occurrence'."""
    reminder, _, occurrence = value.partition(":")
    if not (value.isascii() and reminder.isdigit() and occurrence.isdigit()):
        raise ReminderNotFound
    return ReminderId(int(reminder)), int(occurrence)


def _rolled(draft: Draft) -> Rolled | None:
    return Rolled(draft.values["rolled"]) if draft.values["rolled"] else None


def _assignees(draft: Draft) -> tuple[MemberId, ...]:
    return tuple(MemberId(member) for member in draft.values["assignees"].split())
