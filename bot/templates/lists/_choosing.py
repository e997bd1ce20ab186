"""A list that one chooses from: ticks beside the names, how many are chosen, and what may be done to them."""

from collections.abc import Sequence

from bot.model.bulk import Act
from bot.model.columns import Column
from bot.model.contacts import Line
from bot.model.fields import block_of
from bot.model.messages import Block
from bot.templates import _blocks as b
from bot.templates._pages import turning
from bot.templates._words import Raw, Reader, mrkdwn, plain, plain_value
from bot.templates.lists._rows import beside, name_of
from bot.templates.lists._shown import NOUN, ON_A_PAGE, PAGE, ListShown

PICK = "lists.pick"
PICKS = "picks"  # the block of the ticks
THIS_PAGE = "lists.this_page"
ALL = "lists.all"
NONE = "lists.none"
READING = "lists.reading"
BULK = {Act.TAG: "bulk.tag", Act.ASSIGN: "bulk.assign", Act.CONSENT: "bulk.consent", Act.DELETE: "bulk.delete"}


def choosing_blocks(shown: ListShown, reader: Reader) -> list[Block]:
    """What is done to the chosen stands below them, so that no tick moves away under the hand."""
    blocks = [_count(shown, reader), b.actions(_ways(shown, reader), block_id="list-ways")]
    blocks += _all_of_them(shown, reader) if shown.takes_all else _ticks(shown, reader)
    blocks += turning(shown.page, shown.pages, reader, action=PAGE)
    return [*blocks, b.divider(), *_acts(shown, reader)]


def _count(shown: ListShown, reader: Reader) -> Block:
    """'3 contacts are selected, of 1,234.'"""
    if shown.takes_all:
        block = "chosen_all" if shown.exact > ON_A_PAGE else "chosen_every"
        return b.section(mrkdwn(reader, NOUN, block, n=shown.exact))
    if not shown.chosen:
        return b.section(mrkdwn(reader, NOUN, "chosen_none"))
    return b.section(mrkdwn(reader, NOUN, "chosen", n=shown.chosen, total=shown.total))


def _ways(shown: ListShown, reader: Reader) -> list[b.Element]:
    every = plain(reader, NOUN, "take_all", total=shown.total)
    wanted = [] if shown.takes_all or not shown.lines else [(THIS_PAGE, plain(reader, NOUN, "take_page"))]
    wanted += [] if shown.takes_all or not shown.total else [(ALL, every)]
    wanted += [(NONE, plain(reader, NOUN, "take_none"))] if shown.chosen else []
    wanted.append((READING, plain(reader, NOUN, "reading")))
    return [b.button(text, action=action, value=str(shown.draft)) for action, text in wanted]


def _ticks(shown: ListShown, reader: Reader) -> list[Block]:
    options = [_option(line, shown, reader) for line in shown.lines[:ON_A_PAGE]]
    if not options:
        return []
    element: b.Element = {"type": "checkboxes", "action_id": PICK, "options": options}
    ticked = [option for option in options if option["value"] in shown.selected]
    block = b.actions(
        [element | ({"initial_options": ticked} if ticked else {})], block_id=block_of(PICKS, shown.drawn)
    )
    return [block]


def _option(line: Line, shown: ListShown, reader: Reader) -> b.Element:
    """The number comes first: it tells two of a name apart, and what follows may not fit."""
    columns = [Column.NUMBER.value, *(each for each in shown.columns if each != Column.NUMBER)]
    return b.option(name_of(line), str(line.found.id), about=beside(line, columns, shown.names, reader))


def _all_of_them(shown: ListShown, reader: Reader) -> list[Block]:
    """Nobody is ticked one by one where everybody is meant."""
    parts = [Raw(f"✓ {name_of(line)}") for line in shown.lines[:ON_A_PAGE]]
    return [
        b.plain_section(plain_value("\n".join(b.cut(part, b.HEADER) for part in parts))),
        b.context(mrkdwn(reader, NOUN, "narrow")),
    ]


def _acts(shown: ListShown, reader: Reader) -> list[Block]:
    if not shown.chosen:
        return [b.context(mrkdwn(reader, NOUN, "then"))]
    return [b.actions([_act(each, shown, reader) for each in _in_order(shown.acts)], block_id="list-acts")]


def _in_order(acts: Sequence[Act]) -> list[Act]:
    return [each for each in BULK if each in acts]


def _act(act: Act, shown: ListShown, reader: Reader) -> b.Element:
    style = "danger" if act is Act.DELETE else None
    return b.button(plain(reader, NOUN, f"act_{act.value}"), action=BULK[act], value=str(shown.draft), style=style)
