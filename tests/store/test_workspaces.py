"""Workspaces in the store: what an admin chooses is kept, what Slack says is not touched by it."""

from dataclasses import replace

from bot.store.workspaces import Workspaces
from tests import make
from tests._works import OpenStore


async def test_a_workspace_keeps_what_an_admin_chose(store: OpenStore) -> None:
    second = await store.settle()
    chosen = replace(second, country="BE", pattern="{year}-{000}")
    async with store.session(second.tenant) as session:
        await Workspaces(session).save(replace(chosen, name="not Slack's", zone="Europe/London", locale="en-GB"))
    async with store.database.plain_reader() as session:
        workspaces = Workspaces(session)
        assert await workspaces.of_tenant(second.tenant) == chosen
        assert (await workspaces.list())[0] == make.workspace()


async def test_a_workspace_that_is_known_stays_as_it_is(store: OpenStore) -> None:
    async with store.database.plain() as session:
        stored = await Workspaces(session).add(make.workspace(pattern="X-{0}"), at=make.NOW)
        await session.commit()
    assert stored == make.workspace()
