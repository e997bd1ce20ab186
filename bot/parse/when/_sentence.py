"""One sentence in two languages: the person's own first, the other where it alone understands."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.model.when import AskCode
from bot.parse.when._bounds import unread_bound
from bot.parse.when._facts import Doubt
from bot.parse.when._grammar import Run
from bot.parse.when._here import Here, Reading, Unsure
from bot.parse.when._lexicon import Kind, Sentence, Words, read
from bot.parse.when._often import too_often
from bot.parse.when._pick import Found, belongs, find
from bot.parse.when._resolve import CHOICES, resolve
from bot.parse.when._slips import Slip, mended, slips
from bot.parse.when._there import resolve_there
from bot.parse.when._tokens import Token, tokens
from bot.parse.when._words_en import ENGLISH
from bot.parse.when._words_fr import FRENCH

LEADING = (Kind.EVERY, Kind.IN, Kind.BY, Kind.ON, Kind.NEXT, Kind.THIS, Kind.BEFORE, Kind.AFTER, Kind.UNTIL)
SLIPS = 2  # doubtful ones of a sentence; more are no slips of the pen
BENT = frozenset({Doubt.CUT, Doubt.RANGE})
SHORT = frozenset({Kind.SHORT_WEEKDAY, Kind.SHORT_MONTH})


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the sentence means, and the characters of it that say so."""

    outcome: Reading | Unsure
    start: int = 0
    end: int = 0
    candidates: "tuple[Candidate, ...]" = ()
    part: str = ""  # the words that the question is about


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


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence in tokens, some of them perhaps mended."""

    text: str
    tokens: list[Token]
    here: Here

    def mended(self, slip: Slip, word: str) -> "Line":
        return replace(self, tokens=mended(self.tokens, slip.place, word))


def verdict(text: str, here: Here) -> Verdict:
    line = Line(text, tokens(text), here)
    doubtful: list[Slip] = []
    for slip in slips(line.tokens, *_languages(here)):
        if slip.sure and len(slip.words) == 1:
            line = line.mended(slip, slip.words[0])
        else:
            doubtful.append(slip)
    if not doubtful:
        return _as_it_stands(line)
    agreed = _agreed(line, doubtful[0]) if len(doubtful) == 1 and doubtful[0].sure else None
    return agreed or _weighed(line, doubtful[:SLIPS])


def _agreed(line: Line, slip: Slip) -> Verdict | None:
    """ "in 20 minuts" is the same with "minute" and with "minutes"."""
    found = [_as_it_stands(line.mended(slip, word)) for word in slip.words]
    first = found[0].outcome
    same = isinstance(first, Reading) and all(_same(first, each.outcome) for each in found)
    return max(found, key=lambda each: each.end - each.start) if same else None


def _weighed(line: Line, doubtful: list[Slip]) -> Verdict:
    """Asked, where a word that may be a slip would give another moment; else as it stands."""
    plain = _as_it_stands(line)
    offers: list[Reading] = []
    refused = False  # read so, it would be no moment at all
    for slip in doubtful:
        for word in slip.words[:CHOICES]:
            found = _as_it_stands(line.mended(slip, word))
            if _speaks_of(slip, found):
                readings = _readings(found.outcome)
                offers += [reading for reading in readings if not _same(reading, plain.outcome)]
                refused = refused or not readings
    if not offers and (not refused or isinstance(plain.outcome, Unsure)):
        return plain
    return Verdict(Unsure(AskCode.AMBIGUOUS, *offers[: CHOICES - 1], *_readings(plain.outcome)[:CHOICES]))


def _speaks_of(slip: Slip, found: Verdict) -> bool:
    """Whether it would stand where a time does, with other words of it or beside an hour; alone it may be anything."""
    runs = [candidate.run for candidate in found.candidates]
    own = next((each for each in found.candidates if each.run.start <= slip.place < each.run.end), None)
    if own is None:
        return any(run.said.doubts & BENT for run in runs)
    weekday = own.run.said.weekday and own.sentence.take(slip.place, Kind.WEEKDAY)
    if weekday and isinstance(found.outcome, Unsure):
        return False  # "call Frida tomorrow": no other day than tomorrow is meant
    beside = any(run.said.day is None and slip.place in {run.start - 1, run.end} for run in runs)
    return beside or own.run.led or own.run.end > own.run.start + 1


def _readings(outcome: Reading | Unsure) -> tuple[Reading, ...]:
    return outcome.readings if isinstance(outcome, Unsure) else (outcome,)


def _same(reading: Reading, outcome: Reading | Unsure) -> bool:
    if isinstance(outcome, Unsure):
        return False
    mine, theirs = ((r.wall, r.at, r.rrule, r.after) for r in (reading, outcome))
    return mine == theirs


def _as_it_stands(line: Line) -> Verdict:
    here = line.here
    mine, theirs = (find(read(line.text, line.tokens, words)) for words in _languages(here))
    candidates = tuple(_candidates(mine, theirs))
    refused = _refused(line, candidates)
    if refused:
        return refused
    if not candidates:
        spoken = mine.spoken or theirs.spoken
        return Verdict(Unsure(AskCode.UNKNOWN if spoken else AskCode.NO_TIME))
    if len(candidates) > 1:
        return Verdict(Unsure(AskCode.AMBIGUOUS, *_offers(candidates, here)), candidates=candidates)
    only = candidates[0]
    outcome = _outcome(only, here)
    if _mixed(only, theirs if only.sentence is mine.sentence else mine):
        outcome = outcome if isinstance(outcome, Unsure) else Unsure(AskCode.AMBIGUOUS, outcome)
        return Verdict(outcome, candidates=candidates)
    if belongs(only.run):
        return Verdict(outcome, candidates=candidates)
    return Verdict(outcome, only.start, only.end, candidates)


def _refused(line: Line, candidates: "tuple[Candidate, ...]") -> Verdict | None:
    """What cannot be planned as it was said, whatever else the sentence says."""
    often = too_often(line.tokens)
    if often:
        apart = [each for each in candidates if not each.run.said.doubts and not _overlaps(each.run, often)]
        return Verdict(Unsure(AskCode.TOO_OFTEN, *_offers(apart, line.here)), part=_between(line, often))
    for each in candidates:
        bound = unread_bound(each.sentence, each.run)
        if bound:
            unsure = Unsure(AskCode.NO_END, *_offers(candidates, line.here))
            return Verdict(unsure, candidates=candidates, part=_between(line, bound))
    if candidates and all(each.run.said.doubts == {Doubt.TITLE} for each in candidates):
        return Verdict(Unsure(AskCode.UNKNOWN), candidates=candidates)
    return None


def _overlaps(run: Run, tokens: tuple[int, int]) -> bool:
    return run.start < tokens[1] and tokens[0] < run.end


def _between(line: Line, tokens: tuple[int, int]) -> str:
    first, end = tokens
    return line.text[line.tokens[first].start : line.tokens[end - 1].end]


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
    said = candidate.run.said
    try:
        return resolve(said, here) if said.zone is None else resolve_there(said, said.zone, here)
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
