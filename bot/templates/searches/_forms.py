"""The forms of searching: field by field, under a name, and what a list shows."""

from collections.abc import Mapping

from bot.model.fields import COLUMNS, SAVED, SEARCH, Form
from bot.model.messages import Block
from bot.templates import _blocks as b
from bot.templates._form import Named, draw_fields, draw_form, question
from bot.templates._rich import told
from bot.templates._words import Plain, Reader, mrkdwn, plain, value_raw

NOUN = "searches"
FIND = "searches.find"
SAVE = "searches.save"
COLUMNS_SAVE = "columns.save"
NOTHING: Named = {}


def find_view(
    typed: Mapping[str, str],
    line: str,
    reader: Reader,
    *,
    draft: int,
    form: Form = SEARCH,
    named: Named = NOTHING,
    error: Plain | None = None,
) -> Block:
    """Every field there is; `line` is the same in words, to be typed the next time. `named` is what ids stand for."""
    shown = told(reader, NOUN, "same_as", line=line) if line else b.section(mrkdwn(reader, NOUN, "every_field"))
    wrong = [] if error is None else [b.alert(error, level="error")]
    return question(
        plain(reader, NOUN, "form_title"),
        [*wrong, shown, *draw_fields(form, form.fields, typed, reader, named=named)],
        reader,
        callback=FIND,
        submit=plain(reader, NOUN, "search"),
        draft=draft,
    )


def save_view(typed: Mapping[str, str], line: str, reader: Reader, *, draft: int, is_new: bool) -> Block:
    """The name of a search, and who sees it."""
    return question(
        plain(reader, SAVED.noun, "form_title" if is_new else "form_title_edit"),
        [_line(line), *draw_form(SAVED, typed, reader)],
        reader,
        callback=SAVE,
        submit=plain(reader, "form", "save"),
        draft=draft,
    )


def saved_view(name: str, reader: Reader) -> Block:
    """It is kept, and where it is found again."""
    return b.modal(
        plain(reader, SAVED.noun, "form_title"),
        [told(reader, SAVED.noun, "saved", name=name), b.context(mrkdwn(reader, SAVED.noun, "found_again"))],
        callback="searches.saved",
        close=plain(reader, "form", "close"),
    )


def columns_view(typed: Mapping[str, str], reader: Reader, *, draft: int) -> Block:
    """What one's lists show and how they are ordered."""
    return question(
        plain(reader, COLUMNS.noun, "form_title"),
        draw_form(COLUMNS, typed, reader),
        reader,
        callback=COLUMNS_SAVE,
        submit=plain(reader, "form", "save"),
        draft=draft,
    )


def _line(line: str) -> Block:
    """A line of search as it is typed."""
    return b.rich_text(b.line(b.words(value_raw(line), code=True)))
