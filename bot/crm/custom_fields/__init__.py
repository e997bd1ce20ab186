"""Fields that an admin adds to contacts: declared, changed, copied, ordered, deleted, and what becomes of values."""

from bot.crm.custom_fields._fields import PAGE, FieldPage, add, find, list_all, move, page_of
from bot.crm.custom_fields._groups import Copied, copy, leave_group, of_scope
from bot.crm.custom_fields._values import CHUNK, change, delete, drop, fate, refit

__all__ = [
    "CHUNK",
    "PAGE",
    "Copied",
    "FieldPage",
    "add",
    "change",
    "copy",
    "delete",
    "drop",
    "fate",
    "find",
    "leave_group",
    "list_all",
    "move",
    "of_scope",
    "page_of",
    "refit",
]
