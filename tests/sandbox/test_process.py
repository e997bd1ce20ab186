"""The sandbox as a process of its own: its first line, its log, its memory over a restart."""

import asyncio
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox, SandboxOptions, Visitor
from bot.sandbox.wire import Json, dumps, loads

from .conftest import CLAIRE, GENERAL, PROFILE, Parrot, over_sockets
from .shapes import section


@asynccontextmanager
async def process(*words: str) -> AsyncIterator[tuple[Json, asyncio.subprocess.Process]]:
    running = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.sandbox", "--port", "0", *words, stdout=asyncio.subprocess.PIPE
    )
    assert running.stdout is not None
    try:
        yield loads(await running.stdout.readline()), running
    finally:
        if running.returncode is None:
            running.terminate()
        await running.wait()


def client_of(greeting: Json) -> AsyncWebClient:
    return AsyncWebClient(token=greeting["bot_token"], base_url=greeting["api_url"])


async def test_it_prints_where_it_is_and_stops_when_asked() -> None:
    async with process() as (greeting, running):
        assert (await client_of(greeting).auth_test())["ok"]
        running.terminate()
        async with asyncio.timeout(120):
            assert await running.wait() == 0


async def test_a_first_start_that_was_killed_midway_begins_anew(tmp_path: Path) -> None:
    async with Sandbox.start(SandboxOptions(data=tmp_path)):
        """A whole world is written."""
    journal = tmp_path / "world.jsonl"
    lines = journal.read_text().splitlines(keepends=True)
    for written in (1, len(lines) // 2):
        journal.write_text("".join(lines[:written]))
        async with Sandbox.start(SandboxOptions(data=tmp_path)) as sandbox:
            assert sandbox.app_token
            assert len(list(sandbox.slack.world.workspaces)) == 2


async def test_a_port_that_is_taken_leaves_the_folder_free(tmp_path: Path) -> None:
    async with Sandbox.start() as other:
        taken = int(other.url.rpartition(":")[2])
        with pytest.raises(OSError, match="address"):
            async with Sandbox.start(SandboxOptions(data=tmp_path, port=taken)):
                """It never gets here."""
    async with Sandbox.start(SandboxOptions(data=tmp_path)) as sandbox:
        assert sandbox.app_token


async def test_a_killed_sandbox_remembers_its_world(tmp_path: Path) -> None:
    async with process("--data", str(tmp_path)) as (greeting, running):
        client = client_of(greeting)
        posted = await client.chat_postMessage(channel=CLAIRE, text="keep me", blocks=[section("é")])
        gone = await client.chat_postMessage(channel=CLAIRE, text="not me")
        await client.chat_delete(channel=gone["channel"], ts=gone["ts"])
        await client.views_publish(user_id=CLAIRE, view={"type": "home", "blocks": [section()]})
        await client.files_upload_v2(filename="a.txt", content="kept")
        async with aiohttp.ClientSession(greeting["url"]) as http:
            await http.post("/_world/person", json={"id": CLAIRE, "tz": "Asia/Tokyo"})
            await http.post("/_clock", json={"advance": 86_400})
        running.kill()
    (tmp_path / "world.jsonl").open("a").write('["Message", "half a li')
    async with process("--data", str(tmp_path)) as (greeting, _):
        client = client_of(greeting)
        history = await client.conversations_history(channel=posted["channel"])
        assert [message["text"] for message in history["messages"]] == ["keep me"]
        assert history["messages"][0]["blocks"][0]["text"]["text"] == "é"
        assert (await client.users_info(user=CLAIRE))["user"]["tz"] == "Asia/Tokyo"
        later = await client.chat_postMessage(channel=CLAIRE, text="a day later")
        assert float(later["ts"]) - float(posted["ts"]) > 86_000
        async with Visitor(greeting["url"], CLAIRE) as claire:
            assert await claire.home() is not None


async def test_two_kills_in_the_middle_of_a_line_lose_only_those_lines(tmp_path: Path) -> None:
    lines = tmp_path / "world.jsonl"
    for text, torn in (("one", b'["Message","C0:1",{"text":"half a li'), ("two", '["Message","C0:2","é'.encode()[:-1])):
        async with process("--data", str(tmp_path)) as (greeting, running):
            assert (await client_of(greeting).chat_postMessage(channel=CLAIRE, text=text))["ok"]
            running.kill()
        with lines.open("ab") as file:
            file.write(torn)
    async with process("--data", str(tmp_path)) as (greeting, _):
        dm = (await client_of(greeting).conversations_open(users=[CLAIRE]))["channel"]["id"]
        history = await client_of(greeting).conversations_history(channel=dm)
    assert [message["text"] for message in history["messages"]] == ["two", "one"]
    assert all(loads(line) for line in lines.read_text().splitlines())


async def test_what_was_done_to_messages_people_and_channels_outlives_a_kill(tmp_path: Path) -> None:
    async with process("--data", str(tmp_path)) as (greeting, running):
        client = client_of(greeting)
        await client.conversations_join(channel=GENERAL)
        root = await client.chat_postMessage(channel=GENERAL, text="root")
        spot = {"channel": GENERAL, "timestamp": root["ts"]}
        await client.reactions_add(name="eyes", **spot)
        await client.pins_add(**spot)
        await client.chat_postMessage(channel=GENERAL, text="reply", thread_ts=root["ts"])
        await client.chat_update(channel=GENERAL, ts=root["ts"], text="edited")
        made = (await client.conversations_create(name="spring"))["channel"]["id"]
        await client.conversations_setTopic(channel=made, topic="flowers")
        await client.conversations_archive(channel=made)
        file = (await client.files_upload_v2(filename="a.txt", content="kept", channel=GENERAL))["file"]["id"]
        async with aiohttp.ClientSession(greeting["url"]) as http:
            zoe = await (await http.post("/_world/person", json={"name": "zoe"})).json()
            await http.post("/_world/workspace", json={"name": "Third", "domain": "third", "is_installed": True})
            world = await (await http.get("/_world")).json()
        before = await client.conversations_history(channel=GENERAL)
        running.kill()
    async with process("--data", str(tmp_path)) as (greeting, _):
        client = client_of(greeting)
        after = await client.conversations_history(channel=GENERAL)
        assert _without_addresses(after["messages"]) == _without_addresses(before["messages"])
        channel = (await client.conversations_info(channel=made))["channel"]
        assert (channel["name"], channel["topic"]["value"], channel["is_archived"]) == ("spring", "flowers", True)
        async with Visitor(greeting["url"], zoe["person"]["id"]) as visitor:
            assert await visitor.app_channel()
        url = (await client.files_info(file=file))["file"]["url_private_download"]
        headers = {"Authorization": f"Bearer {greeting['bot_token']}"}
        async with aiohttp.ClientSession(greeting["url"]) as http:
            async with http.get(url, headers=headers) as answer:
                assert await answer.text() == "kept"
            again = await (await http.get("/_world")).json()
        assert (again["tokens"], again["workspaces"]) == (world["tokens"], world["workspaces"])


def _without_addresses(messages: list[Json]) -> list[Json]:
    """A sandbox that starts again on a free port has other addresses; all else is as it was."""
    return [loads(re.sub(r"http://127\.0\.0\.1:\d+", "", dumps(message))) for message in messages]


async def test_a_folder_serves_one_sandbox_at_a_time(tmp_path: Path) -> None:
    async with process("--data", str(tmp_path)):
        second = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot.sandbox", "--data", str(tmp_path)), stderr=asyncio.subprocess.PIPE
        )
        _, complaint = await second.communicate()
    assert second.returncode == 1
    assert complaint.decode().strip().endswith("is in use by another sandbox")


async def test_another_world_can_be_given(tmp_path: Path) -> None:
    world = {
        "signing_secret": "other",
        "workspaces": [
            {
                "id": "T0OTHER",
                "name": "Other",
                "domain": "other",
                "bot": {"user": "U0OTHERBOT", "id": "B0OTHER", "token": "xoxb-other"},
                "people": [{"id": "U0ANA", "name": "ana", "real_name": "Ana", "tz": "Europe/Lisbon"}],
                "channels": [{"id": "C0HALL", "name": "hall", "members": ["U0ANA"]}],
            }
        ],
    }
    file = tmp_path / "world.json"
    file.write_text(dumps(world))
    async with process("--world", str(file)) as (greeting, _):
        assert greeting["signing_secret"] == "other"
        assert (await client_of(greeting).auth_test())["team"] == "Other"


async def test_each_call_and_each_acknowledgement_is_one_line(tmp_path: Path) -> None:
    log = tmp_path / "calls.jsonl"
    async with Sandbox.start(SandboxOptions(log=log), app=PROFILE) as sandbox:
        client = AsyncWebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
        bird = Parrot(AsyncApp(client=client, signing_secret="x", process_before_response=True))

        @bird.app.command("/say")
        async def say(ack: AsyncAck, client: AsyncWebClient) -> None:
            await client.chat_postMessage(channel=CLAIRE, text="x")
            await ack("heard")

        async with over_sockets(bird, sandbox), Visitor(sandbox.url, CLAIRE) as claire:
            await claire.command(GENERAL, "/say it")
        lines = [loads(line) for line in log.read_text().splitlines()]
    assert all(set(line) == {"method", "body", "response"} for line in lines)
    (posted,) = [line for line in lines if line["method"] == "chat.postMessage"]
    assert (posted["body"]["text"], posted["response"]["ok"]) == ("x", True)
    (ack,) = [line for line in lines if line["method"] == "ack:command"]
    assert (ack["body"], ack["response"]) == ({"text": "heard"}, {"ok": True})
    assert sandbox.bot_token not in log.read_text()


MANIFEST = """
display_information: {name: Greeter}
features:
  bot_user: {display_name: greeter}
  slash_commands:
    - {command: /hi, description: Says hi, should_escape: true}
oauth_config:
  scopes:
    bot: [commands, chat:write]
settings:
  event_subscriptions: {bot_events: [app_home_opened]}
"""


async def test_a_manifest_says_what_there_is(tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.yml"
    manifest.write_text(MANIFEST)
    async with Sandbox.start(SandboxOptions(manifest=manifest)) as sandbox:
        client = AsyncWebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
        me = await client.auth_test()
        assert me["user"] == "greeter"
        assert me.headers["x-oauth-scopes"] == "chat:write,commands"
        async with Visitor(sandbox.url, CLAIRE) as claire:
            assert (await claire.command(GENERAL, "/say it"))["error"] == "unknown_command"
