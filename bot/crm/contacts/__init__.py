"""Contacts: found, read, created, changed, archived and deleted."""

from bot.crm._asked import choices, filled_fields, seen_fields
from bot.crm.contacts._copy import copies_less, copy_of
from bot.crm.contacts._find import (
    PAGE,
    Results,
    companies,
    found,
    latest,
    lines,
    mentioned,
    named,
    names,
    pick,
    put_away,
    results,
    results_there,
    search,
)
from bot.crm.contacts._likely import Likely, likely
from bot.crm.contacts._listed import Listed, listed
from bot.crm.contacts._read import OLDER, card, older, record, value_names
from bot.crm.contacts._references import references
from bot.crm.contacts._write import Clash, Saved, archive, change, create, created_event, delete, restore, tag, with_ids

__all__ = [
    "OLDER",
    "PAGE",
    "Clash",
    "Likely",
    "Listed",
    "Results",
    "Saved",
    "archive",
    "card",
    "change",
    "choices",
    "companies",
    "copies_less",
    "copy_of",
    "create",
    "created_event",
    "delete",
    "filled_fields",
    "found",
    "latest",
    "likely",
    "lines",
    "listed",
    "mentioned",
    "named",
    "names",
    "older",
    "pick",
    "put_away",
    "record",
    "references",
    "restore",
    "results",
    "results_there",
    "search",
    "seen_fields",
    "tag",
    "value_names",
    "with_ids",
]
