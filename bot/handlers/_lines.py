"""A line of search as a command brings it, and as people read it."""

import re
from collections.abc import Mapping

from bot.parse.query import awaits_person
from bot.parse.slack_text import Said

# Behind a colon, a comma or a quotation mark of any keyboard, and the spaces that people put there.
_MEMBER = re.compile(r"([:,\"：﹕，、“”„‟«»″＂〝〞]\s*+)([UW][A-Z0-9]{3,20})(?![\w-])")


def line_of(said: Said) -> str:
    """As it was typed, but for whom its filters mention: they go by their ids."""
    text, place = said.text, 0
    line = ""
    for mention in said.people:
        line += text[place : mention.start]
        line += mention.member if awaits_person(line) else text[mention.start : mention.end]
        place = mention.end
    return line + text[place:]


def members_in(line: str) -> frozenset[str]:
    """The ids of whom its filters name."""
    return frozenset(found[2] for found in _MEMBER.finditer(line))


def read_aloud(line: str, names: Mapping[str, str]) -> str:
    """Names in the place of ids: 'owner:@Claire Moreau'. Who is not known stays an id."""
    return _MEMBER.sub(lambda found: f"{found[1]}@{names[found[2]]}" if found[2] in names else found[0], line)
