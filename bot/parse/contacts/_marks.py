"""The words around a coordinate that say what it is: 'Tél. portable :' before it, '(fax)' behind it."""

import re
from dataclasses import dataclass

from bot.model.contacts import CoordinateKind
from bot.model.folding import squeeze
from bot.model.labels import LABEL_LENGTH, built_in_label
from bot.parse.contacts._words import KIND_WORDS, SHORT_LABELS

_WINDOW = 60  # signs looked at in front of a coordinate
_CLAUSE = re.compile(r"[,;|\n\0()•·/<>\"]| [-–—] ")
_WORD = re.compile(r"[^\s:=]+")
_BEHIND = re.compile(r"[ \t]?\(([^\W\d_]{2,20}[.]?)\)")
_MOST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Mark:
    """`start` is where the words in front of the coordinate begin, `said` whether there are any."""

    start: int
    label: str = ""
    said: bool = False


def before(text: str, place: int, kind: CoordinateKind) -> Mark:
    lead = text[max(0, place - _WINDOW) : place].rstrip(" \t(<")
    pointed = lead.endswith((":", "=", "."))
    clause = _CLAUSE.split(lead)[-1]
    words = list(_WORD.finditer(clause))
    begin = max(0, place - _WINDOW) + len(lead) - len(clause)
    known = 0
    while known < min(_MOST_WORDS, len(words)) and _known(words[-1 - known][0], kind, pointed=pointed):
        known += 1
    own = clause.strip(" \t:=")
    several = 1 < len(words) <= _MOST_WORDS and known < len(words) and len(own) <= LABEL_LENGTH
    if several and lead.endswith(":") and _label(words[0][0], kind, pointed=False):
        return Mark(begin + words[0].start(), own, said=True)
    if not known:
        return Mark(place)
    taken = [word[0] for word in words[-known:]]
    label = built_in_label(kind, " ".join(taken)) or ""
    label = label or next(filter(None, (_label(word, kind, pointed=pointed) for word in taken)), "")
    return Mark(begin + words[-known].start(), label, said=True)


def behind(text: str, place: int, kind: CoordinateKind) -> tuple[int, str]:
    """Where the coordinate ends with the label in brackets behind it."""
    found = _BEHIND.match(text, place)
    label = built_in_label(kind, found[1]) if found else None
    return (place, "") if found is None or label is None else (found.end(), label)


def _known(word: str, kind: CoordinateKind, *, pointed: bool) -> bool:
    squeezed = squeeze(word)
    if len(squeezed) == 1 and not pointed:
        return False
    return squeezed in KIND_WORDS[kind] or bool(_label(word, kind, pointed=pointed))


def _label(word: str, kind: CoordinateKind, *, pointed: bool) -> str:
    if kind is CoordinateKind.PHONE and (pointed or len(word) > 2) and squeeze(word) in SHORT_LABELS:
        return SHORT_LABELS[squeeze(word)]
    return built_in_label(kind, word) or ""
