"""The feed's lines: who, what, when; the same words in a channel and in a list."""

from collections.abc import Sequence
from datetime import datetime

from bot.model.events import Event, EventKind
from bot.model.messages import Message
from bot.templates import _blocks as b
from bot.templates._dates import when
from bot.templates._rich import said, told
from bot.templates._words import Mrkdwn, Reader, mrkdwn

NOUN = "activities"
_EXCERPT = 300
_TEXT = {EventKind.NOTE_ADDED: "text"}


def feed_line(event: Event, *, contact: str, actor: str, reader: Reader) -> Message:
    """A channel's post. The actor's name is plain, so that a line pings nobody."""
    return Message(_line(event, contact, actor, reader), (b.rich_text(b.line(*_dated(event, contact, actor, reader))),))


def of_contact(lines: Sequence[tuple[Event, str]], name: str, reader: Reader) -> Message:
    """One contact's latest lines, each with its actor's name."""
    if not lines:
        return Message(mrkdwn(reader, NOUN, "none", name=name))
    text = mrkdwn(reader, NOUN, "list", name=name)
    rows = [b.rich_text(b.line(*_dated(event, name, actor, reader))) for event, actor in lines]
    return Message(text, (told(reader, NOUN, "list", name=name), *rows))


def _dated(event: Event, contact: str, actor: str, reader: Reader) -> list[b.Element]:
    """A channel has readers in many zones, so a moment is left to Slack."""
    due = event.value("due")
    line = said(
        reader,
        NOUN,
        _block(event),
        **_values(event, contact, actor),
        when="" if due is None else _moment(datetime.fromisoformat(due), reader),
    )
    return said(reader, NOUN, "at", line=line, when=_moment(event.at, reader))


def _line(event: Event, contact: str, actor: str, reader: Reader) -> Mrkdwn:
    """For a notification, which shows no blocks."""
    due = event.value("due")
    moment = "" if due is None else when(datetime.fromisoformat(due), reader)
    return mrkdwn(reader, NOUN, _block(event), **_values(event, contact, actor), when=moment)


def _block(event: Event) -> str:
    return f"line_{event.kind.value.replace('.', '_')}"


def _values(event: Event, contact: str, actor: str) -> dict[str, str]:
    text = event.value(_TEXT.get(event.kind, "title")) or ""
    return {"who": actor, "name": contact, "text": b.clip(text.replace("\n", " "), _EXCERPT)}


def _moment(at: datetime, reader: Reader) -> b.Element:
    return b.date(at, when(at, reader))
