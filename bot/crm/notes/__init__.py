"""Notes: written, changed, closed, deleted, read; each change plans or takes back what those hear whom it is for."""

from bot.crm.notes._acts import close, delete, reopen, restore
from bot.crm.notes._edit import UNDOABLE, Clash, edit, put_back
from bot.crm.notes._faults import faults
from bot.crm.notes._read import PAGE, files, find, find_even_deleted, listed
from bot.crm.notes._told import Settled
from bot.crm.notes._write import add, jot

__all__ = [
    "PAGE",
    "UNDOABLE",
    "Clash",
    "Settled",
    "add",
    "close",
    "delete",
    "edit",
    "faults",
    "files",
    "find",
    "find_even_deleted",
    "jot",
    "listed",
    "put_back",
    "reopen",
    "restore",
]
