"""Contacts as they lie in the store, and how they become records and back; for `contacts`, `choices` and `tags`."""

from bot.store._contacts._records import Parts, consents_of, found_of, record_of
from bot.store._contacts._rows import (
    ContactAssigneeRow,
    ContactRow,
    CoordinateRow,
    assignee_columns,
    columns,
    coordinate_columns,
    day_key,
    is_found,
)

__all__ = [
    "ContactAssigneeRow",
    "ContactRow",
    "CoordinateRow",
    "Parts",
    "assignee_columns",
    "columns",
    "consents_of",
    "coordinate_columns",
    "day_key",
    "found_of",
    "is_found",
    "record_of",
]
