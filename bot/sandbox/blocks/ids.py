"""The ids that Slack gives to blocks and elements that came without."""

from collections.abc import Iterator, Sequence

from ..ids import short_token
from ..wire import Json
from .inputs import STATE

ACTING = frozenset(
    {"button", "workflow_button", "icon_button", "feedback_buttons", "overflow", *STATE}
)  # elements that a person can use, each known by its action_id


def with_ids(blocks: Sequence[Json]) -> list[Json]:
    return [_named(block) for block in blocks]


def elements_of(block: Json) -> Iterator[Json]:
    """The interactive elements of a block, wherever its kind keeps them."""
    for holder in ("element", "accessory"):
        if isinstance(element := block.get(holder), dict):
            yield element
    kind = block.get("type")
    if kind in ("actions", "context_actions"):
        yield from block.get("elements") or ()
    if kind == "card":
        yield from block.get("actions") or ()
    if kind in ("carousel", "container"):
        for child in block.get("elements" if kind == "carousel" else "child_blocks") or ():
            yield from elements_of(child)


def find_element(blocks: Sequence[Json], block_id: str, action_id: str) -> Json | None:
    for block in blocks:
        if block.get("block_id") == block_id:
            return next((one for one in elements_of(block) if one.get("action_id") == action_id), None)
        children = block.get("child_blocks") or block.get("elements")
        if block.get("type") in ("container", "carousel") and children:
            found = find_element(children, block_id, action_id)
            if found:
                return found
    return None


def _named(block: Json) -> Json:
    named = block if block.get("block_id") else {**block, "block_id": short_token()[:5]}
    lacking = [element for element in elements_of(block) if _lacks_id(element)]
    if not lacking:
        return named
    return {key: _with_action_ids(value) for key, value in named.items()}


def _with_action_ids(value: object) -> object:
    if isinstance(value, list):
        return [_with_action_ids(part) for part in value]
    if isinstance(value, dict) and _lacks_id(value):
        return {**value, "action_id": short_token()[:5]}
    return value


def _lacks_id(element: Json) -> bool:
    return not element.get("action_id") and element.get("type") in ACTING
