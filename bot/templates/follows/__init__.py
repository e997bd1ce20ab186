"""Follows as words: started, stopped, listed."""

from collections.abc import Sequence

from markupsafe import Markup, escape

from bot.model.messages import Message
from bot.templates import _blocks as b
from bot.templates._rich import told
from bot.templates._words import Reader, mrkdwn, plain, plain_value
from bot.templates.contacts import OPEN

NOUN = "follows"
FOLLOW_ANYWAY = "follows.confirm"


def started(name: str, reader: Reader, *, now: bool) -> Message:
    return _sentence("started" if now else "already", name, reader)


def stopped(name: str, reader: Reader, *, followed: bool) -> Message:
    return _sentence("stopped" if followed else "not_followed", name, reader)


def _sentence(block: str, name: str, reader: Reader) -> Message:
    return Message(mrkdwn(reader, NOUN, block, name=name), (told(reader, NOUN, block, name=name),))


def of_channel(contacts: Sequence[tuple[int, str]], reader: Reader) -> Message:
    if not contacts:
        return Message(mrkdwn(reader, NOUN, "none"))
    text = mrkdwn(reader, NOUN, "list", n=len(contacts))
    rows = [
        b.plain_section(
            plain_value(name), accessory=b.button(plain(reader, "contacts", "open"), action=OPEN, value=str(contact))
        )
        for contact, name in contacts[: b.BLOCKS_IN_MESSAGE - 1]
    ]
    return Message(text, (b.section(text), *rows))


def unreachable(channel: str, reader: Reader) -> Message:
    """To the person who made a channel follow, once it cannot be reached."""
    named = Markup(f"<#{escape(channel)}>")  # noqa: S704  # escaped just here
    return Message(mrkdwn(reader, NOUN, "unreachable", channel=named))


def lines_missing(channel: str, reader: Reader) -> Message:
    """To the person who made a channel follow, where a day of tries was not enough."""
    named = Markup(f"<#{escape(channel)}>")  # noqa: S704  # escaped just here
    return Message(mrkdwn(reader, NOUN, "lines_missing", channel=named))
