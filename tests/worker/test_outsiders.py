"""Who reads along is asked anew as soon as somebody comes in, in whichever process that was heard."""

import asyncio
from dataclasses import dataclass, field

from bot.crm import channels
from bot.crm._door import Door
from bot.model.errors import MemberNotFound
from bot.model.ids import ChannelId, MemberId, Tenant
from bot.model.ports import SlackPerson
from bot.store._outbox_claims._listen import listen
from bot.worker._outsiders import Outsiders
from tests import make
from tests._works import OpenStore
from tests.crm._notes import people

SALES = ChannelId("C0SALES")


@dataclass
class Rooms:
    """As Slack would answer of one channel."""

    shared: bool = False
    asked: list[str] = field(default_factory=list)

    async def is_shared(self, team: str, channel: ChannelId) -> bool:
        self.asked.append(channel)
        return self.shared

    async def members(self, team: str, channel: ChannelId) -> list[MemberId]:
        return [make.CLAIRE]

    async def person(self, team: str, member: MemberId) -> SlackPerson:
        raise MemberNotFound

    async def enter(self, team: str, channel: ChannelId, *, even_shared: bool = False) -> None:
        raise AssertionError

    async def is_gone(self, team: str, channel: ChannelId) -> bool:
        raise AssertionError


async def test_what_one_process_heard_another_asks_anew(store: OpenStore) -> None:
    if store.database.is_sqlite:
        return  # one process owns the file
    await people(store)
    rooms = Rooms()
    outsiders = Outsiders(rooms, Door(store.database, store.clock.now, steady=store.clock.steady), store.clock)
    ears = asyncio.create_task(listen(store.database, lambda: None, asyncio.sleep, readers_changed=outsiders.forget))
    try:
        assert not await outsiders(Tenant(1), SALES)
        rooms.shared = True
        found = False
        for _ in range(500):
            async with store.works.writing(make.viewer(), everything=True) as work:
                await channels.readers_changed(work, SALES)
            found = await outsiders(Tenant(1), SALES)
            if found:
                break
            await asyncio.sleep(0.02)
        assert found
    finally:
        ears.cancel()


async def test_who_reads_along_is_believed_until_somebody_comes_in(store: OpenStore) -> None:
    await people(store)
    rooms = Rooms()
    outsiders = Outsiders(rooms, Door(store.database, store.clock.now, steady=store.clock.steady), store.clock)
    assert not await outsiders(Tenant(1), SALES)
    rooms.shared = True
    assert not await outsiders(Tenant(1), SALES)
    outsiders.forget("C0OTHER")
    assert rooms.asked == [SALES]
    assert not await outsiders(Tenant(1), SALES)
    outsiders.forget("")
    assert await outsiders(Tenant(1), SALES)
