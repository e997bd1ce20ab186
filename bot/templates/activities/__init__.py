"""The feed's lines, and the activities that people log: the form, one in full, the answers."""

from bot.templates._activities import CONFIRM, PICK, name_of
from bot.templates.activities._form import FormShown, delete_view, form_view
from bot.templates.activities._lines import NOUN, contact_changes, dated_line, feed_line
from bot.templates.activities._read import Shown, read_view
from bot.templates.activities._told import ask_type, logged, told_back, told_deleted

__all__ = [
    "CONFIRM",
    "NOUN",
    "PICK",
    "FormShown",
    "Shown",
    "ask_type",
    "contact_changes",
    "dated_line",
    "delete_view",
    "feed_line",
    "form_view",
    "logged",
    "name_of",
    "read_view",
    "told_back",
    "told_deleted",
]
