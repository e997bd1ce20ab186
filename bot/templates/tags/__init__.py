"""Tags as blocks: their list, their form, the tags of a contact, and what is offered while somebody types."""

from collections.abc import Mapping, Sequence

from bot.model.fields import TAG, TAGGING
from bot.model.messages import Block
from bot.model.tags import TAG_LENGTH, Tag, key_of, said
from bot.model.warnings import Warning
from bot.templates import _blocks as b
from bot.templates._form import draw_form
from bot.templates._pages import turning
from bot.templates._rich import told
from bot.templates._tags import coloured, tag_name
from bot.templates._warnings import alerts, submit
from bot.templates._words import Reader, plain, plain_value, raw

NOUN = "tags"
LIST = "tags.list"
SEARCH = "tags.search"
PAGE = "tags.page"  # followed by a dot and the number of the page
NEW = "tags.new"
EDIT = "tags.edit"
DELETE = "tags.delete"
FORM = "tags.save"
RETAG = "contacts.retag"
ON_A_PAGE = 10
_OFFERED = 100
_WORDS = 100
_LINE = 300

__all__ = ["NOUN", "ON_A_PAGE", "form_view", "list_view", "options", "tag_name", "tagging_view"]


def list_view(tags: Sequence[Tag], reader: Reader, *, total: int, page: int, words: str, can_manage: bool) -> Block:
    """Ten a page, counted from 0, below what is searched for; `submit` is there because Slack wants one beside an
    input, and searches too."""
    blocks = [_search(words, reader)]
    if can_manage:
        new = b.button(plain(reader, NOUN, "new"), action=NEW, value="new")
        blocks.append(b.actions([new], block_id="tags-new"))
    blocks += [_row(tag, reader, can_manage=can_manage) for tag in tags[:ON_A_PAGE]]
    if total:
        blocks.append(b.plain_context(plain(reader, NOUN, "total", total=total)))
    else:
        blocks.append(b.plain_context(plain(reader, NOUN, "none", words=b.cut(words, _WORDS))))
    return b.modal(
        plain(reader, NOUN, "list_title"),
        [*blocks, *turning(page, -(-total // ON_A_PAGE), reader, action=PAGE)],
        callback=LIST,
        submit=plain(reader, NOUN, "search"),
        close=plain(reader, "form", "close"),
        metadata=f"tags:{page}",
    )


def form_view(typed: Mapping[str, str], reader: Reader, *, draft: int, can_delete: bool, worn: int = 0) -> Block:
    """`can_delete` says that there is one already; `worn` is how many contacts have it."""
    blocks = draw_form(TAG, typed, reader)
    if can_delete:
        blocks.append(b.actions([_delete(draft, worn, reader)], block_id="tag-delete"))
    return b.modal(
        plain(reader, NOUN, "form_title_edit" if can_delete else "form_title"),
        blocks,
        callback=FORM,
        submit=plain(reader, "form", "save"),
        close=plain(reader, "form", "cancel"),
        metadata=str(draft),
    )


def tagging_view(
    contact: str, typed: Mapping[str, str], reader: Reader, *, draft: int, warnings: Sequence[Warning] = ()
) -> Block:
    """The tags of one contact, by its name."""
    return b.modal(
        plain(reader, TAGGING.noun, "form_title"),
        [
            *alerts(warnings, reader),
            told(reader, TAGGING.noun, "about", name=contact),
            *draw_form(TAGGING, typed, reader),
        ],
        callback=RETAG,
        submit=submit(warnings, reader),
        close=plain(reader, "form", "cancel"),
        metadata=str(draft),
    )


def options(tags: Sequence[Tag], words: str, reader: Reader) -> list[b.Element]:
    """What a search for tags answers: those found, and the word itself where no tag is called so."""
    found = [b.option(coloured(tag, reader), tag.name) for tag in tags[: _OFFERED - 1]]
    word = " ".join(words.split())
    known = {key_of(name) for tag in tags for name in said(tag.name)}
    if not word or len(word) > TAG_LENGTH or not key_of(word) or key_of(word) in known:
        return found
    return [*found, b.option(raw(reader, NOUN, "make", name=word), word)]


def _search(words: str, reader: Reader) -> Block:
    element = {
        "type": "plain_text_input",
        "action_id": SEARCH,
        "max_length": _WORDS,
        "dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed"]},
    }
    return {
        "type": "input",
        "block_id": "words",
        "optional": True,
        "dispatch_action": True,
        "label": b.plain_text(plain(reader, NOUN, "search_field"), b.SECTION),
        "element": element | ({"initial_value": words[:_WORDS]} if words else {}),
    }


def _row(tag: Tag, reader: Reader, *, can_manage: bool) -> Block:
    worn = plain(reader, NOUN, "worn", worn=tag.worn) if tag.worn else plain(reader, NOUN, "worn_by_none")
    scope = raw(reader, NOUN, "is_built_in" if tag.built_in else f"scope_{tag.scope.value}")
    colour = raw(reader, NOUN, f"colour_{tag.colour.value}").split()[-1]
    parts = (b.cut(coloured(tag, reader), _WORDS), colour, scope, worn)
    line = plain_value(b.cut(" · ".join(parts), _LINE))
    if tag.built_in is not None or not can_manage:
        return b.plain_section(line)
    label = plain(reader, NOUN, "edit_label", name=tag.name)
    edit = b.button(plain(reader, NOUN, "edit"), action=EDIT, value=str(tag.id), label=label)
    return b.plain_section(line, accessory=edit)


def _delete(draft: int, worn: int, reader: Reader) -> b.Element:
    """Of the draft's tag."""
    asked = b.confirmation(
        plain(reader, NOUN, "delete_question"),
        plain(reader, NOUN, "delete_worn", worn=worn) if worn else plain(reader, NOUN, "delete_unworn"),
        confirm=plain(reader, NOUN, "delete_confirm"),
        deny=plain(reader, "form", "cancel"),
    )
    button = b.button(plain(reader, NOUN, "delete"), action=DELETE, value=str(draft), style="danger")
    return button | {"confirm": asked}
