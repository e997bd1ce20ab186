"""One thing that a person does in the page, and what it may refer to: a channel, a message, a form before them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeAlias

from ..delivery.interactions import Refused
from ..slack import Slack
from ..views import OpenView
from ..wire import Json, micros_of
from ..world import Channel, Message, Person
from .reading import Misread, reading


@dataclass(frozen=True, slots=True)
class Act:
    slack: Slack
    person: Person
    said: Json

    @property
    def has_app(self) -> bool:
        return self.slack.world.bot_of(self.person.team).is_active

    def channel(self, name: str = "channel") -> Channel:
        channel = self.slack.world.channels.get(str(self.said.get(name)))
        if channel is None or self.person.id not in channel.members:
            raise Refused("channel_not_found", "You are not in that conversation.")
        return channel

    def message(self, channel: Channel, ts: object) -> Message:
        log = self.slack.world.log(channel.id)
        with reading():
            micros = micros_of(str(ts))
        message = log.get(micros) or log.ephemeral(micros)
        if message is None or message.only_for not in ("", self.person.id):
            raise Refused("message_not_found", "That message is no longer there.")
        return message

    def view(self, view_id: object) -> OpenView:
        view = self.slack.views.find(str(view_id))
        if view is None or view.user != self.person.id:
            raise Refused("view_not_found", "That form is no longer open.")
        return view

    def part(self, name: str) -> Json:
        """What was said under that name, an object."""
        part = self.said.get(name) or {}
        if not isinstance(part, dict):
            raise Misread(f"{name} is an object")
        return dict(part)

    def listed(self, name: str) -> list[object]:
        listed = self.said.get(name) or []
        if not isinstance(listed, list):
            raise Misread(f"{name} is a list")
        return listed

    def values(self) -> Json:
        """By block and action, each an object or nothing."""
        state = self.part("state")
        values = state.get("values", state)
        blocks = list(values.values()) if isinstance(values, dict) else [values]
        entries = [entry for block in blocks if isinstance(block, dict) for entry in block.values()]
        if not all(part is None or isinstance(part, dict) for part in (values, *blocks, *entries)):
            raise Misread("state holds an object for each action of each block")
        return values or {}


Doing: TypeAlias = Callable[[Act], Awaitable[Json]]


def where_the_app_is(doing: Doing) -> Doing:
    async def do(act: Act) -> Json:
        if not act.has_app:
            word = str(act.said.get("text", "")).split(maxsplit=1)[:1]
            if word:
                raise Refused("unknown_command", f"{word[0]} is not a valid command.")
            raise Refused("app_not_installed", "The app is not installed in this workspace.")
        return await doing(act)

    return do
