"""The clock that is moved: what goes by it, and what keeps real time for an app that knows nothing of it."""

import time

import aiohttp
import pytest
from slack_bolt.async_app import AsyncAck

from bot.sandbox import Sandbox, SandboxOptions, Visitor
from bot.sandbox.clock import WallClock, pause

from .conftest import GENERAL, PATIENT, Parrot, over_http, serving, until
from .test_delivery import Ear

DAY = 86_400


def answers(parrot: Parrot) -> None:
    @parrot.app.command("/say")
    async def say(ack: AsyncAck) -> None:
        await ack("heard")


@pytest.mark.parametrize("seconds", [DAY, -DAY])
async def test_an_unmodified_app_over_http_is_reached_though_the_clock_was_moved(
    parrot: Parrot, sandbox: Sandbox, claire: Visitor, http: aiohttp.ClientSession, seconds: int
) -> None:
    answers(parrot)
    async with over_http(parrot, sandbox):
        await http.post("/_clock", json={"advance": seconds})
        assert (await claire.command(GENERAL, "/say it"))["ok"]
    shown = (await claire.messages(GENERAL))[-1]
    assert abs(float(shown["ts"]) - time.time() - seconds) < DAY / 2


async def test_an_app_that_asks_for_the_time_or_streams_it_is_signed_to_by_it() -> None:
    wall = WallClock()
    wall.advance(DAY)
    assert wall.signing_seconds() < wall.seconds() - DAY / 2
    with wall.following():
        assert wall.signing_seconds() >= wall.seconds() - 1
    asked = WallClock()
    asked.advance(DAY)
    asked.was_asked()
    assert asked.signing_seconds() >= asked.seconds() - 1


async def test_whoever_asks_over_http_follows(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    wall = sandbox.slack.wall
    await http.post("/_clock", json={"advance": DAY})
    assert wall.signing_seconds() < wall.seconds() - DAY / 2
    async with http.get("/_clock") as answer:
        assert set(await answer.json()) == {"now"}
    assert wall.signing_seconds() >= wall.seconds() - 1


@pytest.mark.parametrize("options", [SandboxOptions(retry_waits=(0.0, 60.0, 300.0))], ids=["as Slack"])
async def test_advancing_the_clock_brings_the_next_retry(
    sandbox: Sandbox, claire: Visitor, http: aiohttp.ClientSession
) -> None:
    ear = Ear(500)
    async with serving(ear.app()) as url:
        sandbox.slack.outbound.request_url = f"{url}/slack/events"
        await claire.say(await claire.app_channel(), "hello")
        await until(lambda: len(ear.requests) == 2)
        for _ in range(400):
            # It may not have begun to wait yet.
            await http.post("/_clock", json={"advance": 61})
            if len(ear.requests) == 4:
                break
            await pause(0.05)
    assert len(ear.requests) == 4


@pytest.mark.parametrize("options", [PATIENT])
async def test_a_real_wait_brings_it_too_though_the_clock_went_back(
    sandbox: Sandbox, claire: Visitor, http: aiohttp.ClientSession
) -> None:
    ear = Ear(500)
    async with serving(ear.app()) as url:
        sandbox.slack.outbound.request_url = f"{url}/slack/events"
        await claire.say(await claire.app_channel(), "hello")
        await http.post("/_clock", json={"advance": -DAY})
        await until(lambda: len(ear.requests) == 4)
