"""JSON as it travels, and the timestamps that name messages: used by every part of the sandbox."""

import json
from typing import Any, TypeAlias

# Slack's payloads are open-ended, so their values stay untyped up to the place that checks them.
Json: TypeAlias = dict[str, Any]

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def dumps(value: object) -> str:
    return _encode(value)


def loads(text: str | bytes) -> Any:
    """Raises ValueError for whatever is not JSON, nesting too deep for the parser included."""
    try:
        return json.loads(text)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def loads_object(text: str | bytes) -> Json:
    """Raises ValueError for whatever is not one JSON object."""
    value = loads(text)
    if not isinstance(value, dict):
        raise ValueError("not a JSON object")  # noqa: TRY004 - to the caller it is one more kind of bad JSON
    return value


def ts_of(micros: int) -> str:
    """Slack's name of a message: seconds with six decimals."""
    return f"{micros // 1_000_000}.{micros % 1_000_000:06d}"


def micros_of(ts: str) -> int:
    """Raises ValueError when `ts` is no decimal number of seconds."""
    seconds, _, fraction = ts.strip().partition(".")
    if not (seconds or fraction) or not (seconds + fraction).isascii() or not (seconds + fraction).isdigit():
        raise ValueError("not a timestamp")
    return int(seconds or 0) * 1_000_000 + int(fraction[:6].ljust(6, "0") or 0)
