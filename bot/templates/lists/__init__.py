"""A list of contacts as a modal: looked through page by page, or chosen from, with what may be done to the chosen."""

from bot.templates.lists._choosing import PICKS
from bot.templates.lists._shown import NOUN, ON_A_PAGE, Guess, ListShown
from bot.templates.lists._view import LIST, QUERY, list_view, wrong_view

__all__ = ["LIST", "NOUN", "ON_A_PAGE", "PICKS", "QUERY", "Guess", "ListShown", "list_view", "wrong_view"]
