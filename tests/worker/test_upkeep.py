"""A side task that fails is begun again, and nothing else ends for it."""

from collections.abc import Awaitable, Callable

import pytest

from bot.model.errors import Busy, StoreUnavailable
from bot.worker import kept_up
from bot.worker._upkeep import kept_apart
from tests._works import HandClock


async def test_a_side_task_that_fails_is_begun_again() -> None:
    begun: list[int] = []

    async def run() -> None:
        begun.append(len(begun))
        if len(begun) < 3:
            raise LookupError("a fault of ours")

    await kept_up("seals", run, HandClock())
    assert begun == [0, 1, 2]


@pytest.mark.parametrize("error", [LookupError, Busy])
async def test_what_fails_for_one_is_left_for_the_others(error: type[Exception]) -> None:
    await kept_apart("birthdays", failing(error), tenant=1)


async def test_that_the_store_cannot_be_reached_is_for_all() -> None:
    with pytest.raises(StoreUnavailable):
        await kept_apart("birthdays", failing(StoreUnavailable), tenant=1)


def failing(error: type[Exception]) -> Callable[[], Awaitable[None]]:
    async def run() -> None:
        raise error

    return run
