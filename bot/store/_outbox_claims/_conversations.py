"""How each reader is reached: the direct conversation and the address for mail, kept with the member so that Slack is
asked once and not for each message."""

from collections.abc import Mapping, Sequence

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.ids import MemberId, Tenant
from bot.model.members import SYSTEM
from bot.store._engine import Database, faults
from bot.store.members import MemberRow, Members

Opened = Mapping[tuple[Tenant, MemberId], str]  # the channel of a direct conversation with somebody
_TELL = select(func.set_config("app.tenant", bindparam("named"), True))
_KEEP = (
    update(MemberRow)
    .where(MemberRow.tenant == bindparam("of_tenant"), MemberRow.id == bindparam("of_reader"))
    .values(dm_channel=bindparam("to_channel"))
)


async def keep(connection: AsyncConnection, opened: Opened) -> None:
    for (tenant, reader), channel in sorted(opened.items()):  # two that keep the same ones lock them in one order
        if connection.dialect.name == "postgresql":  # row-level security asks for it
            await connection.execute(_TELL, {"named": str(tenant)})
        await connection.execute(_KEEP, {"of_tenant": tenant, "of_reader": reader, "to_channel": channel})


class Conversations:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def find_many(self, tenant: Tenant, readers: Sequence[MemberId]) -> dict[MemberId, str]:
        with faults():
            async with self._database.reader(tenant, SYSTEM) as session:
                members = await Members(session).find_many(list(readers))
        return {reader: member.dm_channel for reader, member in members.items() if member.dm_channel}

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
