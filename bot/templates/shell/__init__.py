"""What the shell itself shows: a view that loads, a form that is being saved, a form with an error above it."""

from collections.abc import Mapping
from typing import Any

from bot.model.messages import Block, Message
from bot.templates import _blocks as b
from bot.templates._words import Plain, Reader, mrkdwn, plain

_KEPT = ("type", "callback_id", "title", "submit", "close", "private_metadata", "notify_on_close")
_OWN_BLOCK = "shell"


def loading(reader: Reader) -> Block:
    return b.modal(
        plain(reader, "form", "loading_title"),
        [b.section(mrkdwn(reader, "form", "loading"))],
        callback="shell.loading",
        close=plain(reader, "form", "cancel"),
    )


def saving(view: Mapping[str, Any], reader: Reader) -> Block:
    """The form's own fields, with the same block ids so that the typing stays, under a line that says wait."""
    line = b.section(mrkdwn(reader, "form", "saving")) | {"block_id": _OWN_BLOCK}
    return _with_first(view, line)


def with_error(view: Mapping[str, Any], sentence: Plain) -> Block:
    """The form as it stands, under what is wrong with it."""
    return _with_first(view, b.alert(sentence, level="error") | {"block_id": _OWN_BLOCK})


def told(sentence: Plain, reader: Reader) -> Block:
    """A view that only says something."""
    return b.modal(
        Plain("Carnet"),
        [b.alert(sentence, level="error")],
        callback="shell.told",
        close=plain(reader, "form", "close"),
    )


def told_home(sentence: Plain) -> Block:
    return b.home([b.plain_section(Plain(f"⚠️ {sentence}"))])


def saved(reader: Reader) -> Block:
    return b.modal(
        Plain("Carnet"),
        [b.section(mrkdwn(reader, "form", "saved"))],
        callback="shell.saved",
        close=plain(reader, "form", "close"),
    )


def as_view(message: Message, reader: Reader) -> Block:
    """An answer, where a modal is what is looked at."""
    return b.modal(Plain("Carnet"), message.blocks, callback="shell.told", close=plain(reader, "form", "close"))


def _with_first(view: Mapping[str, Any], first: Block) -> Block:
    kept = {name: view[name] for name in _KEPT if view.get(name) is not None}
    own = [block for block in view["blocks"] if block.get("block_id") != _OWN_BLOCK]
    return kept | {"blocks": [first, *own][: b.BLOCKS_IN_VIEW]}
