"""Where blocks stand in blocks and elements in blocks: asked by the checks, the ids and the state."""

from collections.abc import Iterator, Sequence

from ..wire import Json

INNER = {"container": "child_blocks", "carousel": "elements", "plan": "tasks"}
_ROWS = {"actions": "elements", "context_actions": "elements", "card": "actions"}


def placed(blocks: Sequence[Json], path: str) -> Iterator[tuple[Json, str]]:
    """Every block with its JSON pointer: those on top, and those inside containers, carousels and plans."""
    for index, block in enumerate(blocks):
        here = f"{path}/{index}"
        yield block, here
        inner = INNER.get(str(block.get("type")))
        if inner and block.get(inner):
            yield from placed(block[inner], f"{here}/{inner}")


def elements_in(block: Json, path: str) -> Iterator[tuple[Json, str]]:
    """The elements that a person can use in this block itself, with their JSON pointers."""
    for holder in ("element", "accessory"):
        if isinstance(element := block.get(holder), dict):
            yield element, f"{path}/{holder}"
    row = _ROWS.get(str(block.get("type")))
    for index, element in enumerate(block.get(row) or () if row else ()):
        yield element, f"{path}/{row}/{index}"
