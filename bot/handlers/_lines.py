"""A line of search as a command brings it, and as people read it."""

import re
from collections.abc import Mapping

from bot.parse.slack_text import Said

_BEFORE_VALUE = frozenset(':,"')
_MEMBER = re.compile(r'(?<=[:,"])[UW][A-Z0-9]{3,20}(?![\w-])')


def line_of(said: Said) -> str:
    """As it was typed, but for whom its filters mention: they go by their ids."""
    text, place = said.text, 0
    pieces: list[str] = []
    for mention in said.people:
        if mention.start and text[mention.start - 1] in _BEFORE_VALUE:
            pieces += [text[place : mention.start], mention.member]
            place = mention.end
    return "".join([*pieces, text[place:]])


def members_in(line: str) -> frozenset[str]:
    """The ids of whom its filters name."""
    return frozenset(_MEMBER.findall(line))


def read_aloud(line: str, names: Mapping[str, str]) -> str:
    """Names in the place of ids: 'owner:@Claire Moreau'. Who is not known stays an id."""
    return _MEMBER.sub(lambda found: f"@{names[found[0]]}" if found[0] in names else found[0], line)
