"""Conversations with people, kept with them."""

from types import SimpleNamespace
from typing import Any, cast

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.ids import MemberId, Tenant
from bot.store._outbox_claims._conversations import keep


class _Told:
    """A connection that only remembers what it was told."""

    dialect = SimpleNamespace(name="sqlite")

    def __init__(self) -> None:
        self.readers: list[str] = []

    async def execute(self, statement: object, values: dict[str, Any]) -> None:
        self.readers.append(values["of_reader"])


async def test_members_are_written_in_one_order_whoever_was_reached_first() -> None:
    told = _Told()
    opened = {(Tenant(tenant), MemberId(reader)): "D1" for tenant, reader in ((2, "UA"), (1, "UZ"), (1, "UB"))}
    await keep(cast(AsyncConnection, told), opened)
    assert told.readers == ["UB", "UZ", "UA"]
