"""The feed as lists show it: what happened, page by page, as a message, a view, and the latest few on Home."""

from bot.templates.feed._filters import ANY
from bot.templates.feed._lists import FILTER, Listed, as_view, home_blocks, one_list, row_blocks

__all__ = ["ANY", "FILTER", "Listed", "as_view", "home_blocks", "one_list", "row_blocks"]
