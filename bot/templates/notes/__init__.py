"""Notes and files on contacts as blocks: the answer to a line, the form, one in full, lists, the direct message."""

from bot.templates._notes import CONFIRM, LISTED, NEW, NOUN, PICK, name_of, rows
from bot.templates.notes._due import due, left_in_channel, undelivered, withdrawn
from bot.templates.notes._form import FormShown, delete_view, form_view
from bot.templates.notes._lists import Listed, as_view, home_blocks, one_list, whose
from bot.templates.notes._read import Shown, read_view
from bot.templates.notes._told import added, to_begin, to_write, told_back, told_closed, told_deleted, told_restored

__all__ = [
    "CONFIRM",
    "LISTED",
    "NEW",
    "NOUN",
    "PICK",
    "FormShown",
    "Listed",
    "Shown",
    "added",
    "as_view",
    "delete_view",
    "due",
    "form_view",
    "home_blocks",
    "left_in_channel",
    "name_of",
    "one_list",
    "read_view",
    "rows",
    "to_begin",
    "to_write",
    "told_back",
    "told_closed",
    "told_deleted",
    "told_restored",
    "undelivered",
    "whose",
    "withdrawn",
]
