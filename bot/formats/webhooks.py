"""A line of the feed as JSON, for other programs."""

import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from bot.model.changes import CONSENT, COORDINATE
from bot.model.events import Change, EventKind
from bot.model.ids import ContactId, EventId
from bot.model.line_types import LineType, type_of
from bot.model.records import Line

TEST = "webhook.test"
_MOST_BYTES = 128 * 1024
_MANY_OF_PARTS = (COORDINATE, CONSENT)  # how the fields begin that are kept as JSON
_OF_PARTS = frozenset({"body", "when"})


def told(line: Line, number: int | None, names: Mapping[str, str]) -> bytes:
    """`number` is the contact's, `names` are what ids among the changes stand for."""
    event = line.event
    said = _head(event.id, event.kind.value, event.at) | {
        "actor": {"id": event.actor, "name": line.actor},
        "contact": _contact(event.contact, number, line.contact),
        "subject": str(event.subject),
    }
    body = _encoded(said | {"changes": [_change(each, names, event.kind) for each in event.changes]})
    # What is longer than any program expects is left for the API to read.
    return body if len(body) <= _MOST_BYTES else _encoded(said | {"changes": [], "truncated": True})


def tried_out(event: EventId, at: datetime, *, webhook: str) -> bytes:
    """What a test sends."""
    return _encoded(_head(event, TEST, at) | {"webhook": webhook})


def _head(event: EventId, kind: str, at: datetime) -> dict[str, Any]:
    return {"id": str(event), "type": kind, "timestamp": at.astimezone(UTC).isoformat().replace("+00:00", "Z")}


def _contact(key: ContactId | None, number: int | None, name: str) -> dict[str, Any] | None:
    return None if key is None else {"id": str(key), "number": number, "name": name}


def _change(change: Change, names: Mapping[str, str], kind: EventKind) -> dict[str, Any]:
    read = _read if _has_parts(change.field, kind) else str
    said: dict[str, Any] = {"field": change.field}
    said |= {side: read(text) if text else text for side, text in (("old", change.old), ("new", change.new))}
    if change.field in names:
        said["label"] = names[change.field]
    for side, text in (("old_name", change.old), ("new_name", change.new)):
        if text and text in names and text != names[text]:
            said[side] = names[text]
    return said


def _has_parts(field: str, kind: EventKind) -> bool:
    """What is kept as JSON, an address or a schedule, is JSON here as well; what somebody typed is a text, like what it
    may. A reminder's text is the only one of that name that has styles."""
    if field == "text":
        return type_of(kind) is LineType.REMINDER
    return field in _OF_PARTS or field.startswith(_MANY_OF_PARTS)


def _read(text: str) -> Any:
    with suppress(ValueError):
        return json.loads(text)
    return text


def _encoded(said: Mapping[str, Any]) -> bytes:
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
