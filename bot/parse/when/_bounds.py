"""From when and until when a repetition lasts, in words that name no day: "until summer", "jusqu'à nouvel ordre"."""

from bot.parse.when._doubts import past_marks
from bot.parse.when._grammar import Run
from bot.parse.when._lexicon import Kind, Sentence, listed
from bot.parse.when._slips import OWNERS

REACH = 5  # words of the bound that are said back

# Wherever they stand; a till may be the shop's.
UNTIL = frozenset(listed("until til untill jusqu jusque"))
LONG_AS = (("as", "long", "as"), ("so", "long", "as"), ("tant", "que"), ("tant", "qu"), ("aussi", "longtemps", "que"))
# Right after the repetition only: elsewhere they are other words.
NEXT_TO_IT = (
    *(("till",), ("thru",), ("through",), ("up", "to"), ("ending",), ("starting",), ("beginning",), ("as", "of")),
    *(("from",), ("effective",), ("a", "partir"), ("a", "compter"), ("en", "commencant"), ("a", "dater")),
)
AT_ONCE = (
    ("from", "now"),
    ("starting", "now"),
    ("a", "partir", "de", "maintenant"),
    ("a", "compter", "de", "maintenant"),
)
# Lengths and seasons of no date, after one of these.
DURING = frozenset(listed("for during over throughout all to into in pendant durant pour tout toute en cet cette"))
THROUGHOUT = frozenset(listed("throughout all over during pendant durant tout"))
BETWEEN = frozenset(listed("the a an this next whole entire le la l les un une cet cette tout toute d de"))
SEASONS = frozenset(
    listed(
        "summer winter spring autumn fall holidays holiday vacation season now while bit moment duration foreseeable"
        " ete hiver printemps automne vacances saison instant moment temps rentree treve quelque certain"
        " rest remainder reste term semester"
    )
)
SOME = frozenset(listed("few several some many couple quelques plusieurs"))  # weeks, months


def unread_bound(s: Sentence, run: Run) -> tuple[int, int] | None:
    """The tokens of a beginning or an end that was not understood with this repetition."""
    if run.said.every is None:
        return None
    found = next((i for i in range(len(s)) if not run.start <= i < run.end and _bounds(s, run, i)), None)
    return None if found is None else (found, _end(s, run, found))


def _bounds(s: Sentence, run: Run, i: int) -> bool:
    word = s.tokens[i].word
    if word in UNTIL or any(_says(s, i, words) for words in LONG_AS):
        return past_marks(s, i + 1) < len(s)
    if i == s.past_comma(run.end) and any(_says(s, i, words) for words in NEXT_TO_IT):
        return past_marks(s, i + 1) < len(s) and not any(_says(s, i, words) for words in AT_ONCE)
    if word == "till" and i and s.tokens[i - 1].word not in OWNERS | {"the", "a", "this"}:
        return past_marks(s, i + 1) < len(s) and not s.tokens[i - 1].mark
    if word in {"rest", "reste"} and s.tokens[i - 1].word in {"the", "le"} and i >= run.end:
        return s.take(i + 1, Kind.OF) is not None
    return (word in DURING and _season(s, i + 1)) or (word in THROUGHOUT and _month(s, i + 1))


def _season(s: Sentence, i: int) -> bool:
    """`for the whole summer`, `pendant les vacances`, `for a while`, `pour l'instant`"""
    for n in range(i, min(i + 3, len(s))):
        if s.tokens[n].word in SEASONS or (s.tokens[n].word in SOME and s.take(n + 1, Kind.UNIT)):
            return True
        if s.tokens[n].word not in BETWEEN:
            return False
    return False


def _month(s: Sentence, i: int) -> bool:
    """`throughout december`, `all month`, `durant tout le mois`"""
    while i < len(s) and s.tokens[i].word in BETWEEN:
        i += 1
    return s.take(i, Kind.MONTH, Kind.SHORT_MONTH) is not None or (i < len(s) and s.tokens[i].word in {"month", "mois"})


def _says(s: Sentence, i: int, words: tuple[str, ...]) -> bool:
    return all(i + n < len(s) and s.tokens[i + n].word == word for n, word in enumerate(words))


def _end(s: Sentence, run: Run, i: int) -> int:
    """To the next mark or the repetition itself, and a few words at most."""
    stop = run.start if i < run.start else len(s)
    end = i + 1
    while end < min(stop, i + REACH) and not s.tokens[end].mark and not s.take(end, Kind.EVERY):
        end += 1
    return end
