"""Words that are written short more often than in full, in addresses and in the names of towns and companies.

A contact that has the short form is found by the full one, and the other way round.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise, product

_FULL = {
    "st": ("saint", "street"),
    "ste": ("sainte", "societe"),
    "bd": ("boulevard",),
    "bld": ("boulevard",),
    "blvd": ("boulevard",),
    "boul": ("boulevard",),
    "bvd": ("boulevard",),
    "av": ("avenue",),
    "ave": ("avenue",),
    "pl": ("place",),
    "rd": ("road",),
    "rte": ("route",),
    "all": ("allee",),
    "imp": ("impasse",),
    "ch": ("chemin",),
    "sq": ("square",),
    "dr": ("docteur", "drive"),
    "fg": ("faubourg",),
    "fbg": ("faubourg",),
    "cie": ("compagnie",),
    "ets": ("etablissements",),
}
_SHORT = {
    full: tuple(short for short, fulls in _FULL.items() if full in fulls)
    for full in dict.fromkeys(full for fulls in _FULL.values() for full in fulls)
}
_TOWNS = {"st": "saint", "ste": "sainte"}
_SAINTS = _TOWNS | {full: short for short, full in _TOWNS.items()}
_MOST = 32  # writings of one value


def full_forms(word: str) -> tuple[str, ...]:
    """What a folded word may stand for, besides itself."""
    return _FULL.get(word, ())


def all_full_forms(said: Iterable[str]) -> list[str]:
    """The same of many words, in their order."""
    return [full for word in said if word in _FULL for full in _FULL[word]]


def is_full_form(word: str) -> bool:
    return word in _SHORT


def in_full(said: Iterable[str]) -> str:
    """The folded words of a town's name as one: 'st', 'etienne' and 'saint', 'etienne' are the same."""
    return "".join(_TOWNS.get(word, word) for word in said)


def writings(said: Sequence[str]) -> tuple[str, ...]:
    """As what folded words may be written, all in one: 'bdvoltaire', 'boulevardvoltaire'; first as they are.

    Of a word that stands alone no short form is one: two letters are a part of almost anything.
    """
    choices = [_alike(word) if len(said) > 1 else (word, *full_forms(word)) for word in said]
    return tuple("".join(each) for each in islice(product(*choices), _MOST))


def _alike(word: str) -> tuple[str, ...]:
    """It and all that stands for the same: 'bd', 'boulevard', 'bld'."""
    fulls = full_forms(word)
    return tuple(dict.fromkeys((word, *fulls, *(short for full in (word, *fulls) for short in _SHORT.get(full, ())))))


def saints(said: Sequence[str]) -> Iterator[str]:
    """A saint and what follows as one word, in the other writing: 'stetienne' of 'saint', 'etienne'."""
    for word, following in pairwise(said):
        if word in _SAINTS:
            yield _SAINTS[word] + following
