"""Input that no page and no library sends: each is refused by name, and nothing breaks."""

import asyncio

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox, Visitor
from bot.sandbox.delivery.text import as_message
from bot.sandbox.wire import Json

from .calls import code
from .conftest import CLAIRE, FIRST, GENERAL, GUS, MARGUERITE, NATHAN, RANDOM
from .test_sockets import linked


@pytest.mark.parametrize(
    "odd",
    [
        {"kind": "500", "probability": None},
        {"kind": "500", "probability": 2},
        {"kind": "500", "times": "twice"},
        {"kind": "500", "times": -1},
        {"kind": "500", "status": 9999},
        {"kind": "500", "status": 500.5},
        {"kind": "slow", "delay": None},
        {"kind": "slow", "delay": float("inf")},
        {"kind": "slow", "delay": float("nan")},
        {"kind": "lag", "seconds": -1},
        {"kind": "rate_limit", "per_second": 0},
        {"kind": "rate_limit", "burst": True},
    ],
)
async def test_a_fault_with_an_odd_number_is_refused(sandbox: Sandbox, http: aiohttp.ClientSession, odd: Json) -> None:
    async with http.post("/_faults", json=odd) as answer:
        assert answer.status == 400
    assert sandbox.slack.faults.rules == []


@pytest.mark.parametrize(
    ("door", "body"),
    [
        ("/_sockets/disconnect", []),
        ("/_app/request_url", {}),
        ("/_world/person", {"name": "x", "tz": "Europe"}),
        ("/_page/block_action", {"as": CLAIRE, "container": "x"}),
        ("/_page/block_action", {"as": CLAIRE, "container": {"type": "view"}, "action": "x"}),
        ("/_page/options", {"as": CLAIRE, "container": ["x"]}),
        ("/_page/view_submit", []),
        ("/_page/message", {"as": CLAIRE, "channel": GENERAL, "text": "x", "files": 5}),
        ("/_page/message", {"as": CLAIRE, "channel": GENERAL, "text": "x", "thread_ts": "soon"}),
        ("/_page/react", {"as": CLAIRE, "channel": GENERAL, "ts": "soon", "name": "eyes"}),
    ],
)
async def test_what_has_another_shape_is_an_invalid_argument(
    sandbox: Sandbox, http: aiohttp.ClientSession, door: str, body: object
) -> None:
    sandbox.slack.outbound.sockets.was_connected = True
    async with http.post(door, json=body) as answer:
        assert (answer.status, (await answer.json())["error"]) == (400, "invalid_arguments")


@pytest.mark.parametrize("query", ["limit=many", "before=soon", "thread=x"])
async def test_a_number_that_is_none_is_an_invalid_argument(http: aiohttp.ClientSession, query: str) -> None:
    async with http.get(f"/_page/messages?as={CLAIRE}&channel={GENERAL}&{query}") as answer:
        assert (answer.status, (await answer.json())["error"]) == (400, "invalid_arguments")


@pytest.mark.parametrize("values", [5, {"a": 5}, {"a": {"b": 5}}])
async def test_answers_that_are_no_objects_are_an_invalid_argument(
    client: AsyncWebClient, claire: Visitor, http: aiohttp.ClientSession, values: object
) -> None:
    button = {"type": "button", "action_id": "b", "text": {"type": "plain_text", "text": "Press"}}
    block = {"type": "actions", "block_id": "a", "elements": [button]}
    posted = await client.chat_postMessage(channel=CLAIRE, text="x", blocks=[block])
    container = {"type": "message", "channel": posted["channel"], "ts": posted["ts"]}
    said = {"as": CLAIRE, "container": container, "block_id": "a", "action": {"action_id": "b"}}
    async with http.post("/_page/block_action", json={**said, "state": {"values": values}}) as answer:
        assert (answer.status, (await answer.json())["error"]) == (400, "invalid_arguments")


async def test_what_breaks_in_the_sandbox_is_no_mistake_of_the_visitor(
    sandbox: Sandbox, http: aiohttp.ClientSession, caplog: pytest.LogCaptureFixture
) -> None:
    sandbox.slack.world.workspaces.drop(FIRST)
    async with http.post("/_page/command", json={"as": CLAIRE, "channel": GENERAL, "text": "/say it"}) as answer:
        assert answer.status == 500
    assert [record.exc_info[0] for record in caplog.records if record.exc_info] == [KeyError]


async def test_an_envelope_is_not_acknowledged_by_a_list(
    sandbox: Sandbox, http: aiohttp.ClientSession, claire: Visitor
) -> None:
    async with linked(sandbox, http) as link:
        await link.acknowledge({"envelope_id": [1]})
        typing = asyncio.create_task(claire.command(GENERAL, "/say it"))
        await link.acknowledge(await link.frame("slash_commands"))
        assert (await typing)["ok"]


async def test_no_name_is_no_channel(client: AsyncWebClient, claire: Visitor) -> None:
    channel = await claire.app_channel()
    assert await code(client, "chat.postMessage", channel="#", text="x") == "channel_not_found"
    assert await claire.messages(channel) == []


async def test_an_address_is_found_at_its_start_only(sandbox: Sandbox) -> None:
    world = sandbox.slack.world
    assert as_message(world, FIRST, "to x@example.com.") == "to <mailto:x@example.com|x@example.com>."
    assert "mailto" not in as_message(world, FIRST, "a" * 65 + "@example.test")


async def test_people_leave_what_can_be_left(claire: Visitor, sandbox: Sandbox) -> None:
    dm = await claire.app_channel()

    async def leaving(channel: str, user: str = CLAIRE) -> object:
        return (await claire.act("leave", channel=channel, user=user)).get("error")

    assert await leaving(GENERAL) == "cant_leave_general"
    assert await leaving(dm) == "method_not_supported_for_channel_type"
    assert await leaving(RANDOM, "U0NOBODY001") == "user_not_found"
    assert (await claire.act("join", channel=dm, user=NATHAN))["error"] == "method_not_supported_for_channel_type"
    assert await leaving(RANDOM) is None
    assert CLAIRE not in sandbox.slack.world.channels[RANDOM].members


async def test_a_guest_removes_nobody(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    for user in (GUS, CLAIRE):
        async with http.post("/_world/member", json={"channel": RANDOM, "user": user, "is_in": True}) as answer:
            assert answer.status == 200
    async with Visitor(sandbox.url, GUS) as guest:
        assert (await guest.act("leave", channel=RANDOM, user=CLAIRE))["error"] == "user_is_restricted"
        assert (await guest.act("leave", channel=RANDOM))["ok"]


async def test_whoever_invites_is_of_the_same_workspace(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    said = {"channel": RANDOM, "user": MARGUERITE, "is_in": False}
    await http.post("/_world/member", json=said)
    for stranger in ("U1OWEN00001", "U0NOBODY001"):
        async with http.post("/_world/member", json={**said, "is_in": True, "by": stranger}) as answer:
            assert (answer.status, (await answer.json())["error"]) == (400, "user_not_found")
    assert MARGUERITE not in sandbox.slack.world.channels[RANDOM].members


async def test_the_handle_on_members_leaves_direct_messages_alone(http: aiohttp.ClientSession, claire: Visitor) -> None:
    dm = await claire.app_channel()
    async with http.post("/_world/member", json={"channel": dm, "user": NATHAN}) as answer:
        assert (await answer.json())["error"] == "method_not_supported_for_channel_type"


@pytest.mark.parametrize(("text", "error"), [("x" * 40_001, "msg_too_long"), ("", "no_text"), (" \n", "no_text")])
async def test_a_person_writes_neither_nothing_nor_a_book(claire: Visitor, text: str, error: str) -> None:
    await claire.act("message", channel=GENERAL, text="a word")
    (before,) = await claire.messages(GENERAL)
    assert (await claire.act("message", channel=GENERAL, text=text))["error"] == error
    assert (await claire.act("edit", channel=GENERAL, ts=before["ts"], text=text))["error"] == error
    assert [message["text"] for message in await claire.messages(GENERAL)] == ["a word"]


@pytest.mark.parametrize(
    ("handle", "row", "message"),
    [
        ("/_world/person", {}, "missing: name or real_name"),
        ("/_world/person", {"name": "zoe", "channels": 5}, "channels is a list"),
        ("/_world/person", {"name": 5}, "name is text"),
        ("/_world/channel", {}, "missing: name"),
        ("/_world/channel", {"name": "spring", "members": "U1"}, "members is a list"),
        ("/_world/channel", {"colour": "red"}, "unknown: colour"),
        ("/_world/member", {}, "missing: channel"),
        ("/_world/member", {"channel": GENERAL, "is_inn": True}, "unknown: is_inn"),
        ("/_world/member", {"channel": "C0"}, "channel not found"),
        ("/_world/workspace", {}, "missing: name"),
        ("/_world/token", {"value": "xoxb-none"}, "There is no such token."),
        ("/_faults", {"kind": "429", "method": "chat.post"}, "method: there is no chat.post to call in the sandbox"),
        ("/_faults", {"kind": "late", "method": "comand"}, "method: there is no comand to deliver in the sandbox"),
        ("/_faults", {"kind": "slow"}, "slow wants delay: a number of seconds"),
        ("/_app/request_url", {}, "url is missing"),
    ],
)
async def test_a_handle_says_what_is_missing_or_unknown(
    http: aiohttp.ClientSession, handle: str, row: Json, message: str
) -> None:
    async with http.post(handle, json=row) as answer:
        assert (answer.status, (await answer.json())["message"]) == (400, message)
