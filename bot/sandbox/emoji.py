"""The names of emoji: which there are, and which of them are one.

The page's table knows the common ones with their aliases. Slack has all of Unicode's, and names most of them as Unicode
does; there are no custom ones here.
"""

import re
import unicodedata
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).parent / "page" / "emoji.txt"
_NAME = re.compile(r"([a-z0-9_+'\-]+)(::skin-tone-[2-6])?")
_FLAG = re.compile(r"flag-[a-z]{2}")
_VARIATION = "\N{VARIATION SELECTOR-16}"


def emoji_name(name: str) -> str:
    """The name under which Slack keeps it: `thumbsup` is `+1`. Empty for one that there is not."""
    matched = _NAME.fullmatch(name)
    if not matched:
        return ""
    plain, tone = matched[1], matched[2] or ""
    known = _first_names().get(plain) or (plain if _is_of_unicode(plain) else "")
    return known + tone if known else ""


@cache
def _first_names() -> dict[str, str]:
    """Each name, and the first one of the same character."""
    entries = re.split(r"[|\n]", _TABLE.read_text(encoding="utf-8").strip())
    characters = {name: character.replace(_VARIATION, "") for name, _, character in map(_halves, entries)}
    first = {character: name for name, character in reversed(characters.items())}
    return {name: first[character] for name, character in characters.items()}


def _halves(entry: str) -> tuple[str, str, str]:
    return entry.strip().partition(" ")


def _is_of_unicode(name: str) -> bool:
    if _FLAG.fullmatch(name):
        return True
    try:
        return unicodedata.category(unicodedata.lookup(name.replace("_", " "))) == "So"
    except KeyError:
        return False
