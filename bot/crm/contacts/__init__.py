"""Contacts: found, read, created, changed, archived and deleted."""

from bot.crm.contacts._find import PAGE, companies, found, latest, mentioned, named, names, put_away, search
from bot.crm.contacts._read import OLDER, card, older, record, value_names
from bot.crm.contacts._references import references
from bot.crm.contacts._write import Clash, Saved, archive, change, create, created_event, delete, restore, tag, with_ids

__all__ = [
    "OLDER",
    "PAGE",
    "Clash",
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
    "mentioned",
    "named",
    "names",
    "older",
    "put_away",
    "record",
    "references",
    "restore",
    "search",
    "tag",
    "value_names",
    "with_ids",
]
