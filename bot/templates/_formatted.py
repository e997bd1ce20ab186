"""A formatted text as Slack's blocks, and as HTML for e-mail."""

import re
from collections.abc import Iterator, Mapping

from markupsafe import Markup, escape

from bot.model.messages import Block
from bot.model.rich_text import (
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
    spoken,
)
from bot.templates import _blocks as b

_TAGS = {"bold": "strong", "italic": "em", "strike": "s", "underline": "u", "code": "code"}
_SAFE = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)


def drawn(tree: RichText) -> Block:
    """`parse.rich_text` reads it back as it was."""
    return b.rich_text(*(_part(part) for part in tree.parts))


def _part(part: Part) -> b.Element:
    match part:
        case Paragraph(line):
            return _holding("rich_text_section", line)
        case Quote(line):
            return _holding("rich_text_quote", line)
        case Code(text):
            return _holding("rich_text_preformatted", (Text(text),))
        case Listing(items, ordered, indent, offset):
            element: b.Element = {"type": "rich_text_list", "style": "ordered" if ordered else "bullet"}
            element |= {name: count for name, count in (("indent", indent), ("offset", offset)) if count}
            return element | {"elements": [_holding("rich_text_section", line) for line in items]}


def _holding(kind: str, line: Line) -> b.Element:
    return {"type": kind, "elements": [_run(run) for run in line]}


def _run(run: Run) -> b.Element:
    element = _bare(run)
    return element | {"style": dict.fromkeys(run.style.names, True)} if run.style.names else element


def _bare(run: Run) -> b.Element:
    match run:
        case Text(text):
            return {"type": "text", "text": text}
        case Link(url, text):
            return {"type": "link", "url": url} | ({"text": text} if text else {})
        case Mention(member):
            return b.person(member)
        case ChannelName(channel):
            return {"type": "channel", "channel_id": channel}
        case Emoji(name, unicode, tone):
            element: b.Element = {"type": "emoji", "name": name}
            return element | ({"unicode": unicode} if unicode else {}) | ({"skin_tone": tone} if tone else {})
        case Moment(at, form, fallback):
            date: b.Element = {"type": "date", "timestamp": at, "format": form}
            return date | ({"fallback": fallback} if fallback else {})


def html(tree: RichText, names: Mapping[str, str]) -> Markup:
    """`names` are those of the members and channels mentioned, by id. A link leads only where a browser should go."""
    return Markup("\n").join(_html_parts(tree, names))


def _html_parts(tree: RichText, names: Mapping[str, str]) -> Iterator[Markup]:
    for part in tree.parts:
        match part:
            case Paragraph(line):
                yield Markup("<p>{}</p>").format(_html_line(line, names))
            case Quote(line):
                yield Markup("<blockquote>{}</blockquote>").format(_html_line(line, names))
            case Code(text):
                yield Markup("<pre>{}</pre>").format(text)
            case Listing():
                yield _html_list(part, names)


def _html_list(part: Listing, names: Mapping[str, str]) -> Markup:
    """A deeper one is moved to the right by a margin: that is what every mail program shows."""
    items = Markup("").join(Markup("<li>{}</li>").format(_html_line(line, names)) for line in part.items)
    margin = Markup(' style="margin-left:{}em"').format(2 * part.indent) if part.indent else Markup("")
    if not part.ordered:
        return Markup("<ul{}>{}</ul>").format(margin, items)
    start = Markup(' start="{}"').format(part.offset + 1) if part.offset else Markup("")
    return Markup("<ol{}{}>{}</ol>").format(start, margin, items)


def _html_line(line: Line, names: Mapping[str, str]) -> Markup:
    return Markup("").join(_html_run(run, names) for run in line)


def _html_run(run: Run, names: Mapping[str, str]) -> Markup:
    text = escape(spoken((run,), names)).replace("\n", Markup("<br>"))
    if isinstance(run, Link) and _SAFE.match(run.url):
        text = Markup('<a href="{}">{}</a>').format(run.url, run.text or run.url)
    return _in_style(text, run.style)


def _in_style(text: Markup, style: Style) -> Markup:
    for name in style.names:
        text = Markup("<{0}>{1}</{0}>").format(Markup(_TAGS[name]), text)  # noqa: S704  # ours
    return text
