"""Events: what happened in the world, told to the app that subscribed."""

import aiohttp
import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox, SandboxOptions, Visitor
from bot.sandbox.clock import pause
from bot.sandbox.manifest import AppProfile

from .conftest import BOT, CLAIRE, GENERAL, NATHAN, Parrot, over_sockets


@pytest.fixture(autouse=True)
def listening(parrot: Parrot) -> None:
    for kind in (
        "message",
        "user_change",
        "team_join",
        "member_joined_channel",
        "member_left_channel",
        "channel_archive",
        "app_uninstalled",
        "tokens_revoked",
        "app_mention",
    ):

        @parrot.app.event(kind)
        async def heard() -> None:
            """The middleware has noted it."""


async def test_a_direct_message_arrives_in_its_envelope(connected: Parrot, claire: Visitor) -> None:
    dm = await claire.app_channel()
    said = (await claire.say(dm, "hello <you> & @nathan"))["message"]
    body = await connected.hears_event("message")
    event = body["event"]
    assert event["text"] == f"hello &lt;you&gt; &amp; <@{NATHAN}>"
    assert (event["channel"], event["channel_type"], event["user"]) == (dm, "im", CLAIRE)
    assert (event["ts"], event["event_ts"]) == (said["ts"], said["ts"])
    assert body["event_id"].startswith("Ev")
    assert body["authorizations"][0] == {
        "enterprise_id": None,
        "team_id": "T0DEMO00001",
        "user_id": BOT,
        "is_bot": True,
        "is_enterprise_install": False,
    }


async def test_an_app_hears_only_the_channels_it_is_in(
    connected: Parrot, claire: Visitor, client: AsyncWebClient
) -> None:
    await claire.say(GENERAL, "before")
    await client.conversations_join(channel=GENERAL)
    await connected.hears_event("member_joined_channel")
    await claire.say(GENERAL, "after @parrot")
    assert (await connected.hears_event("app_mention"))["event"]["text"] == f"after <@{BOT}>"
    assert "before" not in [body["event"].get("text") for body in connected.events("message")]


async def test_a_changed_person_is_told_of(connected: Parrot, http: aiohttp.ClientSession) -> None:
    await http.post("/_world/person", json={"id": CLAIRE, "tz": "Asia/Tokyo", "locale": "ja-JP"})
    user = (await connected.hears_event("user_change"))["event"]["user"]
    assert (user["id"], user["tz"], user["locale"]) == (CLAIRE, "Asia/Tokyo", "ja-JP")


async def test_a_newcomer_is_told_of_and_can_act(
    connected: Parrot, http: aiohttp.ClientSession, sandbox: Sandbox
) -> None:
    async with http.post("/_world/person", json={"name": "zoe", "locale": "fr-FR"}) as answer:
        zoe = (await answer.json())["person"]["id"]
    assert (await connected.hears_event("team_join"))["event"]["user"]["id"] == zoe
    async with Visitor(sandbox.url, zoe) as visitor:
        await visitor.say(await visitor.app_channel(), "bonjour")
    assert (await connected.hears_event("message"))["event"]["user"] == zoe


async def test_removing_the_bot_and_archiving_are_told_of(
    connected: Parrot, http: aiohttp.ClientSession, client: AsyncWebClient
) -> None:
    await client.conversations_join(channel=GENERAL)
    await http.post("/_world/channel", json={"id": GENERAL, "is_archived": True, "by": CLAIRE})
    assert (await connected.hears_event("channel_archive"))["event"]["channel"] == GENERAL
    await http.post("/_world/member", json={"channel": GENERAL, "is_in": False})
    assert (await connected.hears_event("member_left_channel"))["event"]["user"] == BOT


async def test_uninstalling_ends_the_token(connected: Parrot, http: aiohttp.ClientSession, sandbox: Sandbox) -> None:
    await http.post("/_world/token", json={"is_installed": False})
    await connected.hears_event("app_uninstalled")
    headers = {"Authorization": f"Bearer {sandbox.bot_token}"}
    async with http.post("/api/auth.test", headers=headers) as answer:
        assert (await answer.json())["error"] == "account_inactive"


async def test_a_revoked_token_is_told_of_and_refused(
    connected: Parrot, http: aiohttp.ClientSession, sandbox: Sandbox
) -> None:
    await http.post("/_world/token", json={"is_revoked": True})
    assert (await connected.hears_event("tokens_revoked"))["event"]["tokens"] == {"bot": [BOT]}
    headers = {"Authorization": f"Bearer {sandbox.bot_token}"}
    async with http.post("/api/auth.test", headers=headers) as answer:
        assert (await answer.json())["error"] == "token_revoked"


async def test_an_app_hears_only_what_its_manifest_names() -> None:
    profile = AppProfile(events=frozenset({"user_change"}), scopes=frozenset({"users:read", "im:history"}))
    async with Sandbox.start(SandboxOptions(), app=profile) as sandbox:
        client = AsyncWebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
        bird = Parrot(AsyncApp(client=client, signing_secret="x", process_before_response=True))

        @bird.app.event("user_change")
        async def changed(body: dict[str, object]) -> None:
            bird.heard.append(body)

        async with over_sockets(bird, sandbox), Visitor(sandbox.url, CLAIRE) as claire:
            await claire.say(await claire.app_channel(), "not heard")
            await claire.act("home_opened")
            async with aiohttp.ClientSession(sandbox.url) as http:
                await http.post("/_world/person", json={"id": CLAIRE, "title": "Boss"})
            await bird.hears_event("user_change")
            await pause(0.05)
        assert len(bird.heard) == 1
