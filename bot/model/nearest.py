"""The known word that was perhaps meant by one that is not known."""

from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from bot.model.folding import fold

_ENOUGH = 0.6


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Within two slips in five letters; None where nothing is near."""
    best = process.extractOne(
        fold(word), list(known), scorer=DamerauLevenshtein.normalized_similarity, score_cutoff=_ENOUGH
    )
    return None if best is None else best[0]
