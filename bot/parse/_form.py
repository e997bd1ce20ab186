"""What was typed into a form, from Slack's state: one plain text a field, whatever the kind of input."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.model.errors import FieldsInvalid
from bot.model.fields import Field, FieldKind, Form
from bot.model.files import to_text
from bot.model.folding import clean
from bot.model.rich_text import kept_tree, to_json
from bot.parse.rich_text import read_rich_text
from bot.parse.slack_files import chosen

Typed = dict[str, str]
State = Mapping[str, Mapping[str, Mapping[str, Any]]]
_ONE = ("selected_user", "selected_date", "selected_time", "value")


def read_form(form: Form, state: State) -> Typed:
    """Each field's text by its key; '' where nothing was typed. A FILE gives Slack's file ids.

    Raises TextInvalid where a text can be kept by no store.
    """
    return {field.key: _read(state.get(field.key, {})) for field in form.fields}


def read_present(state: State, is_asked: Callable[[str], bool]) -> Typed:
    """As `read_form`, of the fields that the view showed alone: a page of a form shows some of them."""
    return {key: _read(inputs) for key, inputs in state.items() if is_asked(key)}


def read_state(state: State) -> Typed:
    """Whatever was typed, by block id, for a draft: also what a form would refuse.

    An input for a file is empty in a form that is opened again: it says nothing of the file that is held. What was
    chosen in it stands beside, under `chosen_in`.
    """
    typed = {key: _text(inputs).replace("\0", "").encode(errors="ignore").decode() for key, inputs in state.items()}
    files = {chosen_in(key): to_text(chosen(state, key)) for key in state if _is_file(state[key])}
    return {key: text for key, text in typed.items() if text or not _is_file(state[key])} | files


def chosen_in(key: str) -> str:
    """Under which a draft keeps the files that were chosen in an input, as Slack describes them."""
    return f"{key}_chosen"


def read_choices(state: State, count: int) -> list[str]:
    """Of radio buttons one below the other, in blocks c0, c1…: what was chosen; '' where nothing was."""
    return [_read(state.get(f"c{place}", {})) for place in range(count)]


def check_required(form: Form, typed: Mapping[str, str]) -> None:
    """Raises FieldsInvalid naming each field that is missing or too long."""
    wrong: dict[str, str] = {}
    for field in form.fields:
        if field.required and not typed.get(field.key):
            wrong[field.key] = "field_missing"
        elif _is_too_long(field, typed.get(field.key, "")):
            wrong[field.key] = "field_too_long"
    if wrong:
        raise FieldsInvalid(wrong)


def _is_too_long(field: Field, text: str) -> bool:
    return kept_tree(text).is_too_long if field.kind is FieldKind.RICH_TEXT else len(text) > field.limit


def lines_of(typed: str) -> list[str]:
    """The several values of a field that stand one a line, trimmed, each once, in order."""
    return list(dict.fromkeys(line.strip() for line in typed.splitlines() if line.strip()))


def _read(inputs: Mapping[str, Mapping[str, Any]]) -> str:
    return clean(_text(inputs)).strip()


def _is_file(inputs: Mapping[str, Mapping[str, Any]]) -> bool:
    return any(element.get("type") == "file_input" for element in inputs.values())


def _text(inputs: Mapping[str, Mapping[str, Any]]) -> str:
    """The one input of a block. Slack names what it holds by the kind of element, with null where nothing is chosen."""
    element = next(iter(inputs.values()), {})
    if chosen := element.get("selected_option"):
        return str(chosen["value"])
    if options := element.get("selected_options"):
        return "\n".join(str(option["value"]) for option in options)
    if people := element.get("selected_users"):
        return "\n".join(map(str, people))
    if files := element.get("files"):
        return "\n".join(str(file["id"]) for file in files)
    if formatted := element.get("rich_text_value"):
        tree = read_rich_text(formatted)
        return to_json(tree) if tree.parts else ""
    return next((str(element[name]) for name in _ONE if element.get(name)), "")
