"""The rich text that Slack makes of a text: of what a person types, and of what an app posts without blocks.

The marks are those of https://docs.slack.dev/messaging/formatting-message-text, the elements those of
https://docs.slack.dev/reference/block-kit/blocks/rich-text-block.
"""

import re
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from ..wire import Json

Style: TypeAlias = frozenset[str]
Found: TypeAlias = tuple[list[Json], int]  # the elements, and where the text goes on behind them

_PLAIN: Style = frozenset()
_TOKEN = re.compile(
    r"<(?P<entity>[^<>\n]+)>|`(?P<code>[^`\n]+)`"
    r"|:(?P<emoji>[0-9_+'\-]*[a-z][a-z0-9_+'\-]*|[+\-]1|100|1234)(?:::skin-tone-(?P<tone>[2-6]))?:"
    r"|(?P<sign>[*_~])"
)
_ENTITY = re.compile(r"<([^<>\n]+)>")
_DATE = re.compile(r"!date\^(?P<seconds>-?\d+)\^(?P<format>[^^]+)(?:\^(?P<url>[^^]+))?")
_STYLES = {"*": "bold", "_": "italic", "~": "strike"}
_QUOTED = re.compile(r"&gt; ?")


def rich_text_of(text: str) -> Json:
    """One block; `text` is a message's, with the escapes and entities of Slack."""
    return {"type": "rich_text", "elements": list(_parts(text))}


def _parts(text: str) -> Iterator[Json]:
    fenced = text.split("```")
    if len(fenced) % 2 == 0:  # the last fence has no end
        fenced[-2:] = ["```".join(fenced[-2:])]
    for number, part in enumerate(fenced):
        if number % 2:
            yield _part("preformatted", _in_code(part.strip("\n"), _PLAIN))
        else:
            # A line break beside a fence belongs to it.
            trimmed = part[1:] if number and part.startswith("\n") else part
            is_before = number + 1 < len(fenced) and trimmed.endswith("\n")
            yield from _lines(trimmed[:-1] if is_before else trimmed)


def _lines(text: str) -> Iterator[Json]:
    """Lines that follow each other are one section, and quoted ones one quote."""
    runs: list[tuple[bool, list[str]]] = []
    for line in text.split("\n") if text else ():
        quoted = _QUOTED.match(line)
        words = line[quoted.end() :] if quoted else line
        if runs and runs[-1][0] is bool(quoted):
            runs[-1][1].append(words)
        else:
            runs.append((bool(quoted), [words]))
    for is_quote, words_of_run in runs:
        yield _part("quote" if is_quote else "section", _inline("\n".join(words_of_run), _PLAIN))


def _part(kind: str, elements: Iterable[Json]) -> Json:
    return {"type": f"rich_text_{kind}", "elements": list(elements)}


def _inline(text: str, style: Style) -> Iterator[Json]:
    done = at = 0
    unclosed: set[str] = set()  # signs that nothing closes from here on: looked for once, not at each of them
    while match := _TOKEN.search(text, at):
        found = _styled(text, match, style, unclosed) if match["sign"] else _whole(match, style)
        if found is None:
            at = match.end()
            continue
        yield from _words(text[done : match.start()], style)
        elements, done = found
        yield from elements
        at = done
    yield from _words(text[done:], style)


def _whole(match: re.Match[str], style: Style) -> Found:
    if match["entity"]:
        return [_entity(match["entity"], style)], match.end()
    if match["code"]:
        return list(_in_code(match["code"], style | {"code"})), match.end()
    emoji: Json = {"type": "emoji", "name": match["emoji"]}
    if match["tone"]:
        emoji["skin_tone"] = int(match["tone"])
    return [_in_style(emoji, style)], match.end()


def _styled(text: str, match: re.Match[str], style: Style, unclosed: set[str]) -> Found | None:
    """A sign opens at a word's edge and closes at one; what it holds neither starts nor ends with a space."""
    start, sign = match.start(), match["sign"]
    before, inside = text[max(start - 1, 0) : start], text[start + 1 : start + 2]
    if sign in unclosed or not _is_edge(before) or not inside.strip() or inside == sign:
        return None
    end = _closing(text, start, sign)
    if end is None:
        unclosed.add(sign)
        return None
    return list(_inline(text[start + 1 : end], style | {_STYLES[sign]})), end + 1


def _closing(text: str, start: int, sign: str) -> int | None:
    at = start + 2
    while at < len(text):
        if text[at] in "<`":  # what stands in an entity or in code closes nothing
            at = max(at, text.find(">" if text[at] == "<" else "`", at + 1))
        elif text[at] == sign and text[at - 1].strip() and _is_edge(text[at + 1 : at + 2]):
            return at
        at += 1
    return None


def _is_edge(character: str) -> bool:
    return not character.isalnum()


def _in_code(text: str, style: Style) -> Iterator[Json]:
    """In code only entities still mean something."""
    for number, part in enumerate(_ENTITY.split(text)):
        yield from [_entity(part, style)] if number % 2 else _words(part, style)


def _words(text: str, style: Style) -> Iterator[Json]:
    if text:
        yield _in_style({"type": "text", "text": _unescaped(text)}, style)


def _entity(entity: str, style: Style) -> Json:
    """What stands between < and >: a person, a channel, a user group, everybody, or a link."""
    target, _, label = entity.partition("|")
    element: Json
    if target.startswith("@"):
        element = {"type": "user", "user_id": target[1:]}
    elif target.startswith("#"):
        element = {"type": "channel", "channel_id": target[1:]}
    elif target.startswith("!subteam^"):
        element = {"type": "usergroup", "usergroup_id": target.removeprefix("!subteam^")}
    elif dated := _DATE.fullmatch(target):
        element = _date(dated, label)
    elif target.startswith("!"):
        element = {"type": "broadcast", "range": target[1:]}
    else:
        element = {"type": "link", "url": _unescaped(target), **({"text": _unescaped(label)} if label else {})}
    return _in_style(element, style)


def _date(dated: re.Match[str], fallback: str) -> Json:
    """`!date^seconds^format^link|fallback`, of which the link may be missing."""
    element: Json = {"type": "date", "timestamp": int(dated["seconds"]), "format": _unescaped(dated["format"])}
    if dated["url"]:
        element["url"] = _unescaped(dated["url"])
    return element | ({"fallback": _unescaped(fallback)} if fallback else {})


def _in_style(element: Json, style: Style) -> Json:
    return element | ({"style": dict.fromkeys(sorted(style), True)} if style else {})


def _unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
