"""The API on a store of each kind."""

from collections.abc import AsyncIterator

import pytest

from tests._works import OpenStore
from tests.api._stage import Stage, on_stage


@pytest.fixture
async def stage(store: OpenStore) -> AsyncIterator[Stage]:
    async with on_stage(store) as opened:
        yield opened
