"""The lists that an admin keeps: what stands in them, in which order, and where their wearers go."""

from bot.crm.choices._lists import (
    OFFERED,
    PAGE,
    ChoicePage,
    add,
    all_of,
    find,
    list_all,
    move,
    names,
    offered,
    page_of,
    rename,
)
from bot.crm.choices._moves import CHUNK, Fate, delete, fate, pass_on

__all__ = [
    "CHUNK",
    "OFFERED",
    "PAGE",
    "ChoicePage",
    "Fate",
    "add",
    "all_of",
    "delete",
    "fate",
    "find",
    "list_all",
    "move",
    "names",
    "offered",
    "page_of",
    "pass_on",
    "rename",
]
