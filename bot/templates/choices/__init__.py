"""The lists that an admin keeps as blocks: one at a time, its forms, and what is offered while somebody types."""

from collections.abc import Mapping, Sequence

from bot.model.choices import Choice, ChoiceKind
from bot.model.custom_fields import CustomField
from bot.model.fields import CHOICE, CHOICE_DELETE, RELATION_KIND
from bot.model.folding import squeeze
from bot.model.messages import Block
from bot.model.tags import BuiltIn
from bot.templates import _blocks as b
from bot.templates._form import draw_form
from bot.templates._pages import turning
from bot.templates._rich import told
from bot.templates._tags import tag_name
from bot.templates._words import Plain, Reader, plain, plain_value, raw, value_raw

NOUN = "choices"
OPEN = "choices.open"
KIND = "choices.kind"
PAGE = "choices.page"  # followed by a dot and the number of the page
NEW = "choices.new"
ROW = "choices.row"
FORM = "choices.save"
DELETE_FORM = "choices.confirm_delete"
ON_A_PAGE = 10
_OFFERED = 100
_NAME = 100
_LINE = 300
_NAMES = 500
_COUNTED = {ChoiceKind.RELATION: "related", ChoiceKind.ACTIVITY: "logged"}  # by which words; others are worn


def list_view(kind: ChoiceKind, choices: Sequence[Choice], reader: Reader, *, total: int, page: int) -> Block:
    """Ten a page, counted from 0, of the list that the menu on top names."""
    first, last = page * ON_A_PAGE, total - 1
    rows = [
        _row(each.in_language(reader.language), reader, is_first=first + place == 0, is_last=first + place == last)
        for place, each in enumerate(choices[:ON_A_PAGE])
    ]
    new = b.button(plain(reader, NOUN, f"new_{kind.value}"), action=NEW, value=kind.value)
    counted = "total_state" if kind is ChoiceKind.STATE else "total"  # beside those that are named above
    count = plain(reader, NOUN, counted, total=total) if total else plain(reader, NOUN, "empty")
    return b.modal(
        plain(reader, NOUN, "list_title"),
        [
            b.actions([_kinds(kind, reader), new], block_id="list"),
            b.plain_context(plain(reader, NOUN, f"about_{kind.value}")),
            *rows,
            b.plain_context(count),
            *turning(page, -(-total // ON_A_PAGE), reader, action=PAGE, of=f"{kind.value}:"),
        ],
        callback="choices.list",
        close=plain(reader, "form", "close"),
        metadata=f"{kind.value}:{page}",
    )


def form_view(kind: ChoiceKind, typed: Mapping[str, str], reader: Reader, *, draft: int, is_new: bool) -> Block:
    form = RELATION_KIND if kind is ChoiceKind.RELATION else CHOICE
    return b.modal(
        plain(reader, NOUN, f"new_{kind.value}" if is_new else "edit_title"),
        draw_form(form, typed, reader),
        callback=FORM,
        submit=plain(reader, "form", "save"),
        close=plain(reader, "form", "cancel"),
        metadata=str(draft),
    )


def delete_view(choice: Choice, fields: Sequence[CustomField], reader: Reader, *, draft: int) -> Block:
    """How many have it, the custom fields that are asked of it, and what is given instead."""
    noun = CHOICE_DELETE.noun
    blocks = [
        told(
            reader,
            noun,
            _COUNTED.get(choice.kind, "worn"),
            n=choice.worn,
            name=choice.in_language(reader.language).name,
        )
    ]
    if fields:
        names = b.cut(", ".join(each.name for each in fields), _NAMES)
        blocks.append(told(reader, noun, "fields", n=len(fields), names=names))
    if choice.worn or fields:
        blocks += draw_form(CHOICE_DELETE, {}, reader)
    return b.modal(
        plain(reader, noun, "form_title"),
        [*blocks, b.plain_context(plain(reader, noun, "cannot_undo"))],
        callback=DELETE_FORM,
        submit=plain(reader, noun, "submit"),
        close=plain(reader, "form", "cancel"),
        metadata=str(draft),
    )


def options(choices: Sequence[Choice], reader: Reader) -> list[b.Element]:
    named = [each.in_language(reader.language) for each in choices[:_OFFERED]]
    return [b.option(value_raw(each.name), str(each.id)) for each in named]


def states(choices: Sequence[Choice], words: str, reader: Reader) -> list[b.Element]:
    """The tags that are states come first, by their names in the reader's language."""
    built_in = {each.value: tag_name(each.value, reader) for each in BuiltIn}
    fitting = [b.option(name, value) for value, name in built_in.items() if squeeze(words) in squeeze(name)]
    return [*fitting, *options(choices, reader)][:_OFFERED]


def _kinds(chosen: ChoiceKind, reader: Reader) -> b.Element:
    offered = {kind: b.option(raw(reader, NOUN, f"kind_{kind.value}"), kind.value) for kind in ChoiceKind}
    return {
        "type": "static_select",
        "action_id": KIND,
        "placeholder": b.plain_text(plain(reader, NOUN, "which"), b.OPTION),
        "options": list(offered.values()),
        "initial_option": offered[chosen],
    }


def _row(choice: Choice, reader: Reader, *, is_first: bool, is_last: bool) -> Block:
    acts = ["rename"]
    acts += [] if is_first else ["up"]
    acts += [] if is_last else ["down"]
    acts += [] if choice.built_in else ["delete"]
    menu = b.overflow(*(b.option(raw(reader, NOUN, act), f"{act}:{choice.id}") for act in acts), action=ROW)
    return b.plain_section(_line(choice, reader), accessory=menu)


def _line(choice: Choice, reader: Reader) -> Plain:
    """'employee of / employs · 12 relations'."""
    ends = (choice.name,) if choice.is_mutual else (choice.name, choice.inverse)
    name = " / ".join(b.cut(value_raw(each), _NAME) for each in ends if each)
    parts = [name, _worn(choice, reader)]
    parts += [raw(reader, NOUN, "is_built_in")] if choice.built_in else []
    return plain_value(b.cut(" · ".join(parts), _LINE))


def _worn(choice: Choice, reader: Reader) -> str:
    some = _COUNTED.get(choice.kind, "worn")
    none = "worn_by_none" if some == "worn" else f"{some}_none"
    return raw(reader, NOUN, some, worn=choice.worn) if choice.worn else raw(reader, NOUN, none)
