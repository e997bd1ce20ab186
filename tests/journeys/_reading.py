"""What a person reads of a message or a form: Slack's blocks as plain lines, the way Slack draws them."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

Json = dict[str, Any]
Names = Mapping[str, str]

_INVISIBLE = re.compile("[\u2060\u2066-\u2069]")
_MARK = re.compile(r"(?<![\w\u2060])([*_~`])(?=\S)([^\n]*?\S)\1(?![\w\u2060])")
_ENTITY = re.compile(r"<([^<>]*)>")
_PING = re.compile(r"<(?:@|!(?!date\^))[^<>]*>")


def read(shown: Json, names: Names) -> str:
    """The lines of a message or view, buttons in brackets; `names` are the people's by their id."""
    blocks = shown.get("blocks") or ()
    if not blocks:
        return mrkdwn(str(shown.get("text") or ""), names)
    lines = [line for block in blocks for line in _block(block, names)]
    return "\n".join(line for line in lines if line)


def mrkdwn(text: str, names: Names) -> str:
    """Entities spoken, marks taken off, escapes turned back, invisible signs left out."""
    spoken = _ENTITY.sub(lambda found: _spoken(found[1], names), text)
    for _ in range(2):
        spoken = _MARK.sub(r"\2", spoken)
    return plain(spoken)


def plain(text: str) -> str:
    return _seen(text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))


def _seen(text: str) -> str:
    """Without what nobody sees; the narrow and the unbroken spaces of French and of times are spaces."""
    return _INVISIBLE.sub("", text).replace("\u202f", " ").replace("\u00a0", " ")


def pings(sent: object) -> Iterator[str]:
    """Whom a payload calls by name: what Slack would read as a mention, wherever it reads mentions."""
    if isinstance(sent, list):
        for each in sent:
            yield from pings(each)
    if not isinstance(sent, dict):
        return
    kind = sent.get("type")
    if kind == "broadcast":
        yield f"<!{sent.get('range')}>"
    if kind == "user":
        yield f"<@{sent.get('user_id')}>"
    text = sent.get("text")
    if isinstance(text, str) and kind not in {"plain_text", "text", "link"}:
        yield from _PING.findall(text)
    for value in sent.values():
        yield from pings(value)


def _block(block: Json, names: Names) -> list[str]:
    drawn = _DRAWN.get(block["type"])
    assert drawn is not None, f"teach the tests to read a {block['type']} block"
    return drawn(block, names)


def _section(block: Json, names: Names) -> list[str]:
    texts = [block["text"]] if "text" in block else []
    lines = [_text(text, names) for text in (*texts, *(block.get("fields") or ()))]
    return [*lines, *([_element(block["accessory"], names)] if "accessory" in block else [])]


def _context(block: Json, names: Names) -> list[str]:
    return [_text(element, names) for element in block["elements"]]


def _actions(block: Json, names: Names) -> list[str]:
    return [_element(element, names) for element in block["elements"]]


def _input(block: Json, names: Names) -> list[str]:
    hint = [_text(block["hint"], names)] if block.get("hint") else []
    return [_text(block["label"], names), *hint, _element(block["element"], names)]


def _rich(block: Json, names: Names) -> list[str]:
    lines: list[str] = []
    for part in block["elements"]:
        if part["type"] == "rich_text_list":
            lines += ["• " + _line(each, names) for each in part["elements"]]
        else:
            lines.append(_line(part, names))
    return lines


def _line(part: Json, names: Names) -> str:
    return "".join(_run(run, names) for run in part["elements"])


def _run(run: Json, names: Names) -> str:
    if run["type"] == "user":
        return f"@{names.get(run['user_id'], run['user_id'])}"
    return _seen(str(run.get("text") or run.get("url") or run.get("fallback") or ""))


def _element(element: Json, names: Names) -> str:
    if element["type"] == "button":
        return f"[{_text(element['text'], names)}]"
    if element["type"] == "overflow":
        return f"[… {' / '.join(_text(option['text'], names) for option in element['options'])}]"
    if element["type"] == "image":
        return plain(str(element["alt_text"]))
    options = [_text(option["text"], names) for option in element.get("options") or ()]
    return " / ".join(options) or plain(str(element.get("initial_value") or ""))


def _text(text: Json, names: Names) -> str:
    return plain(text["text"]) if text["type"] == "plain_text" else mrkdwn(text["text"], names)


def _spoken(entity: str, names: Names) -> str:
    target, _, label = entity.partition("|")
    if target.startswith("@"):
        return f"@{names.get(target[1:], target[1:])}"
    return label or target


_DRAWN: dict[str, Callable[[Json, Names], list[str]]] = {
    "section": _section,
    "header": lambda block, names: [_text(block["text"], names)],
    "alert": lambda block, names: [_text(block["text"], names)],
    "context": _context,
    "actions": _actions,
    "input": _input,
    "rich_text": _rich,
    "divider": lambda block, names: [],
    "image": lambda block, names: [plain(block["alt_text"])],
}


def formatted(text: str) -> Json:
    """What Slack's editor gives of a few words, the first of them bold."""
    first, _, rest = text.partition(" ")
    words = [{"type": "text", "text": first, "style": {"bold": True}}, {"type": "text", "text": f" {rest}"}]
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": words}]}
