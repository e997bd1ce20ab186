"""What the API says: the sentences of its problems, in the reader's language, and the page that describes it."""

from collections.abc import Mapping

from bot.model.errors import CrmError
from bot.templates import errors
from bot.templates._words import Reader, blocks_of, raw
from bot.templates.api._page import about_of, page, style

__all__ = ["about_of", "field_sentence", "page", "refusal", "sentence", "style"]

NOUN = "api"
# The marks with which a person's value is kept apart inside a sentence of Slack's, and our own for code.
_MARKS = dict.fromkeys(map(ord, "\u2060\u2068\u2069`"))


def sentence(error: CrmError, reader: Reader) -> str:
    return errors.sentence(error, reader).translate(_MARKS)


def field_sentence(reason: str, reader: Reader, values: Mapping[str, object]) -> str:
    """What is wrong with a field, as its form would say it."""
    noun = next((noun for noun in ("form", errors.NOUN) if reason in blocks_of(noun)), "form")
    return raw(reader, noun, reason, **values).translate(_MARKS)


def refusal(reason: str, reader: Reader, values: Mapping[str, object]) -> str:
    return raw(reader, NOUN, reason, **values).translate(_MARKS)
