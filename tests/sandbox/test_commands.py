"""Slash commands: what the app gets, and what becomes of its answer."""

from typing import Any

import aiohttp
import pytest
from slack_bolt.async_app import AsyncAck, AsyncRespond

from bot.sandbox import Sandbox, Visitor
from bot.sandbox.clock import pause
from bot.sandbox.wire import Json

from .conftest import CLAIRE, GENERAL, IMPATIENT, NATHAN, PRIVATE, SALES, SHORT, Parrot
from .shapes import section


async def test_a_command_arrives_with_all_of_slacks_fields(connected: Parrot, claire: Visitor) -> None:
    @connected.app.command("/say")
    async def say(ack: AsyncAck) -> None:
        await ack()

    assert (await claire.command(GENERAL, "/say  good morning "))["ok"]
    body = connected.last("/say")
    assert body["text"] == "good morning"
    assert body["user_id"] == CLAIRE
    assert (body["channel_id"], body["channel_name"]) == (GENERAL, "general")
    assert (body["team_id"], body["team_domain"]) == ("T0DEMO00001", "demo")
    assert body["is_enterprise_install"] == "false"
    assert body["trigger_id"]
    assert body["response_url"].startswith("http")


async def test_text_in_the_acknowledgement_is_seen_by_the_author_alone(
    connected: Parrot, claire: Visitor, sandbox: Sandbox
) -> None:
    @connected.app.command("/say")
    async def say(ack: AsyncAck, command: Json) -> None:
        await ack(f"you said {command['text']}")

    await claire.command(GENERAL, "/say hello")
    (seen,) = await claire.messages(GENERAL)
    assert (seen["text"], seen["ephemeral"]) == ("you said hello", True)
    async with Visitor(sandbox.url, NATHAN) as nathan:
        assert await nathan.messages(GENERAL) == []


async def test_an_answer_in_channel_is_seen_by_everybody(connected: Parrot, claire: Visitor, sandbox: Sandbox) -> None:
    @connected.app.command("/say")
    async def say(ack: AsyncAck) -> None:
        await ack(text="for all", blocks=[section("for all")], response_type="in_channel")

    await claire.command(GENERAL, "/say hello")
    async with Visitor(sandbox.url, NATHAN) as nathan:
        typed, seen = await nathan.messages(GENERAL)
    assert (typed["user"], typed["text"], typed["ephemeral"]) == (CLAIRE, "/say hello", False)
    assert seen["blocks"][0]["text"]["text"] == "for all"


async def test_what_was_typed_is_shown_where_the_app_says_no_more_than_for_all(
    connected: Parrot, claire: Visitor
) -> None:
    @connected.app.command("/say")
    async def say(ack: AsyncAck) -> None:
        await ack(response_type="in_channel")

    assert (await claire.command(GENERAL, "/say hello @nathan"))["ok"]
    (typed,) = await claire.messages(GENERAL)
    assert (typed["user"], typed["text"]) == (CLAIRE, f"/say hello <@{NATHAN}>")


async def test_an_answer_that_is_refused_shows_nothing(connected: Parrot, claire: Visitor) -> None:
    @connected.app.command("/say")
    async def say(ack: AsyncAck) -> None:
        await ack(text="x", blocks=[{"type": "nothing"}], response_type="in_channel")

    assert (await claire.command(GENERAL, "/say hello"))["error"] == "invalid_blocks"
    assert [one["user"] for one in await claire.messages(GENERAL)] == ["USLACKBOT"]


async def test_without_should_escape_names_stay_as_typed(connected: Parrot, claire: Visitor) -> None:
    @connected.app.command("/say")
    async def say(ack: AsyncAck) -> None:
        await ack()

    await claire.command(GENERAL, "/say @nathan <b> & #sales x@example.com")
    assert connected.last("/say")["text"] == "@nathan &lt;b&gt; &amp; #sales x@example.com"


async def test_with_should_escape_names_and_links_are_entities(connected: Parrot, claire: Visitor) -> None:
    @connected.app.command("/tell")
    async def tell(ack: AsyncAck) -> None:
        await ack()

    await claire.command(GENERAL, "/tell @nathan. in #sales: a<b, x@example.com https://example.com/a?b=c&d @nobody")
    assert connected.last("/tell")["text"] == (
        f"<@{NATHAN}|nathan>. in <#{SALES}|sales>: a&lt;b, "
        "<mailto:x@example.com|x@example.com> <https://example.com/a?b=c&amp;d> @nobody"
    )


@pytest.mark.parametrize("options", [IMPATIENT], ids=["impatient"])
async def test_an_app_that_is_too_slow_did_not_respond(connected: Parrot, claire: Visitor) -> None:
    @connected.app.command("/say")
    async def say(ack: AsyncAck) -> None:
        await pause(SHORT + 1)
        await ack("too late")

    outcome = await claire.command(GENERAL, "/say hello")
    assert outcome["message"] == "/say failed because the app did not respond."
    assert [one["user"] for one in await claire.messages(GENERAL)] == ["USLACKBOT"]


async def test_an_app_that_is_not_there_did_not_respond(claire: Visitor) -> None:
    outcome = await claire.command(GENERAL, "/say hello")
    assert (outcome["ok"], outcome["error"]) == (False, "unreachable")


async def test_a_command_that_the_manifest_lacks_is_refused(claire: Visitor) -> None:
    assert (await claire.command(GENERAL, "/nothing"))["error"] == "unknown_command"


async def test_a_private_channel_is_named_privategroup(connected: Parrot, claire: Visitor) -> None:
    @connected.app.command("/say")
    async def say(ack: AsyncAck) -> None:
        await ack()

    await claire.command(PRIVATE, "/say hello")
    assert connected.last("/say")["channel_name"] == "privategroup"
    await claire.command(await claire.app_channel(), "/say hello")
    assert connected.last("/say")["channel_name"] == "directmessage"


async def test_a_response_url_serves_five_times(connected: Parrot, claire: Visitor) -> None:
    statuses: list[int] = []

    @connected.app.command("/say")
    async def say(ack: AsyncAck, respond: AsyncRespond) -> None:
        await ack()
        for number in range(6):
            answer = await respond(f"answer {number}")
            statuses.append(answer.status_code)

    await claire.command(GENERAL, "/say hello")
    assert statuses == [200] * 5 + [404]
    assert len(await claire.messages(GENERAL)) == 5


async def test_a_response_url_ends_after_thirty_minutes(
    connected: Parrot, claire: Visitor, http: aiohttp.ClientSession
) -> None:
    @connected.app.command("/say")
    async def say(ack: AsyncAck) -> None:
        await ack()

    await claire.command(GENERAL, "/say hello")
    url = connected.last("/say")["response_url"]
    await http.post("/_clock", json={"advance": 31 * 60})
    async with http.post(url, json={"text": "late"}) as answer:
        outcome: Any = await answer.json()
    assert (answer.status, outcome["error"]) == (404, "expired_url")


async def test_blocks_that_slack_refuses_fail_the_command(connected: Parrot, claire: Visitor) -> None:
    @connected.app.command("/say")
    async def say(ack: AsyncAck) -> None:
        await ack(text="x", blocks=[section("x" * 3001)])

    assert (await claire.command(GENERAL, "/say hello"))["error"] == "invalid_blocks"
