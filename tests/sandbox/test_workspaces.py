"""Several workspaces: each with its own people, its own token, and the app where somebody has installed it."""

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox, SandboxOptions, Visitor

from .calls import code, turn
from .conftest import CLAIRE, FIRST, GENERAL, SECOND, Parrot

HELENE, OWEN, HALL = "U1HELENE001", "U1OWEN00001", "C1GENERAL01"


@pytest.fixture
async def neighbour(sandbox: Sandbox, http: aiohttp.ClientSession) -> AsyncWebClient:
    """The app in the second workspace, where it has just been installed."""
    token = (await turn(http, "app", team=SECOND, is_installed=True))["token"]
    return AsyncWebClient(token=token, base_url=sandbox.api_url)


@pytest.fixture
async def helene(sandbox: Sandbox) -> AsyncIterator[Visitor]:
    async with Visitor(sandbox.url, HELENE) as visitor:
        yield visitor


async def test_the_second_workspace_has_all_kinds_of_people_and_channels(http: aiohttp.ClientSession) -> None:
    async with http.get("/_page/world") as answer:
        first, second = (await answer.json())["workspaces"]
    assert (first["app"]["is_installed"], second["app"]["is_installed"]) == (True, False)
    assert (second["commands"], second["shortcuts"]) == ([], [])
    kinds = {
        "multi" if person["is_restricted"] and not person["is_ultra_restricted"] else
        "single" if person["is_ultra_restricted"] else
        "left" if person["deleted"] else
        "bot" if person["is_bot"] else
        "owner" if person["is_owner"] else "member"
        for person in second["people"]
    }  # fmt: skip
    assert kinds == {"multi", "single", "left", "bot", "owner", "member"}
    assert {"is_private", "is_archived", "is_general"} <= {
        name for channel in second["channels"] for name, value in channel.items() if value is True
    }
    assert {person["team"] for person in second["people"]} == {SECOND}


async def test_each_token_is_of_its_own_workspace(client: AsyncWebClient, neighbour: AsyncWebClient) -> None:
    here, there = await client.auth_test(), await neighbour.auth_test()
    assert (here["team_id"], there["team_id"]) == (FIRST, SECOND)
    assert here["user_id"] != there["user_id"]
    assert (await neighbour.team_info())["team"]["domain"] == "second-demo"
    assert (await neighbour.bots_info(bot=there["bot_id"]))["bot"]["user_id"] == there["user_id"]


async def test_nobody_sees_into_the_other_workspace(client: AsyncWebClient, neighbour: AsyncWebClient) -> None:
    assert await code(client, "users.info", user=HELENE) == "user_not_found"
    assert await code(neighbour, "users.info", user=CLAIRE) == "user_not_found"
    assert await code(neighbour, "conversations.info", channel=GENERAL) == "channel_not_found"
    assert await code(neighbour, "chat.postMessage", channel=CLAIRE, text="x") == "channel_not_found"
    assert await code(neighbour, "conversations.open", users=CLAIRE) == "user_not_found"
    assert await code(neighbour, "users.lookupByEmail", email="claire@demo.example") == "users_not_found"
    members = (await neighbour.users_list())["members"]
    assert {member["team_id"] for member in members} == {SECOND}
    assert "USLACKBOT" in [member["id"] for member in members]
    bot = (await client.auth_test())["bot_id"]
    assert await code(neighbour, "bots.info", bot=bot) == "bot_not_found"


async def test_a_file_of_one_workspace_is_not_the_others(client: AsyncWebClient, neighbour: AsyncWebClient) -> None:
    file = (await client.files_upload_v2(filename="a.txt", content="x"))["file"]["id"]
    assert await code(neighbour, "files.info", file=file) == "file_not_found"
    assert (await neighbour.files_list())["files"] == []


async def test_what_is_sent_to_the_app_names_the_workspace(
    connected: Parrot, neighbour: AsyncWebClient, helene: Visitor, claire: Visitor
) -> None:
    @connected.app.command("/say")
    async def say(ack: AsyncAck) -> None:
        await ack("heard")

    await claire.command(GENERAL, "/say it")
    assert connected.last("/say")["team_id"] == FIRST
    await helene.command(HALL, "/say it")
    body = connected.last("/say")
    assert (body["team_id"], body["team_domain"], body["user_id"]) == (SECOND, "second-demo", HELENE)
    assert (await helene.messages(HALL))[-1]["text"] == "heard"


async def test_events_name_the_workspace_and_its_bot(
    connected: Parrot, neighbour: AsyncWebClient, http: aiohttp.ClientSession, sandbox: Sandbox
) -> None:
    await turn(http, "person", id=HELENE, title="Chair")
    body = await connected.hears_event("user_change")
    assert (body["team_id"], body["event"]["user"]["team_id"]) == (SECOND, SECOND)
    bot = (await neighbour.auth_test())["user_id"]
    assert body["authorizations"][0]["user_id"] == bot


async def test_an_app_hears_nothing_from_where_it_is_not(
    connected: Parrot, http: aiohttp.ClientSession, helene: Visitor
) -> None:
    await turn(http, "person", id=HELENE, title="Chair")
    await helene.say(HALL, "hello")
    refused = await helene.command(HALL, "/say it")
    assert (refused["error"], refused["message"]) == ("unknown_command", "/say is not a valid command.")
    assert (await helene.act("shortcut", callback_id="everywhere"))["error"] == "app_not_installed"
    assert (await helene.act("home_opened"))["view"] is None
    await turn(http, "person", id=CLAIRE, title="Boss")
    await connected.hears_event("user_change")
    assert {body["team_id"] for body in connected.heard} == {FIRST}


async def test_once_installed_everybody_has_the_apps_direct_message(
    neighbour: AsyncWebClient, helene: Visitor, http: aiohttp.ClientSession
) -> None:
    posted = await neighbour.chat_postMessage(channel=HELENE, text="hello")
    assert posted["channel"] == await helene.app_channel()
    async with http.get("/_page/world") as answer:
        workspace = (await answer.json())["workspaces"][1]
    assert [one["command"] for one in workspace["commands"]] == ["/say", "/tell", "/form"]
    directs = [channel["user"] for channel in workspace["channels"] if channel["is_im"]]
    assert HELENE in directs
    assert not {"U1LEFT00001", "U1ROBOT0001"} & set(directs)


async def test_uninstalling_silences_the_bot_and_leaves_its_words(
    connected: Parrot, neighbour: AsyncWebClient, http: aiohttp.ClientSession, helene: Visitor
) -> None:
    bot = (await neighbour.auth_test())["user_id"]
    await neighbour.conversations_join(channel=HALL)
    dm = (await neighbour.chat_postMessage(channel=HELENE, text="hello"))["channel"]
    gone = await turn(http, "app", team=SECOND, is_installed=False)
    assert (gone["app"]["is_installed"], gone["token"]) == (False, "")
    assert (await connected.hears_event("app_uninstalled"))["team_id"] == SECOND
    assert (await connected.hears_event("tokens_revoked"))["event"]["tokens"]["bot"] == [bot]
    assert await code(neighbour, "auth.test") == "account_inactive"
    async with http.get("/_page/world") as answer:
        workspace = (await answer.json())["workspaces"][1]
    people = {person["id"]: person for person in workspace["people"]}
    hall = next(channel for channel in workspace["channels"] if channel["id"] == HALL)
    assert people[bot]["deleted"] is True
    assert bot not in hall["members"]
    assert [message["text"] for message in await helene.messages(dm)] == ["hello"]


async def test_installed_again_it_is_the_same_bot_with_another_token(
    neighbour: AsyncWebClient, http: aiohttp.ClientSession, sandbox: Sandbox
) -> None:
    before = await neighbour.auth_test()
    await turn(http, "app", team=SECOND, is_installed=False)
    token = (await turn(http, "app", team=SECOND, is_installed=True))["token"]
    assert token != neighbour.token
    again = AsyncWebClient(token=token, base_url=sandbox.api_url)
    assert (await again.auth_test())["user_id"] == before["user_id"]
    assert await code(neighbour, "auth.test") == "token_revoked"


async def test_it_may_be_installed_again_with_the_token_that_it_had(
    neighbour: AsyncWebClient, http: aiohttp.ClientSession
) -> None:
    await turn(http, "app", team=SECOND, is_installed=False)
    again = await turn(http, "app", team=SECOND, is_installed=True, token=neighbour.token)
    assert again["token"] == neighbour.token
    assert (await neighbour.auth_test())["team_id"] == SECOND


async def test_an_app_is_not_told_of_its_own_arrival(
    connected: Parrot, neighbour: AsyncWebClient, http: aiohttp.ClientSession
) -> None:
    await turn(http, "person", id=HELENE, title="Chair")
    await connected.hears_event("user_change")
    assert connected.events("team_join") == []


async def test_a_token_is_revoked_by_itself(
    client: AsyncWebClient, neighbour: AsyncWebClient, http: aiohttp.ClientSession
) -> None:
    await turn(http, "token", team=SECOND, is_revoked=True)
    assert await code(neighbour, "auth.test") == "token_revoked"
    assert (await client.auth_test())["ok"]
    await turn(http, "token", team=SECOND, is_revoked=False)
    assert (await neighbour.auth_test())["ok"]


async def test_a_workspace_is_founded_and_renamed(http: aiohttp.ClientSession, sandbox: Sandbox) -> None:
    founded = (await turn(http, "workspace", name="Third One", is_installed=True))["workspace"]
    assert (founded["domain"], founded["app"]["is_installed"]) == ("thirdone", True)
    client = AsyncWebClient(token=sandbox.bot_token_of(founded["id"]), base_url=sandbox.api_url)
    (general,) = (await client.conversations_list())["channels"]
    assert (general["name"], general["is_general"]) == ("general", True)
    owners = [member["name"] for member in (await client.users_list())["members"] if member.get("is_owner")]
    assert owners == ["owner"]
    await turn(http, "workspace", id=founded["id"], name="Last One")
    assert (await client.team_info())["team"]["name"] == "Last One"


async def test_what_cannot_be_of_a_workspace_is_said(http: aiohttp.ClientSession) -> None:
    assert (await turn(http, "workspace", name="Other", domain="demo"))["error"] == "domain_taken"
    assert (await turn(http, "workspace", name=" "))["error"] == "invalid_arguments"
    assert (await turn(http, "workspace", nonsense=1))["error"] == "invalid_arguments"
    assert (await turn(http, "app", team="T0NOWHERE", is_installed=True))["error"] == "team_not_found"
    assert (await turn(http, "token", team=SECOND, is_revoked=True))["error"] == "no_token"


async def test_tokens_and_installations_are_told_to_those_who_develop(
    http: aiohttp.ClientSession, neighbour: AsyncWebClient
) -> None:
    async with http.get("/_world") as answer:
        told = await answer.json()
    first, second = told["workspaces"]
    assert (first["id"], second["id"], second["app"]["is_installed"]) == (FIRST, SECOND, True)
    bots = {token["team"]: token["value"] for token in told["tokens"] if token["kind"] == "bot"}
    assert bots == {FIRST: "xoxb-sandbox", SECOND: neighbour.token}


async def test_workspaces_and_tokens_outlive_a_restart(tmp_path: Path) -> None:
    options = SandboxOptions(data=tmp_path)
    async with Sandbox.start(options) as sandbox, aiohttp.ClientSession(sandbox.url) as http:
        token = (await turn(http, "app", team=SECOND, is_installed=True))["token"]
        await turn(http, "person", id=OWEN, deleted=True)
    async with Sandbox.start(options) as sandbox:
        client = AsyncWebClient(token=token, base_url=sandbox.api_url)
        assert (await client.users_info(user=OWEN))["user"]["deleted"] is True
        assert sandbox.bot_token == "xoxb-sandbox"
