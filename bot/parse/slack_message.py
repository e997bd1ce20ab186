"""What a message says as one text: what stands in it, in its blocks and in its attachments.

Called by handlers. An app posts a lead with a bare title as its text and all the rest in blocks, of whatever shape.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import chain, islice

from bot.model.folding import digits, words
from bot.parse.slack_text import COMMAND_LENGTH, Said, unescape, unwrap

_DEEPEST = 12
_MOST_PIECES = 2000
_LABEL = 40  # signs of what names a value
# What Slack puts where an app gave no text and no fallback.
_NOTHING = frozenset({"This content can't be displayed.", "[no preview available]"})
_LINES = frozenset({"rich_text_section", "rich_text_quote", "rich_text_preformatted"})
_RAW = frozenset({"raw_text", "raw_number"})
_CONTROLS = frozenset({"actions", "context_actions"})  # what may be done with the message, and no part of what it says
# How a text writes what is an element of its own in rich text, and by which key that has it.
_NAMES = {
    "user": ("<@{}>", "user_id"),
    "channel": ("<#{}>", "channel_id"),
    "usergroup": ("<!subteam^{}>", "usergroup_id"),
    "broadcast": ("<!{}>", "range"),
    "emoji": (":{}:", "name"),
}
# Where blocks and attachments keep their words, in the order in which they are shown.
_SPOKEN = (
    "pretext", "author_name", "title", "subtitle", "label", "text", "fields", "body", "description", "rows",
    "elements", "blocks",
)  # fmt: skip

_LINK = re.compile(r"<((?:https?|mailto|tel):[^<>|]*)\|([^<>]*)>", re.IGNORECASE)
_NAMED = re.compile(r"<[@#!][^<>]*>|:[a-z][\w+'-]*:")  # written in one way in a text, in another in its block
_CODE_OF_SIGN = re.compile(r"&\w{0,3}\Z|<[^<>]*\Z")
_HEADING = re.compile(rf"^\*([^*\n]{{1,{_LABEL}}}?)[ \u00a0]?(?::\*|\*[ \u00a0]?:)[ ]*\n(?=[^*\n])", re.MULTILINE)
_BOLD = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]{1,300})(?<=\S)\*(?![\w*])")


def said_in(message: Mapping[str, object]) -> Said:
    """Cut where a command would be too long. No shape is refused; what the text says already is not said again."""
    text = _kept(message.get("text"))
    text = "" if text in _NOTHING else text
    told, length = [_tidied(text)], len(text)
    heard = _heard(text)
    pieces = chain(_pieces(message.get("blocks")), _attached(message.get("attachments")))
    for piece in islice(pieces, _MOST_PIECES):
        if length >= COMMAND_LENGTH:
            break
        if piece.strip() and _heard(piece) not in heard:
            told.append(piece.strip())
            length += len(piece)
    return unwrap(_CODE_OF_SIGN.sub("", "\n".join(filter(None, told))[:COMMAND_LENGTH]))


def _heard(text: str) -> str:
    """The words alone, so that one text in another is found whatever stars and links either has; signs where none."""
    plain = unescape(_NAMED.sub(" ", _spelled(text)))
    return f" {' '.join(words(plain)) or plain.strip()} "


def _attached(attachments: object) -> Iterator[str]:
    """The fallback is for those who see nothing of the rest."""
    for attachment in attachments if isinstance(attachments, list) else ():
        pieces = [piece for piece in islice(_pieces(attachment), _MOST_PIECES) if piece.strip()]
        fallback = _tidied(_kept(attachment.get("fallback"))) if isinstance(attachment, Mapping) else ""
        yield from pieces or ([] if fallback in _NOTHING else [fallback])


def _pieces(node: object, depth: int = 0) -> Iterator[str]:
    """Line by line what a block, an element or a list of them says, as Slack would write it."""
    if depth > _DEEPEST:
        return
    if isinstance(node, str):
        yield _tidied(_kept(node))
    elif isinstance(node, list):
        for each in node:
            yield from _pieces(each, depth + 1)
    elif isinstance(node, Mapping):
        yield from _told(node, depth)


def _told(node: Mapping[str, object], depth: int) -> Iterator[str]:
    kind = _kept(node.get("type"))
    if kind in _CONTROLS:
        return
    if kind in _LINES:
        yield _tidied(_line(node.get("elements")))
    elif kind in _RAW:
        yield _escaped(_kept(node.get("text")))
    elif kind == "markdown":
        yield _tidied(_kept(node.get("text")).replace("**", "*"))
    elif kind == "plain_text":
        yield _kept(node.get("text")).replace("<", "&lt;").replace(">", "&gt;")  # its & may be escaped already
    else:
        for key in _SPOKEN:
            yield from _under(key, node.get(key), depth + 1)


def _under(key: str, node: object, depth: int) -> Iterator[str]:
    if key in {"fields", "rows"} and isinstance(node, list):
        for each in node:
            yield _field(each, depth) if key == "fields" else _row(each, depth)
    else:
        yield from _pieces(node, depth)


def _field(field: object, depth: int) -> str:
    """'Name: Jane', whether an attachment has the two apart or a block has them one above the other."""
    if isinstance(field, Mapping) and "value" in field:
        label, value = _joined(field.get("title"), depth), _joined(field["value"], depth)
    else:
        label, _, value = _joined(field, depth).strip().partition("\n")
    label = label.strip(" \u00a0:*")
    if not (label and value.strip()):
        return label or value
    return f"{label}: {value.strip()}" if len(label) <= _LABEL else f"{label}\n{value}"


def _row(row: object, depth: int) -> str:
    """The cells of a table side by side; two of them are a name and its value."""
    cells = [_joined(cell, depth).strip() for cell in row] if isinstance(row, list) else []
    return (": " if len(cells) == 2 else " | ").join(filter(None, cells))


def _joined(node: object, depth: int) -> str:
    return "\n".join(islice(_pieces(node, depth + 1), _MOST_PIECES))


def _line(elements: object) -> str:
    runs = elements if isinstance(elements, list) else ()
    return "".join(_run(each) for each in runs if isinstance(each, Mapping))


def _run(element: Mapping[str, object]) -> str:
    """A piece of a line of rich text, as it would stand in a message's text."""
    kind, text = _kept(element.get("type")), _kept(element.get("text"))
    if kind in _NAMES:
        written, key = _NAMES[kind]
        return written.format(re.sub(r"[^\w+:'-]", "", _kept(element.get(key))))
    if kind == "link":
        return _linked(_kept(element.get("url")), text)
    if kind == "date":
        return _escaped(_kept(element.get("fallback")))
    style = element.get("style")
    is_bold = isinstance(style, Mapping) and style.get("bold") and text == text.strip() and "*" not in text
    return f"*{_escaped(text)}*" if is_bold and text else _escaped(text)


def _linked(address: str, label: str) -> str:
    """Both where they differ: a link's words say whose it is, or what is behind it."""
    scheme, _, bare = address.partition(":")
    if scheme.lower() in {"mailto", "tel"}:
        address = bare.partition("?")[0]
    if scheme.lower() == "tel" and digits(label):
        return _escaped(label)
    return _escaped(address if label in address else f"{label} {address}")


def _spelled(text: str) -> str:
    return _LINK.sub(lambda link: _linked(unescape(link[1]), unescape(link[2])), text)


def _tidied(text: str) -> str:
    """Links spelled out, without the stars and backquotes around a word; a value behind its name."""
    return _BOLD.sub(r"\1", _HEADING.sub(r"\1: ", _spelled(text).replace("`", "")))


def _kept(text: object) -> str:
    """What a store can keep of it."""
    return text[:COMMAND_LENGTH].replace("\0", "").encode(errors="ignore").decode() if isinstance(text, str) else ""


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
