"""Finding contacts by words, fragments and filters, the same on both engines; see docs/architecture.md, "Search".

Statements here name the tenant themselves.
"""

from bot.store._search._forgetting import forget_terms
from bot.store._search._gathering import INDEXES, gather_by_two, gather_pieces
from bot.store._search._holding import holding
from bot.store._search._mentioned import any_of
from bot.store._search._orders import LISTED
from bot.store._search._pages import contacts, count, ids, inquiry
from bot.store._search._ranks import CANDIDATES
from bot.store._search._rows import ContactSearchRow, SearchTermRow, index, reindex, tenant_term
from bot.store._search._typos import expand

__all__ = [
    "CANDIDATES",
    "INDEXES",
    "LISTED",
    "ContactSearchRow",
    "SearchTermRow",
    "any_of",
    "contacts",
    "count",
    "expand",
    "forget_terms",
    "gather_by_two",
    "gather_pieces",
    "holding",
    "ids",
    "index",
    "inquiry",
    "reindex",
    "tenant_term",
]
