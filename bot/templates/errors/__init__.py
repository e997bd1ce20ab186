"""An error of model/errors as a sentence in the reader's language."""

from collections.abc import Mapping

from bot.model.errors import CrmError, ManyContacts
from bot.model.messages import Block, Message
from bot.templates import _blocks as b
from bot.templates._rich import told
from bot.templates._words import Mrkdwn, Plain, Raw, Reader, mrkdwn, plain, raw, value_raw
from bot.templates.contacts import rows

NOUN = "errors"


def message(error: CrmError, reader: Reader, *, typed: str = "") -> Message:
    """`typed` is shown again, to be copied and mended."""
    found = rows(error.contacts, reader) if isinstance(error, ManyContacts) else []
    blocks = (told(reader, NOUN, error.id, **error.values), *found, *_again(typed))
    return Message(_sentence(error, reader), blocks)


def alert_text(error: CrmError, reader: Reader) -> Plain:
    """For an alert in a modal, where backquotes would be seen."""
    return Plain(plain(reader, NOUN, error.id, **error.values).replace("`", ""))


def unexpected(reader: Reader, *, typed: str = "") -> Message:
    text = mrkdwn(reader, "form", "unexpected")
    return Message(text, (b.section(text), *_again(typed)))


def unexpected_alert(reader: Reader) -> Plain:
    return plain(reader, "form", "unexpected")


def field_errors(fields: Mapping[str, str], reader: Reader) -> dict[str, Raw]:
    """Slack's `errors`: the sentence under each input, by block id."""
    return {key: raw(reader, "form", message_id) for key, message_id in fields.items()}


def _again(typed: str) -> list[Block]:
    return [b.rich_text(b.quote(*b.long_words(value_raw(typed))))] if typed else []


def _sentence(error: CrmError, reader: Reader) -> Mrkdwn:
    return mrkdwn(reader, NOUN, error.id, **error.values)
