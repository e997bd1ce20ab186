"""Slack's blocks as plain dicts, each made inside Slack's limits; the limits stand in docs/reference."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from markupsafe import Markup, escape

from bot.model.messages import Block
from bot.model.tokens import is_token
from bot.templates._words import Mrkdwn, Plain, Raw

Element = dict[str, Any]

HEADER = 150
SECTION = 3000
BUTTON = 75
OPTION = 75
OPTION_VALUE = 150
CHOSEN = 100  # initial options of a menu
CONTEXT = 10
CONTEXT_TEXT = 2000
ACTIONS = 25
RICH_TEXT = 3000
TITLE = 24
ALERT = 200
PLACEHOLDER = 150
ALT = 2000
BLOCKS_IN_MESSAGE = 50
BLOCKS_IN_VIEW = 100
_PROGRAM = Raw("API")  # in every language


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


def cut(text: str, limit: int) -> Raw:
    """As `clip`, of a text in which nothing is escaped."""
    return Raw(text if len(text) <= limit else f"{text[: limit - 1]}…")


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


def plain_context(text: Plain) -> Block:
    return {"type": "context", "elements": [plain_text(text, CONTEXT_TEXT)]}


def actions(elements: Sequence[Element], *, block_id: str) -> Block:
    return {"type": "actions", "block_id": block_id, "elements": list(elements[:ACTIONS])}


def button(text: Plain, *, action: str, value: str, style: str | None = None, label: Plain | None = None) -> Element:
    element: Element = {"type": "button", "action_id": action, "text": plain_text(text, BUTTON), "value": value}
    if style is not None:
        element["style"] = style
    if label is not None:
        element["accessibility_label"] = clip(label, BUTTON)
    return element


def option(text: Raw, value: str, *, about: Raw | None = None) -> Element:
    """Of a menu, which shows its texts as they are, without escapes; `about` stands below in small letters."""
    shown: Element = {"text": _as_it_is(text), "value": value[:OPTION_VALUE]}
    return shown if about is None else shown | {"description": _as_it_is(about)}


def _as_it_is(text: Raw) -> Element:
    return {"type": "plain_text", "text": cut(text, OPTION), "emoji": False}


def overflow(*options: Element, action: str) -> Element:
    return {"type": "overflow", "action_id": action, "options": list(options)}


def confirmation(title: Plain, text: Plain, *, confirm: Plain, deny: Plain) -> Element:
    """What Slack asks before it sends a click that destroys something."""
    return {
        "title": plain_text(title, 100),
        "text": plain_text(text, 300),
        "confirm": plain_text(confirm, 30),
        "deny": plain_text(deny, 30),
        "style": "danger",
    }


def image(file: str, alt: Plain) -> Block:
    """A file of Slack's, by its id."""
    return {"type": "image", "slack_file": {"id": file}, "alt_text": clip(alt, ALT)}


def within(lines: Sequence[Element], limit: int) -> list[Element]:
    """The first lines of a rich text, as many as have `limit` characters between them."""
    kept: list[Element] = []
    for each in lines:
        limit -= letters(each)
        if limit < 0:
            break
        kept.append(each)
    return kept


def letters(line: Element) -> int:
    """How many characters of text and addresses are in a line of rich text."""
    count = 0
    for each in line["elements"]:
        count += len(each.get("text", "")) + len(each.get("url", ""))
    return count


def divider() -> Block:
    return {"type": "divider"}


def rich_text(*parts: Element) -> Block:
    return {"type": "rich_text", "elements": list(parts)}


def line(*elements: Element) -> Element:
    return {"type": "rich_text_section", "elements": [each for each in elements if each.get("text", "x")]}


def quote(*elements: Element) -> Element:
    return {"type": "rich_text_quote", "elements": [each for each in elements if each.get("text", "x")]}


def words(text: Raw, **styles: bool) -> Element:
    """Of rich text; `styles` are Slack's own: bold, italic, strike, code."""
    style = {name: True for name, on in styles.items() if on}
    element: Element = {"type": "text", "text": cut(text, RICH_TEXT)}
    return element | {"style": style} if style else element


def long_words(text: Raw, **styles: bool) -> list[Element]:
    """A text of any length, in as many elements as it takes."""
    return [words(Raw(text[start : start + RICH_TEXT]), **styles) for start in range(0, len(text), RICH_TEXT)]


def link(url: str, text: Raw) -> Element:
    return {"type": "link", "url": url, "text": cut(text, RICH_TEXT)}


def person(member: str) -> Element:
    """Slack knows no token by its id; where its name is wanted, it is asked of the members."""
    return words(_PROGRAM) if is_token(member) else {"type": "user", "user_id": member}


def people(members: Iterable[str]) -> list[Element]:
    """Mentions between commas."""
    shown: list[Element] = []
    for member in members:
        shown += [words(Raw(", "))] if shown else []
        shown.append(person(member))
    return shown


def mention(member: str) -> Markup:
    """A person inside a sentence; Slack shows the name and, in a direct message, pings nobody else."""
    if is_token(member):
        return Markup(_PROGRAM)  # noqa: S704  # ours
    return Markup(f"<@{escape(member)}>")  # noqa: S704  # escaped just here


def channel_mention(channel: str) -> Markup:
    return Markup(f"<#{escape(channel)}>")  # noqa: S704  # escaped just here


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


def home(blocks: Sequence[Block], *, metadata: str = "") -> Block:
    return {"type": "home", "blocks": list(blocks[:BLOCKS_IN_VIEW]), "private_metadata": metadata}


def alert(text: Plain, *, level: str) -> Block:
    """In modals only; Slack shows it with a sign and its level in words."""
    return {"type": "alert", "level": level, "text": plain_text(text, ALERT)}
