"""The two ways to an app: several sockets that come and go, and signed requests that are repeated."""

import asyncio
import hashlib
import hmac

import aiohttp
import pytest
from aiohttp import web
from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox, Visitor
from bot.sandbox.wire import Json

from .conftest import GENERAL, IMPATIENT, Parrot, over_sockets, serving, until


def answers(parrot: Parrot) -> None:
    @parrot.app.command("/say")
    async def say(ack: AsyncAck) -> None:
        await ack("heard")


async def open_socket(sandbox: Sandbox, session: aiohttp.ClientSession) -> aiohttp.ClientWebSocketResponse:
    app = AsyncWebClient(token=sandbox.app_token, base_url=sandbox.api_url)
    return await session.ws_connect(str((await app.apps_connections_open(app_token=sandbox.app_token))["url"]))


async def test_commands_take_turns_on_the_sockets_and_outlive_one(
    parrot: Parrot, sandbox: Sandbox, claire: Visitor, http: aiohttp.ClientSession
) -> None:
    answers(parrot)
    async with over_sockets(parrot, sandbox, count=2):
        for _ in range(4):
            assert (await claire.command(GENERAL, "/say it"))["ok"]
        await http.post("/_sockets/disconnect", json={"reason": "refresh_requested"})
        assert (await claire.command(GENERAL, "/say it"))["ok"]
        await until(lambda: sandbox.slack.outbound.sockets.count == 2)


@pytest.mark.parametrize("options", [IMPATIENT], ids=["impatient"])
async def test_a_silent_socket_is_found_out_by_the_app(
    parrot: Parrot, sandbox: Sandbox, claire: Visitor, http: aiohttp.ClientSession
) -> None:
    answers(parrot)
    async with over_sockets(parrot, sandbox):
        await http.post("/_sockets/disconnect", json={"reason": "silent"})
        assert (await claire.command(GENERAL, "/say it"))["error"] == "timeout"
        silent = list(sandbox.slack.outbound.sockets.names())
        await until(lambda: sandbox.slack.outbound.sockets.names() not in ([], silent))
        assert (await claire.command(GENERAL, "/say it"))["ok"]


async def test_an_envelope_whose_socket_dies_is_sent_again_on_another(
    sandbox: Sandbox, claire: Visitor, http: aiohttp.ClientSession
) -> None:
    first = await open_socket(sandbox, http)
    assert (await first.receive_json())["type"] == "hello"
    typing = asyncio.create_task(claire.command(GENERAL, "/say it"))
    envelope = await first.receive_json()
    await first.close()
    second = await open_socket(sandbox, http)
    assert (await second.receive_json())["num_connections"] == 1
    again = await second.receive_json()
    assert again == envelope
    await second.send_json({"envelope_id": again["envelope_id"], "payload": {"text": "heard"}})
    assert (await typing)["ok"]
    await second.close()


async def test_a_ticket_opens_one_socket(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    app = AsyncWebClient(token=sandbox.app_token, base_url=sandbox.api_url)
    url = str((await app.apps_connections_open(app_token=sandbox.app_token))["url"])
    first = await http.ws_connect(url)
    async with http.get(url.replace("ws", "http", 1)) as second:
        assert second.status == 408
    await first.close()


async def test_an_eleventh_socket_is_too_many(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    sockets = [await open_socket(sandbox, http) for _ in range(11)]
    assert [(await one.receive_json())["type"] for one in sockets] == ["hello"] * 10 + ["disconnect"]
    for one in sockets:
        await one.close()


class Ear:
    """An HTTP app that answers with the statuses it was given, the last one from then on."""

    def __init__(self, *statuses: int) -> None:
        self.requests: list[tuple[dict[str, str], bytes]] = []
        self._statuses = list(statuses)

    async def hear(self, request: web.Request) -> web.Response:
        self.requests.append((dict(request.headers), await request.read()))
        status = self._statuses.pop(0) if len(self._statuses) > 1 else self._statuses[0]
        return web.Response(status=status)

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_post("/slack/events", self.hear)
        return app


async def test_requests_to_an_app_that_follows_the_clock_are_signed_by_it(
    sandbox: Sandbox, claire: Visitor, http: aiohttp.ClientSession
) -> None:
    ear = Ear(200)
    async with serving(ear.app()) as url, http.get("/_clock?stream=1"):
        await http.post("/_world/app", json={"request_url": f"{url}/slack/events"})
        await http.post("/_clock", json={"now": "2027-03-28T00:59:00+00:00"})
        before = sandbox.slack.wall.seconds()
        await claire.command(GENERAL, "/say the payload & more")
    headers, body = ear.requests[0]
    stamp = headers["X-Slack-Request-Timestamp"]
    assert 1806195540 <= before <= int(stamp) <= sandbox.slack.wall.seconds()
    signed = hmac.new(sandbox.signing_secret.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256)
    assert headers["X-Slack-Signature"] == f"v0={signed.hexdigest()}"
    assert headers["Content-Type"] == "application/x-www-form-urlencoded"


async def test_an_event_that_is_not_acknowledged_comes_three_times_more(sandbox: Sandbox, claire: Visitor) -> None:
    ear = Ear(500)
    async with serving(ear.app()) as url:
        sandbox.slack.outbound.request_url = f"{url}/slack/events"
        await claire.say(await claire.app_channel(), "hello")
        await until(lambda: len(ear.requests) == 4)
    retries = [headers.get("X-Slack-Retry-Num") for headers, _ in ear.requests]
    assert retries == [None, "1", "2", "3"]
    assert ear.requests[1][0]["X-Slack-Retry-Reason"] == "http_error"
    assert len({body for _, body in ear.requests}) == 1


async def test_an_event_that_is_acknowledged_at_last_stops_coming(sandbox: Sandbox, claire: Visitor) -> None:
    ear = Ear(503, 200)
    async with serving(ear.app()) as url:
        sandbox.slack.outbound.request_url = f"{url}/slack/events"
        await claire.say(await claire.app_channel(), "hello")
        await until(lambda: len(ear.requests) == 2 and not sandbox.slack.tasks)
    assert len(ear.requests) == 2


async def test_a_command_that_fails_is_not_repeated(sandbox: Sandbox, claire: Visitor) -> None:
    ear = Ear(500)
    async with serving(ear.app()) as url:
        sandbox.slack.outbound.request_url = f"{url}/slack/events"
        outcome = await claire.command(GENERAL, "/say it")
    assert outcome["message"] == '/say failed with the error "dispatch_failed"'
    assert len(ear.requests) == 1


async def test_a_delivery_can_be_doubled_on_demand(
    connected: Parrot, claire: Visitor, http: aiohttp.ClientSession
) -> None:
    answers(connected)
    await http.post("/_faults", json={"kind": "duplicate", "method": "command", "times": 1})
    await claire.command(GENERAL, "/say it")
    bodies: list[Json] = [body for body in connected.heard if body.get("command")]
    assert len(bodies) == 2
    assert bodies[0]["trigger_id"] == bodies[1]["trigger_id"]
