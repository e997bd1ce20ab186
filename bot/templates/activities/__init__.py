"""The feed's lines: who, what, when; the same words in a channel and in a list."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from bot.model.events import Event, EventKind
from bot.model.messages import Message
from bot.templates import _blocks as b
from bot.templates._dates import when
from bot.templates._words import Mrkdwn, Reader, mrkdwn

NOUN = "activities"
_EXCERPT = 300
_TEXT = {EventKind.NOTE_ADDED: "text"}


def feed_line(event: Event, *, contact: str, actor: str, reader: Reader) -> Message:
    """A channel's post. The actor's name is plain, so that a line pings nobody."""
    text = _dated(event, contact, actor, reader)
    return Message(text, (b.section(text),))


def of_contact(lines: Sequence[tuple[Event, str]], name: str, reader: Reader) -> Message:
    """One contact's latest lines, each with its actor's name."""
    if not lines:
        return Message(mrkdwn(reader, NOUN, "none", name=name))
    text = mrkdwn(reader, NOUN, "list", name=name)
    rows = [b.section(_dated(event, name, actor, reader)) for event, actor in lines]
    return Message(text, (b.section(text), *rows))


def _dated(event: Event, contact: str, actor: str, reader: Reader) -> Mrkdwn:
    # The line is escaped already: as Markup it is not escaped again.
    line = Markup(_line(event, contact, actor, reader))  # noqa: S704
    return mrkdwn(reader, NOUN, "at", line=line, when=_moment(event.at, reader))


def _line(event: Event, contact: str, actor: str, reader: Reader) -> Mrkdwn:
    text = event.value(_TEXT.get(event.kind, "title")) or ""
    due = event.value("due")
    return mrkdwn(
        reader,
        NOUN,
        f"line_{event.kind.value.replace('.', '_')}",
        who=actor,
        name=contact,
        text=b.clip(text.replace("\n", " "), _EXCERPT),
        when="" if due is None else _moment(datetime.fromisoformat(due), reader),
    )


def _moment(at: datetime, reader: Reader) -> Markup:
    """A channel has readers in many zones."""
    return b.moment(at, when(at, reader))
