"""The direct message of a reminder, and what becomes of it."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from bot.model.hours import OpeningHours
from bot.model.ids import MemberId
from bot.model.messages import Block, Message
from bot.model.reminders import Ended, Outcome, Reminder, Snooze
from bot.templates import _blocks as b
from bot.templates._dates import when
from bot.templates._formatted import drawn
from bot.templates._rich import told
from bot.templates._words import Mrkdwn, Raw, Reader, mrkdwn, naming, plain, plain_value, raw, value_raw
from bot.templates.contacts import OPEN
from bot.templates.reminders._parts import DONE, NOUN, PUT_OFF, REOPEN, more, rule_of, value_of
from bot.templates.reminders._planned import outside_hours

CHOOSE = "choose"  # beside the usual times in the menu: any other


def due(
    reminder: Reminder,
    reader: Reader,
    *,
    contact: str | None,
    morning: str,
    occurrence: int,
    outside: OpeningHours | None = None,
    ended: Ended | None = None,
) -> Message:
    """The direct message, in the state the reminder is in now; `occurrence` is the one this message told.

    `outside` is as in `planned`, of the time to which it was put off. `ended` is what became of that occurrence of a
    series, which has gone on since.
    """
    text = naming(reader, NOUN, "due_text", title=reminder.title)
    is_gone = ended is not None or not reminder.is_open
    is_snoozed = not is_gone and reminder.occurrence != occurrence
    blocks: list[Block] = [b.header(plain(reader, NOUN, "due_heading")), _title(reminder, ended)]
    if reminder.text is not None and reminder.text.parts:
        blocks.append(drawn(reminder.text))
    blocks.append(b.context(*_told(reminder, reader, ended=ended, is_snoozed=is_snoozed)))
    if contact is not None:
        blocks.append(_contact(reminder, contact, reader))
    if is_snoozed and contact is not None and outside is not None:
        blocks.append(outside_hours(outside, contact, reader))
    if ended is not None:
        blocks += _ended(reminder, ended, reader)
    elif not reminder.is_open:
        blocks += _closed(reminder, reader)
    elif not is_snoozed:
        blocks.append(b.actions(_buttons(reminder, reader, morning), block_id=f"reminder-{reminder.id}"))
    return Message(text, tuple(blocks))


def deleted(reminder: Reminder, reader: Reader) -> Message:
    """What stands in the place of a message whose reminder was deleted."""
    text = mrkdwn(reader, NOUN, "gone", title=reminder.title)
    title = b.rich_text(b.line(b.words(value_raw(reminder.title), strike=True)))
    return Message(text, (title, b.context(mrkdwn(reader, NOUN, "gone_told"))))


def undelivered(reminder: Reminder, person: str, reader: Reader) -> Message:
    """To the author, whose reminder did not arrive."""
    text = mrkdwn(reader, NOUN, "undelivered", title=reminder.title, person=b.mention(person))
    return Message(text, (told(reader, NOUN, "undelivered", title=reminder.title, person=b.person(person)),))


def unreached(person: str, reader: Reader) -> Message:
    """To an admin, who need not know what somebody's reminder was about."""
    return Message(mrkdwn(reader, NOUN, "unreached", person=b.mention(person)))


def _title(reminder: Reminder, ended: Ended | None) -> Block:
    is_done = not reminder.is_open if ended is None else ended.outcome is Outcome.DONE
    is_on = reminder.is_open and ended is None
    return b.rich_text(b.line(b.words(value_raw(reminder.title), bold=is_on, strike=is_done)))


def _told(reminder: Reminder, reader: Reader, *, ended: Ended | None, is_snoozed: bool) -> Sequence[Mrkdwn]:
    at = reminder.due_at if ended is None else ended.due_at
    every = rule_of(reminder.wanted, reader) if reminder.repeats else Raw("")
    people = (reminder.author, reminder.handed_by)
    return _said(reader, "snoozed" if is_snoozed else "due_at", at, every, people=people)


@lru_cache(maxsize=1000)
def _said(
    reader: Reader, block: str, at: datetime, every: Raw, *, people: tuple[MemberId, MemberId | None]
) -> Sequence[Mrkdwn]:
    """Many reminders are due at nine, and mostly one's own."""
    author, handed_by = people
    said = [mrkdwn(reader, NOUN, block, when=when(at, reader))]
    if every:
        said.append(mrkdwn(reader, NOUN, "repeats", every=every))
    said.append(mrkdwn(reader, NOUN, "from", person=b.mention(author)))
    if handed_by is not None:
        said.append(mrkdwn(reader, NOUN, "handed_by", person=b.mention(handed_by)))
    return tuple(said)


def _contact(reminder: Reminder, name: str, reader: Reader) -> Block:
    label = plain(reader, "contacts", "open_label", name=name)
    opens = b.button(plain(reader, "contacts", "open"), action=OPEN, value=str(reminder.contact), label=label)
    return b.plain_section(plain_value(name), accessory=opens)


def _ended(reminder: Reminder, ended: Ended, reader: Reader) -> list[Block]:
    """What became of this time, and when the next one is."""
    by = Raw("") if ended.by is None else b.mention(ended.by)
    told = [mrkdwn(reader, NOUN, f"ended_{ended.outcome.value}", person=by, when=when(ended.at, reader))]
    if reminder.is_open:
        told.append(mrkdwn(reader, NOUN, "comes_next", when=when(reminder.due_at, reader)))
    return [b.context(*told)]


def _closed(reminder: Reminder, reader: Reader) -> list[Block]:
    by = b.mention(reminder.closed_by or reminder.author)
    moment = when(reminder.closed_at or reminder.due_at, reader)
    again = b.button(plain(reader, NOUN, "reopen"), action=REOPEN, value=value_of(reminder))
    told = b.context(mrkdwn(reader, NOUN, "closed", person=by, when=moment))
    return [told, b.actions([again], block_id=f"reminder-{reminder.id}")]


def _buttons(reminder: Reminder, reader: Reader, morning: str) -> list[b.Element]:
    done = b.button(plain(reader, NOUN, "done"), action=DONE, value=value_of(reminder), style="primary")
    return [done, _snooze_menu(reminder, reader, morning), more(reminder, reader)]


def _snooze_menu(reminder: Reminder, reader: Reader, morning: str) -> b.Element:
    value = value_of(reminder)
    options = [b.option(name, f"{each}:{value}") for each, name in _times(reader, morning)]
    placeholder = b.plain_text(plain(reader, NOUN, "snooze"), b.PLACEHOLDER)
    return {"type": "static_select", "action_id": PUT_OFF, "placeholder": placeholder, "options": options}


@lru_cache(maxsize=1000)
def _times(reader: Reader, morning: str) -> Sequence[tuple[str, Raw]]:
    """The same below each message of a reader: to say them anew took a third of its making."""
    usual = [(each.value, raw(reader, NOUN, f"snooze_{each}", hour=morning)) for each in Snooze]
    return (*usual, (CHOOSE, raw(reader, NOUN, "snooze_choose")))
