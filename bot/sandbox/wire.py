"""JSON as it travels, and the timestamps that name messages: used by every part of the sandbox."""

import json
import re
from typing import Any, TypeAlias

# Slack's payloads are open-ended, so their values stay untyped up to the place that checks them.
Json: TypeAlias = dict[str, Any]

# Message names have ten digits of seconds: from 2001 to 2286.
FIRST_SECOND, LAST_SECOND = 1_000_000_000, 9_999_999_999
END_OF_TIME = (LAST_SECOND + 1) * 1_000_000  # in microseconds, after every message

_HALF = re.compile("[\ud800-\udfff]")
_ESCAPED_HALF = re.compile(r"\\u[dD][89a-fA-F]")
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def dumps(value: object) -> str:
    return _encode(value)


def loads(text: str | bytes) -> Any:
    """Raises ValueError for whatever is not JSON, nesting too deep for the parser included; all text in it is whole."""
    try:
        text = whole(text.decode(json.detect_encoding(text)) if isinstance(text, bytes) else text)
        value = json.loads(text)
        # Halves that belong together were joined by the parser: those that are left stand alone.
        return json.loads(whole(dumps(value))) if _ESCAPED_HALF.search(text) else value
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def whole(text: str) -> str:
    """Without the lone halves of a surrogate pair: such a text could be neither sent nor kept."""
    return _HALF.sub("\N{REPLACEMENT CHARACTER}", text)


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
