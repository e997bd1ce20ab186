"""How each reader is reached: the direct conversation and the address for mail, kept with the member so that Slack is
asked once and not for each message."""

from collections.abc import Sequence

from bot.model.ids import MemberId, Tenant
from bot.model.members import SYSTEM
from bot.store._engine import Database, faults
from bot.store.members import Members


class Conversations:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def find_many(self, tenant: Tenant, readers: Sequence[MemberId]) -> dict[MemberId, str]:
        with faults():
            async with self._database.reader(tenant, SYSTEM) as session:
                members = await Members(session).find_many(list(readers))
        return {reader: member.dm_channel for reader, member in members.items() if member.dm_channel}

    async def keep(self, tenant: Tenant, reader: MemberId, channel: str) -> None:
        async with self._database.turn(patient=True):
            with faults():
                async with self._database.writer(tenant, SYSTEM) as session, session.begin():
                    await Members(session).keep_dm(reader, channel)

    async def address(self, tenant: Tenant, reader: MemberId) -> str | None:
        with faults():
            async with self._database.reader(tenant, SYSTEM) as session:
                member = await Members(session).find(reader)
        return None if member is None else member.email

    async def keep_address(self, tenant: Tenant, reader: MemberId, email: str) -> None:
        async with self._database.turn(patient=True):
            with faults():
                async with self._database.writer(tenant, SYSTEM) as session, session.begin():
                    await Members(session).keep_email(reader, email)
