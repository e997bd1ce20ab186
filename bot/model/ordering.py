"""A list that people put into their own order, one place at a time."""

from collections.abc import Sequence
from typing import Protocol, TypeVar


class Placed(Protocol):
    @property
    def id(self) -> int: ...


Each = TypeVar("Each", bound=Placed)


def swapped(listed: Sequence[Each], moved: int, places: int, *, among: Sequence[Each] | None = None) -> list[Each]:
    """The list with one of its own so many places further down; it stops at either end.

    `among` are those that people see, where that is not all of them: it comes to stand beside one of these.
    """
    seen = [each.id for each in (listed if among is None else among)]
    order = list(listed)
    if moved not in seen:
        return order
    place = seen.index(moved)
    beside = seen[min(max(place + places, 0), len(seen) - 1)]
    ids = [each.id for each in order]
    order.insert(ids.index(beside), order.pop(ids.index(moved)))
    return order
