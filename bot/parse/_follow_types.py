"""The types of lines that a line asks for or leaves out: ours, and what an admin's list has for what is logged by hand.

'type:call,note', '-type:"coup de fil"', 'sans les appels', 'only notes'. Called by `follows`.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.model.choices import Choice
from bot.model.errors import LineTypeUnknown
from bot.model.folding import fold
from bot.model.ids import ChoiceId
from bot.model.line_types import LineType
from bot.model.nearest import nearest
from bot.parse.activities import type_said
from bot.parse.query import kind_of

Meant = LineType | ChoiceId

_TYPES: dict[str, LineType] = {
    name: kind
    for kind, names in {
        LineType.CONTACT: (
            "contact", "contacts", "change", "changes", "changement", "changements", "modifications", "fiche", "fiches",
        ),
        LineType.NOTE: ("note", "notes"),
        LineType.FILE: ("file", "files", "fichier", "fichiers"),
        LineType.REMINDER: ("reminder", "reminders", "rappel", "rappels"),
        LineType.ACTIVITY: (
            "activity", "activities", "activite", "activites", "hand", "byhand", "manual", "logged", "manuel",
            "manuelle", "consigne", "consignees", "by hand", "main", "a la main",
        ),
        LineType.RELATION: ("relation", "relations", "link", "links", "lien", "liens"),
    }.items()
    for name in names
}  # fmt: skip
_KEY = re.compile(r"(?<!\S)([-−–]?)(?:type|lines?|lignes?)\s?[:：]\s?(?=[^\s,])", re.IGNORECASE)
_LEAVING_OUT = re.compile(r"(?<!\S)(?:without|except|but|sans|sauf)\s+(?:(?:the|les|la|le)\s+|l['’])?", re.IGNORECASE)
_ALONE = re.compile(r"(?<!\S)(?:only|seulement|uniquement)\s+(?:(?:the|les|la|le)\s+|l['’])?", re.IGNORECASE)
_QUOTED = re.compile(r"\"([^\"]*)\"|“([^”]*)”|«\s*([^»]*?)\s*»")
_WORD = re.compile(r"[^\s,]+")
_COMMA = re.compile(r"\s*,\s*(?=[^\s,])")
_AND = re.compile(r"\s*,\s*(?=[^\s,])|\s+(?:and|et|ni|or|ou)\s+(?:(?:the|les|la|le)\s+|l['’])?", re.IGNORECASE)
_MOST_WORDS = 4  # of a name that stands without quotation marks


@dataclass(frozen=True, slots=True)
class SaidTypes:
    """`wanted` alone are told, `unwanted` never; `rest` is the line without what said so."""

    wanted: frozenset[Meant]
    unwanted: frozenset[Meant]
    rest: str


def read_types(line: str, known: Sequence[Choice]) -> SaidTypes:
    """A `type:` of contacts, such as a company, is left for the search. Raises LineTypeUnknown."""
    wanted: set[Meant] = set()
    unwanted: set[Meant] = set()
    line = _taken(line, _KEY, known, into=lambda found: unwanted if found[1] else wanted)
    line = _taken(line, _LEAVING_OUT, known, into=lambda _: unwanted)
    line = _taken(line, _ALONE, known, into=lambda _: wanted)
    return SaidTypes(frozenset(wanted), frozenset(unwanted), line)


@dataclass(frozen=True, slots=True)
class _Item:
    """One name of a list; `meant` is None where it is no type."""

    words: str
    meant: Meant | None
    end: int


def _taken(
    line: str, sign: re.Pattern[str], known: Sequence[Choice], *, into: Callable[[re.Match[str]], set[Meant]]
) -> str:
    """Without what stands behind each sign, which goes where `into` says."""
    is_key = sign is _KEY
    place = 0
    while (found := sign.search(line, place)) is not None:
        items = _items(line, found.end(), known, joined=_COMMA if is_key else _AND)
        said = [each for each in items if each.meant is not None]
        if is_key:
            _check(items, known)
        if not said:
            place = found.end()
            continue
        into(found).update(each.meant for each in items if each.meant is not None)
        line = f"{line[: found.start()]} {line[said[-1].end :]}"
        place = found.start()
    return line


def _check(items: Sequence[_Item], known: Sequence[Choice]) -> None:
    """All are types of lines, or all of contacts. Raises LineTypeUnknown."""
    odd = [each for each in items if each.meant is None]
    strange = [each for each in odd if kind_of(each.words) is None or len(odd) < len(items)]
    if strange:
        first = min(strange, key=lambda each: kind_of(each.words) is not None)
        raise LineTypeUnknown(followed=True, word=first.words, nearest=_nearest(first.words, known))


def _items(line: str, place: int, known: Sequence[Choice], *, joined: re.Pattern[str]) -> list[_Item]:
    """The names from there on; a filter of the search is none of them."""
    items = [_item(line, place, known)]
    if joined is _AND and items[0].meant is None:
        return items
    while (more := joined.match(line, items[-1].end)) is not None:
        following = _item(line, more.end(), known)
        if following.meant is None and (":" in following.words or joined is _AND):
            break
        items.append(following)
    return items


def _item(line: str, place: int, known: Sequence[Choice]) -> _Item:
    """In quotation marks, else as many words as are a name, else one word."""
    if (quoted := _QUOTED.match(line, place)) is not None:
        words = next(each for each in quoted.groups() if each is not None)
        return _Item(words, _meant(words, known), quoted.end())
    ends = _ends(line, place)
    for end in reversed(ends):
        if (meant := _meant(line[place:end], known)) is not None:
            return _Item(line[place:end], meant, end)
    end = ends[0] if ends else place
    return _Item(line[place:end], None, end)


def _ends(line: str, place: int) -> list[int]:
    """Where the first words end, one after the other, up to a comma."""
    ends: list[int] = []
    for word in _WORD.finditer(line, place):
        if len(ends) == _MOST_WORDS or line[ends[-1] if ends else place : word.start()].strip():
            break
        ends.append(word.end())
    return ends


def _meant(words: str, known: Sequence[Choice]) -> Meant | None:
    """An admin's own before ours, and one said in the plural behind."""
    if (own := type_said(words, known)) is not None:
        return own.id
    if (ours := _TYPES.get(fold(words).strip())) is not None:
        return ours
    singular = " ".join(each.removesuffix("s").removesuffix("S") for each in words.split())
    own = type_said(singular, known)
    return None if own is None else own.id


def _nearest(word: str, known: Sequence[Choice]) -> str:
    """As it is written in the list, or ''."""
    names = {fold(name): name for name in (*_TYPES, *(name for each in known for name in each.known_as))}
    near = nearest(word, names)
    return "" if near is None else names[near]
