"""What a reminder or a note says beside its own words: why it comes to somebody else, many late ones together, mail."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from bot.model.members import Member, Standing
from bot.model.messages import Block, Mail, Message
from bot.model.reminders import Reminder
from bot.templates import _blocks as b
from bot.templates._dates import when
from bot.templates._words import Reader, mrkdwn, plain, plain_value, raw, value_raw
from bot.templates.deliveries._mail import letter, mail, note_mail

__all__ = ["DONE_LATE", "Late", "escalated", "instead_of", "late", "late_mail", "mail", "mail_refused", "note_mail"]

NOUN = "deliveries"
DONE_LATE = "reminders.close_late"
_LISTED = 120
_NAME = 60
_GUESTS = frozenset({Standing.MULTI_CHANNEL_GUEST, Standing.SINGLE_CHANNEL_GUEST, Standing.STRANGER})


@dataclass(frozen=True, slots=True)
class Late:
    """One of the reminders that are told together, as it is now; `occurrence` is the one that was late."""

    reminder: Reminder
    occurrence: int
    contact: str | None

    @property
    def is_on(self) -> bool:
        return self.reminder.is_open and self.reminder.occurrence == self.occurrence


def instead_of(message: Message, unreached: Sequence[Member], reader: Reader) -> Message:
    """The same for its author, who is told why."""
    notes = [mrkdwn(reader, NOUN, _why(person), person=b.mention(person.id)) for person in unreached]
    return _noted(message, [b.context(*notes)])


def escalated(message: Message, people: Sequence[str], reader: Reader) -> Message:
    """The reminder for whoever is to be told when nobody has done it."""
    names = Markup(", ").join([b.mention(person) for person in people])
    return _noted(message, [b.context(mrkdwn(reader, NOUN, "escalated", people=names))])


def late(told: Sequence[Late], reader: Reader) -> Message:
    """Many in one message, the oldest first; it is written anew as they are done."""
    text = mrkdwn(reader, NOUN, "late_text", count=len(told))
    head = (b.header(plain(reader, NOUN, "late_heading")), b.context(mrkdwn(reader, NOUN, "late_why")))
    return Message(text, (*head, *(_row(each, reader) for each in told)))


def late_mail(told: Sequence[Late], reader: Reader) -> Mail:
    """The same as one mail."""
    title = raw(reader, NOUN, "late_text", count=len(told))
    return letter(title, [_line(each, reader) for each in told], reader)


def mail_refused(address: str | None, error: str, reader: Reader) -> Message:
    """To whoever does not get their mails."""
    if not address:
        return Message(mrkdwn(reader, NOUN, "mail_no_address"))
    return Message(mrkdwn(reader, NOUN, "mail_refused", address=address, error=error))


def _why(person: Member) -> str:
    if person.standing is Standing.GONE:
        return "instead_gone"
    return "instead_guest" if person.standing in _GUESTS else "instead"


def _noted(message: Message, notes: Iterable[Block]) -> Message:
    """Under the title."""
    head, rest = message.blocks[:2], message.blocks[2:]
    return Message(message.text, (*head, *notes, *rest))


def _row(told: Late, reader: Reader) -> Block:
    reminder, line = told.reminder, _line(told, reader)
    if told.is_on:
        value = f"{reminder.id}:{reminder.occurrence}"
        done = b.button(plain(reader, NOUN, "late_done"), action=DONE_LATE, value=value)
        return b.plain_section(plain_value(line), accessory=done)
    if not reminder.is_open:
        return b.rich_text(b.line(b.words(value_raw(line), strike=True)))
    passed = f"{line} ({raw(reader, NOUN, 'late_passed')})"
    return b.rich_text(b.line(b.words(value_raw(passed))))


def _line(told: Late, reader: Reader) -> str:
    reminder = told.reminder
    files = raw(reader, "notes", "files_many", n=len(reminder.files)) if reminder.files else ""
    title, name = b.clip(reminder.title, _LISTED), b.clip(told.contact or "", _NAME)
    return " · ".join(part for part in (title, name, when(reminder.due_at, reader), files) if part)
