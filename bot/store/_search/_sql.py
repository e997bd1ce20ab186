"""What the statements about contacts share: what they show, whom they leave out, how they go from hits to contacts."""

from dataclasses import replace
from functools import lru_cache
from typing import Any

from sqlalchemy import TextClause, text

from bot.model.contacts import ContactKind, Found
from bot.model.ids import ContactId
from bot.store._search._conditions import Words, filters_hold, terms_hold
from bot.store._search._hits import Asked

SHOWN = "c.id, c.number, c.kind, c.name, c.company, c.city"
FOUND = "c.tenant = :tenant AND c.deleted_at IS NULL AND c.archived_at IS NULL"
SAID = " JOIN contact_search s ON s.tenant = :tenant AND s.contact = c.id"
EVERYBODY = "SELECT contact AS id FROM contact_search WHERE tenant = :tenant"


def holds(words: Words, asked: Asked) -> str:
    """All that is asked, to be put behind a WHERE that is there already."""
    return f" AND ({terms_hold(words, asked.query, asked.meant)}){filters_hold(words, asked.filters)}"


def joined(words: Words, hits: str) -> str:
    """In SQLite CROSS JOIN keeps this order: from the few hits to their contacts."""
    join = "JOIN" if words.postgres else "CROSS JOIN"
    return f"{hits} AS hits {join} contacts c ON c.id = hits.id"


@lru_cache(maxsize=512)  # people write any filters in any order
def statement(said: str) -> TextClause:
    return text(said)


def found_of_row(row: Any) -> Found:
    return Found(ContactId(row.id), row.number, ContactKind(row.kind), row.name, row.company, row.city)


def numbered_of_row(row: Any) -> Found | None:
    """Who has a number, unless it is somebody deleted."""
    if row.id is None or row.deleted_at is not None:
        return None
    return replace(found_of_row(row), archived=row.archived_at is not None)


def numbered_beside(row: Any) -> Found | None:
    """The same where they stand beside something else, under names of their own."""
    if row.n_id is None:
        return None
    found = Found(ContactId(row.n_id), row.n_number, ContactKind(row.n_kind), row.n_name, row.n_company, row.n_city)
    return replace(found, archived=row.n_archived_at is not None)
