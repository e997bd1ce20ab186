"""What a place is to follow, as people say it: whom, of which lines, by whom, in private.

'tag:client type:note -by:U0ANN', 'tout sans les fichiers', 'Ann Martin private'. Called by handlers.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.model.choices import Choice
from bot.model.folding import fold
from bot.model.follows import Only
from bot.model.ids import ChoiceId, ContactId, MemberId
from bot.model.line_types import LineType
from bot.parse._follow_types import Meant, read_types
from bot.parse.query import awaits_person
from bot.parse.slack_text import Said

_PEOPLE_KEY = re.compile(r"(?<!\S)([-−–]?)(?:by|par)\s?[:：]\s?([^\s,]+(?:\s?,\s?[^\s,]+)*)", re.IGNORECASE)
_AWAITS_PERSON = re.compile(r"(?<!\S)[-−–]?(?:by|par)\s?[:：]\s?(?:[^\s,]+\s?,\s?)*$", re.IGNORECASE)
_PRIVATE = re.compile(
    r"(?<!\S)(?:privately|in private|private|for me(?: only)?|en priv[ée]|priv[ée]|pour moi(?: seule?)?)$",
    re.IGNORECASE,
)
_ALL = frozenset({
    "everything", "everyone", "everybody", "all", "all contacts", "tout", "tous", "toutes", "tout le monde",
    "tous les contacts", "*",
})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedFollow:
    """`words` are whom, as a name or a line of search; `is_all` where they mean everybody; `line` is all of it.

    `contact` is who is meant without any words; whoever `is_sure` follows one that is on hold.
    """

    words: str
    only: Only = field(default_factory=Only)
    is_private: bool = False
    is_all: bool = False
    line: str = ""
    contact: ContactId | None = None
    is_sure: bool = False


def with_people(said: Said) -> str:
    """As it was typed, but for whom its filters mention: they go by their ids."""
    text, place, line = said.text, 0, ""
    for mention in said.people:
        line += text[place : mention.start]
        is_meant = _AWAITS_PERSON.search(line) or awaits_person(line)
        line += mention.member if is_meant else text[mention.start : mention.end]
        place = mention.end
    return line + text[place:]


def is_private(line: str) -> bool:
    return _PRIVATE.search(line.strip()) is not None


def read_follow(line: str, *, me: MemberId, types: Sequence[Choice] = ()) -> AskedFollow:
    """What is no word about the lines is left for the search; a `type:` that is none of a line is one of a contact.

    `types` are those of what is logged by hand. Raises LineTypeUnknown.
    """
    people: dict[bool, set[MemberId]] = {False: set(), True: set()}
    private = is_private(line)

    def take_people(found: re.Match[str]) -> str:
        said = [each.strip().removeprefix("@") for each in found[2].split(",")]
        people[bool(found[1])].update(me if fold(each) in {"me", "moi"} else MemberId(each) for each in said)
        return " "

    said = read_types(_PEOPLE_KEY.sub(take_people, _PRIVATE.sub("", line.strip())), types)
    rest = " ".join(said.rest.split())
    only = Only(
        types=_ours(said.wanted),
        not_types=_ours(said.unwanted),
        activities=_by_hand(said.wanted),
        not_activities=_by_hand(said.unwanted),
        people=frozenset(people[False]),
        not_people=frozenset(people[True]),
    )
    is_all = fold(rest) in _ALL or (not rest and not only.is_all)
    return AskedFollow(words="" if is_all else rest, only=only, is_private=private, is_all=is_all, line=line)


def _ours(meant: frozenset[Meant]) -> frozenset[LineType]:
    return frozenset(each for each in meant if isinstance(each, LineType))


def _by_hand(meant: frozenset[Meant]) -> frozenset[ChoiceId]:
    return frozenset(each for each in meant if not isinstance(each, LineType))
