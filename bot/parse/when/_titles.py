"""What a thing is called by how often it comes: "the monthly report", "un point hebdo" say nothing of a reminder."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.parse.when._doubts import SMALL_WORDS
from bot.parse.when._facts import DayOfMonth, Doubt, Every, Said, Unit, Weekday, Which
from bot.parse.when._grammar import Run
from bot.parse.when._join import join
from bot.parse.when._lexicon import Kind, Sentence, listed
from bot.parse.when._rules import STEPS

ADJECTIVES = frozenset(
    listed(
        "daily weekly monthly quarterly yearly quotidien quotidienne hebdomadaire hebdo mensuel mensuelle trimestriel"
        " trimestrielle annuel annuelle"
    )
)
# Before a day these name the one by which a thing is to be ready.
DEADLINES = frozenset(listed("for by due before pour avant ici dici"))


def titled(s: Sentence, i: int) -> Run | None:
    """The adjective alone, where it stands by what it describes; what follows is read by itself."""
    word = s.take(i, Kind.OFTEN)
    if not word or s.tokens[i].glued or s.tokens[i].word not in ADJECTIVES or not _describes(s, i):
        return None
    unit, interval = STEPS[Unit(word.value)]
    said = Said(every=Every(unit, interval), doubts=frozenset({Doubt.TITLE}))
    return Run(said, i, word.end, led=False, pieces=1)


def _describes(s: Sentence, i: int) -> bool:
    """The word after it in English, the one before it in French, where that is an ordinary one."""
    at = i - 1 if s.language == "fr" else i + 1
    if not 0 <= at < len(s) or s.meanings[at]:
        return False
    word = s.tokens[at]
    return word.word.isalpha() and word.word not in SMALL_WORDS and word.literal is None


def either_way(s: Sentence, runs: Sequence[Run]) -> Iterator[Run]:
    """Beside a day that it could name, it may be a repetition after all, and both are asked: "weekly sync monday"."""
    others = [run for run in runs if Doubt.TITLE not in run.said.doubts]
    only = others[0] if len(others) == 1 else None
    for run in runs:
        together = None
        if only is not None and run is not only and not _is_deadline(s, only) and _fits(run.said.every, only.said):
            together = join(replace(run.said, doubts=frozenset()), only.said)
        yield run if together is None else replace(run, said=together)


def _is_deadline(s: Sentence, run: Run) -> bool:
    before = s.tokens[run.start - 1].word if run.start else ""
    return before in DEADLINES or s.tokens[run.start].word in DEADLINES


def _fits(every: Every | None, said: Said) -> bool:
    if every is None or every.interval > 1:
        return False
    match said.day:
        case None:
            return every.unit is Unit.DAY
        case Weekday(_, which):
            return every.unit is Unit.WEEK and which is Which.COMING
        case DayOfMonth(_, months):
            return every.unit is Unit.MONTH and months is None
        case _:
            return False
