"""A formatted text as a tree: what Slack's editor lets a person write, without Slack's writing of it.

Made by `parse.rich_text`, kept as JSON by the store, drawn by `templates`.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, cast

from bot.model.ids import ChannelId, MemberId

LETTERS = 3000
RUNS = 400  # each is an element of a block, and a view has 250,000 bytes
DEEPEST = 8
_VERSION = 1
_NOBODY: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Style:
    bold: bool = False
    italic: bool = False
    strike: bool = False
    underline: bool = False
    code: bool = False

    @property
    def names(self) -> list[str]:
        return [each.name for each in fields(self) if getattr(self, each.name)]


PLAIN = Style()


@dataclass(frozen=True, slots=True)
class Text:
    text: str
    style: Style = PLAIN


@dataclass(frozen=True, slots=True)
class Link:
    """Shown by its address where it has no `text`."""

    url: str
    text: str = ""
    style: Style = PLAIN


@dataclass(frozen=True, slots=True)
class Mention:
    member: MemberId
    style: Style = PLAIN


@dataclass(frozen=True, slots=True)
class ChannelName:
    channel: ChannelId
    style: Style = PLAIN


@dataclass(frozen=True, slots=True)
class Emoji:
    """`unicode` is its code points in hexadecimal, '' for one of the workspace's own; `tone` 0 where it has none."""

    name: str
    unicode: str = ""
    tone: int = 0
    style: Style = PLAIN


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant in seconds, written by Slack in the zone of whoever reads; `fallback` is for all others."""

    at: int
    format: str
    fallback: str = ""
    style: Style = PLAIN


Run = Text | Link | Mention | ChannelName | Emoji | Moment
Line = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    line: Line


@dataclass(frozen=True, slots=True)
class Listing:
    """Bullets, or numbers that begin after `offset`; one inside another is a list of its own with a deeper `indent`."""

    items: tuple[Line, ...]
    ordered: bool = False
    indent: int = 0
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Quote:
    line: Line


@dataclass(frozen=True, slots=True)
class Code:
    text: str


Part = Paragraph | Listing | Quote | Code


@dataclass(frozen=True, slots=True)
class RichText:
    parts: tuple[Part, ...]

    @property
    def runs(self) -> Iterator[Run]:
        return (run for part in self.parts for line in _lines(part) for run in line)

    @property
    def is_too_long(self) -> bool:
        runs = list(self.runs)
        return len(runs) > RUNS or sum(map(_letters, runs)) > LETTERS


def written(text: str) -> RichText:
    """A text without any format."""
    return RichText((Paragraph((Text(text),)),))


def struck(tree: RichText) -> RichText:
    """The same, all of it struck through; Slack strikes no block of code, so such a one becomes code in a line."""
    return RichText(tuple(_struck(part) for part in tree.parts))


def _struck(part: Part) -> Part:
    match part:
        case Code(text):
            return Paragraph((Text(text, Style(strike=True, code=True)),))
        case Listing(items):
            return replace(part, items=tuple(map(_struck_line, items)))
        case Paragraph(line) | Quote(line):
            return replace(part, line=_struck_line(line))


def _struck_line(line: Line) -> Line:
    return tuple(replace(run, style=replace(run.style, strike=True)) for run in line)


def plain(tree: RichText, names: Mapping[str, str] = _NOBODY) -> str:
    """As one reads it aloud, line by line; `names` are those of the members mentioned, by id."""
    return "\n".join(text for part in tree.parts for text in _plain_lines(part, names)).strip()


def _plain_lines(part: Part, names: Mapping[str, str]) -> Iterator[str]:
    match part:
        case Code(text):
            yield text
        case Listing(items, ordered, indent, offset):
            for number, line in enumerate(items, start=offset + 1):
                mark = f"{number}." if ordered else "•"
                yield f"{'  ' * indent}{mark} {spoken(line, names)}"
        case Paragraph(line) | Quote(line):
            yield spoken(line, names)


def spoken(line: Line, names: Mapping[str, str] = _NOBODY) -> str:
    return "".join(_spoken(run, names) for run in line)


def _spoken(run: Run, names: Mapping[str, str]) -> str:
    match run:
        case Text(text):
            return text
        case Link(url, text):
            return url if text in ("", url) else f"{text} ({url})"
        case Mention(member):
            return f"@{names.get(member, member)}"
        case ChannelName(channel):
            return f"#{names.get(channel, channel)}"
        case Emoji(name, unicode):
            return glyph(unicode) or f":{name}:"
        case Moment(_, _, fallback):
            return fallback


def glyph(unicode: str) -> str:
    """'1f44b-1f3fd' as the sign itself; '' where it is none."""
    try:
        return "".join(chr(int(point, 16)) for point in unicode.split("-")) if unicode else ""
    except (ValueError, OverflowError):
        return ""


def _lines(part: Part) -> tuple[Line, ...]:
    match part:
        case Code(text):
            return ((Text(text),),)
        case Listing(items):
            return items
        case Paragraph(line) | Quote(line):
            return (line,)


def _letters(run: Run) -> int:
    match run:
        case Link(url, text):
            return len(url) + len(text)
        case _:
            return len(_spoken(run, _NOBODY))


_KINDS: dict[str, type[Any]] = {
    "paragraph": Paragraph,
    "list": Listing,
    "quote": Quote,
    "code": Code,
    "text": Text,
    "link": Link,
    "mention": Mention,
    "channel": ChannelName,
    "emoji": Emoji,
    "moment": Moment,
}
_NAMES = {kind: name for name, kind in _KINDS.items()}


def to_json(tree: RichText) -> str:
    kept = {"version": _VERSION, "parts": [_kept(part) for part in tree.parts]}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> RichText:
    """What `to_json` wrote, in this version or an older one. Raises ValueError."""
    try:
        return RichText(tuple(_part(part) for part in json.loads(text)["parts"]))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("no formatted text") from error


def kept_tree(text: str) -> RichText:
    """What a draft holds: a tree as JSON, or words that nobody formatted."""
    try:
        return from_json(text)
    except ValueError:
        return written(text) if text else RichText(())


def _kept(node: object) -> Any:
    """A node as its name and what differs from a bare one."""
    match node:
        case Style():
            return node.names
        case tuple():
            return [_kept(each) for each in node]
        case str() | int():
            return node
    values = {each.name: getattr(node, each.name) for each in fields(cast(Any, node))}
    bare = {each.name: each.default for each in fields(cast(Any, node))}
    return {"kind": _NAMES[type(node)]} | {name: _kept(value) for name, value in values.items() if value != bare[name]}


def _part(node: Any) -> Part:
    part = _read(node)
    if not isinstance(part, Part):
        raise TypeError
    return part


def _read(node: Any) -> Any:
    if isinstance(node, list):
        return tuple(_read(each) for each in node)
    if not isinstance(node, dict):
        return node
    values = {name: value for name, value in node.items() if name not in {"kind", "style"}}
    style = {"style": Style(**dict.fromkeys(node["style"], True))} if "style" in node else {}
    return _KINDS[node["kind"]](**{name: _read(value) for name, value in values.items()}, **style)
