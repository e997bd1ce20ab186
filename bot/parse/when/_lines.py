"""The command line's view of `read_when`: one JSON line a phrase."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.model.when import Choice, When

Read = Callable[[str], When]


def to_json(when: When) -> dict[str, object]:
    """`at` is ISO 8601 with the zone's own offset."""
    ask = None
    if when.ask:
        ask = {"code": when.ask.code.value, "choices": [_choice(c, when.zone) for c in when.ask.choices]}
    return {
        "text": when.text,
        "at": _iso(when.at, when.zone),
        "grain": when.grain.value,
        "rrule": when.rrule,
        "after": when.after,
        "ask": ask,
    }


def _choice(choice: Choice, zone: str) -> dict[str, object]:
    return {"at": _iso(choice.at, zone), "rrule": choice.rrule, "label": choice.label}


def _iso(at: datetime | None, zone: str) -> str | None:
    return at.astimezone(ZoneInfo(zone)).isoformat() if at else None


def run_lines(phrases: Iterable[str], read: Read) -> Iterator[str]:
    """A JSON line for each phrase; of its line end only the newline is taken off."""
    for phrase in phrases:
        yield json.dumps(to_json(read(phrase.rstrip("\r\n"))), ensure_ascii=False)


def moment_of(said: str, zone: str) -> datetime:
    """`--now`: ISO 8601; without an offset it is the wall time in `zone`. Raises ValueError."""
    at = datetime.fromisoformat(said)
    return (at if at.tzinfo else at.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)
