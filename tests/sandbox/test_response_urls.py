"""Answers through a response_url: where they go, what they replace, when the address has had its day."""

import aiohttp
import pytest
from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox, Visitor
from bot.sandbox.wire import Json

from .conftest import CLAIRE, GENERAL, NATHAN, SALES, Parrot
from .shapes import actions, button, entry, modal, section


async def address(parrot: Parrot, claire: Visitor, client: AsyncWebClient, *blocks: Json) -> tuple[str, Json]:
    """Of a click on a new message in #general, which comes with it."""

    @parrot.app.action("press")
    async def press(ack: AsyncAck) -> None:
        await ack()

    await client.conversations_join(channel=GENERAL)
    await client.chat_postMessage(channel=GENERAL, text="first", blocks=[*blocks, actions(button("press"))])
    message = (await claire.messages(GENERAL))[-1]
    await claire.click("press", on=message)
    return str(parrot.last("block_actions")["response_url"]), message


async def post(http: aiohttp.ClientSession, url: str, **body: object) -> tuple[int, Json]:
    async with http.post(url, json=body) as answer:
        return answer.status, await answer.json()


async def test_an_answer_is_for_the_person_alone_unless_it_says_otherwise(
    connected: Parrot, claire: Visitor, client: AsyncWebClient, http: aiohttp.ClientSession, sandbox: Sandbox
) -> None:
    url, _ = await address(connected, claire, client)
    assert await post(http, url, text="for you") == (200, {"ok": True})
    await post(http, url, text="for all", response_type="in_channel")
    async with Visitor(sandbox.url, NATHAN) as nathan:
        assert [one["text"] for one in await nathan.messages(GENERAL)][-1] == "for all"
        assert "for you" not in [one["text"] for one in await nathan.messages(GENERAL)]
    assert "for you" in [one["text"] for one in await claire.messages(GENERAL)]


async def test_an_answer_may_go_into_a_thread(
    connected: Parrot, claire: Visitor, client: AsyncWebClient, http: aiohttp.ClientSession
) -> None:
    url, message = await address(connected, claire, client)
    await post(http, url, text="below", response_type="in_channel", thread_ts=message["ts"])
    assert [one["text"] for one in await claire.messages(GENERAL, message["ts"])] == ["first", "below"]


async def test_replacing_keeps_the_name_of_the_message_and_takes_the_old_blocks(
    connected: Parrot, claire: Visitor, client: AsyncWebClient, http: aiohttp.ClientSession
) -> None:
    url, message = await address(connected, claire, client)
    await post(http, url, text="second", blocks=[section("second")], replace_original=True)
    (shown,) = [one for one in await claire.messages(GENERAL) if one["ts"] == message["ts"]]
    assert [block["type"] for block in shown["blocks"]] == ["section"]
    await post(http, url, delete_original=True)
    assert message["ts"] not in [one["ts"] for one in await claire.messages(GENERAL)]
    assert (await post(http, url, delete_original=True))[1]["error"] == "message_not_found"


async def test_the_sixth_use_is_one_too_many(
    connected: Parrot, claire: Visitor, client: AsyncWebClient, http: aiohttp.ClientSession
) -> None:
    url, _ = await address(connected, claire, client)
    answers = [await post(http, url, text=str(n)) for n in range(6)]
    assert [status for status, _ in answers] == [200] * 5 + [404]
    assert answers[5][1]["error"] == "used_url"


@pytest.mark.parametrize(("minutes", "error"), [(29, None), (31, "expired_url")])
async def test_thirty_minutes_are_its_life(
    connected: Parrot,
    claire: Visitor,
    client: AsyncWebClient,
    http: aiohttp.ClientSession,
    minutes: int,
    error: str | None,
) -> None:
    url, _ = await address(connected, claire, client)
    await http.post("/_clock", json={"advance": minutes * 60})
    assert (await post(http, url, text="late"))[1].get("error") == error


async def test_what_slack_would_not_show_is_refused(
    connected: Parrot, claire: Visitor, client: AsyncWebClient, http: aiohttp.ClientSession
) -> None:
    url, _ = await address(connected, claire, client)
    assert (await post(http, url))[1]["error"] == "no_text"
    assert (await post(http, url, blocks=[section("x" * 3001)]))[1]["error"] == "invalid_blocks"
    async with http.post(url, data=b"no json") as answer:
        assert answer.status == 400
    assert (await post(http, "/actions/T0DEMO00001/1/nothing", text="x"))[1]["error"] == "invalid_url"


async def test_in_an_archived_channel_only_the_person_is_answered(
    connected: Parrot, claire: Visitor, client: AsyncWebClient, http: aiohttp.ClientSession
) -> None:
    url, _ = await address(connected, claire, client)
    await http.post("/_world/channel", json={"id": GENERAL, "is_archived": True})
    assert (await post(http, url, text="for all", response_type="in_channel"))[1]["error"] == "is_archived"
    assert (await post(http, url, text="for you"))[1]["ok"]


async def test_a_form_brings_an_address_for_each_conversation_chosen_in_it(
    connected: Parrot, claire: Visitor, http: aiohttp.ClientSession
) -> None:
    where: Json = {"type": "conversations_select", "action_id": "where", "response_url_enabled": True}

    @connected.app.command("/form")
    async def form(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        view = modal(entry("to", where), entry("note", optional=True))
        await client.views_open(trigger_id=body["trigger_id"], view=view)
        await ack()

    @connected.app.view("form")
    async def save(ack: AsyncAck) -> None:
        await ack()

    await claire.command(GENERAL, "/form")
    await claire.submit({"to": SALES})
    (given,) = connected.last("view_submission")["response_urls"]
    assert given.keys() == {"block_id", "action_id", "channel_id", "response_url"}
    assert given["channel_id"] == SALES
    await post(http, given["response_url"], text="shared", response_type="in_channel")
    assert (await claire.messages(SALES))[-1]["text"] == "shared"


@pytest.mark.parametrize(("kind", "arrives"), [("500", 0), ("429", 0), ("500_after", 1), ("truncated", 1)])
async def test_an_address_can_fail_before_or_after_the_effect(
    connected: Parrot,
    claire: Visitor,
    client: AsyncWebClient,
    http: aiohttp.ClientSession,
    kind: str,
    arrives: int,
) -> None:
    url, _ = await address(connected, claire, client)
    before = len(await claire.messages(GENERAL))
    await http.post("/_faults", json={"kind": kind, "method": "response_url", "times": 1, "retry_after": 7})
    try:
        async with http.post(url, json={"text": "x"}) as answer:
            assert answer.status == {"429": 429, "truncated": 200}.get(kind, 500)
            assert answer.headers.get("Retry-After") == ("7" if kind == "429" else None)
            await answer.read()
    except aiohttp.ClientPayloadError:
        assert kind == "truncated"
    assert len(await claire.messages(GENERAL)) == before + arrives
    assert (await post(http, url, text="well again"))[1]["ok"]


async def test_a_command_may_be_answered_by_the_bot_in_a_channel_it_is_not_in(
    connected: Parrot, claire: Visitor, http: aiohttp.ClientSession
) -> None:
    @connected.app.command("/say")
    async def say(ack: AsyncAck) -> None:
        await ack()

    await claire.command(SALES, "/say it")
    await post(http, connected.last("/say")["response_url"], text="here", response_type="in_channel")
    seen = (await claire.messages(SALES))[-1]
    assert (seen["text"], seen["ephemeral"]) == ("here", False)
    assert connected.last("/say")["user_id"] == CLAIRE


async def test_a_message_shortcut_leaves_the_message_of_a_person_alone(
    connected: Parrot, claire: Visitor, http: aiohttp.ClientSession
) -> None:
    @connected.app.shortcut("this_one")
    async def repeat(ack: AsyncAck) -> None:
        await ack()

    said = (await claire.say(GENERAL, "mine"))["message"]
    await claire.act("message_shortcut", callback_id="this_one", channel=GENERAL, ts=said["ts"])
    url = connected.last("message_action")["response_url"]
    assert (await post(http, url, delete_original=True))[1]["error"] == "message_not_found"
    assert (await post(http, url, text="yours", replace_original=True))[1]["ok"]
    (shown,) = [one for one in await claire.messages(GENERAL) if one["ts"] == said["ts"]]
    assert shown["text"] == "mine"


async def test_a_thread_that_is_none_is_refused(
    connected: Parrot, claire: Visitor, client: AsyncWebClient, http: aiohttp.ClientSession
) -> None:
    url, _ = await address(connected, claire, client)
    assert (await post(http, url, text="below", thread_ts="soon"))[1]["error"] == "invalid_thread_ts"
