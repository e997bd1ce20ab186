"""What no single property shows: ids that repeat, choices that are not offered, sections that say nothing."""

from collections.abc import Iterator, Sequence

from ..wire import Json
from .ids import elements_of


def whole_problems(blocks: Sequence[Json], path: str) -> list[str]:
    return [
        *_repeated_block_ids(blocks, path),
        *_focus_problems(blocks, path),
        *(
            problem
            for at, block in enumerate(blocks)
            for problem in (
                *_empty(block, f"{path}/{at}"),
                *_repeated_action_ids(block, f"{path}/{at}"),
                *_choices(block, f"{path}/{at}"),
            )
        ),
    ]


def _repeated_block_ids(blocks: Sequence[Json], path: str) -> Iterator[str]:
    seen: set[str] = set()
    for at, block in enumerate(blocks):
        block_id = block.get("block_id")
        if block_id and block_id in seen:
            yield f"`block_id` {block_id} already exists [json-pointer:{path}/{at}/block_id]"
        seen.add(block_id or "")


def _repeated_action_ids(block: Json, path: str) -> Iterator[str]:
    seen: set[str] = set()
    for element in elements_of(block):
        action_id = element.get("action_id")
        if action_id and action_id in seen:
            yield f"`action_id` {action_id} already exists [json-pointer:{path}]"
        seen.add(action_id or "")


def _focus_problems(blocks: Sequence[Json], path: str) -> Iterator[str]:
    if sum(bool(element.get("focus_on_load")) for block in blocks for element in elements_of(block)) > 1:
        yield f"only one element may have `focus_on_load` [json-pointer:{path}]"


def _empty(block: Json, path: str) -> Iterator[str]:
    kind = block["type"]
    if kind == "section" and not block.get("text") and not block.get("fields"):
        yield f"either `text` or `fields` must be provided [json-pointer:{path}]"
    if kind == "image" and not block.get("image_url") and not block.get("slack_file"):
        yield f"either `image_url` or `slack_file` must be provided [json-pointer:{path}]"
    if kind == "card" and not any(block.get(name) for name in ("hero_image", "title", "actions", "body")):
        yield f"one of `hero_image`, `title`, `actions`, `body` must be provided [json-pointer:{path}]"


def _choices(block: Json, path: str) -> Iterator[str]:
    for element in elements_of(block):
        kind = str(element.get("type"))
        offered = _offered(element)
        if kind in ("static_select", "multi_static_select") and not offered:
            yield f"either `options` or `option_groups` must be provided [json-pointer:{path}]"
        if not offered:
            continue
        chosen = [*(element.get("initial_options") or ()), *filter(None, [element.get("initial_option")])]
        for option in chosen:
            if option not in offered:
                yield f"initial option must match one of the options exactly [json-pointer:{path}]"
        # Only an overflow menu's options may carry an address.
        if kind != "overflow" and any("url" in option for option in offered):
            yield f"invalid additional property: url [json-pointer:{path}]"


def _offered(element: Json) -> list[Json]:
    groups = element.get("option_groups") or ()
    return [*(element.get("options") or ()), *(option for group in groups for option in group["options"])]
