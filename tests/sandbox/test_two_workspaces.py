"""One app in two workspaces: what happens in one is told with its name, and answered with its token."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import aiohttp
import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox, Visitor
from bot.sandbox.wire import Json

from .conftest import CLAIRE, GENERAL, SALES, Parrot, over_sockets
from .shapes import actions, button, entry, modal


@dataclass(frozen=True, slots=True)
class Second:
    """The other workspace, with the app in it and somebody to talk to it."""

    team: str
    bot: str
    token: str
    hall: str
    ana: Visitor


@pytest.fixture
async def second(sandbox: Sandbox, http: aiohttp.ClientSession) -> AsyncIterator[Second]:
    async def change(what: str, **row: object) -> Json:
        async with http.post(f"/_world/{what}", json=row) as answer:
            made: Json = await answer.json()
            assert made["ok"], made
            return made

    team = str((await change("workspace", name="Other", domain="other"))["workspace"]["id"])
    installed = await change("app", team=team, is_installed=True)
    ana = str((await change("person", team=team, name="ana"))["person"]["id"])
    hall = str((await change("channel", team=team, name="hall", members=[ana]))["channel"])
    async with Visitor(sandbox.url, ana) as visitor:
        yield Second(team, installed["app"]["bot_user"], installed["token"], hall, visitor)


@pytest.fixture
async def both(sandbox: Sandbox, client: AsyncWebClient, second: Second) -> AsyncIterator[Parrot]:
    """The app with the tokens of both."""
    tokens = {second.team: second.token, "T0DEMO00001": sandbox.bot_token}

    async def authorize(team_id: str) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id=team_id, bot_token=tokens[team_id])

    app = AsyncApp(client=client, signing_secret="x", authorize=authorize, process_before_response=True)
    bird = Parrot(app)

    @app.middleware
    async def remember(body: Json, next: object) -> None:
        bird.heard.append(body)
        await next()  # type: ignore[operator]  # Bolt knows it by its name

    async with over_sockets(bird, sandbox):
        yield bird


async def test_a_command_names_its_workspace_and_is_answered_there(
    both: Parrot, second: Second, claire: Visitor
) -> None:
    @both.app.command("/form")
    async def form(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=modal())
        await ack(f"from {body['team_domain']}")

    await second.ana.command(second.hall, "/form")
    body = both.last("/form")
    assert (body["team_id"], body["team_domain"], body["channel_name"]) == (second.team, "other", "hall")
    view = await second.ana.view()
    assert view is not None
    assert (view["team_id"], view["app_installed_team_id"]) == (second.team, second.team)
    answer = (await second.ana.messages(second.hall))[-1]
    assert (answer["text"], answer["user"]) == ("from other", second.bot)
    assert await claire.view() is None


async def test_a_trigger_of_one_workspace_opens_nothing_in_the_other(
    both: Parrot, second: Second, client: AsyncWebClient
) -> None:
    @both.app.command("/say")
    async def say(ack: AsyncAck) -> None:
        await ack()

    await second.ana.command(second.hall, "/say it")
    with pytest.raises(SlackApiError, match="invalid_trigger_id"):
        await client.views_open(trigger_id=both.last("/say")["trigger_id"], view=modal())


async def test_events_name_their_workspace_and_its_bot(both: Parrot, second: Second, claire: Visitor) -> None:
    @both.app.event("message")
    async def message() -> None:
        """The middleware has noted it."""

    await second.ana.say(await second.ana.app_channel(), "olá")
    body = await both.hears_event("message")
    assert (body["team_id"], body["event"]["team"], body["event"]["text"]) == (second.team, second.team, "olá")
    assert (body["authorizations"][0]["team_id"], body["authorizations"][0]["user_id"]) == (second.team, second.bot)
    await claire.say(await claire.app_channel(), "bonjour")
    await both.hears_event("message")
    assert {body["team_id"] for body in both.events("message")} <= {second.team, "T0DEMO00001"}


async def test_a_click_names_its_workspace(both: Parrot, second: Second) -> None:
    @both.app.action("press")
    async def press(ack: AsyncAck) -> None:
        await ack()

    own = AsyncWebClient(token=second.token, base_url=both.app.client.base_url)
    await own.chat_postMessage(channel=second.hall, text="x", blocks=[actions(button("press"))])
    await second.ana.click("press", on=(await second.ana.messages(second.hall))[-1])
    body = both.last("block_actions")
    assert body["team"] == {"id": second.team, "domain": "other"}
    assert f"/actions/{second.team}/" in body["response_url"]


async def test_leaving_one_workspace_leaves_the_other_alone(
    both: Parrot, second: Second, claire: Visitor, http: aiohttp.ClientSession
) -> None:
    @both.app.event("app_uninstalled")
    async def uninstalled() -> None:
        """The middleware has noted it."""

    @both.app.command("/say")
    async def say(ack: AsyncAck) -> None:
        await ack()

    await http.post("/_world/app", json={"team": second.team, "is_installed": False})
    assert (await both.hears_event("app_uninstalled"))["team_id"] == second.team
    assert (await second.ana.command(second.hall, "/say it"))["error"] == "unknown_command"
    assert (await claire.command(GENERAL, "/say it"))["ok"]


async def test_a_file_of_somebody_else_cannot_be_posted(second: Second, claire: Visitor) -> None:
    file = await claire.upload("secret.csv", b"name")
    refused = await second.ana.say(second.hall, "look", files=[file["id"]])
    assert refused["error"] == "file_not_found"
    assert "look" not in [one["text"] for one in await second.ana.messages(second.hall)]
    assert (await claire.say(GENERAL, "look", files=[file["id"]]))["ok"]


async def test_a_form_takes_no_file_and_no_conversation_of_the_other(
    both: Parrot, second: Second, claire: Visitor
) -> None:
    where: Json = {"type": "conversations_select", "action_id": "where", "response_url_enabled": True}

    @both.app.command("/form")
    async def form(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        view = modal(entry("to", where), entry("list", {"type": "file_input", "action_id": "file"}))
        await client.views_open(trigger_id=body["trigger_id"], view=view)
        await ack()

    @both.app.view("form")
    async def save(ack: AsyncAck) -> None:
        await ack()

    file = await claire.upload("secret.csv", b"name")
    own = await second.ana.upload("own.csv", b"name")
    await second.ana.command(second.hall, "/form")
    await second.ana.submit({"to": SALES, "list": [{"id": file["id"]}, {"id": own["id"]}]})
    body = both.last("view_submission")
    assert body["response_urls"] == []
    (sent,) = body["view"]["state"]["values"]["list"]["file"]["files"]
    assert sent["id"] == own["id"]


@pytest.mark.parametrize(
    ("what", "row", "error"),
    [
        ("person", {"name": "eve", "channels": [GENERAL]}, "channel_not_found"),
        ("channel", {"name": "den", "creator": CLAIRE}, "user_not_found"),
        ("channel", {"name": "den", "members": [CLAIRE]}, "user_not_found"),
    ],
)
async def test_the_handles_of_one_workspace_reach_nothing_of_the_other(
    second: Second, http: aiohttp.ClientSession, what: str, row: Json, error: str
) -> None:
    async with http.post(f"/_world/{what}", json={"team": second.team, **row}) as answer:
        assert (answer.status, (await answer.json())["error"]) == (400, error)


async def test_nobody_of_the_other_workspace_changes_a_channel(second: Second, http: aiohttp.ClientSession) -> None:
    async with http.post("/_world/channel", json={"id": second.hall, "topic": "x", "by": CLAIRE}) as answer:
        assert (await answer.json())["error"] == "user_not_found"


async def test_a_token_does_not_move_to_the_other_workspace(
    sandbox: Sandbox, second: Second, client: AsyncWebClient, http: aiohttp.ClientSession
) -> None:
    row = {"team": second.team, "is_installed": True, "token": sandbox.bot_token}
    async with http.post("/_world/app", json=row) as answer:
        assert (await answer.json())["error"] == "token_taken"
    assert (await client.auth_test())["team_id"] == "T0DEMO00001"


async def test_a_response_url_ends_with_the_installation(
    both: Parrot, second: Second, http: aiohttp.ClientSession
) -> None:
    @both.app.command("/say")
    async def say(ack: AsyncAck) -> None:
        await ack()

    await second.ana.command(second.hall, "/say it")
    await http.post("/_world/app", json={"team": second.team, "is_installed": False})
    async with http.post(both.last("/say")["response_url"], json={"text": "still here"}) as answer:
        assert (answer.status, (await answer.json())["error"]) == (404, "invalid_url")
    assert "still here" not in [one["text"] for one in await second.ana.messages(second.hall)]
