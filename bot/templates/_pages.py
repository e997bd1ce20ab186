"""Leads from one page of a long list in a view to the others."""

from bot.model.messages import Block
from bot.templates import _blocks as b
from bot.templates._words import Reader, plain


def turning(page: int, pages: int, reader: Reader, *, action: str, of: str = "") -> list[Block]:
    """Where one is, counted from 0, and the buttons to the page before and after; nothing where there is but one.

    Slack wants each action id of a block once, so the page stands behind the action; the value is `of` and the page.
    """
    if pages < 2:
        return []
    turns = [("previous", page - 1)] if page > 0 else []
    turns += [("next", page + 1)] if page + 1 < pages else []
    buttons = [b.button(plain(reader, "form", name), action=f"{action}.{to}", value=f"{of}{to}") for name, to in turns]
    told = b.plain_context(plain(reader, "form", "page_of", page=page + 1, pages=pages))
    return [told, b.actions(buttons, block_id="turning")]
