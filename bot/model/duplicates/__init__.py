"""Whether two records are one contact: a score for two, and the pairs of a whole list.

The form asks before it saves, `carnet duplicates` over a file, and whoever merges. Nothing here reads or writes.
"""

from bot.model.duplicates._evidence import Reason
from bot.model.duplicates._likeness import LIKELY, Likeness, likeness
from bot.model.duplicates._pairs import Pair, keys, pairs
from bot.model.duplicates._rarity import ORDINARY, Rarity, rarity_of
from bot.model.duplicates._traits import Traits, traits_of

__all__ = [
    "LIKELY", "ORDINARY", "Likeness", "Pair", "Rarity", "Reason", "Traits",
    "keys", "likeness", "pairs", "rarity_of", "traits_of",
]  # fmt: skip
