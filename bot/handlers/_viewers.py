"""Who is acting, kept in memory for a minute; whoever is not known yet is asked of Slack before the work."""

import asyncio
from collections import defaultdict
from dataclasses import dataclass
from typing import Protocol

from bot.crm._door import Door
from bot.model.ids import MemberId
from bot.model.members import Viewer
from bot.model.ports import People

KEPT_SECONDS = 60.0
_MOST = 10_000


class Steady(Protocol):
    def steady(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Caller:
    """As Slack names a person in a payload: enterprise ('' without), team, user."""

    enterprise: str
    team: str
    team_name: str
    user: MemberId


class Viewers:
    def __init__(self, door: Door, people: People, clock: Steady) -> None:
        self._door = door
        self._people = people
        self._clock = clock
        self._kept: dict[tuple[str, str], tuple[float, Viewer]] = {}
        self._asking: defaultdict[tuple[str, str], asyncio.Lock] = defaultdict(asyncio.Lock)

    def known(self, caller: Caller) -> Viewer | None:
        """From memory alone."""
        held = self._kept.get((caller.team, caller.user))
        if held is None or self._clock.steady() - held[0] > KEPT_SECONDS:
            return None
        return held[1]

    async def get(self, caller: Caller) -> Viewer:
        """From memory, the store, or Slack. Raises MemberNotFound, SlackUnavailable, StoreUnavailable."""
        held = self.known(caller)
        if held is not None:
            return held
        place = (caller.team, caller.user)
        async with self._asking[place]:
            viewer = self.known(caller) or await self._find(caller)
        self._asking.pop(place, None)
        self._keep(caller, viewer)
        return viewer

    async def hear(self, caller: Caller) -> Viewer:
        """Asks Slack, and writes down what it says."""
        person = await self._people.person(caller.team, caller.user)
        viewer = await self._door.admit(
            person, enterprise=caller.enterprise, team=caller.team, team_name=caller.team_name
        )
        self._keep(caller, viewer)
        return viewer

    async def refresh(self, caller: Caller) -> None:
        """After a change of a profile; whoever never came to us is not written down."""
        if await self._door.viewer(enterprise=caller.enterprise, team=caller.team, member=caller.user) is not None:
            await self.hear(caller)

    def forget(self, team: str) -> None:
        """After a change of the workspace, which each viewer holds."""
        self._kept = {place: held for place, held in self._kept.items() if place[0] != team}

    async def _find(self, caller: Caller) -> Viewer:
        found = await self._door.viewer(enterprise=caller.enterprise, team=caller.team, member=caller.user)
        return found or await self.hear(caller)

    def _keep(self, caller: Caller, viewer: Viewer) -> None:
        if len(self._kept) >= _MOST:
            self._kept.clear()
        self._kept[(caller.team, caller.user)] = (self._clock.steady(), viewer)
