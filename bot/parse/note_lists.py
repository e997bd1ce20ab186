"""Which notes a line asks for: of whom, from when, whose, open or closed, as people say it in either language.

'Dupont last week mine', 'du 1er au 15 novembre', 'Ann Martin depuis lundi', 'files 2026'. Called by handlers.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.model.folding import fold
from bot.parse.note_periods import MONTH_NAMES, read_period
from bot.parse.period_names import Days
from bot.parse.period_signs import goes_on_after, goes_on_before
from bot.parse.query import Asker

_MOST_WORDS = 10  # of a stretch of time: 'between the 1st of november 2025 and march 2026'
_MINE = ("a moi", "moi", "les miennes", "miennes", "mes notes", "mine", "my own", "my notes", "me")
_CLOSED = ("closed", "cloturees", "clotures", "fermees", "terminees")
_OPEN = ("open", "ouvertes", "ouverts", "en cours")
_DELETED = ("deleted", "trash", "supprime", "supprimes", "supprimee", "supprimees", "effacees", "effaces", "corbeille")
_FILES = ("files", "fichiers", "les fichiers", "attachments", "pieces jointes")
_NOTES = ("notes", "les notes")
_OF = frozenset({"of", "for", "about", "de", "sur", "pour"})
_BARE = frozenset({*MONTH_NAMES, "moi", "me", *(f"{sign}{nth}" for sign in "qt" for nth in range(1, 5))})


@dataclass(frozen=True, slots=True)
class AskedNotes:
    """`contact` are the words that name one, `days` the first and the one after the last, `closed` None for all.

    `deleted` asks for the deleted ones alone.
    """

    contact: str = ""
    days: Days = (None, None)
    mine: bool = False
    closed: bool | None = None
    files: bool | None = None
    deleted: bool = False


def read_note_list(line: str, asker: Asker) -> AskedNotes:
    """What stands at either end and is no name is taken off; what is left names the contact."""
    asked, words = AskedNotes(), line.split()
    while words:
        found = _last(words, asked, asker) or _first(words, asked, asker)
        if found is None:
            break
        asked, words = found
    if asked.files is not None and len(words) > 1 and fold(words[0]) in _OF:  # 'files of Dupont'
        words = words[1:]
    return replace(asked, contact=" ".join(words))


_Found = tuple[AskedNotes, list[str]]


def _last(words: list[str], asked: AskedNotes, asker: Asker) -> _Found | None:
    """The longest run of words at the end that says something, and is not the rest of a stretch that says nothing."""
    for start in range(max(len(words) - _MOST_WORDS, 0), len(words)):
        if start and goes_on_before(words[start - 1], words[start]):
            continue
        if (now := _with(asked, words[start:], asker)) is not None:
            return now, words[:start]
    return None


def _first(words: list[str], asked: AskedNotes, asker: Asker) -> _Found | None:
    """The same at the beginning, where a month by its name alone may be somebody's: May, Avril, Mars."""
    for end in range(min(len(words) - 1, _MOST_WORDS), 0, -1):
        is_name = _plain(words[:end]) in _BARE or goes_on_after(words[end - 1], words[end])
        now = None if is_name else _with(asked, words[:end], asker)
        if now is not None:
            return now, words[end:]
    return None


def _with(asked: AskedNotes, words: Sequence[str], asker: Asker) -> AskedNotes | None:
    """None where the words say nothing, or what was said already."""
    said = _plain(words)
    if said in _MINE:
        return None if asked.mine else replace(asked, mine=True)
    if said in (*_CLOSED, *_OPEN):
        return None if asked.closed is not None else replace(asked, closed=said in _CLOSED)
    if said in _DELETED:
        return None if asked.deleted else replace(asked, deleted=True)
    if said in (*_FILES, *_NOTES):
        return None if asked.files is not None else replace(asked, files=said in _FILES)
    days = read_period(said, asker) if asked.days == (None, None) else None
    return None if days is None else replace(asked, days=days)


def _plain(words: Sequence[str]) -> str:
    return fold(" ".join(words)).strip(" ,")
