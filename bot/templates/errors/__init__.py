"""An error of model/errors as a sentence in the reader's language."""

from collections.abc import Mapping

from bot.model.errors import CrmError, FieldsInvalid, ManyContacts, OnHold, TagBuiltIn
from bot.model.messages import Block, Message
from bot.templates import _blocks as b
from bot.templates._rich import told
from bot.templates._tags import tag_name
from bot.templates._warnings import question
from bot.templates._words import Mrkdwn, Plain, Raw, Reader, mrkdwn, plain, raw, value_raw
from bot.templates.contacts import rows
from bot.templates.follows import FOLLOW_ANYWAY

NOUN = "errors"
_BUTTON_VALUE = 2000


def message(error: CrmError, reader: Reader, *, typed: str = "") -> Message:
    """`typed` is shown again, to be copied and mended."""
    if isinstance(error, OnHold):
        name, key = error.contact.name, f"{error.contact.id} {error.line}".strip()[:_BUTTON_VALUE]
        return question(name, error.warnings, reader, action=FOLLOW_ANYWAY, value=key)
    found = rows(error.contacts, reader) if isinstance(error, ManyContacts) else []
    blocks = (told(reader, NOUN, error.id, **_values(error, reader)), *found, *_again(typed))
    return Message(_sentence(error, reader), blocks)


def sentence(error: CrmError, reader: Reader) -> Raw:
    """As plain text, for whoever is no person in Slack."""
    return raw(reader, NOUN, error.id, **_values(error, reader))


def alert_text(error: CrmError, reader: Reader) -> Plain:
    """For an alert in a modal, where backquotes would be seen."""
    return Plain(plain(reader, NOUN, error.id, **_values(error, reader)).replace("`", ""))


def unexpected(reader: Reader, *, typed: str = "") -> Message:
    text = mrkdwn(reader, "form", "unexpected")
    return Message(text, (b.section(text), *_again(typed)))


def unexpected_alert(reader: Reader) -> Plain:
    return plain(reader, "form", "unexpected")


def field_errors(fields: Mapping[str, str], reader: Reader, **values: object) -> dict[str, Raw]:
    """Slack's `errors`: the sentence under each input, by block id; `values` are for those that name something."""
    return {key: _bare(raw(reader, "form", message_id, **values)) for key, message_id in fields.items()}


def _bare(text: Raw) -> Raw:
    """Backquotes would be seen there."""
    return Raw(text.replace("`", ""))


def _again(typed: str) -> list[Block]:
    return [b.rich_text(b.quote(*b.long_words(value_raw(typed))))] if typed else []


def _sentence(error: CrmError, reader: Reader) -> Mrkdwn:
    return mrkdwn(reader, NOUN, error.id, **_values(error, reader))


def _values(error: CrmError, reader: Reader) -> dict[str, object]:
    """A built-in tag goes by its name in the reader's language; where no form shows what is wrong in it, it is said."""
    if isinstance(error, FieldsInvalid):
        wrong = field_errors(error.fields, reader, **error.values).values()
        return error.values | {"wrong": " ".join(dict.fromkeys(wrong))}
    if isinstance(error, TagBuiltIn):
        return error.values | {"name": tag_name(str(error.values["name"]), reader)}
    return error.values
