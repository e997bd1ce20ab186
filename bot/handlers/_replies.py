"""Carrying a reply to where the person looks: as the acknowledgement while there is time, else by the gateway."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Protocol

from bot.handlers._ask import Reply
from bot.handlers._payloads import Request
from bot.model.errors import SlackRefused
from bot.model.ids import MemberId
from bot.model.messages import TEXT_LENGTH, Block, Message

_OPTIONS = 100  # of one menu


class Opened(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def hash(self) -> str: ...


class Voice(Protocol):
    """What the shell asks of the gateway."""

    async def open_view(self, team: str, trigger: str, view: Mapping[str, Any]) -> Opened: ...

    async def push_view(self, team: str, trigger: str, view: Mapping[str, Any]) -> Opened: ...

    async def update_view(self, team: str, view_id: str, hash: str | None, view: Mapping[str, Any]) -> Opened: ...

    async def publish_view(self, team: str, member: MemberId, view: Mapping[str, Any]) -> Opened: ...

    async def respond(self, response_url: str, payload: Mapping[str, Any]) -> None: ...


def command_ack(reply: Reply) -> dict[str, Any]:
    return {} if reply.message is None else _shown(reply, reply.message)


def written(reply: Reply) -> Reply:
    """With its acknowledgement as text: writing ten blocks takes as long as all the rest of an answer from memory."""
    return replace(reply, written=json.dumps(command_ack(reply)))


def form_ack(reply: Reply) -> dict[str, Any]:
    """An empty answer closes the form, and shows the one under it."""
    if reply.errors:
        return {"response_action": "errors", "errors": dict(reply.errors)}
    if reply.clear:
        return {"response_action": "clear"}
    if reply.push is not None:
        return {"response_action": "push", "view": reply.push}
    if reply.view is not None:
        return {"response_action": "update", "view": reply.view}
    return {}


def options_ack(reply: Reply | None) -> dict[str, Any]:
    return {"options": [] if reply is None else list(reply.options)[:_OPTIONS]}


class Replies:
    """The way of a reply that is not the acknowledgement itself."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice

    async def open(self, request: Request, view: Block) -> Opened:
        """At once, while the trigger lives; in a modal the new view lies on top of it.

        Slack piles up three: where there is no place left, it takes the place of the one clicked in.
        """
        team = request.caller.team
        if not request.in_modal or request.view is None:
            return await self._voice.open_view(team, request.trigger, view)
        try:
            return await self._voice.push_view(team, request.trigger, view)
        except SlackRefused as error:
            if error.values.get("error") != "push_limit_reached":
                raise
        return await self._voice.update_view(team, str(request.view["id"]), None, view)

    async def fill(self, request: Request, opened: Opened, view: Block) -> None:
        team = request.caller.team
        try:
            await self._voice.update_view(team, opened.id, opened.hash or None, view)
        except SlackRefused as error:
            if error.values.get("error") != "hash_conflict":
                raise
            # Only we change a view that loads, so what it has become is not worth keeping.
            await self._voice.update_view(team, opened.id, None, view)

    async def follow(self, request: Request, reply: Reply) -> None:
        """To the view or the message that was clicked, submitted or opened."""
        if reply.push is not None:
            await self.open(request, reply.push)
        elif reply.view is not None and request.in_home:
            await self._voice.publish_view(request.caller.team, request.caller.user, reply.view)
        elif reply.view is not None and request.view is not None:
            await self._voice.update_view(request.caller.team, str(request.view["id"]), None, reply.view)
        elif reply.message is not None and request.response_url:
            payload = _shown(reply, reply.message) | {"replace_original": reply.replace}
            await self._voice.respond(request.response_url, payload)

    async def show_below(self, request: Request, view: Block) -> None:
        """In the view under the one submitted or clicked in, where there is one."""
        if request.below:
            await self._voice.update_view(request.caller.team, request.below, None, view)

    async def show_elsewhere(self, answers_at: str, message: Message) -> None:
        payload = _shown(Reply(), message) | {"replace_original": True}
        await self._voice.respond(answers_at, payload)

    async def announce(self, answers_at: str, message: Message) -> None:
        """To everybody in the channel."""
        payload = _shown(Reply(in_channel=True), message) | {"replace_original": False}
        await self._voice.respond(answers_at, payload)

    async def show_at_bottom(self, request: Request, view: Block) -> None:
        if request.bottom:
            await self._voice.update_view(request.caller.team, request.bottom, None, view)

    async def show_home(self, request: Request, view: Block) -> None:
        await self._voice.publish_view(request.caller.team, request.caller.user, view)


def _shown(reply: Reply, message: Message) -> dict[str, Any]:
    payload: dict[str, Any] = {
        "response_type": "in_channel" if reply.in_channel else "ephemeral",
        "text": message.text[:TEXT_LENGTH],
        "unfurl_links": False,
    }
    return payload | {"blocks": list(message.blocks)} if message.blocks else payload
