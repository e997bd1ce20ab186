"""What was done with a reminder, said where it was asked for, with the way back where there is one."""

from collections.abc import Sequence

from bot.model.ids import BatchId
from bot.model.messages import Block, Message
from bot.model.reminders import Reminder
from bot.templates import _blocks as b
from bot.templates._dates import when
from bot.templates._form import left_as_it_is
from bot.templates._rich import told
from bot.templates._words import Raw, Reader, mrkdwn, plain
from bot.templates.reminders._parts import NOUN, UNDO, mentions


def told_put_off(reminder: Reminder, reader: Reader) -> Message:
    return _told("put_off", reminder, reader, when=when(reminder.due_at, reader))


def told_handed(reminder: Reminder, reader: Reader, *, batch: BatchId | None) -> Message:
    people = [b.person(each) for each in reminder.assignees]
    said = [element for each in people for element in (each, b.words(Raw(", ")))][:-1]
    sentence = told(reader, NOUN, "handed", title=reminder.title, person=said)
    text = mrkdwn(reader, NOUN, "handed", title=reminder.title, person=mentions(reminder.assignees))
    return Message(text, (sentence, *_undo(batch, reader)))


def told_skipped(reminder: Reminder, reader: Reader, *, batch: BatchId | None) -> Message:
    if reminder.is_open:
        message = _told("skipped", reminder, reader, when=when(reminder.due_at, reader))
    else:
        message = _told("skipped_last", reminder, reader)
    return Message(message.text, (*message.blocks, *_undo(batch, reader)))


def told_stopped(reminder: Reminder, reader: Reader, *, batch: BatchId | None) -> Message:
    message = _told("stopped", reminder, reader, when=when(reminder.due_at, reader))
    return Message(message.text, (*message.blocks, *_undo(batch, reader)))


def told_deleted(reminder: Reminder, reader: Reader, *, batch: BatchId) -> Message:
    message = _told("deleted", reminder, reader)
    return Message(message.text, (*message.blocks, *_undo(batch, reader)))


def told_back(reminder: Reminder, left: Sequence[str], reader: Reader) -> Message:
    """`left` are the fields that somebody has changed since, and that stay so."""
    message = _told("taken_back", reminder, reader)
    return Message(message.text, (*message.blocks, *left_as_it_is(NOUN, left, reader)))


def _told(block: str, reminder: Reminder, reader: Reader, **values: object) -> Message:
    text = mrkdwn(reader, NOUN, block, title=reminder.title, **values)
    return Message(text, (told(reader, NOUN, block, title=reminder.title, **values),))


def _undo(batch: BatchId | None, reader: Reader) -> list[Block]:
    if batch is None:
        return []
    button = b.button(plain(reader, "contacts", "undo"), action=UNDO, value=str(batch))
    return [b.actions([button], block_id=f"undo-{batch}")]
