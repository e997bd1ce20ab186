"""Slack's `rich_text`, of an editor or a message, as our own tree; called by parse/_form and by handlers.

Nothing is refused: what is not known is read as its plain words, so that a new element of Slack's loses no text.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.model.folding import clean
from bot.model.ids import ChannelId, MemberId
from bot.model.rich_text import (
    DEEPEST,
    PLAIN,
    ChannelName,
    Code,
    Emoji,
    Line,
    Link,
    Listing,
    Mention,
    Moment,
    Paragraph,
    Part,
    Quote,
    RichText,
    Run,
    Style,
    Text,
)

_STYLES = ("bold", "italic", "strike", "underline", "code")
_ID = re.compile(r"[A-Z0-9]{3,30}")
_UNKEPT = re.compile("[\x00\ud800-\udfff]")
_LARGEST = 2**40  # of a number that is kept: seconds, thousands of years from now
Element = Mapping[str, Any]


def read_rich_text(block: object) -> RichText:
    """A tree without parts where nothing is said."""
    return RichText(tuple(part for each in _elements(block) if (part := _part(each)) is not None))


def formatted_in(message: Mapping[str, Any]) -> RichText | None:
    """What somebody wrote in Slack's editor; None of a message that has any other block, or none."""
    blocks = message.get("blocks")
    if not isinstance(blocks, list) or not blocks:
        return None
    if any(not isinstance(each, Mapping) or each.get("type") != "rich_text" for each in blocks):
        return None
    return RichText(tuple(part for each in blocks for part in read_rich_text(each).parts))


def _part(element: Element) -> Part | None:
    kind = element.get("type")
    if kind == "rich_text_list":
        return _listing(element)
    if kind == "rich_text_preformatted":
        text = "".join(_words(each) for each in _elements(element))
        return Code(text) if text else None
    line = _line(element)
    if not line:
        return None
    return Quote(line) if kind == "rich_text_quote" else Paragraph(line)


def _listing(element: Element) -> Listing | None:
    items = tuple(line for each in _elements(element) if (line := _line(each)))
    indent = min(_whole(element.get("indent")), DEEPEST)
    ordered = element.get("style") == "ordered"
    return Listing(items, ordered, indent, _whole(element.get("offset"))) if items else None


def _line(element: Element) -> Line:
    return tuple(run for each in _elements(element) if (run := _run(each)) is not None)


def _run(element: Element) -> Run | None:
    style = _style(element.get("style"))
    match element.get("type"):
        case "link" if url := _text(element.get("url")):
            return Link(url, _text(element.get("text")), style)
        case "user" if member := _id(element.get("user_id")):
            return Mention(MemberId(member), style)
        case "channel" if channel := _id(element.get("channel_id")):
            return ChannelName(ChannelId(channel), style)
        case "emoji" if name := _text(element.get("name")):
            return Emoji(name, _text(element.get("unicode")), _tone(element.get("skin_tone")), style)
        case "date" if seconds := _whole(element.get("timestamp")):
            return Moment(seconds, _text(element.get("format")), _text(element.get("fallback")), style)
    words = _words(element)
    return Text(words, style) if words else None


def _words(element: Element) -> str:
    """All that is left to read of an element, whatever it is; a call to everybody is said and calls nobody."""
    if element.get("type") == "broadcast":
        return f"@{_text(element.get('range')) or 'channel'}"
    told = (_text(element.get(key)) for key in ("text", "fallback", "url", "value", "name", "title"))
    return next(filter(None, told), "") or "".join(_words(each) for each in _elements(element, deep=True))


def _elements(element: object, *, deep: bool = False) -> Iterator[Element]:
    """Those that stand inside; of what is not known no deeper than the first."""
    inside = element.get("elements") if isinstance(element, Mapping) else None
    for each in inside if isinstance(inside, list) else ():
        if isinstance(each, Mapping):
            yield {name: value for name, value in each.items() if name != "elements"} if deep else each


def _style(style: object) -> Style:
    if not isinstance(style, Mapping):
        return PLAIN
    return Style(**{name: True for name in _STYLES if style.get(name) is True})


def _text(value: object) -> str:
    return clean(_UNKEPT.sub("", value)) if isinstance(value, str) else ""


def _id(value: object) -> str:
    return value if isinstance(value, str) and _ID.fullmatch(value) else ""


def _whole(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < _LARGEST else 0


def _tone(value: object) -> int:
    return _whole(value) if _whole(value) <= 6 else 0
