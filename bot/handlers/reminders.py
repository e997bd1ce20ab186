"""Reminders planned in one line, and asked back where the line is unclear."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.crm import contacts, drafts, reminders, warnings
from bot.crm._work import Work
from bot.handlers._ask import Ask, Reply
from bot.handlers._reminder_shown import planned_of
from bot.handlers.notes import draft_and_contact
from bot.model.contacts import Found
from bot.model.drafts import Draft
from bot.model.errors import DraftGone
from bot.model.ids import MemberId
from bot.model.reminder_changes import flat, wanted_of
from bot.model.reminders import Wanted
from bot.model.warnings import Warning, needs_confirming
from bot.model.when import Ask as Asked
from bot.model.when import Rolled
from bot.parse.reminders import AskedReminder, due_of, due_of_choice, read_reminder
from bot.templates import contacts as show_contacts
from bot.templates import help as show_help
from bot.templates import reminders as show
from bot.templates._warnings import question
from bot.templates._words import reader_of

NOUN = "reminders"
_WANTED = "wanted"  # among a draft's values: what is planned once the question is answered
_FIRST = "first"  # what is asked of "3 days after done"


async def plan(ask: Ask, work: Work) -> Reply:
    """`/reminder @ann call Dupont tomorrow at 9`: planned, or a question back; never a guess."""
    reader = reader_of(work.viewer.member)
    if not ask.words:
        return Reply(message=show.ask_what(reader))
    asked = read_reminder(ask.said, author=work.viewer.member, now=work.now)
    when = asked.when
    if when.ask is not None:
        return await _ask_time(work, ask, asked, question=when.ask)
    if when.at is None:
        return await _ask_time(work, ask, asked, question=None)
    wanted = Wanted(title=asked.title, due=due_of(when), assignees=asked.assignees, rrule=when.rrule, after=when.after)
    return await _planned_about(work, _About(wanted, when.rolled))


async def choose_time(ask: Ask, work: Work) -> Reply:
    """One of the readings offered for a line that was unclear."""
    draft_id, place = draft_and_contact(ask.value)
    draft = await drafts.consume(work, draft_id)
    if place >= len(draft.selection):
        raise DraftGone
    at, _, rrule = draft.selection[place].partition(" ")
    due = due_of_choice(at, zone=draft.values["zone"])
    if due.at <= work.now:
        return _too_late(work, draft)
    wanted = Wanted(title=draft.values["title"], due=due, assignees=_assignees(draft), rrule=rrule or None)
    reply = await _planned_about(work, _About(wanted, None))
    return Reply(message=reply.message, replace=True)


async def choose_contact(ask: Ask, work: Work) -> Reply:
    """Whom the reminder speaks of, or nobody of those offered."""
    draft_id, contact = draft_and_contact(ask.value)
    draft = await drafts.consume(work, draft_id)
    wanted = wanted_of(draft.values[_WANTED])
    if wanted.due.at <= work.now:
        return _too_late(work, draft)
    chosen = await contacts.found(work, contact) if contact else None
    about = _About(wanted, _rolled(draft))
    return replace(await _planned_or_asked(work, about, chosen), replace=True)


async def confirm(ask: Ask, work: Work) -> Reply:
    """The reminder that waited because its contact is on hold."""
    draft_id, contact = draft_and_contact(ask.value)
    draft = await drafts.consume(work, draft_id)
    wanted = wanted_of(draft.values[_WANTED])
    if wanted.due.at <= work.now:
        return _too_late(work, draft)
    about = _About(wanted, _rolled(draft))
    chosen = await contacts.found(work, contact)
    return replace(await _planned(work, about, chosen, await warnings.of(work, contact)), replace=True)


def _too_late(work: Work, draft: Draft) -> Reply:
    """A choice made when its time had gone by is asked anew."""
    member = work.viewer.member
    message = show.ask_time("past", draft.values["title"], (), reader_of(member), draft=draft.id, zone=member.zone)
    return Reply(message=message, replace=True)


async def _ask_time(work: Work, ask: Ask, asked: AskedReminder, *, question: Asked | None) -> Reply:
    """Without a question it is asked when the thing comes first."""
    offered = [choice for choice in question.choices if choice.at is not None] if question else []
    code, part = (question.code.value, question.part) if question else (_FIRST, "")
    member = work.viewer.member
    typed = {"title": asked.title, "assignees": " ".join(asked.assignees), "zone": member.zone}
    selection = [f"{choice.at.isoformat()} {choice.rrule or ''}" for choice in offered if choice.at is not None]
    draft = await drafts.open(work, NOUN, typed, selection=selection)
    reader = reader_of(member)
    message = show.ask_time(code, ask.words, offered, reader, draft=draft.id, zone=member.zone, part=part)
    return Reply(message=show_help.perhaps(message, ask.meant, reader))


@dataclass(frozen=True, slots=True)
class _About:
    """A reminder that is to be planned, before it is known of whom it speaks."""

    wanted: Wanted
    rolled: Rolled | None

    @property
    def kept(self) -> dict[str, Any]:
        """For the values of a draft, while something about it is asked."""
        rolled = self.rolled.value if self.rolled else ""
        return {"title": self.wanted.title, _WANTED: flat(self.wanted), "rolled": rolled}


async def _planned_about(work: Work, about: _About) -> Reply:
    """Links the contact that the title speaks of; in doubt the person is asked, and the rest is kept."""
    spoken_of = await contacts.mentioned(work, about.wanted.title)
    if spoken_of.is_sure:
        return await _planned_or_asked(work, about, spoken_of.found[0] if spoken_of.found else None)
    draft = await drafts.open(work, NOUN, about.kept)
    reader = reader_of(work.viewer.member)
    message = show_contacts.choices(
        spoken_of.found, spoken_of.words, reader, action=show.CHOOSE_CONTACT, draft=draft.id, without=True
    )
    return Reply(message=message)


async def _planned_or_asked(work: Work, about: _About, contact: Found | None) -> Reply:
    """Of a contact on hold nothing is planned before it is confirmed."""
    warned = () if contact is None else await warnings.of(work, contact.id)
    if contact is None or not needs_confirming(warned):
        return await _planned(work, about, contact, warned)
    draft = await drafts.open(work, NOUN, about.kept)
    value, reader = f"{draft.id}:{contact.id}", reader_of(work.viewer.member)
    typed = show.in_short(about.wanted, reader)
    return Reply(message=question(contact.name, warned, reader, action=show.CONFIRM, value=value, typed=typed))


async def _planned(work: Work, about: _About, contact: Found | None, warned: Sequence[Warning]) -> Reply:
    wanted = replace(about.wanted, contact=None if contact is None else contact.id)
    reminder = await reminders.plan(work, wanted)
    shown = await planned_of(work, reminder, rolled=about.rolled, warned=warned)
    return Reply(message=show.planned(shown, reader_of(work.viewer.member)))


def _rolled(draft: Draft) -> Rolled | None:
    return Rolled(draft.values["rolled"]) if draft.values["rolled"] else None


def _assignees(draft: Draft) -> tuple[MemberId, ...]:
    return tuple(MemberId(member) for member in draft.values["assignees"].split())
