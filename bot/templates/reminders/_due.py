"""The direct message of a reminder, and what becomes of it."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple

from bot.i18n import LANGUAGES
from bot.model.fields import block_of, field_of
from bot.model.files import File
from bot.model.hours import OpeningHours
from bot.model.ids import MemberId, ReminderId
from bot.model.messages import Block, Encoded, Message
from bot.model.reminders import Ended, Outcome, Reminder, Snooze
from bot.templates import _blocks as b
from bot.templates import files as show_files
from bot.templates._dates import when
from bot.templates._formatted import drawn
from bot.templates._rich import told
from bot.templates._words import MARK, Mrkdwn, Raw, Reader, mrkdwn, naming, plain, plain_value, raw, value_raw
from bot.templates.contacts import OPEN
from bot.templates.reminders._parts import DONE, NOUN, PUT_OFF, REOPEN, SEND, more, rule_of, value_of
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
    files: Sequence[File] = (),
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
    blocks += [show_files.row(each, reader, sends=SEND) for each in files]
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


def due_alike(reminder: Reminder, reader: Reader, *, morning: str) -> Encoded | None:
    """`due` of one of the many that differ in their titles alone; None where this one has more of its own."""
    if reminder.contact is not None or reminder.text is not None or reminder.files or not reminder.is_open:
        return None
    kind = _Kind(
        reminder.due_at, reminder.zone, reminder.rrule, reminder.after, reminder.author, reminder.handed_by
    )  # fmt: skip
    title = json.dumps(b.cut(reminder.title, b.RICH_TEXT))[1:-1]  # last, for nobody knows what stands in it
    blocks = _alike(kind, reader, morning).replace(_ITS_VALUE, value_of(reminder)).replace(_ITS_ID, str(reminder.id))
    return Encoded(naming(reader, NOUN, "due_text", title=reminder.title), blocks.replace(_ITS_TITLE, title))


class _Kind(NamedTuple):
    """What the message of an open reminder depends on, beside what is put in anew each time."""

    due_at: datetime
    zone: str
    rrule: str | None
    after: str | None
    author: MemberId
    handed_by: MemberId | None


_STAND_IN = ReminderId(-(10**18))
_ITS_ID, _ITS_VALUE, _ITS_TITLE = str(_STAND_IN), f"{_STAND_IN}:1", json.dumps(MARK)[1:-1]


@lru_cache(maxsize=1000)
def _alike(kind: _Kind, reader: Reader, morning: str) -> str:
    """The blocks as JSON, of a reminder that does not exist."""
    at = kind.due_at
    reminder = Reminder(
        id=_STAND_IN, number=0, contact=None, author=kind.author, title=MARK, assignees=(), due_at=at, wall="",
        zone=kind.zone, created_at=at, rrule=kind.rrule, after=kind.after, handed_by=kind.handed_by,
    )  # fmt: skip
    return json.dumps(due(reminder, reader, contact=None, morning=morning, occurrence=reminder.occurrence).blocks)


def rehearse() -> None:
    """Reads the words of a reminder in each language, so that the first of a morning waits for none of them."""
    at = datetime(2026, 1, 1, 9, tzinfo=UTC)
    for language in LANGUAGES:
        _alike(_Kind(at, "UTC", None, None, MemberId(""), None), Reader(language, "UTC"), "9:00")
        naming(Reader(language, "UTC"), NOUN, "due_text", title="")


def untouched(message: Message | None, block: str) -> Message | None:
    """The same with one block under another name, in which Slack shows nothing as chosen."""
    if message is None:
        return None
    name, first = field_of(block), block_of(field_of(block), 1)
    fresh = block_of(name, 2) if block == first else first
    blocks = [each | {"block_id": fresh} if each.get("block_id") == block else each for each in message.blocks]
    return Message(message.text, tuple(blocks))


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
    is_put_off = reminder.slot != reminder.wall  # else edited, or a skip undone: it stands at a time of its own
    moved = "snoozed" if is_put_off else "due_again"
    return _said(reader, moved if is_snoozed else "due_at", at, every, people=people)


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
