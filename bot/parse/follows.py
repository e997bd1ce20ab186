"""What a place is to follow, as people say it: whom, of which lines, by whom, in private.

'tag:client type:note -by:U0ANN', 'tout sans les fichiers', 'Ann Martin private'. Called by handlers.
"""

import re
from dataclasses import dataclass, field

from bot.model.folding import fold
from bot.model.follows import Only
from bot.model.ids import ContactId, MemberId
from bot.model.line_types import LineType
from bot.parse.query import awaits_person
from bot.parse.slack_text import Said

_TYPES: dict[str, LineType] = {
    name: kind
    for kind, names in {
        LineType.CONTACT: ("contact", "contacts", "change", "changes", "changement", "changements", "modifications"),
        LineType.NOTE: ("note", "notes"),
        LineType.FILE: ("file", "files", "fichier", "fichiers"),
        LineType.REMINDER: ("reminder", "reminders", "rappel", "rappels"),
        LineType.ACTIVITY: (
            "activity", "activities", "activite", "activites", "hand", "byhand", "manual", "logged", "manuel",
            "manuelle", "consigne", "consignees",
        ),
        LineType.RELATION: ("relation", "relations", "link", "links", "lien", "liens"),
    }.items()
    for name in names
}  # fmt: skip
_TYPE_KEY = re.compile(r"(?<!\S)([-−–]?)(?:type|lines?|lignes?)\s?[:：]\s?([^\s,]+(?:\s?,\s?[^\s,]+)*)", re.IGNORECASE)
_PEOPLE_KEY = re.compile(r"(?<!\S)([-−–]?)(?:by|par)\s?[:：]\s?([^\s,]+(?:\s?,\s?[^\s,]+)*)", re.IGNORECASE)
_AWAITS_PERSON = re.compile(r"(?<!\S)[-−–]?(?:by|par)\s?[:：]\s?(?:[^\s,]+\s?,\s?)*$", re.IGNORECASE)
_LEAVING_OUT = re.compile(
    r"(?<!\S)(without|except|but|sans|sauf)\s+(?:the\s+|les\s+|la\s+)?(\w+)(?:\s+(?:and|et|ni|or|ou)\s+(?:the\s+|les\s+)?(\w+))?"
    r"(?!\S)",
    re.IGNORECASE,
)
_ALONE = re.compile(r"(?<!\S)(only|seulement|uniquement)\s+(?:the\s+|les\s+)?(\w+)(?!\S)", re.IGNORECASE)
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


def read_follow(line: str, *, me: MemberId) -> AskedFollow:
    """What is no word about the lines is left for the search; a `type:` that is none of a line is one of a contact."""
    types: dict[bool, set[LineType]] = {False: set(), True: set()}
    people: dict[bool, set[MemberId]] = {False: set(), True: set()}
    private = is_private(line)
    rest = _PRIVATE.sub("", line.strip())

    def take_types(found: re.Match[str]) -> str:
        named = [_TYPES.get(fold(each).strip()) for each in found[2].split(",")]
        if None in named:
            return found[0]
        types[bool(found[1])].update(each for each in named if each is not None)
        return " "

    def take_people(found: re.Match[str]) -> str:
        said = [each.strip().removeprefix("@") for each in found[2].split(",")]
        people[bool(found[1])].update(me if fold(each) in {"me", "moi"} else MemberId(each) for each in said)
        return " "

    def take_out(found: re.Match[str]) -> str:
        named = [_TYPES.get(fold(each)) for each in found.groups()[1:] if each]
        if None in named:
            return found[0]
        types[fold(found[1]) not in {"only", "seulement", "uniquement"}].update(each for each in named if each)
        return " "

    rest = _PEOPLE_KEY.sub(take_people, _TYPE_KEY.sub(take_types, rest))
    rest = _ALONE.sub(take_out, _LEAVING_OUT.sub(take_out, rest))
    rest = " ".join(rest.split())
    only = Only(
        types=frozenset(types[False]),
        not_types=frozenset(types[True]),
        people=frozenset(people[False]),
        not_people=frozenset(people[True]),
    )
    is_all = fold(rest) in _ALL or (not rest and not only.is_all)
    return AskedFollow(words="" if is_all else rest, only=only, is_private=private, is_all=is_all, line=line)
