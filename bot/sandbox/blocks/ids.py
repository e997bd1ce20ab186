"""The ids that Slack gives to blocks and elements that came without."""

from collections.abc import Iterator, Sequence

from ..ids import short_token
from ..wire import Json
from .inputs import STATE
from .places import INNER, elements_in, placed

ACTING = frozenset(
    {"button", "workflow_button", "icon_button", "feedback_buttons", "overflow", *STATE}
)  # elements that a person can use, each known by its action_id


def with_ids(blocks: Sequence[Json]) -> list[Json]:
    return [_named(block) for block in blocks]


def elements_of(block: Json) -> Iterator[Json]:
    """The elements that a person can use in a block, those of the blocks inside it included."""
    for one, here in placed([block], ""):
        yield from (element for element, _ in elements_in(one, here))


def find_element(blocks: Sequence[Json], block_id: str, action_id: str) -> Json | None:
    for block, here in placed(blocks, ""):
        if block.get("block_id") == block_id:
            return next((one for one, _ in elements_in(block, here) if one.get("action_id") == action_id), None)
    return None


def _named(block: Json) -> Json:
    named = {key: _with_action_ids(value) for key, value in block.items()}
    inner = INNER.get(str(block.get("type")))
    if inner and block.get(inner):
        named[inner] = with_ids(block[inner])
    return named if named.get("block_id") else {**named, "block_id": short_token()[:5]}


def _with_action_ids(value: object) -> object:
    if isinstance(value, list):
        return [_with_action_ids(part) for part in value]
    if isinstance(value, dict) and _lacks_id(value):
        return {**value, "action_id": short_token()[:5]}
    return value


def _lacks_id(element: Json) -> bool:
    return not element.get("action_id") and element.get("type") in ACTING
