"""The gateway against the sandbox, and what it never does: follow a file elsewhere, repeat an answer, ping anybody."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp import web

from bot.gateway import Gateway, Sent
from bot.model.errors import (
    ChannelUnreachable,
    FileRefused,
    MemberNotFound,
    SlackRefused,
    SlackUnavailable,
)
from bot.model.ids import ChannelId, DeliveryId, MemberId
from bot.model.members import Standing
from bot.model.messages import Message
from bot.sandbox import Sandbox
from tests.gateway import _double
from tests.gateway._double import fetched, playing

TEAM, CLAIRE, GUEST = "T0DEMO00001", MemberId("U0CLAIRE001"), MemberId("U0GUEST0001")


async def test_copies_of_a_delivery_are_found_by_its_id_over_all_pages(gateway: Gateway) -> None:
    channel = await gateway.open_dm(TEAM, CLAIRE)
    ours = [await gateway.post(TEAM, channel, Message("twice"), delivery=DeliveryId(7)) for _ in range(2)]
    for number in range(210):
        await gateway.post(TEAM, channel, Message("another"), delivery=DeliveryId(1000 + number))
    since = datetime.now(UTC) - timedelta(minutes=2)
    found = await gateway.find_delivery(TEAM, channel, [DeliveryId(7), DeliveryId(8)], since)
    assert found == {DeliveryId(7): [sent.ts for sent in ours if isinstance(sent, Sent)]}
    assert not await gateway.find_delivery(TEAM, channel, [DeliveryId(7)], datetime.now(UTC) + timedelta(minutes=1))


async def test_a_message_is_changed_and_taken_back_and_twice_is_as_good(gateway: Gateway) -> None:
    channel = await gateway.open_dm(TEAM, CLAIRE)
    sent = await gateway.post(TEAM, channel, Message("hello"), delivery=DeliveryId(7))
    assert isinstance(sent, Sent)
    assert isinstance(await gateway.update(TEAM, channel, sent.ts, Message("changed")), Sent)
    assert isinstance(await gateway.delete(TEAM, channel, sent.ts), Sent)
    assert isinstance(await gateway.delete(TEAM, channel, sent.ts), Sent)


async def test_a_person_is_described_in_our_words(gateway: Gateway) -> None:
    claire = await gateway.person(TEAM, CLAIRE)
    assert (claire.locale, claire.zone, claire.standing) == ("fr-FR", "Europe/Paris", Standing.FULL)
    assert (await gateway.person(TEAM, GUEST)).standing is Standing.MULTI_CHANNEL_GUEST
    assert (await gateway.person("T0OTHER0001", CLAIRE)).standing is Standing.STRANGER
    with pytest.raises(MemberNotFound):
        await gateway.person(TEAM, MemberId("U0NOBODY001"))


async def test_a_public_channel_is_joined_and_a_private_one_asks_for_an_invitation(
    gateway: Gateway, sandbox: Sandbox
) -> None:
    await gateway.enter(TEAM, ChannelId("C0SALES0001"))
    bot = str((await gateway.auth_test())["user_id"])
    assert bot in sandbox.slack.world.channels["C0SALES0001"].members
    await gateway.enter(TEAM, ChannelId(await gateway.open_dm(TEAM, CLAIRE)))
    for closed in ("C0PRIVATE01", "C0NOWHERE01"):
        with pytest.raises(ChannelUnreachable) as unreachable:
            await gateway.enter(TEAM, ChannelId(closed))
        assert unreachable.value.values["channel"] == closed


@pytest.mark.parametrize("error", ["expired_trigger_id", "hash_conflict", "not_found"])
async def test_a_form_that_slack_refuses_is_told_by_its_code(error: str) -> None:
    async with playing() as (double, gateway):
        double.says({"ok": False, "error": error})
        with pytest.raises(SlackRefused) as refused:
            await gateway.update_view(TEAM, "V1", "hash", {"type": "modal"})
        assert refused.value.values["error"] == error


async def test_an_answer_to_a_response_address_is_sent_once() -> None:
    async with playing() as (double, gateway):
        double.reply = _double.reset
        with pytest.raises(SlackUnavailable):
            await gateway.respond(f"{double.url}/actions/1", {"text": "hello"})
        assert len(double.calls) == 1
        with pytest.raises(SlackRefused):
            await gateway.respond("https://elsewhere.example/actions/1", {"text": "hello"})
        with pytest.raises(SlackRefused):
            await gateway.respond("http://hooks.slack.com/actions/1", {"text": "hello"})


async def test_a_post_goes_out_short_without_previews_and_with_an_id_that_says_nothing() -> None:
    async with playing() as (double, gateway):
        bodies: list[dict[str, Any]] = []

        async def reply(request: web.Request) -> web.StreamResponse:
            bodies.append(await request.json())
            return web.json_response({"ok": True, "channel": "C1", "ts": "1.2"})

        double.reply = reply
        await gateway.post(TEAM, "C1", Message("x" * 5000), delivery=DeliveryId(7))
        (body,) = bodies
        assert len(body["text"]) == 3000
        assert body["metadata"] == {"event_type": "carnet_delivery", "event_payload": {"id": "7"}}
        assert [body[name] for name in ("unfurl_links", "unfurl_media", "link_names")] == [False] * 3


@pytest.mark.parametrize("path", ["big", "elsewhere", "signin", "loop"])
async def test_a_file_is_read_from_slack_alone_and_not_past_the_limit(path: str) -> None:
    seen: list[str] = []
    async with playing() as (double, gateway):

        async def reply(request: web.Request) -> web.StreamResponse:
            seen.append(request.headers.get("Authorization", ""))
            match request.path.strip("/"):
                case "api/files.info":
                    file = {"id": "F1", "size": 3, "mimetype": "text/csv", "url_private": f"{double.url}/{path}"}
                    return web.json_response({"ok": True, "file": file})
                case "big":
                    return web.Response(body=b"x" * 1001)
                case "elsewhere":
                    raise web.HTTPFound("http://127.0.0.2:1/")
                case "signin":
                    return web.Response(text="<html>", content_type="text/html")
                case _:
                    raise web.HTTPFound("/loop")

        double.reply = reply
        with pytest.raises((FileRefused, SlackRefused)):
            await fetched(gateway, TEAM, "F1", 1000)
        assert set(seen) == {"Bearer xoxb-double"}
        assert len(double.calls) <= 4


async def test_the_bytes_of_a_file_arrive_as_they_are() -> None:
    async with playing() as (double, gateway):

        async def reply(request: web.Request) -> web.StreamResponse:
            if request.path == "/api/files.info":
                return web.json_response({"ok": True, "file": {"id": "F1", "url_private": f"{double.url}/moved"}})
            if request.path == "/moved":
                raise web.HTTPFound("/file")
            return web.Response(body=b"\x00name,phone\r\n")

        double.reply = reply
        assert await fetched(gateway, TEAM, "F1", 1000) == b"\x00name,phone\r\n"
