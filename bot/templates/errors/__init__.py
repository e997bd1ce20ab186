"""An error of model/errors as a sentence in the reader's language."""

from collections.abc import Mapping

from bot.model.errors import CrmError, ManyContacts
from bot.model.messages import Message
from bot.templates import _blocks as b
from bot.templates._words import Mrkdwn, Plain, Raw, Reader, mrkdwn, plain, raw
from bot.templates.contacts import rows

NOUN = "errors"


def message(error: CrmError, reader: Reader) -> Message:
    text = _sentence(error, reader)
    if isinstance(error, ManyContacts):
        return Message(text, (b.section(text), *rows(error.contacts, reader)))
    return Message(text)


def alert_text(error: CrmError, reader: Reader) -> Plain:
    """For an alert in a modal, where backquotes would be seen."""
    return Plain(plain(reader, NOUN, error.id, **error.values).replace("`", ""))


def unexpected(reader: Reader) -> Message:
    return Message(mrkdwn(reader, "form", "unexpected"))


def unexpected_alert(reader: Reader) -> Plain:
    return plain(reader, "form", "unexpected")


def field_errors(fields: Mapping[str, str], reader: Reader) -> dict[str, Raw]:
    """Slack's `errors`: the sentence under each input, by block id."""
    return {key: raw(reader, "form", message_id) for key, message_id in fields.items()}


def _sentence(error: CrmError, reader: Reader) -> Mrkdwn:
    return mrkdwn(reader, NOUN, error.id, **error.values)
