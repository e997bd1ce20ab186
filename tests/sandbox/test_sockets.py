"""Socket Mode, frame by frame, as an app's library sees it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox, Visitor
from bot.sandbox.clock import steady
from bot.sandbox.wire import Json

from .conftest import GENERAL, IMPATIENT, Parrot, over_sockets, until


class Link:
    """One connection of an app that answers nothing by itself."""

    def __init__(self, ws: aiohttp.ClientWebSocketResponse) -> None:
        self._ws = ws

    async def frame(self, kind: str) -> Json:
        """The next frame of that type."""
        async with asyncio.timeout(120):
            while True:
                frame: Json = await self._ws.receive_json()
                if frame["type"] == kind:
                    return frame

    async def acknowledge(self, frame: Json, payload: Json | None = None) -> None:
        answer: Json = {"envelope_id": frame["envelope_id"]}
        await self._ws.send_json(answer | ({"payload": payload} if payload is not None else {}))

    async def is_closed_by_slack(self) -> bool:
        async with asyncio.timeout(120):
            async for _ in self._ws:
                continue
        return self._ws.closed

    async def close(self) -> None:
        await self._ws.close()


@asynccontextmanager
async def linked(sandbox: Sandbox, http: aiohttp.ClientSession) -> AsyncIterator[Link]:
    app = AsyncWebClient(token=sandbox.app_token, base_url=sandbox.api_url)
    url = str((await app.apps_connections_open(app_token=sandbox.app_token))["url"])
    async with http.ws_connect(url) as ws:
        yield Link(ws)


async def disconnect(http: aiohttp.ClientSession, reason: str) -> None:
    async with http.post("/_sockets/disconnect", json={"reason": reason}) as answer:
        assert (await answer.json())["ok"]


async def test_hello_says_how_many_connections_there_are(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    async with linked(sandbox, http) as first, linked(sandbox, http) as second:
        assert (await first.frame("hello"))["num_connections"] == 1
        hello = await second.frame("hello")
    assert hello["num_connections"] == 2
    assert hello["connection_info"]["app_id"].startswith("A")
    assert set(hello["debug_info"]) == {"host", "build_number", "approximate_connection_time"}


async def test_a_warning_leaves_the_connection_open(
    sandbox: Sandbox, http: aiohttp.ClientSession, claire: Visitor
) -> None:
    async with linked(sandbox, http) as link:
        await disconnect(http, "warning")
        goodbye = await link.frame("disconnect")
        assert goodbye["reason"] == "warning"
        assert goodbye["debug_info"]["host"]
        typing = asyncio.create_task(claire.command(GENERAL, "/say it"))
        await link.acknowledge(await link.frame("slash_commands"))
        assert (await typing)["ok"]


@pytest.mark.parametrize("reason", ["refresh_requested", "link_disabled", "too_many_websockets"])
async def test_other_goodbyes_end_the_connection(
    sandbox: Sandbox, http: aiohttp.ClientSession, claire: Visitor, reason: str
) -> None:
    async with linked(sandbox, http) as leaving:
        await leaving.frame("hello")
        await disconnect(http, reason)
        assert (await leaving.frame("disconnect"))["reason"] == reason
        async with linked(sandbox, http) as fresh:
            typing = asyncio.create_task(claire.command(GENERAL, "/say it"))
            await fresh.acknowledge(await fresh.frame("slash_commands"))
            assert (await typing)["ok"]
        assert await leaving.is_closed_by_slack()


async def test_only_some_envelopes_take_an_answer_with_content(
    sandbox: Sandbox, http: aiohttp.ClientSession, claire: Visitor
) -> None:
    async with linked(sandbox, http) as link:
        typing = asyncio.create_task(claire.command(GENERAL, "/say it"))
        command = await link.frame("slash_commands")
        await link.acknowledge(command, {"text": "heard"})
        await typing
        clicking = asyncio.create_task(claire.act("shortcut", callback_id="everywhere"))
        shortcut = await link.frame("interactive")
        await link.acknowledge(shortcut)
        await clicking
        await claire.say(await claire.app_channel(), "hello")
        event = await link.frame("events_api")
        await link.acknowledge(event)
    assert [frame["accepts_response_payload"] for frame in (command, shortcut, event)] == [True, False, False]
    assert "retry_attempt" not in command
    assert (event["retry_attempt"], event["retry_reason"]) == (0, "")


@pytest.mark.parametrize("options", [IMPATIENT], ids=["impatient"])
async def test_an_event_that_nobody_acknowledges_comes_again_in_another_envelope(
    sandbox: Sandbox, http: aiohttp.ClientSession, claire: Visitor
) -> None:
    async with linked(sandbox, http) as link:
        await claire.say(await claire.app_channel(), "hello")
        first = await link.frame("events_api")
        second = await link.frame("events_api")
        await link.acknowledge(second)
    assert second["envelope_id"] != first["envelope_id"]
    assert second["payload"] == first["payload"]
    assert (second["retry_attempt"], second["retry_reason"]) == (1, "timeout")


@pytest.mark.parametrize("options", [IMPATIENT], ids=["impatient"])
async def test_an_answer_that_comes_too_late_is_no_answer(
    sandbox: Sandbox, http: aiohttp.ClientSession, claire: Visitor
) -> None:
    async with linked(sandbox, http) as link:
        typing = asyncio.create_task(claire.command(GENERAL, "/say it"))
        command = await link.frame("slash_commands")
        assert (await typing)["error"] == "timeout"
        await link.acknowledge(command, {"text": "late"})
        # A second command passes the same connection behind the late answer.
        typing = asyncio.create_task(claire.command(GENERAL, "/say again"))
        await link.acknowledge(await link.frame("slash_commands"))
        assert (await typing)["ok"]
    assert [one["user"] for one in await claire.messages(GENERAL)] == ["USLACKBOT"]


async def test_a_connection_cut_under_an_envelope_brings_it_again(
    parrot: Parrot, sandbox: Sandbox, http: aiohttp.ClientSession, claire: Visitor
) -> None:
    @parrot.app.command("/say")
    async def say(ack: AsyncAck) -> None:
        await ack("heard")

    async with over_sockets(parrot, sandbox, count=2):
        await http.post("/_faults", json={"kind": "cut", "method": "command", "times": 1})
        assert (await claire.command(GENERAL, "/say it"))["ok"]
        await until(lambda: len(parrot.heard) == 2)
        await until(lambda: sandbox.slack.outbound.sockets.count == 2)
    assert parrot.heard[0]["trigger_id"] == parrot.heard[1]["trigger_id"]
    assert [message["text"] for message in await claire.messages(GENERAL)] == ["heard"]


async def test_an_address_that_nobody_connected_to_is_forgotten(
    sandbox: Sandbox, http: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = AsyncWebClient(token=sandbox.app_token, base_url=sandbox.api_url)

    async def address() -> str:
        return str((await app.apps_connections_open(app_token=sandbox.app_token))["url"])

    old, fresh = await address(), await address()
    async with http.ws_connect(fresh):
        pass
    later = steady() + 3600
    monkeypatch.setattr("bot.sandbox.delivery.sockets.steady", lambda: later)
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await http.ws_connect(old)
    async with http.ws_connect(await address()) as link:
        assert (await link.receive_json())["type"] == "hello"
