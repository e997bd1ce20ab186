"""Searches as blocks: the advanced form, the saved ones with what may be done to each, the form that names one."""

from bot.templates.searches._forms import FIND, SAVE, columns_view, find_view, save_view, saved_view
from bot.templates.searches._saved import ON_A_PAGE, RUN, SavedShown, run_buttons, saved_list_view

__all__ = [
    "FIND",
    "ON_A_PAGE",
    "RUN",
    "SAVE",
    "SavedShown",
    "columns_view",
    "find_view",
    "run_buttons",
    "save_view",
    "saved_list_view",
    "saved_view",
]
