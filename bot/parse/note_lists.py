"""Which notes a line asks for: of whom, from when, whose, open or closed, as people say it in either language.

'Dupont last week mine', 'du 1er au 15 novembre', 'Ann Martin depuis lundi', 'files 2026'. Called by handlers.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.model.folding import fold
from bot.parse._days import MONTHS, month_of
from bot.parse.query import Asker, read_days

Days = tuple[date | None, date | None]  # from the first to before the last, either of them open

_MOST_WORDS = 10  # of a stretch of time: 'between the 1st of november 2025 and march 2026'
_MINE = ("a moi", "moi", "les miennes", "miennes", "mes notes", "mine", "my own", "my notes", "me")
_CLOSED = ("closed", "cloturees", "clotures", "fermees", "terminees")
_OPEN = ("open", "ouvertes", "ouverts", "en cours")
_FILES = ("files", "fichiers", "les fichiers", "attachments", "pieces jointes")
_NOTES = ("notes", "les notes")
_OF = frozenset({"of", "for", "about", "de", "sur", "pour"})
_BARE = frozenset({*(name for names in MONTHS for name in names), "moi", "me"})

_THE = r"(?:(?:le|la|les|the|l['’])\s*)?"
_AGO = re.compile(
    r"(?:(?:the|les|ces)\s+)?(?:(?:last|past)\s+(\d{1,3})\s+(\w+)|(\d{1,3})\s+derni(?:er|ere)s?\s+(\w+))", re.ASCII
)
_BETWEEN = (
    re.compile(r"(?:between|entre)\s+(.+?)\s+(?:and|et)\s+(.+)"),
    re.compile(r"(?:from|since|du|de|depuis)\s+(.+?)\s+(?:to|till|until|through|au|a|jusqu['’]?\s?(?:a|au|en))\s+(.+)"),
)
_SIDES = (
    (">=", re.compile(r"(?:since|from|depuis|des|a partir d(?:e|u|['’]))\s*(?:le\s+)?(.+)")),
    ("<=", re.compile(r"(?:until|till|up to|jusqu['’]?\s?(?:a|au|en))\s+(.+)")),
    ("<", re.compile(r"(?:before|avant)\s+(.+)")),
    (">", re.compile(r"(?:after|apres)\s+(.+)")),
)
_WITHIN = re.compile(r"(?:in|of|on|during|en|de|du|d['’]|pendant)\s*(.+)")
_DAY_ALONE = re.compile(r"(\d{1,2})(?:er|st|nd|rd|th)?")
_MONTH_AND_YEAR = re.compile(r"\d{1,2}(?:er|st|nd|rd|th)?\s+(?:of\s+)?(.+)")


@dataclass(frozen=True, slots=True)
class AskedNotes:
    """`contact` are the words that name one, `days` the first and the one after the last, `closed` None for all."""

    contact: str = ""
    days: Days = (None, None)
    mine: bool = False
    closed: bool | None = None
    files: bool | None = None


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
    """The longest run of words at the end that says something."""
    for start in range(max(len(words) - _MOST_WORDS, 0), len(words)):
        if (now := _with(asked, words[start:], asker)) is not None:
            return now, words[:start]
    return None


def _first(words: list[str], asked: AskedNotes, asker: Asker) -> _Found | None:
    """The same at the beginning, where a month by its name alone may be somebody's: May, Avril, Mars."""
    for end in range(min(len(words) - 1, _MOST_WORDS), 0, -1):
        now = None if _plain(words[:end]) in _BARE else _with(asked, words[:end], asker)
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
    if said in (*_FILES, *_NOTES):
        return None if asked.files is not None else replace(asked, files=said in _FILES)
    days = _days(said, asker) if asked.days == (None, None) else None
    return None if days is None else replace(asked, days=days)


def _plain(words: Sequence[str]) -> str:
    return fold(" ".join(words)).strip(" ,")


def _days(said: str, asker: Asker) -> Days | None:
    readings: tuple[Callable[[], Days | None], ...] = (
        lambda: _ago(said, asker),
        lambda: _stretch(said, asker),
        lambda: _between(said, asker),
        lambda: _side(said, asker),
    )
    return next((days for reading in readings if (days := reading()) is not None), None)


def _ago(said: str, asker: Asker) -> Days | None:
    """'the last 7 days', 'les 3 derniers mois'."""
    counted = _AGO.fullmatch(said)
    if counted is None:
        return None
    return read_days(f"{counted[1] or counted[3]} {counted[2] or counted[4]}", asker)


def _between(said: str, asker: Asker) -> Days | None:
    """'from 1 to 15 november': a day alone is of the month that the other one names."""
    for between in _BETWEEN:
        if (sides := between.fullmatch(said)) is None:
            continue
        low, high = _bare(sides[1]), _bare(sides[2])
        if _DAY_ALONE.fullmatch(low) and (rest := _MONTH_AND_YEAR.fullmatch(high)):
            low = f"{low} {rest[1]}"
        days = read_days(f"{low}..{high}", asker)
        if days is not None:
            return days
    return None


def _side(said: str, asker: Asker) -> Days | None:
    for operator, opening in _SIDES:
        if (side := opening.fullmatch(said)) is not None and (days := _read(side[1], asker)) is not None:
            low, beyond = days
            sides: dict[str, Days] = {
                ">=": (low, None), "<=": (None, beyond), "<": (None, low), ">": (beyond, None),
            }  # fmt: skip
            return sides[operator]
    return None


def _stretch(said: str, asker: Asker) -> Days | None:
    days = _read(said, asker)
    if days is None and (within := _WITHIN.fullmatch(said)) is not None:
        return _read(within[1], asker)
    return days


def _read(said: str, asker: Asker) -> Days | None:
    """One stretch; the first letters of a month alone are more likely somebody: Jan, Mar."""
    bare = _bare(said)
    if bare.isalpha() and bare not in _BARE and month_of(bare) is not None:
        return None
    return read_days(bare, asker) or read_days(said.strip(), asker)


def _bare(said: str) -> str:
    return re.sub(rf"^{_THE}", "", said.strip()).strip()
