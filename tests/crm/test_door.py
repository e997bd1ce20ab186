"""Who is at the door: people and workspaces heard of for the first time, by several processes at once."""

import asyncio
from dataclasses import replace

import pytest

from bot.crm._door import Door
from bot.model.choices import ChoiceKind
from bot.model.ids import MemberId
from bot.model.members import Role, Standing, Viewer
from bot.model.ports import SlackPerson
from tests import make
from tests._works import OpenStore

ANN = SlackPerson(
    id=MemberId("UANN"),
    team="TNEW",
    name="Ann",
    locale="fr-FR",
    zone="Europe/Paris",
    standing=Standing.FULL,
    is_admin=True,
)


def door_of(store: OpenStore) -> Door:
    return Door(store.database, store.clock.now, steady=store.clock.steady)


async def admitted(store: OpenStore, person: SlackPerson = ANN) -> Viewer:
    return await door_of(store).admit(person, enterprise="", team="TNEW", team_name="New")


async def test_a_person_and_a_workspace_met_by_several_at_once_are_one(bare_store: OpenStore) -> None:
    viewers = await asyncio.gather(*(admitted(bare_store) for _ in range(8)))
    assert len({viewer.tenant for viewer in viewers}) == 1
    assert len(await door_of(bare_store).workspaces()) == 1
    assert {viewer.member.role for viewer in viewers} == {Role.ADMIN}


@pytest.mark.parametrize(("locale", "begun"), [
    ("en-GB", ["Partner", "Accounts payable", "Purchases", "employee of", "partner of", "member of",
               "call", "meeting", "e-mail", "visit"]),
    ("fr-CA", ["Partenaire", "Comptabilité fournisseurs", "Achats", "salarié de", "partenaire de", "membre de",
               "appel", "rendez-vous", "e-mail", "visite"]),
])  # fmt: skip
async def test_a_new_workspace_begins_with_lists_in_its_language(
    bare_store: OpenStore, locale: str, begun: list[str]
) -> None:
    person = replace(ANN, locale=locale)
    viewer, *_ = await asyncio.gather(*(admitted(bare_store, person) for _ in range(4)))
    async with bare_store.works.reading(viewer) as work:
        listed = await work.choices.list(*ChoiceKind, limit=99)
    assert sorted(each.name for each in listed) == sorted(begun)
    assert [each.name for each in listed if each.built_in] == begun[1:3]


async def test_who_is_known_keeps_their_role_and_gets_their_new_name(store: OpenStore) -> None:
    claire = make.member()
    known = await door_of(store).member(make.viewer().tenant, claire.id)
    assert known is not None
    workspace = (await door_of(store).workspaces())[0]
    person = SlackPerson(
        id=claire.id,
        team=workspace.team,
        name="Claire B.",
        locale="en-US",
        zone="Asia/Kolkata",
        standing=Standing.FULL,
        is_admin=True,
    )
    viewer = await door_of(store).admit(
        person, enterprise=workspace.enterprise, team=workspace.team, team_name=workspace.name
    )
    assert (viewer.member.name, viewer.member.role) == ("Claire B.", known.role)
    assert viewer.workspace == workspace


async def test_a_workspace_is_read_again_after_a_minute_whatever_the_wall_says(store: OpenStore) -> None:
    door, tenant = door_of(store), make.viewer().tenant
    first = await door.workspace_of(tenant)
    store.clock.set(make.NOW.replace(year=2030))
    assert await door.workspace_of(tenant) is first
    store.clock.advance(61)
    again = await door.workspace_of(tenant)
    assert again == first
    assert again is not first
