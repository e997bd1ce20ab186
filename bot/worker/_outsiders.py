"""Whether guests or people of another company read along in a channel, asked before anything is told there."""

from collections.abc import Awaitable, Callable
from typing import Protocol

from bot.crm._door import Door
from bot.model.errors import MemberNotFound, SlackRefused
from bot.model.ids import ChannelId, MemberId, Tenant
from bot.model.members import OUTSIDE, Standing
from bot.model.ports import Channels, People
from bot.worker._ports import Clock

# Slack takes some fifty such questions a minute, and fifty channels may be busy. Of who comes in the process that hears
# events tells the others.
_KEPT_SECONDS = 120.0

HasOutsiders = Callable[[Tenant, str], Awaitable[bool]]


class Slack(Channels, People, Protocol):
    """Who is where, and who they are."""


class Outsiders:
    """Where Slack does not say who reads along, somebody does. Raises SlackUnavailable: then it is asked later."""

    def __init__(self, slack: Slack, door: Door, clock: Clock) -> None:
        self._slack = slack
        self._door = door
        self._clock = clock
        self._kept: dict[tuple[Tenant, str], tuple[float, bool]] = {}
        self._forgotten = 0

    async def __call__(self, tenant: Tenant, channel: str) -> bool:
        now = self._clock.steady()
        self._kept = {key: kept for key, kept in self._kept.items() if now - kept[0] < _KEPT_SECONDS}
        held = self._kept.get((tenant, channel))
        if held is not None:
            return held[1]
        try:
            before = self._forgotten
            found = await self._look(tenant, ChannelId(channel))
        except SlackRefused:
            return True
        if self._forgotten == before:  # nobody came while Slack was asked
            self._kept[tenant, channel] = (now, found)
        return found

    def forget(self, channel: str) -> None:
        """Somebody came into it, or, where it is '', into any: the next post there asks anew."""
        self._forgotten += 1
        self._kept = {key: kept for key, kept in self._kept.items() if channel and key[1] != channel}

    async def _look(self, tenant: Tenant, channel: ChannelId) -> bool:
        team = (await self._door.workspace_of(tenant)).team
        if await self._slack.is_shared(team, channel):
            return True
        present = await self._slack.members(team, channel)
        known = await self._door.standings(tenant, present)
        if any(standing in OUTSIDE for standing in known.values()):
            return True
        for member in present:
            if member not in known and await self._standing(tenant, member) in OUTSIDE:
                return True
        return False

    async def _standing(self, tenant: Tenant, member: MemberId) -> Standing:
        """Of somebody never heard of, who is written down: from then on their changes are heard."""
        workspace = await self._door.workspace_of(tenant)
        try:
            person = await self._slack.person(workspace.team, member)
        except MemberNotFound:
            return Standing.STRANGER
        await self._door.admit(person, enterprise=workspace.enterprise, team=workspace.team, team_name=workspace.name)
        return person.standing


async def nobody(tenant: Tenant, channel: str) -> bool:
    """Where there is no Slack to ask, as in tests of what posts say."""
    return False
