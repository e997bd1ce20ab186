"""The beginnings of words put to a team's own words, in a file that it shares with others.

FTS5 gathers all contacts of all teams that have a word with such a beginning before it looks whose they are. Beginnings
of two and three letters have an index.
"""

import json

from sqlalchemy import text

from bot.model.ids import Tenant
from bot.model.query import is_spelling
from bot.store._search._narrow import Groups
from bot.store._session import Inquiry

_MOST = 300  # words: for more the beginning is as quick
_BEYOND = "\U0010ffff"

_OWN = text("""
SELECT b.value AS begun, t.term FROM json_each(:begun) b CROSS JOIN search_terms t
    ON t.tenant = :tenant AND t.term >= b.value AND t.term < b.value || :beyond LIMIT :most
""")


def in_own_words(said: Groups, tenant: Tenant) -> Inquiry[Groups]:
    """The same groups, where a team's words are known: those of letters alone that are long enough for a slip."""
    begun = {part[:-1] for group in said for part in group if part.endswith("*") and is_spelling(part[:-1])}
    if not begun:
        return said
    values = {"tenant": int(tenant), "begun": json.dumps(sorted(begun)), "beyond": _BEYOND, "most": _MOST + 1}
    rows = yield _OWN, values
    if len(rows) > _MOST:
        return said
    own: dict[str, list[str]] = {f"{each}*": [each] for each in begun}
    for row in rows:
        own[f"{row.begun}*"].append(row.term)
    return tuple(tuple(dict.fromkeys(word for part in group for word in own.get(part, (part,)))) for group in said)
