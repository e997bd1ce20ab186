"""A side task that fails is begun again, and nothing else ends for it."""

from bot.worker import kept_up
from tests._works import HandClock


async def test_a_side_task_that_fails_is_begun_again() -> None:
    begun: list[int] = []

    async def run() -> None:
        begun.append(len(begun))
        if len(begun) < 3:
            raise LookupError("a fault of ours")

    await kept_up("seals", run, HandClock())
    assert begun == [0, 1, 2]
