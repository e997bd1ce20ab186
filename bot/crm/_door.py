"""Who is at the door: workspaces and people, before a Work can be opened for them."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from weakref import WeakValueDictionary

from bot.crm.reminders._clocks import Kept, follow
from bot.model.choices import starts
from bot.model.ids import MemberId, Tenant
from bot.model.members import SYSTEM, Member, Role, Standing, Viewer, Workspace, country_of, system_viewer
from bot.model.ports import SlackPerson
from bot.store import Database, Outbox, StoreSession, faults
from bot.store.members import Members
from bot.store.reminders import Reminders
from bot.store.workspaces import Workspaces

_KEPT_SECONDS = 60.0


class Door:
    """Maps Slack's ids to viewers; a workspace or a person heard of for the first time is written down."""

    def __init__(self, database: Database, now: Callable[[], datetime], *, steady: Callable[[], float]) -> None:
        self._database = database
        self._now = now
        self._steady = steady
        self._kept: dict[Tenant, tuple[float, Workspace]] = {}
        self._asking: WeakValueDictionary[Tenant, asyncio.Lock] = WeakValueDictionary()

    async def workspaces(self) -> list[Workspace]:
        with faults():
            async with self._database.plain() as session:
                return list(await Workspaces(session).list())

    async def viewer(self, *, enterprise: str, team: str, member: MemberId) -> Viewer | None:
        """The person as last heard of; None where they, or their workspace, are not known yet."""
        workspace = await self._workspace(enterprise, team)
        if workspace is None:
            return None
        found = await self.member(workspace.tenant, member)
        return None if found is None else Viewer(member=found, workspace=workspace)

    async def member(self, tenant: Tenant, member: MemberId) -> Member | None:
        with faults():
            async with self._database.reader(tenant, SYSTEM) as session:
                return await Members(session).find(member)

    async def standings(self, tenant: Tenant, members: Sequence[MemberId]) -> dict[MemberId, Standing]:
        """Of those who are known, as last heard of."""
        with faults():
            async with self._database.reader(tenant, SYSTEM) as session:
                known = await Members(session).find_many(list(members))
        return {key: member.standing for key, member in known.items()}

    async def viewer_in(self, tenant: Tenant, member: MemberId) -> Viewer | None:
        """A person of a workspace that is known; None for a stranger."""
        found = await self.member(tenant, member)
        return None if found is None else Viewer(member=found, workspace=await self.workspace_of(tenant))

    async def system_viewer(self, tenant: Tenant) -> Viewer:
        return system_viewer(await self.workspace_of(tenant))

    async def system_in(self, enterprise: str, team: str) -> Viewer | None:
        """For what happens in a workspace that is known; None for any other."""
        workspace = await self._workspace(enterprise, team)
        return None if workspace is None else system_viewer(workspace)

    async def workspace_of(self, tenant: Tenant) -> Workspace:
        """Kept in memory for a minute: each message that is sent asks for it."""
        if (held := self._held(tenant)) is not None:
            return held
        async with self._asking.setdefault(tenant, asyncio.Lock()):  # a hundred may ask in the same moment
            if (held := self._held(tenant)) is not None:
                return held
            with faults():
                async with self._database.plain_reader() as session:
                    workspace = await Workspaces(session).of_tenant(tenant)
            self._kept[tenant] = (self._steady(), workspace)
            return workspace

    def _held(self, tenant: Tenant) -> Workspace | None:
        held = self._kept.get(tenant)
        return held[1] if held is not None and self._steady() - held[0] < _KEPT_SECONDS else None

    async def first_admin(self, tenant: Tenant) -> Member | None:
        with faults():
            async with self._database.reader(tenant, SYSTEM) as session:
                return await Members(session).first_admin()

    async def admit(self, person: SlackPerson, *, enterprise: str, team: str, team_name: str) -> Viewer:
        """Writes down what Slack says of a person; their role and own choices stay as they are."""
        async with self._database.turn():
            with faults():
                workspace = await self._workspace(enterprise, team) or await self._found(
                    person, enterprise=enterprise, team=team, name=team_name
                )
                async with self._database.writer(workspace.tenant, SYSTEM) as session, session.begin():
                    member = await _written(session, person, at=self._now())
        return Viewer(member=member, workspace=workspace)

    async def _workspace(self, enterprise: str, team: str) -> Workspace | None:
        with faults():
            async with self._database.plain_reader() as session:
                return await Workspaces(session).find(enterprise=enterprise, team=team)

    async def _found(self, person: SlackPerson, *, enterprise: str, team: str, name: str) -> Workspace:
        """A new workspace speaks like the person who used it first; an admin changes that in the settings."""
        fresh = Workspace(
            tenant=Tenant(0),
            enterprise=enterprise,
            team=team,
            name=name,
            locale=person.locale,
            zone=person.zone,
            country=country_of(person.zone, person.locale),
        )
        async with self._database.plain() as session, session.begin():
            return await Workspaces(session).add(fresh, at=self._now(), starts=starts(fresh.locale))


async def _written(session: StoreSession, person: SlackPerson, *, at: datetime) -> Member:
    newcomer, members = _newcomer(person), Members(session)
    await members.add(newcomer, at=at)
    # Whoever is known, or was just written down by another process, keeps their role and own choices.
    known = await members.find(person.id) or newcomer
    member = _updated(known, person)
    await members.save(member, at=at)
    if member.zone != known.zone:
        kept = Kept(Outbox(session), Reminders(session), members)
        await follow(kept, known, member, now=at)
    return member


def _newcomer(person: SlackPerson) -> Member:
    return Member(
        id=person.id,
        name=person.name,
        locale=person.locale,
        zone=person.zone,
        role=Role.ADMIN if person.is_admin and person.standing is Standing.FULL else Role.MEMBER,
        standing=person.standing,
        email=person.email or None,
    )


def _updated(known: Member, person: SlackPerson) -> Member:
    return replace(
        known,
        name=person.name,
        locale=person.locale,
        zone=person.zone,
        standing=person.standing,
        email=person.email or None,
    )
