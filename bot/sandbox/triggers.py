"""Trigger ids: each lets an app open one modal, within a few seconds on the steady clock."""

import secrets
from collections import OrderedDict
from dataclasses import dataclass

from .clock import WallClock, steady
from .errors import SlackError

_REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class Trigger:
    team: str
    user: str
    born: float
    view_id: str = ""  # the modal in which the person acted, which a push goes on top of
    channel: str = ""  # the conversation that they had before them, where it was one


class Triggers:
    def __init__(self, wall: WallClock, seconds: float) -> None:
        self._wall = wall
        self.seconds = seconds
        self._triggers: OrderedDict[str, Trigger] = OrderedDict()
        self._exchanged: set[str] = set()

    def issue(self, team: str, user: str, view_id: str = "", *, channel: str = "") -> str:
        name = f"{self._wall.micros() // 1000}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        self._triggers[name] = Trigger(team, user, steady(), view_id, channel)
        if len(self._triggers) > _REMEMBERED:
            forgotten, _ = self._triggers.popitem(last=False)
            self._exchanged.discard(forgotten)
        return name

    def exchange(self, name: str, team: str) -> Trigger:
        trigger = self.peek(name, team)
        self._exchanged.add(name)
        return trigger

    def peek(self, name: str, team: str) -> Trigger:
        """The trigger, where it could still be exchanged: a view that is refused leaves it usable."""
        trigger = self._triggers.get(name)
        if trigger is None or trigger.team != team:
            raise SlackError("invalid_trigger_id")
        if name in self._exchanged:
            raise SlackError("exchanged_trigger_id")
        if steady() - trigger.born > self.seconds:
            raise SlackError("expired_trigger_id")
        return trigger
