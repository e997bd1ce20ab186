"""What an app has sent and what it was sent, as its sandbox knows: one payload of each shape, in terms of strict.ts."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.sandbox import Sandbox
from bot.sandbox.wire import Json

# Words of Slack's own (`primary`, `rich_text_section`) tell two shapes apart; what people wrote does not.
_WORD = re.compile(r"[a-z][a-z_]*(\.[a-z_]+)?")
# The values of a form or a query travel as text. These methods are called with JSON, in which text is text.
_IN_JSON = ("chat.", "views.")
_NUMBER = re.compile(r"[0-9]+")


@dataclass(frozen=True)
class Payload:
    name: str  # of the method, or `ack:` and what was acknowledged, or `response_url`
    body: Json

    def typed(self, name: str, body: str) -> str:
        """The statement that holds the body against its type; `name` is free for it to use."""
        return f"export const {name}: {self._type} = {body};"

    @property
    def _type(self) -> str:
        if self.name == "response_url":
            return "ResponseUrl"
        what = json.dumps(self.name.removeprefix("ack:"))
        return f"Ack[{what}]" if self.name.startswith("ack:") else f"Call<{what}>"


@dataclass(frozen=True)
class Received(Payload):
    """`name` is the kind."""

    def typed(self, name: str, body: str) -> str:
        return f"received({json.dumps(self.name)})({body});"


def read(folder: Path) -> list[Payload]:
    """What was sent, by the logs in the folder; what was acknowledged with nothing is left out."""
    return _distinct(_all(sorted(folder.glob("*.jsonl"))))


def delivered(sandbox: Sandbox) -> list[Payload]:
    """What the app has received of late, but for events."""
    exchanges = [exchange for exchange in sandbox.slack.log.since(0) if exchange.direction == "out"]
    bodies = [(each.kind, each.body) for each in exchanges if isinstance(each.body, dict)]
    return _distinct(Received(kind, body) for kind, body in bodies if body.get("type") != "event_callback")


def _distinct(payloads: Iterable[Payload]) -> list[Payload]:
    """Each shape once, in the order of their names."""
    found: dict[str, Payload] = {}
    for payload in payloads:
        found.setdefault(f"{payload.name} {json.dumps(_shape(payload.body))}", payload)
    return [found[shape] for shape in sorted(found)]


def _all(logs: Iterable[Path]) -> Iterator[Payload]:
    for log in logs:
        for line in log.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row["body"]:
                yield Payload(row["method"], _as_meant(row["method"], row["body"]))


def _as_meant(name: str, body: Json) -> Json:
    if "." not in name or name.startswith(_IN_JSON):
        return body
    return {key: _value(text) if isinstance(text, str) else text for key, text in body.items()}


def _value(text: str) -> object:
    if text in ("true", "false"):
        return text == "true"
    return int(text) if _NUMBER.fullmatch(text) else text


def _shape(value: object) -> object:
    if isinstance(value, dict):
        return {key: _shape(value[key]) for key in sorted(value)}
    if isinstance(value, list):
        shapes = {json.dumps(_shape(each)): None for each in value}
        return list(shapes)
    if isinstance(value, str):
        return value if _WORD.fullmatch(value) else ""
    return type(value).__name__
