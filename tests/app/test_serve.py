"""A process whose parts have not all come through does not go on as if they had."""

import pytest

from bot.app._serve import Broken, _at_once, _running, _stop_asked


async def test_a_part_that_dies_stops_the_process_and_says_so() -> None:
    async def dies() -> None:
        raise LookupError("what it says may quote a person")

    async def works() -> None:
        async with _running(dies, _at_once):
            await asked.wait()

    asked = _stop_asked()
    with pytest.raises(Broken, match=r"died of LookupError\.$"):
        await works()
