"""Faults between Slack and the app, and Slack's own limits on how often it may be called."""

from collections.abc import Awaitable, Callable

import aiohttp
import pytest
from slack_bolt.async_app import AsyncAck
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.sandbox import Sandbox, Visitor
from bot.sandbox.api import METHODS
from bot.sandbox.clock import steady
from bot.sandbox.faults import DELIVERY, KINDS
from bot.sandbox.faults.rates import A_MINUTE, wait_for
from bot.sandbox.wire import Json

from .conftest import CLAIRE, FIRST, GENERAL, NATHAN, SECOND, Parrot, until


async def strike(http: aiohttp.ClientSession, kind: str, method: str = "*", **more: object) -> None:
    async with http.post("/_faults", json={"kind": kind, "method": method, **more}) as answer:
        assert answer.status == 200, await answer.text()


@pytest.fixture(autouse=True)
def content(parrot: Parrot) -> None:
    @parrot.app.command("/say")
    async def say(ack: AsyncAck) -> None:
        await ack("heard")

    @parrot.app.event("message")
    async def message() -> None:
        """The middleware has noted it."""


async def test_a_delivery_that_is_lost_never_arrives(
    connected: Parrot, claire: Visitor, http: aiohttp.ClientSession
) -> None:
    await strike(http, "lost", "command", times=1)
    outcome = await claire.command(GENERAL, "/say it")
    assert outcome["message"] == "/say failed because the app did not respond."
    assert connected.heard == []


async def test_a_lost_answer_leaves_the_work_done(
    connected: Parrot, claire: Visitor, http: aiohttp.ClientSession
) -> None:
    await strike(http, "ack_lost", "command", times=1)
    assert not (await claire.command(GENERAL, "/say it"))["ok"]
    assert len(connected.heard) == 1
    assert [one["user"] for one in await claire.messages(GENERAL)] == ["USLACKBOT"]


async def test_an_event_whose_answer_is_lost_comes_again(
    connected: Parrot, claire: Visitor, http: aiohttp.ClientSession
) -> None:
    await strike(http, "ack_lost", "message", times=1)
    await claire.say(await claire.app_channel(), "hello")
    await until(lambda: len(connected.events("message")) == 2)
    first, second = connected.events("message")
    assert first["event_id"] == second["event_id"]


async def test_a_late_delivery_comes_after_its_time(
    connected: Parrot, claire: Visitor, http: aiohttp.ClientSession
) -> None:
    await strike(http, "late", "command", times=1, delay=0.3)
    started = steady()
    assert (await claire.command(GENERAL, "/say it"))["ok"]
    assert steady() - started >= 0.3


async def test_another_5xx_may_be_chosen(client: AsyncWebClient, http: aiohttp.ClientSession) -> None:
    await strike(http, "500", "chat.postMessage", times=1, status=503)
    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel=CLAIRE, text="x")
    assert caught.value.response.status_code == 503


async def until_refused(call: Callable[[], Awaitable[AsyncSlackResponse]]) -> tuple[int, AsyncSlackResponse]:
    """How many calls were served before one was over the limit, and its answer."""
    served = 0
    while served < 100:
        try:
            await call()
        except SlackApiError as error:
            return served, error.response
        served += 1
    raise AssertionError("no limit")


async def test_slacks_own_rate_is_one_message_a_second_in_a_channel(
    client: AsyncWebClient, http: aiohttp.ClientSession, sandbox: Sandbox
) -> None:
    await strike(http, "slack_rates")
    await client.conversations_join(channel=GENERAL)
    _, refusal = await until_refused(lambda: client.chat_postMessage(channel=GENERAL, text="x"))
    assert (refusal.status_code, refusal["error"]) == (429, "ratelimited")
    assert refusal.headers["Retry-After"] == "1"
    assert (await client.chat_postMessage(channel=NATHAN, text="elsewhere"))["ok"]


async def test_a_method_of_the_second_tier_serves_twenty_times_a_minute(
    client: AsyncWebClient, http: aiohttp.ClientSession
) -> None:
    await strike(http, "slack_rates", "conversations.list")
    served, refusal = await until_refused(client.conversations_list)
    assert served >= 20
    assert int(refusal.headers["Retry-After"]) >= 1


async def test_each_workspace_has_a_count_of_its_own(
    client: AsyncWebClient, http: aiohttp.ClientSession, sandbox: Sandbox
) -> None:
    async with http.post("/_world/app", json={"team": SECOND, "is_installed": True}) as answer:
        assert answer.status == 200
    await strike(http, "slack_rates", "conversations.list")
    await until_refused(client.conversations_list)
    elsewhere = AsyncWebClient(token=sandbox.bot_token_of(SECOND), base_url=sandbox.api_url, retry_handlers=[])
    assert (await elsewhere.conversations_list())["ok"]


@pytest.mark.parametrize(("method", "most"), sorted(A_MINUTE.items()))
def test_each_method_has_its_tier(method: str, most: int) -> None:
    buckets: dict[str, tuple[float, float]] = {}
    assert [wait_for(buckets, method, "", team=FIRST) for _ in range(most)] == [0] * most


def test_every_method_with_a_tier_exists() -> None:
    assert set(A_MINUTE) <= set(METHODS)


@pytest.mark.parametrize("row", [{"times": "1"}, {"delay": "soon"}, {"probability": True}, {"status": [500]}])
async def test_a_rule_with_a_number_that_is_none_is_refused(http: aiohttp.ClientSession, row: Json) -> None:
    async with http.post("/_faults", json={"kind": "500", **row}) as answer:
        assert answer.status == 400


async def test_every_kind_can_be_set_over_http(http: aiohttp.ClientSession) -> None:
    for kind in sorted(KINDS):
        method = "command" if kind in DELIVERY or kind == "app_rate_limited" else "pins.list"
        await strike(http, kind, method, delay=1, seconds=1)
    async with http.get("/_faults") as answer:
        assert {rule["kind"] for rule in (await answer.json())["faults"]} == KINDS


@pytest.mark.parametrize(("kind", "status"), [("500", 500), ("429", 429), ("slow", 200)])
async def test_a_download_can_fail(
    client: AsyncWebClient, http: aiohttp.ClientSession, sandbox: Sandbox, kind: str, status: int
) -> None:
    uploaded = await client.files_upload_v2(filename="a.txt", content="kept")
    url = uploaded["file"]["url_private_download"]
    headers = {"Authorization": f"Bearer {sandbox.bot_token}"}
    await strike(http, kind, "download", times=1, delay=0.1)
    async with http.get(url, headers=headers) as answer:
        assert answer.status == status
    async with http.get(url, headers=headers) as answer:
        assert await answer.text() == "kept"
