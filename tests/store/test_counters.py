"""Numbers that people type: each once, whoever takes them at the same time."""

import asyncio

from bot.store._counters import reserve
from bot.store.members import Members
from tests import make
from tests._works import OpenStore


async def test_the_first_numbers_of_a_workspace_are_taken_by_many_at_once(store: OpenStore) -> None:
    async def take() -> int:
        async with store.database.turn(patient=True), store.session() as session:
            await Members(session).find(make.CLAIRE)
            return await reserve(session, "contacts", 2)

    assert sorted(await asyncio.gather(*(take() for _ in range(6)))) == [1, 3, 5, 7, 9, 11]
