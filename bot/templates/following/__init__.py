"""The form in which somebody says what a channel, or they alone, are to be told of."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.model.activities import type_name
from bot.model.choices import Choice
from bot.model.fields import FOLLOWING, PLACE
from bot.model.folding import squeeze
from bot.model.line_types import LineType
from bot.model.messages import Block, Message
from bot.model.searches import SavedSearch
from bot.model.warnings import Warning
from bot.templates import _blocks as b
from bot.templates._form import draw_fields, question
from bot.templates._warnings import alerts
from bot.templates._words import Reader, mrkdwn, plain, raw, value_raw

NOUN = "following"
FORM = "following.save"
NEW = "following.new"
BY_HAND = "activity:"  # as `parse.following` reads it: how the value of a type of what is logged by hand begins
_LINES = ("types", "not_types", "people", "not_people")
_HOW = ("cadence", "window", "threads")  # of the place
_TYPES = tuple(each for each in LineType if each is not LineType.IMPORT)  # which is told nowhere


def form_view(
    typed: Mapping[str, str], reader: Reader, *, in_channel: bool, draft: int, warned: Sequence[Warning] = ()
) -> Block:
    """`in_channel` where there is one in which it can be told."""
    fields = {each.key: each for each in FOLLOWING.fields}
    where = [fields.pop("where")]
    lines = [fields.pop(key) for key in _LINES]
    how = [replace(each, required=False) for each in PLACE.fields if each.key in _HOW]
    blocks = [
        *alerts(warned, reader),
        b.section(mrkdwn(reader, NOUN, "whom")),
        *draw_fields(FOLLOWING, list(fields.values()), typed, reader),
        b.section(mrkdwn(reader, NOUN, "lines")),
        *draw_fields(FOLLOWING, lines, typed, reader),
        *(draw_fields(FOLLOWING, where, typed, reader) if in_channel else ()),
        b.section(mrkdwn(reader, NOUN, "how")),
        *draw_fields(PLACE, how, {}, reader),
    ]
    title, submit = plain(reader, NOUN, "title"), plain(reader, NOUN, "submit")
    return question(title, blocks, reader, callback=FORM, submit=submit, draft=draft)


def done_view(said: Message, reader: Reader) -> Block:
    """What is followed now."""
    blocks = said.blocks or (b.section(mrkdwn(reader, NOUN, "title_done")),)
    close = plain(reader, "form", "close")
    return b.modal(plain(reader, NOUN, "title_done"), list(blocks), callback="following.done", close=close)


def type_options(types: Sequence[Choice], words: str, reader: Reader) -> list[b.Element]:
    """Ours, then those of what is logged by hand, whose names hold the words."""
    ours = [(each.value, raw(reader, "follows", f"type_{each.value}")) for each in _TYPES]
    own = [
        (f"{BY_HAND}{each.id}", raw(reader, "follows", "type_by_hand", name=type_name(each, reader.language)))
        for each in types
    ]
    return [b.option(text, value) for value, text in (*ours, *own) if squeeze(words) in squeeze(text)][: b.CHOSEN]


def search_options(searches: Sequence[SavedSearch], words: str) -> list[b.Element]:
    found = [each for each in searches if squeeze(words) in squeeze(each.name)]
    return [b.option(value_raw(each.name), str(each.id)) for each in found[: b.CHOSEN]]
