"""What people log of their dealings with contacts: written, changed, deleted, read; and lines of the feed."""

from bot.crm.activities._acts import delete
from bot.crm.activities._edit import UNDOABLE, Clash, change, put_back
from bot.crm.activities._lines import lines
from bot.crm.activities._log import jot, log
from bot.crm.activities._read import find, find_even_deleted, find_many, types
from bot.crm.activities._told import Settled

__all__ = [
    "UNDOABLE",
    "Clash",
    "Settled",
    "change",
    "delete",
    "find",
    "find_even_deleted",
    "find_many",
    "jot",
    "lines",
    "log",
    "put_back",
    "types",
]
