"""How Slack wants dates, times, zones, numbers, colours and addresses written."""

import re
from datetime import date
from functools import cache
from zoneinfo import available_timezones

from ..rules import Form

_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")


def _is_date(text: str) -> bool:
    try:
        return bool(_DATE.fullmatch(text)) and bool(date.fromisoformat(text))
    except ValueError:
        return False


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


DATE = Form("YYYY-MM-DD", "2026-11-22", _is_date)
TIME = Form("HH:mm", "09:30", lambda text: bool(_TIME.fullmatch(text)))
ZONE = Form("an IANA time zone", "Europe/Paris", lambda text: text in _zones())
NUMBER = Form("a number", "12.5", lambda text: bool(_NUMBER.fullmatch(text)))
COLOR = Form("a hex color", "#F405B3", lambda text: bool(_COLOR.fullmatch(text)))
HTTPS = Form("an https address", "https://example.com/", lambda text: text.startswith("https://"))
