"""Slack's blocks as plain dicts, each made inside Slack's limits; the limits stand in docs/reference."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from markupsafe import Markup, escape

from bot.model.messages import Block
from bot.templates._words import Mrkdwn, Plain, Raw

Element = dict[str, Any]

HEADER = 150
SECTION = 3000
BUTTON = 75
OPTION = 75
CONTEXT = 10
ACTIONS = 25
RICH_TEXT = 3000
TITLE = 24
ALERT = 200
BLOCKS_IN_MESSAGE = 50
BLOCKS_IN_VIEW = 100


def clip(text: str, limit: int) -> str:
    """Cut with an ellipsis, never inside one of the three escapes or a mention, a link, a date."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    for opening, closing in (("&", ";"), ("<", ">")):
        token = cut.rfind(opening)
        if token >= 0 and closing not in cut[token:] and closing in text[token:]:
            cut = cut[:token]
    return cut + "…"


def plain_text(text: Plain, limit: int) -> Element:
    return {"type": "plain_text", "text": clip(text, limit), "emoji": False}


def header(text: Plain) -> Block:
    return {"type": "header", "text": plain_text(text, HEADER)}


def section(text: Mrkdwn, *, accessory: Element | None = None) -> Block:
    block: Block = {"type": "section", "text": {"type": "mrkdwn", "text": clip(text, SECTION), "verbatim": True}}
    return block if accessory is None else block | {"accessory": accessory}


def plain_section(text: Plain, *, accessory: Element | None = None) -> Block:
    block: Block = {"type": "section", "text": plain_text(text, SECTION)}
    return block if accessory is None else block | {"accessory": accessory}


def context(*texts: Mrkdwn) -> Block:
    elements = [{"type": "mrkdwn", "text": clip(text, SECTION), "verbatim": True} for text in texts[:CONTEXT]]
    return {"type": "context", "elements": elements}


def actions(elements: Sequence[Element], *, block_id: str) -> Block:
    return {"type": "actions", "block_id": block_id, "elements": list(elements[:ACTIONS])}


def button(text: Plain, *, action: str, value: str, style: str | None = None, label: Plain | None = None) -> Element:
    element: Element = {"type": "button", "action_id": action, "text": plain_text(text, BUTTON), "value": value}
    if style is not None:
        element["style"] = style
    if label is not None:
        element["accessibility_label"] = clip(label, BUTTON)
    return element


def rich_text(*parts: Element) -> Block:
    return {"type": "rich_text", "elements": list(parts)}


def line(*elements: Element) -> Element:
    return {"type": "rich_text_section", "elements": [each for each in elements if each.get("text", "x")]}


def quote(*elements: Element) -> Element:
    return {"type": "rich_text_quote", "elements": [each for each in elements if each.get("text", "x")]}


def words(text: Raw, **styles: bool) -> Element:
    """Of rich text; `styles` are Slack's own: bold, italic, strike, code."""
    style = {name: True for name, on in styles.items() if on}
    element: Element = {"type": "text", "text": clip(text, RICH_TEXT)}
    return element | {"style": style} if style else element


def long_words(text: Raw) -> list[Element]:
    """A text of any length, in as many elements as it takes."""
    return [words(Raw(text[start : start + RICH_TEXT])) for start in range(0, len(text), RICH_TEXT)]


def link(url: str, text: Raw) -> Element:
    return {"type": "link", "url": url, "text": clip(text, RICH_TEXT)}


def person(member: str) -> Element:
    return {"type": "user", "user_id": member}


def mention(member: str) -> Markup:
    """A person inside a sentence; Slack shows the name and, in a direct message, pings nobody else."""
    return Markup(f"<@{escape(member)}>")  # noqa: S704  # escaped just here


def date(at: datetime, fallback: str) -> Element:
    """An instant that Slack writes in the zone of whoever reads; `fallback` is for clients that cannot."""
    return {
        "type": "date",
        "timestamp": int(at.timestamp()),
        "format": "{date_short_pretty} {time}",
        "fallback": fallback,
    }


def modal(
    title: Plain,
    blocks: Sequence[Block],
    *,
    callback: str,
    close: Plain,
    submit: Plain | None = None,
    metadata: str = "",
    notify_on_close: bool = False,
) -> Block:
    view: Block = {
        "type": "modal",
        "callback_id": callback,
        "title": plain_text(title, TITLE),
        "close": plain_text(close, TITLE),
        "blocks": list(blocks[:BLOCKS_IN_VIEW]),
        "private_metadata": metadata,
        "notify_on_close": notify_on_close,
    }
    return view if submit is None else view | {"submit": plain_text(submit, TITLE)}


def alert(text: Plain, *, level: str) -> Block:
    """In modals only; Slack shows it with a sign and its level in words."""
    return {"type": "alert", "level": level, "text": plain_text(text, ALERT)}
