"""Faults on demand: each fails the call in its own way, before or after it took effect."""

import asyncio

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox, Visitor
from bot.sandbox.clock import pause, steady

from .conftest import CLAIRE


async def strike(http: aiohttp.ClientSession, kind: str, **more: object) -> None:
    async with http.post("/_faults", json={"kind": kind, "method": "chat.postMessage", "times": 1, **more}) as answer:
        assert answer.status == 200, await answer.text()


async def post(client: AsyncWebClient) -> bool:
    return bool((await client.chat_postMessage(channel=CLAIRE, text="x"))["ok"])


@pytest.mark.parametrize("retry_after", ["30", "2.5"])
async def test_429_says_when_to_come_back(
    client: AsyncWebClient, http: aiohttp.ClientSession, retry_after: str
) -> None:
    await strike(http, "429", retry_after=retry_after)
    with pytest.raises(SlackApiError) as caught:
        await post(client)
    assert caught.value.response.status_code == 429
    assert caught.value.response.headers["Retry-After"] == retry_after
    assert await post(client)


@pytest.mark.parametrize(
    ("kind", "arrives"),
    [
        ("500", 0),
        ("reset_before", 0),
        ("500_after", 1),
        ("reset_after", 1),
        ("close_after", 1),
        ("truncated", 1),
        ("garbage", 1),
    ],
)
async def test_a_broken_answer_says_nothing_of_the_effect(
    client: AsyncWebClient, claire: Visitor, http: aiohttp.ClientSession, kind: str, arrives: int
) -> None:
    await strike(http, kind)
    with pytest.raises((SlackApiError, aiohttp.ClientError)):
        await post(client)
    assert len(await claire.messages(await claire.app_channel())) == arrives
    assert await post(client)


async def test_an_error_of_choice(client: AsyncWebClient, http: aiohttp.ClientSession) -> None:
    await strike(http, "error", error="missing_scope", needed="chat:write")
    with pytest.raises(SlackApiError, match="missing_scope"):
        await post(client)


async def test_an_internal_error_may_come_after_the_effect(
    client: AsyncWebClient, claire: Visitor, http: aiohttp.ClientSession
) -> None:
    await strike(http, "error_after", error="internal_error")
    with pytest.raises(SlackApiError, match="internal_error"):
        await post(client)
    assert len(await claire.messages(await claire.app_channel())) == 1


async def test_a_slow_answer_takes_its_time(client: AsyncWebClient, http: aiohttp.ClientSession) -> None:
    await strike(http, "slow", delay=0.2)
    started = steady()
    assert await post(client)
    assert steady() - started >= 0.2


async def test_a_call_takes_effect_though_its_caller_hung_up(
    sandbox: Sandbox, claire: Visitor, http: aiohttp.ClientSession
) -> None:
    await strike(http, "slow", delay=2)
    hasty = AsyncWebClient(token=sandbox.bot_token, base_url=sandbox.api_url, retry_handlers=[], timeout=5)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(1):
            await hasty.chat_postMessage(channel=CLAIRE, text="still comes")
    dm = await claire.app_channel()
    assert (await claire.waits_for(dm, lambda message: True))["text"] == "still comes"


async def test_a_rate_of_ones_own_with_a_burst(client: AsyncWebClient, http: aiohttp.ClientSession) -> None:
    await strike(http, "rate_limit", times=None, per_second=0.01, burst=2)
    assert await post(client)
    assert await post(client)
    with pytest.raises(SlackApiError, match="ratelimited"):
        await post(client)


async def test_a_bucket_fills_again(client: AsyncWebClient, http: aiohttp.ClientSession) -> None:
    await strike(http, "rate_limit", times=None, per_second=100, burst=1)
    for _ in range(3):
        assert await post(client)
        await pause(0.02)


async def test_faults_are_listed_and_removed(client: AsyncWebClient, http: aiohttp.ClientSession) -> None:
    await strike(http, "500", times=None)
    async with http.get("/_faults") as answer:
        assert [rule["kind"] for rule in (await answer.json())["faults"]] == ["500"]
    await http.delete("/_faults")
    assert await post(client)


async def test_a_fault_that_there_is_not_is_refused(http: aiohttp.ClientSession) -> None:
    async with http.post("/_faults", json={"kind": "earthquake"}) as answer:
        assert answer.status == 400
    async with http.post("/_faults", json={"kind": "500", "metod": "x"}) as answer:
        assert answer.status == 400
