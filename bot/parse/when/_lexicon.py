"""Gives each token the meanings its language knows, phrases of several words included."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, auto
from typing import NamedTuple

from bot.parse.when._tokens import Token


class Kind(IntEnum):
    """What a word or phrase does in an expression of time; the int beside it is named after the dash."""

    NUM = auto()  # – the number
    ONE = auto()  # a, an, un, une
    ORD = auto()  # – first 1, last -1
    UNIT = auto()  # – Unit
    HALF_OF = auto()  # half a, une demi – Unit
    SPAN = auto()  # three quarters of an hour – minutes
    ROUGH = auto()  # a good hour, une petite heure
    FORTNIGHT = auto()  # – days
    LOOSE_SPAN = auto()  # quinzaine – days
    HALF = auto()  # et demie, and a half
    QUARTER = auto()  # et quart, quarter – minutes
    QUARTER_WORD = auto()  # moins le quart
    SHARP = auto()  # pile, sharp: adds nothing
    CLOCK_WORD = auto()  # noon, midnight – minutes since midnight
    HOUR_MARK = auto()  # h, heures, o'clock
    MERIDIEM = auto()  # am 0, pm 12
    PAST_HOUR = auto()  # half past
    TO_HOUR = auto()  # quarter to, moins
    HALF_PAST = auto()
    HALF_HOUR = auto()  # half four: half past it
    PART = auto()  # – Part
    PARTS = auto()  # matins, mornings – Part
    IN_THE = auto()  # before a part of the day: in the, dans la
    IN_PART = auto()  # in the morning, du matin, cet après-midi, ce soir – Part
    TODAY_PART = auto()  # tonight, this morning, ce soir – Part
    OFFSET = auto()  # tomorrow – days from today
    WEEKDAY = auto()  # – Monday 0
    SHORT_WEEKDAY = auto()  # mon, lun: needs support
    WEEKDAYS = auto()  # mondays, lundis
    WORKDAYS = auto()  # weekdays, jours ouvrés: Monday to Friday
    WEEKEND = auto()
    MONTH = auto()  # – January 1
    SHORT_MONTH = auto()
    FEAST = auto()  # – month * 100 + day
    NEXT = auto()
    THIS = auto()
    LAST = auto()  # last, dernier, passé: gone by
    AFTER_NEXT = auto()
    PERIOD = auto()  # a whole phrase: next week – Unit * 100 + 50 + ahead
    EDGE = auto()  # – Edge
    EDGE_OF = auto()  # end of month, fin de semaine in one – Unit
    END_OF_DAY = auto()
    DAY_FROM = auto()  # the day after, la veille de – days from the day that follows, plus 10
    WEEK_OF = auto()  # week of, la semaine du
    GONE = auto()  # yesterday
    AGO = auto()
    THERE_IS = auto()  # il y a
    IN = auto()
    WITHIN = auto()  # d'ici, within
    FROM_NOW = auto()
    FROM = auto()
    AT = auto()
    ON = auto()
    THE = auto()
    THE_MANY = auto()  # les
    BY = auto()
    BEFORE = auto()
    AFTER = auto()
    UNTIL = auto()
    START = auto()
    LASTING = auto()  # for, pendant
    EVERY = auto()
    EACH = auto()  # each, chaque inside: of each month
    OTHER = auto()  # every other
    OUT_OF = auto()  # un lundi sur deux
    OFTEN = auto()  # daily – Unit
    FORTNIGHTLY = auto()
    ONCE = auto()  # once a, une fois par
    TIMES = auto()
    PER = auto()
    DONE = auto()  # after done, une fois fait
    THEN = auto()
    OF = auto()
    OF_YEAR = auto()  # of, de l'an
    IN_MONTH = auto()  # in March, au mois de mars
    ABOUT = auto()
    SINCE = auto()
    BETWEEN = auto()
    AND = auto()
    OR = auto()
    TO = auto()
    EXCEPT = auto()
    APPROX = auto()  # around, vers
    IN_N = auto()  # en huit 1, en quinze 2 – weeks
    VAGUE = auto()  # soon, one of these days
    UNREAD = auto()  # holidays, mwf: they change the meaning of what they stand beside
    MEAL = auto()  # lunch, dawn: times of no known hour, after "at"
    CHORE = auto()  # work, school: times of no known hour after "after" and "before"
    FEAST_UNREAD = auto()  # ramadan, election day: a day that is not computed
    NAME = auto()  # black friday, vendredi saint: never a time


class Lexeme(NamedTuple):
    value: int
    end: int


Meanings = dict[Kind, Lexeme]
Entry = tuple[tuple[str, ...], Kind, int]
NOTHING: Meanings = {}
LONGEST_PHRASE = 5  # tokens looked back over


class Words:
    """The vocabulary of one language: phrases by their first word, longest first.

    `slippery` are the words whose misspellings are understood or asked, never passed over.
    """

    def __init__(self, language: str, entries: Iterable[tuple[Kind, int, str]], slippery: Iterable[str]) -> None:
        self.language = language
        self._by_first: dict[str, list[Entry]] = {}
        for kind, value, phrases in entries:
            for phrase in phrases.split("|"):
                words = tuple(phrase.split())
                self._by_first.setdefault(words[0], []).append((words, kind, value))
        for known in self._by_first.values():
            known.sort(key=lambda entry: -len(entry[0]))
        self.known = frozenset(word for found in self._by_first.values() for words, _, _ in found for word in words)
        self.slippery = frozenset(slippery)
        self.near = _by_misspelling(self.slippery)

    def meanings(self, sentence: list[Token], i: int) -> Meanings:
        known = self._by_first.get(sentence[i].word)
        if not known:
            return NOTHING
        found: Meanings = {}
        for words, kind, value in known:
            if kind not in found and _stands(words, sentence, i):
                found[kind] = Lexeme(value, i + len(words))
        return found


def _by_misspelling(slippery: Iterable[str]) -> dict[str, set[str]]:
    """Each word by itself and by itself without one of its letters."""
    found: dict[str, set[str]] = {}
    for word in slippery:
        for key in (word, *(word[:i] + word[i + 1 :] for i in range(len(word)))):
            found.setdefault(key, set()).add(word)
    return found


def _stands(words: tuple[str, ...], sentence: list[Token], i: int) -> bool:
    if len(words) == 1:
        return True
    if i + len(words) > len(sentence):
        return False
    return all(sentence[i + n].word == word for n, word in enumerate(words))


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as one language reads it."""

    text: str
    words: Words
    tokens: list[Token]
    meanings: list[Meanings]

    @property
    def language(self) -> str:
        return self.words.language

    def __len__(self) -> int:
        return len(self.tokens)

    def take(self, i: int, *kinds: Kind) -> Lexeme | None:
        """The lexeme of one of these kinds that starts at token `i`."""
        if i >= len(self.meanings):
            return None
        here = self.meanings[i]
        if here:
            for kind in kinds:
                if kind in here:
                    return here[kind]
        return None

    def all(self, i: int, *kinds: Kind) -> list[Lexeme]:
        here = self.meanings[i] if i < len(self.meanings) else NOTHING
        return [here[kind] for kind in kinds if kind in here]

    def past(self, i: int, *kinds: Kind) -> int:
        """Where one goes on after skipping, if present, one lexeme of these kinds."""
        lexeme = self.take(i, *kinds)
        return lexeme.end if lexeme else i

    def ending(self, end: int, *kinds: Kind) -> int | None:
        """Where a lexeme of one of these kinds starts that reaches token `end`, if there is one."""
        for i in range(max(0, end - LONGEST_PHRASE), min(end, len(self.tokens))):
            here = self.meanings[i]
            if here and any(kind in here and here[kind].end >= end for kind in kinds):
                return i
        return None

    def past_comma(self, i: int) -> int:
        return i + 1 if i < len(self.tokens) and self.tokens[i].mark and self.tokens[i].word == "," else i


def read(text: str, found: list[Token], words: Words) -> Sentence:
    """`found` are the tokens of `text`; two languages may read the same ones."""
    return Sentence(text, words, found, [words.meanings(found, i) for i in range(len(found))])


def listed(words: str) -> tuple[str, ...]:
    """Words between spaces, so that a table of many stays readable."""
    return tuple(words.split())
