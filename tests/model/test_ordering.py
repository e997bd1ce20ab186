"""A list in people's own order."""

from dataclasses import dataclass

import pytest

from bot.model.ordering import swapped


@dataclass(frozen=True)
class Each:
    id: int


LIST = [Each(id) for id in (1, 2, 3, 4, 5)]


@pytest.mark.parametrize(
    ("moved", "places", "order"),
    [
        (3, -1, "13245"), (3, 1, "12435"), (1, -1, "12345"), (5, 1, "12345"), (1, 9, "23451"), (404, 1, "12345"),
    ],
)  # fmt: skip
def test_one_goes_up_or_down_as_far_as_the_list_goes(moved: int, places: int, order: str) -> None:
    assert "".join(str(each.id) for each in swapped(LIST, moved, places)) == order


def test_it_passes_those_that_nobody_sees() -> None:
    seen = [LIST[0], LIST[4]]
    assert [each.id for each in swapped(LIST, 5, -1, among=seen)] == [5, 1, 2, 3, 4]
    assert [each.id for each in swapped(LIST, 1, 1, among=seen)] == [2, 3, 4, 5, 1]
