"""How Slack's answers to a post are read: sent, certainly not, not now, or nobody knows."""

import asyncio

import pytest
from aiohttp import web

from bot.gateway import Doubtful, Gateway, Outcome, Paused, Reach, Refused, Sent
from bot.gateway._outcomes import reach_of
from bot.model.ids import DeliveryId
from bot.model.messages import Message
from tests.gateway import _double
from tests.gateway._double import playing


async def post(gateway: Gateway, channel: str = "C1") -> Outcome:
    return await gateway.post("T1", channel, Message("hello"), delivery=DeliveryId(7))


async def test_a_message_that_slack_took_is_sent() -> None:
    async with playing() as (double, gateway):
        double.says({"ok": True, "channel": "C1", "ts": "1.2"})
        assert await post(gateway) == Sent("C1", "1.2")


@pytest.mark.parametrize(
    ("error", "reach"),
    [
        ("channel_not_found", Reach.CHANNEL),
        ("restricted_action_read_only_channel", Reach.CHANNEL),
        ("user_disabled", Reach.READER),
        ("token_revoked", Reach.WORKSPACE),
        ("missing_scope", Reach.FEATURE),
        ("invalid_blocks_format", Reach.SHAPE),
        ("message_not_found", Reach.MESSAGE),
        ("ratelimited", Reach.PASSING),
        ("something_new", Reach.PASSING),
    ],
)
async def test_a_refusal_tells_how_far_it_reaches(error: str, reach: Reach) -> None:
    assert reach_of(error) is reach
    async with playing() as (double, gateway):
        double.says({"ok": False, "error": error})
        assert await post(gateway) == Refused(error, reach, method="chat.postMessage")


@pytest.mark.parametrize("error", ["internal_error", "fatal_error", "service_unavailable"])
async def test_an_error_after_which_it_may_have_been_done_is_a_doubt(error: str) -> None:
    async with playing() as (double, gateway):
        double.says({"ok": False, "error": error})
        assert await post(gateway) == Doubtful(error)


@pytest.mark.parametrize(
    ("told", "seconds"),
    [({"Retry-After": "3"}, 3.0), ({"Retry-After": "2.5"}, 2.5), ({}, 30.0), ({"Retry-After": "soon"}, 30.0),
     ({"Retry-After": "nan"}, 30.0), ({"Retry-After": "9e99"}, 86_400.0)],
)  # fmt: skip
async def test_slack_is_not_called_again_before_the_time_it_asked_for(told: dict[str, str], seconds: float) -> None:
    async with playing() as (double, gateway):
        double.says({"ok": False, "error": "ratelimited"}, status=429, headers=told)
        assert await post(gateway) == Paused("channel:C1", seconds)
        double.says({"ok": True, "channel": "C1", "ts": "1.2"})
        double.clock.seconds += seconds / 2
        assert await post(gateway) == Paused("channel:C1", seconds / 2)
        assert len(double.calls) == 1
        assert isinstance(await post(gateway, "C2"), Sent)
        double.clock.seconds += seconds / 2
        assert await post(gateway) == Sent("C1", "1.2")


async def test_two_busy_channels_at_once_silence_the_workspace() -> None:
    async with playing() as (double, gateway):
        double.says({"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": "4"})
        assert await post(gateway, "C1") == Paused("channel:C1", 4.0)
        double.clock.seconds += 1
        assert await post(gateway, "C2") == Paused("method:chat.postMessage", 4.0)
        double.clock.seconds += 3
        assert await post(gateway, "C3") == Paused("method:chat.postMessage", 1.0)
        assert len(double.calls) == 2
        double.clock.seconds += 1
        assert await post(gateway, "C3") == Paused("channel:C3", 4.0)


@pytest.mark.parametrize(
    "answer",
    [
        web.Response(status=500, text="<html>"),
        web.Response(status=503, text="{}", content_type="application/json"),
        web.Response(status=403, text="<html>", content_type="text/html"),
        web.Response(text="<html>", content_type="text/html"),
        web.Response(text="plain words"),
        web.Response(text="[1]", content_type="application/json"),
        web.Response(text="null", content_type="application/json"),
        web.Response(text='{"ok": tr', content_type="application/json"),
        web.Response(body=b"\xff\xfe", content_type="application/json"),
    ],
    ids=lambda answer: f"{answer.status} {answer.body[:9]}",
)
async def test_an_answer_that_cannot_be_read_is_a_doubt(answer: web.Response) -> None:
    async with playing() as (double, gateway):

        async def reply(request: web.Request) -> web.StreamResponse:
            return web.Response(status=answer.status, body=answer.body, content_type=answer.content_type)

        double.reply = reply
        assert isinstance(await post(gateway), Doubtful)


async def test_a_connection_reset_after_slack_took_the_message_is_one_call_and_a_doubt() -> None:
    async with playing() as (double, gateway):
        double.reply = _double.reset
        assert isinstance(await post(gateway), Doubtful)
        assert double.calls == ["/api/chat.postMessage"]


async def test_no_answer_in_time_is_a_doubt() -> None:
    async with playing(patience=0.2) as (double, gateway):

        async def reply(request: web.Request) -> web.StreamResponse:
            await asyncio.sleep(1)
            return web.json_response({"ok": True})

        double.reply = reply
        assert isinstance(await post(gateway), Doubtful)


async def test_a_slack_that_cannot_be_reached_has_certainly_not_got_it() -> None:
    async with playing() as (_, gateway):
        pass
    await gateway.start()
    assert await post(gateway) == Refused("unreachable", Reach.PASSING)
    await gateway.close()
