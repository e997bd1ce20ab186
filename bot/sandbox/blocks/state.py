"""`state.values` as Slack fills it: every input has its entry, empty where nothing was chosen."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..wire import Json
from .inputs import STATE
from .places import elements_in, placed


@dataclass(frozen=True, slots=True)
class Here:
    """The conversation before a person: its id, and its kind in the words of a menu's filter."""

    channel: str
    kind: str


def filled_state(blocks: Sequence[Json], values: Json, *, only_given: bool = False, here: Here | None = None) -> Json:
    """`values` cut to the inputs that exist, and, unless `only_given`, the others at their initial value."""
    state: Json = {}
    for block, path in placed(blocks, ""):
        for element, _ in elements_in(block, path):
            kind = element.get("type", "")
            block_id, action_id = str(block.get("block_id")), str(element.get("action_id"))
            if kind not in STATE:
                continue
            given = (values.get(block_id) or {}).get(action_id)
            if given is None and only_given:
                continue
            state.setdefault(block_id, {})[action_id] = _entry(element, given, here)
    return state


def missing_answers(blocks: Sequence[Json], values: Json) -> dict[str, str]:
    """What Slack's own form refuses before the app hears of it, by block id."""
    problems: dict[str, str] = {}
    for block, _ in placed(blocks, ""):
        if block.get("type") != "input":
            continue
        element = block["element"]
        answer = (values.get(block["block_id"]) or {}).get(element["action_id"]) or {}
        problem = _problem(element, answer.get(STATE[element["type"]][0]), is_optional=bool(block.get("optional")))
        if problem:
            problems[block["block_id"]] = problem
    return problems


def _entry(element: Json, given: Json | None, here: Here | None) -> Json:
    kind = element["type"]
    name, initial, empty = STATE[kind]
    if given is None:
        return {"type": kind, name: element.get(initial) or _current(element, here) or empty}
    value = given.get(name, empty)
    # An emptied field comes back as null, never as an empty text.
    return {"type": kind, name: None if value == "" else value}


def _current(element: Json, here: Here | None) -> object:
    """What a menu of conversations begins with that asks for the one before the person; nothing else does."""
    if here is None or not element.get("default_to_current_conversation"):
        return None
    wanted = (element.get("filter") or {}).get("include")
    if wanted and here.kind not in wanted:
        return None
    return [here.channel] if str(element["type"]).startswith("multi_") else here.channel


def _problem(element: Json, value: object, *, is_optional: bool) -> str:
    if value in (None, "", []):
        return "" if is_optional else "Please complete this required field."
    looked_at = _PROBLEMS.get(element["type"])
    return looked_at(element, value) if looked_at else ""


def _length_problem(element: Json, value: Any) -> str:
    if len(value) < element.get("min_length", 0):
        return f"Please enter at least {element['min_length']} characters."
    longest = element.get("max_length", 3000)
    return f"Please enter no more than {longest} characters." if len(value) > longest else ""


def _number_problem(element: Json, value: Any) -> str:
    try:
        number = float(value)
    except ValueError:
        return "Please enter a valid number."
    if "min_value" in element and number < float(element["min_value"]):
        return f"Please enter a number of at least {element['min_value']}."
    if "max_value" in element and number > float(element["max_value"]):
        return f"Please enter a number of at most {element['max_value']}."
    if not element.get("is_decimal_allowed") and not number.is_integer():
        return "Please enter a whole number."
    return ""


def _email_problem(element: Json, value: Any) -> str:
    return "" if "@" in value else "Please enter a valid email address."


def _url_problem(element: Json, value: Any) -> str:
    return "" if "://" in value else "Please enter a valid URL."


def _files_problem(element: Json, value: Any) -> str:
    most = element.get("max_files", 10)
    return f"Please choose no more than {most} files." if len(value) > most else ""


_PROBLEMS: Mapping[str, Callable[[Json, Any], str]] = {
    "plain_text_input": _length_problem,
    "number_input": _number_problem,
    "email_text_input": _email_problem,
    "url_text_input": _url_problem,
    "file_input": _files_problem,
}
