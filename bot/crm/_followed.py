"""Saved searches go on asking for what is called otherwise from now on, whatever it is."""

from collections.abc import Callable
from dataclasses import replace

from bot.crm._work import Work
from bot.model.searches import MOST_SEARCHES


async def follow(work: Work, again: Callable[[str], str]) -> None:
    """Those of the whole team; `again` is a line as it is said now."""
    for each in await work.searches.list_all(limit=MOST_SEARCHES):
        text = again(each.text)
        if text != each.text:
            await work.searches.save(replace(each, text=text))
