"""Contacts: found, read, created, changed, archived and deleted."""

from bot.crm._asked import choices, filled_fields, seen_fields
from bot.crm.contacts._copy import copies_less, copy_of
from bot.crm.contacts._find import (
    PAGE,
    Results,
    companies,
    companies_called,
    found,
    latest,
    lines,
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
from bot.crm.contacts._mentioned import mentioned
from bot.crm.contacts._read import OLDER, card, older, record, value_names
from bot.crm.contacts._references import references
from bot.crm.contacts._write import (
    Clash,
    Saved,
    archive,
    change,
    create,
    created_event,
    delete,
    put_values,
    restore,
    tag,
    unmark_main,
    with_ids,
)

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
    "companies_called",
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
    "put_values",
    "record",
    "references",
    "restore",
    "results",
    "results_there",
    "search",
    "seen_fields",
    "tag",
    "unmark_main",
    "value_names",
    "with_ids",
]
