"""A sentence with people's values in it, as rich text: what they typed is shown as they typed it, signs and all."""

import html
import re
from collections.abc import Iterator

from markupsafe import Markup

from bot.model.messages import Block
from bot.templates import _blocks as b
from bot.templates._words import Kept, Raw, Reader, isolated, rendered

_HELD = re.compile("\ue000(\\d+)\ue001")
_SIGNS = {"*": "bold", "`": "code"}  # of our own sentences


def told(reader: Reader, noun: str, block: str, **values: object) -> Block:
    """The sentence of `mrkdwn`, as a block of its own."""
    return b.rich_text(b.line(*said(reader, noun, block, **values)))


def said(reader: Reader, noun: str, block: str, **values: object) -> list[b.Element]:
    """A person's words, a mention or a moment each keep a place in the sentence, and its own signs become styles."""
    held: list[list[b.Element]] = []
    sentence = rendered(reader, noun, block, {name: _placed(value, held) for name, value in values.items()})
    styles: set[str] = set()
    elements: list[b.Element] = []
    for place, piece in enumerate(_HELD.split(sentence)):
        found = held[int(piece)] if place % 2 else _own(piece, styles)
        elements += [_styled(each, styles) if place % 2 else each for each in found]
    return elements


def _placed(value: object, held: list[list[b.Element]]) -> object:
    """Texts and elements are held; numbers are for the sentence itself."""
    mark = f"\ue000{len(held)}\ue001"
    match value:
        case str() if value:
            held.append([b.words(Raw(isolated(value)))])
            return Kept(value, mark)
        case dict() | list():
            held.append(value if isinstance(value, list) else [value])
            return Markup(mark)  # noqa: S704  # two signs and a number
        case _:
            return value


def _own(piece: str, styles: set[str]) -> Iterator[b.Element]:
    """Our words; a sign turns its style on or off for what follows."""
    for part in re.split(r"([*`])", html.unescape(piece)):
        if part in _SIGNS:
            styles ^= {_SIGNS[part]}
        elif part:
            yield b.words(Raw(part), **dict.fromkeys(sorted(styles), True))


def _styled(element: b.Element, styles: set[str]) -> b.Element:
    if not styles or element["type"] != "text":
        return element
    return element | {"style": dict.fromkeys(sorted(styles), True)}
