"""Contacts with all that is part of them, who stands around them, and the text by which they are found."""

from bot.store import _search
from bot.store.contacts._read import MOST
from bot.store.contacts._store import Contacts

# As many are put in order: by how well they fit, and as a list.
RANKED, ORDERED = _search.CANDIDATES, _search.LISTED
REINDEXED = MOST  # contacts whose search text is written anew in one go, at most

__all__ = ["ORDERED", "RANKED", "REINDEXED", "Contacts"]
