"""One sentence in two languages: the person's own first, the other where it alone understands."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.model.when import AskCode
from bot.parse.when._grammar import Run
from bot.parse.when._here import Here, Reading, Unsure
from bot.parse.when._lexicon import Kind, Sentence, Words, read
from bot.parse.when._pick import Found, belongs, find
from bot.parse.when._resolve import CHOICES, resolve
from bot.parse.when._tokens import tokens
from bot.parse.when._words_en import ENGLISH
from bot.parse.when._words_fr import FRENCH

LEADING = (Kind.EVERY, Kind.IN, Kind.BY, Kind.ON, Kind.NEXT, Kind.THIS, Kind.BEFORE, Kind.AFTER, Kind.UNTIL)
SHORT = frozenset({Kind.SHORT_WEEKDAY, Kind.SHORT_MONTH})


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the sentence means, and the characters of it that say so."""

    outcome: Reading | Unsure
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Candidate:
    run: Run
    sentence: Sentence

    @property
    def start(self) -> int:
        return self.sentence.tokens[self.run.start].start

    @property
    def end(self) -> int:
        return self.sentence.tokens[self.run.end - 1].end


def verdict(text: str, here: Here) -> Verdict:
    own, other = _languages(here)
    cut = tokens(text)
    mine, theirs = find(read(text, cut, own)), find(read(text, cut, other))
    candidates = _candidates(mine, theirs)
    if not candidates:
        spoken = mine.spoken or theirs.spoken
        return Verdict(Unsure(AskCode.UNKNOWN if spoken else AskCode.NO_TIME))
    if len(candidates) > 1:
        return Verdict(Unsure(AskCode.AMBIGUOUS, *_offers(candidates, here)))
    only = candidates[0]
    if _mixed(only, theirs if only.sentence is mine.sentence else mine):
        outcome = _outcome(only, here)
        return Verdict(outcome if isinstance(outcome, Unsure) else Unsure(AskCode.AMBIGUOUS, outcome))
    if belongs(only.run):
        return Verdict(_outcome(only, here))
    return Verdict(_outcome(only, here), only.start, only.end)


def _languages(here: Here) -> tuple[Words, Words]:
    return (FRENCH, ENGLISH) if here.language == "fr" else (ENGLISH, FRENCH)


def _candidates(mine: Found, theirs: Found) -> list[Candidate]:
    """The sure ones, or else the doubtful ones; those of the other language where they say something more."""
    own = [Candidate(run, mine.sentence) for run in mine.sure]
    foreign = [Candidate(run, theirs.sentence) for run in theirs.sure if _is_foreign(run, theirs, mine)]
    if own or foreign:
        return _merged(own, foreign)
    own = [Candidate(run, mine.sentence) for run in mine.runs]
    foreign = [Candidate(run, theirs.sentence) for run in theirs.runs if _is_foreign(run, theirs, mine)]
    return _merged(own, foreign)


def _is_foreign(run: Run, theirs: Found, mine: Found) -> bool:
    return any(
        theirs.sentence.meanings[i].keys() - SHORT and not mine.sentence.meanings[i] for i in range(run.start, run.end)
    )


def _merged(own: list[Candidate], foreign: list[Candidate]) -> list[Candidate]:
    """Of two that overlap the one that contains the other stays; two that only touch both stay, and are asked."""
    kept = [c for c in own if not any(_contains(f, c) for f in foreign)]
    kept += [f for f in foreign if not any(_contains(c, f) for c in kept)]
    return sorted(kept, key=lambda c: c.start)


def _mixed(candidate: Candidate, other: Found) -> bool:
    """Led by a word of the other language: "every lundi", "on mardi"."""
    start = candidate.run.start
    if start == 0 or candidate.sentence.meanings[start - 1] or other.sentence.tokens[start - 1].glued:
        return False
    return other.sentence.ending(start, *LEADING) is not None


def _contains(outer: Candidate, inner: Candidate) -> bool:
    return outer.run.start <= inner.run.start and inner.run.end <= outer.run.end


def _outcome(candidate: Candidate, here: Here) -> Reading | Unsure:
    try:
        return resolve(candidate.run.said, here)
    except Unsure as unsure:
        return unsure
    except OverflowError:
        return Unsure(AskCode.NO_SUCH_DATE)


def _offers(candidates: Iterable[Candidate], here: Here) -> list[Reading]:
    found: list[Reading] = []
    for candidate in candidates:
        outcome = _outcome(candidate, here)
        found.extend(outcome.readings if isinstance(outcome, Unsure) else [outcome])
    return found[:CHOICES]
