"""Calls of the Web API by name, with the unmodified SDK, where a test is about arguments, refusals and scopes."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox
from bot.sandbox.scopes import TAKES_JSON
from bot.sandbox.wire import Json, dumps

_LONGEST_QUERY = 2_000  # an address has its bounds


def form(args: Mapping[str, object]) -> dict[str, str]:
    """Text stays, all else is JSON: how a form carries blocks, lists and numbers."""
    return {name: value if isinstance(value, str) else dumps(value) for name, value in args.items()}


def ways(method: str, args: Mapping[str, object]) -> Iterator[Json]:
    """The bodies in which Slack reads the arguments of this method."""
    fields = form(args)
    yield {"data": fields}
    if sum(map(len, fields.values())) < _LONGEST_QUERY:
        yield {"params": fields}
    if method in TAKES_JSON:
        yield {"json": dict(args)}


async def refusal(client: AsyncWebClient, method: str, **args: object) -> Json:
    """What Slack says where it says no; in each way of asking it says the same."""
    answers = []
    for way in ways(method, args):
        with pytest.raises(SlackApiError) as caught:
            await client.api_call(method, **way)
        answers.append(caught.value.response.data)
    assert all(answer == answers[0] for answer in answers)
    first: Json = answers[0]
    return first


async def code(client: AsyncWebClient, method: str, **args: object) -> str:
    return str((await refusal(client, method, **args))["error"])


def grant(sandbox: Sandbox, *scopes: str) -> None:
    tokens = sandbox.slack.world.tokens
    tokens.put(replace(tokens[sandbox.bot_token], scopes=frozenset(scopes)))


async def turn(http: aiohttp.ClientSession, handle: str, /, **row: object) -> Json:
    """A change of the world by HTTP, and what the sandbox says of it."""
    async with http.post(f"/_world/{handle}", json=row) as answer:
        said: Json = await answer.json()
        assert said["ok"] == (answer.status == 200)
        return said
