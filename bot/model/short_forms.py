"""Words that are written short more often than in full, in addresses and in the names of towns and companies.

A contact that has the short form is found by the full one, and the other way round.
"""

from collections.abc import Iterable

_FULL = {
    "st": ("saint", "street"),
    "ste": ("sainte", "societe"),
    "bd": ("boulevard",),
    "bld": ("boulevard",),
    "blvd": ("boulevard",),
    "boul": ("boulevard",),
    "av": ("avenue",),
    "ave": ("avenue",),
    "pl": ("place",),
    "rd": ("road",),
    "fg": ("faubourg",),
    "fbg": ("faubourg",),
    "cie": ("compagnie",),
    "ets": ("etablissements",),
}
_TOWNS = {"st": "saint", "ste": "sainte"}


def full_forms(word: str) -> tuple[str, ...]:
    """What a folded word may stand for, besides itself."""
    return _FULL.get(word, ())


def all_full_forms(said: Iterable[str]) -> list[str]:
    """The same of many words, in their order."""
    return [full for word in said if word in _FULL for full in _FULL[word]]


def in_full(said: Iterable[str]) -> str:
    """The folded words of a town's name as one: 'st', 'etienne' and 'saint', 'etienne' are the same."""
    return "".join(_TOWNS.get(word, word) for word in said)
