"""The saved searches: one's own and those of the team, each run by a click."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.model.messages import Block
from bot.model.searches import SavedSearch
from bot.templates import _blocks as b
from bot.templates._pages import turning
from bot.templates._words import Raw, Reader, mrkdwn, plain, plain_value, raw, value_raw

NOUN = "searches"
LIST = "searches.list"
RUN = "searches.run"
EDIT = "searches.edit"
DELETE = "searches.delete"
PAGE = "searches.page"  # followed by a dot and the number of the page
ON_A_PAGE = 10
_LINE = 500


@dataclass(frozen=True, slots=True)
class SavedShown:
    """`by` is the name of whoever shares it, '' of one's own; `can_change` says that it may be renamed and deleted."""

    search: SavedSearch
    by: str = ""
    can_change: bool = True


def saved_list_view(shown: Sequence[SavedShown], reader: Reader, *, page: int = 0) -> Block:
    """Ten a page, counted from 0, of all of them."""
    on_page = shown[page * ON_A_PAGE :][:ON_A_PAGE]
    blocks = [block for each in on_page for block in _rows(each, reader)]
    if not shown:
        blocks = [b.section(mrkdwn(reader, NOUN, "none_saved"))]
    return b.modal(
        plain(reader, NOUN, "saved_title"),
        [*blocks, *turning(page, -(-len(shown) // ON_A_PAGE), reader, action=PAGE)],
        callback=LIST,
        close=plain(reader, "form", "close"),
    )


def run_buttons(searches: Sequence[SavedSearch]) -> list[b.Element]:
    """One a search; Slack wants each action id of a block once."""
    return [
        b.button(plain_value(each.name), action=f"{RUN}.{place}", value=str(each.id))
        for place, each in enumerate(searches)
    ]


def _rows(shown: SavedShown, reader: Reader) -> list[Block]:
    search = shown.search
    whose = _whose(shown, reader)
    run = b.button(
        plain(reader, NOUN, "run"),
        action=RUN,
        value=str(search.id),
        label=plain(reader, NOUN, "run_label", name=search.name),
    )
    text = plain_value(f"{search.name}\n{b.cut(value_raw(search.text), _LINE)}\n{whose}")
    row = b.plain_section(text, accessory=run)
    if not shown.can_change:
        return [row]
    edit = b.button(
        plain(reader, NOUN, "edit"),
        action=EDIT,
        value=str(search.id),
        label=plain(reader, NOUN, "edit_label", name=search.name),
    )
    return [row, b.actions([edit, _delete(search, reader)], block_id=f"search-{search.id}")]


def _whose(shown: SavedShown, reader: Reader) -> Raw:
    if not shown.search.shared:
        return raw(reader, NOUN, "private")
    return raw(reader, NOUN, "shared_by", name=shown.by) if shown.by else raw(reader, NOUN, "shared")


def _delete(search: SavedSearch, reader: Reader) -> b.Element:
    asked = b.confirmation(
        plain(reader, NOUN, "delete_question"),
        plain(reader, NOUN, "delete_shared" if search.shared else "delete_private"),
        confirm=plain(reader, NOUN, "delete_confirm"),
        deny=plain(reader, "form", "cancel"),
    )
    label = plain(reader, NOUN, "delete_label", name=search.name)
    button = b.button(plain(reader, NOUN, "delete"), action=DELETE, value=str(search.id), label=label)
    return button | {"confirm": asked}
