"""Contacts: found, read, created, changed, archived and deleted."""

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
from bot.crm.contacts._listed import Listed, listed
from bot.crm.contacts._read import OLDER, card, older, record, value_names
from bot.crm.contacts._references import references
from bot.crm.contacts._write import Clash, Saved, archive, change, create, created_event, delete, restore, tag, with_ids

__all__ = [
    "OLDER",
    "PAGE",
    "Clash",
    "Listed",
    "Results",
    "Saved",
    "archive",
    "card",
    "change",
    "companies",
    "create",
    "created_event",
    "delete",
    "found",
    "latest",
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
    "tag",
    "value_names",
    "with_ids",
]
