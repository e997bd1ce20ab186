"""The modal of a list: the line that is asked, what it found, and the doors to all that goes with it."""

from collections.abc import Sequence

from bot.model.fields import block_of
from bot.model.messages import Block
from bot.model.query import Sort
from bot.model.searches import LINE_LENGTH
from bot.templates import _blocks as b
from bot.templates._pages import turning
from bot.templates._rich import told
from bot.templates._words import Plain, Reader, mrkdwn, plain
from bot.templates.lists._choosing import choosing_blocks
from bot.templates.lists._rows import rows
from bot.templates.lists._shown import NOUN, ON_A_PAGE, PAGE, Guess, ListShown

LIST = "lists.search"  # the callback; its submit asks again
ASK = "lists.ask"
QUERY = "query"  # the block of the line that is asked
SELECT = "lists.select"
COLUMNS = "lists.columns"
ADVANCED = "lists.advanced"
SAVE = "lists.save"
SAVED = "searches.open"


def list_view(shown: ListShown, reader: Reader) -> Block:
    """`submit` is there because Slack wants one beside an input, and asks too."""
    drawn = choosing_blocks(shown, reader) if shown.selecting else _reading(shown, reader)
    title = "title_people" if shown.of_people else "title"
    return _modal([_field(shown.text, reader, edition=shown.edition), *drawn], reader, title=title, draft=shown.draft)


def wrong_view(typed: str, wrong: Plain, reader: Reader, *, draft: int) -> Block:
    """A list that cannot be shown, for its line means nothing: the line, to be mended."""
    return _modal([_field(typed, reader), b.alert(wrong, level="error")], reader, draft=draft)


def _modal(blocks: Sequence[Block], reader: Reader, *, draft: int, title: str = "title") -> Block:
    return b.modal(
        plain(reader, NOUN, title),
        blocks,
        callback=LIST,
        submit=plain(reader, NOUN, "search"),
        close=plain(reader, "form", "close"),
        metadata=str(draft),
    )


def _field(typed: str, reader: Reader, *, edition: int = 0) -> Block:
    element = {
        "type": "plain_text_input",
        "action_id": ASK,
        "max_length": LINE_LENGTH,
        "placeholder": b.plain_text(plain(reader, NOUN, "field_example"), 150),
        "dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed"]},
    }
    return {
        "type": "input",
        "block_id": block_of(QUERY, edition),
        "optional": True,
        "dispatch_action": True,
        "label": b.plain_text(plain(reader, NOUN, "field"), b.SECTION),
        "element": element | ({"initial_value": typed[:LINE_LENGTH]} if typed else {}),
    }


def _reading(shown: ListShown, reader: Reader) -> list[Block]:
    blocks = [_total(shown, reader), *_remarks(shown, reader), b.actions(_doors(shown, reader), block_id="list-doors")]
    blocks += rows(shown.lines[:ON_A_PAGE], shown.columns, shown.names, reader)
    return blocks + turning(shown.page, shown.pages, reader, action=PAGE)


def _total(shown: ListShown, reader: Reader) -> Block:
    """'1,234 contacts match “lyon”.'"""
    count = "total" if shown.total else "none"
    block = f"people_{count}" if shown.of_people else count
    if not (shown.said if shown.of_people else shown.text):
        return told(reader, NOUN, f"all_{block}", total=shown.total)
    return told(reader, NOUN, block, total=shown.total, words=shown.said or shown.text)


def _remarks(shown: ListShown, reader: Reader) -> list[Block]:
    said = [mrkdwn(reader, NOUN, f"guess_{shown.guess.value}")] if shown.guess is not Guess.NONE else []
    if shown.sort != Sort.RELEVANCE.value and shown.total > 1:
        said.append(mrkdwn(reader, NOUN, f"sorted_{shown.sort}"))
    if shown.reach is not None and shown.reach < shown.total:
        said.append(mrkdwn(reader, NOUN, "reach", n=shown.reach))
    return [b.context(*said)] if said else []


def _doors(shown: ListShown, reader: Reader) -> list[b.Element]:
    value = str(shown.draft)
    wanted = [(SELECT, "select")] if shown.acts and shown.total else []
    wanted += [(COLUMNS, "columns"), (ADVANCED, "advanced")]
    wanted += [(SAVE, "save")] if shown.can_save and shown.text else []
    wanted.append((SAVED, "saved"))
    return [b.button(plain(reader, NOUN, words), action=action, value=value) for action, words in wanted]
