"""Reminders as blocks: the confirmation, the direct message and what becomes of it, questions about time."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from bot.model.hours import OpeningHours
from bot.model.members import Member
from bot.model.messages import Block, Message
from bot.model.recurrence import instant_of
from bot.model.reminders import Reminder, Snooze
from bot.model.warnings import Warning
from bot.model.when import Choice, Rolled
from bot.templates import _blocks as b
from bot.templates._dates import hour_name, length, when
from bot.templates._rich import told
from bot.templates._warnings import signs
from bot.templates._words import Mrkdwn, Plain, Raw, Reader, mrkdwn, plain, plain_value, reader_of, value_raw
from bot.templates.contacts import OPEN

NOUN = "reminders"
DONE = "reminders.close"
DONE_LISTED = "reminders.close_listed"
REOPEN = "reminders.reopen"
SNOOZE = "reminders.snooze"  # followed by a dot and the choice
CHOOSE_TIME = "reminders.choose_time"
CHOOSE_CONTACT = "reminders.choose_contact"
CONFIRM = "reminders.confirm"
_LISTED = 150
_HOURS = 500


def planned(
    reminder: Reminder,
    people: Sequence[Member],
    reader: Reader,
    *,
    contact: str | None,
    rolled: Rolled | None,
    warnings: Sequence[Warning] = (),
    outside: OpeningHours | None = None,
) -> Message:
    """Weekday, date, time and zone as they were said, and each one's own time where it differs.

    `outside` is when the contact is open, where it is closed at that time.
    """
    said = when(reminder.due_at, reader, zone=reminder.zone)
    others = [person for person in people if person.id != reminder.author]
    if others:
        names = _mentions(people)
        text = mrkdwn(reader, NOUN, "planned_for", when=said, zone=reminder.zone, people=names)
    else:
        text = mrkdwn(reader, NOUN, "planned", when=said, zone=reminder.zone)
    notes = [_theirs(reminder, person, reader) for person in people if _differs(reminder, person)]
    if rolled:
        notes.insert(0, mrkdwn(reader, NOUN, f"rolled_{rolled.value}"))
    if contact:
        notes.append(mrkdwn(reader, NOUN, "about", name=contact))
    title = b.rich_text(b.quote(b.words(value_raw(reminder.title))))
    about = [_outside(outside, contact, reader)] if contact and outside is not None else []
    about += [b.context(*notes)] if notes else []
    return Message(text, (*signs(warnings, reader), b.section(text), title, *about))


def _outside(hours: OpeningHours, contact: str, reader: Reader) -> Block:
    said = b.clip(hours.said(reader.language), _HOURS)
    return told(reader, NOUN, "outside", name=b.clip(contact, b.HEADER), hours=said)


def due(
    reminder: Reminder,
    reader: Reader,
    *,
    contact: str | None,
    morning: str,
    occurrence: int,
    outside: OpeningHours | None = None,
) -> Message:
    """The direct message, in the state the reminder is in now; `occurrence` is the one this message told.

    `outside` is as in `planned`, of the time to which it was put off.
    """
    text = mrkdwn(reader, NOUN, "due_text", title=reminder.title)
    strike = not reminder.is_open
    title = b.rich_text(b.line(b.words(value_raw(reminder.title), bold=reminder.is_open, strike=strike)))
    is_snoozed = reminder.is_open and reminder.occurrence != occurrence
    told = b.context(*_told(reminder, reader, is_snoozed=is_snoozed))
    blocks: list[Block] = [b.header(plain(reader, NOUN, "due_heading")), title, told]
    if contact is not None:
        about = plain_value(contact)
        label = plain(reader, "contacts", "open_label", name=contact)
        opens = b.button(plain(reader, "contacts", "open"), action=OPEN, value=str(reminder.contact), label=label)
        blocks.append(b.plain_section(about, accessory=opens))
    if is_snoozed and contact is not None and outside is not None:
        blocks.append(_outside(outside, contact, reader))
    if not reminder.is_open:
        blocks += _closed(reminder, reader)
    elif not is_snoozed:
        blocks.append(b.actions(_buttons(reminder, reader, morning), block_id=f"reminder-{reminder.id}"))
    return Message(text, tuple(blocks))


def undelivered(reminder: Reminder, person: str, reader: Reader) -> Message:
    """To the author, whose reminder did not arrive."""
    text = mrkdwn(reader, NOUN, "undelivered", title=reminder.title, person=b.mention(person))
    return Message(text, (told(reader, NOUN, "undelivered", title=reminder.title, person=b.person(person)),))


def unreached(person: str, reader: Reader) -> Message:
    """To an admin, who need not know what somebody's reminder was about."""
    return Message(mrkdwn(reader, NOUN, "unreached", person=b.mention(person)))


def own_list(reminders: Sequence[Reminder], names: dict[int, str], reader: Reader, *, limit: int) -> Message:
    """`limit` are shown; one more in `reminders` says that there are others."""
    if not reminders:
        return Message(mrkdwn(reader, NOUN, "none"))
    text = mrkdwn(reader, NOUN, "list")
    blocks = [b.section(text), *(_row(each, names, reader) for each in reminders[:limit])]
    if len(reminders) > limit:
        blocks.append(b.context(mrkdwn(reader, NOUN, "list_more", shown=limit)))
    return Message(text, tuple(blocks))


def ask_time(code: str, words: str, options: Sequence[Choice], reader: Reader, *, draft: int, zone: str) -> Message:
    """A question back, with a button for each reading that the words may have."""
    block = f"ask_{code.replace('-', '_')}" if options or code != "repeats" else "ask_repeats_never"
    text, question = mrkdwn(reader, NOUN, block, words=words), told(reader, NOUN, block, words=words)
    example = b.context(mrkdwn(reader, NOUN, "ask_example"))
    places: dict[datetime, int] = {}  # the day and the rule that begins on it are one moment
    for place, option in enumerate(options[: b.ACTIONS]):
        if option.at is not None:
            places.setdefault(option.at, place)
    buttons = [
        b.button(_offer(options[place], reader, zone), action=f"{CHOOSE_TIME}.{place}", value=f"{draft}:{place}")
        for place in places.values()
    ]
    if not buttons:
        return Message(text, (question, example))
    return Message(text, (question, b.actions(buttons, block_id="reminder-times"), example))


def _offer(option: Choice, reader: Reader, zone: str) -> Plain:
    moment = when(option.at, reader, zone=zone) if option.at is not None else Raw("")
    if option.wait is None:
        return plain_value(moment)
    return plain(reader, NOUN, "ask_wait", length=length(option.wait, reader), when=moment)


def ask_what(reader: Reader) -> Message:
    text = mrkdwn(reader, NOUN, "ask_empty")
    return Message(text, (b.section(text), b.context(mrkdwn(reader, NOUN, "ask_example"))))


def _told(reminder: Reminder, reader: Reader, *, is_snoozed: bool) -> list[Mrkdwn]:
    return [
        mrkdwn(reader, NOUN, "snoozed" if is_snoozed else "due_at", when=when(reminder.due_at, reader)),
        mrkdwn(reader, NOUN, "from", person=b.mention(reminder.author)),
    ]


def _closed(reminder: Reminder, reader: Reader) -> list[Block]:
    by = b.mention(reminder.closed_by or reminder.author)
    moment = when(reminder.closed_at or reminder.due_at, reader)
    again = b.button(plain(reader, NOUN, "reopen"), action=REOPEN, value=_value(reminder))
    told = b.context(mrkdwn(reader, NOUN, "closed", person=by, when=moment))
    return [told, b.actions([again], block_id=f"reminder-{reminder.id}")]


def _buttons(reminder: Reminder, reader: Reader, morning: str) -> list[b.Element]:
    done = b.button(plain(reader, NOUN, "done"), action=DONE, value=_value(reminder), style="primary")
    return [done, *(_snooze_button(reminder, choice, reader, morning) for choice in Snooze)]


def _snooze_button(reminder: Reminder, choice: Snooze, reader: Reader, morning: str) -> b.Element:
    name = plain(reader, NOUN, f"snooze_{choice.value}", hour=morning)
    return b.button(name, action=f"{SNOOZE}.{choice.value}", value=_value(reminder))


def _value(reminder: Reminder) -> str:
    return f"{reminder.id}:{reminder.occurrence}"


def _row(reminder: Reminder, names: dict[int, str], reader: Reader) -> Block:
    name = names.get(reminder.contact or 0, "")
    title = b.clip(reminder.title, _LISTED)
    line = " · ".join(part for part in (title, name, when(reminder.due_at, reader)) if part)
    done = b.button(plain(reader, NOUN, "done"), action=DONE_LISTED, value=_value(reminder))
    return b.plain_section(plain_value(line), accessory=done)


def _differs(reminder: Reminder, person: Member) -> bool:
    wall = datetime.fromisoformat(reminder.wall)
    return instant_of(wall, person.zone) != instant_of(wall, reminder.zone)


def _theirs(reminder: Reminder, person: Member, reader: Reader) -> Mrkdwn:
    local = when(reminder.due_at, reader, zone=person.zone)
    return mrkdwn(reader, NOUN, "theirs", person=b.mention(person.id), when=local, zone=person.zone)


def _mentions(people: Sequence[Member]) -> Markup:
    return Markup(", ").join([b.mention(person.id) for person in people])


def morning_of(member: Member) -> Raw:
    return hour_name(member.preferences.default_hour, reader_of(member))
