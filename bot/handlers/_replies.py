"""Carrying a reply to where the person looks: as the acknowledgement while there is time, else by the gateway."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Protocol

from bot.handlers._ask import Reply
from bot.handlers._payloads import Request
from bot.model.errors import SlackRefused
from bot.model.messages import TEXT_LENGTH, Block, Message


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

    async def respond(self, response_url: str, payload: Mapping[str, Any]) -> None: ...


def command_ack(reply: Reply) -> dict[str, Any]:
    return {} if reply.message is None else _shown(reply, reply.message)


def written(reply: Reply) -> Reply:
    """With its acknowledgement as text: writing ten blocks takes as long as all the rest of an answer from memory."""
    return replace(reply, written=json.dumps(command_ack(reply)))


def form_ack(reply: Reply) -> dict[str, Any]:
    """An empty answer closes the form."""
    if reply.errors:
        return {"response_action": "errors", "errors": dict(reply.errors)}
    if reply.view is not None:
        return {"response_action": "update", "view": reply.view}
    return {}


class Replies:
    """The way of a reply that is not the acknowledgement itself."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice

    async def open(self, request: Request, view: Block, *, in_view: bool) -> Opened:
        """At once, while the trigger lives; in a modal the new view lies on top of it."""
        show = self._voice.push_view if in_view else self._voice.open_view
        return await show(request.caller.team, request.trigger, view)

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
        """By the response address of the command or the message; a form's view is updated."""
        if request.view is not None and reply.view is not None:
            await self._voice.update_view(request.caller.team, str(request.view["id"]), None, reply.view)
        elif reply.message is not None and request.response_url:
            payload = _shown(reply, reply.message) | {"replace_original": reply.replace}
            await self._voice.respond(request.response_url, payload)


def _shown(reply: Reply, message: Message) -> dict[str, Any]:
    payload: dict[str, Any] = {
        "response_type": "in_channel" if reply.in_channel else "ephemeral",
        "text": message.text[:TEXT_LENGTH],
        "unfurl_links": False,
    }
    return payload | {"blocks": list(message.blocks)} if message.blocks else payload
