"""The payloads of commands, clicks, forms and shortcuts: exactly the properties that Slack sends."""

import pytest
from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Visitor
from bot.sandbox.wire import Json

from .conftest import CLAIRE, GENERAL, NATHAN, SALES, Parrot
from .shapes import actions, button, entry, modal, option, plain, section

COMMON = {"type", "team", "user", "api_app_id", "token", "enterprise", "is_enterprise_install"}
WITH_MESSAGE = {"container", "channel", "message", "response_url"}
VIEW = {
    "id",
    "team_id",
    "type",
    "blocks",
    "private_metadata",
    "callback_id",
    "state",
    "hash",
    "title",
    "clear_on_close",
    "notify_on_close",
    "close",
    "submit",
    "previous_view_id",
    "root_view_id",
    "app_id",
    "external_id",
    "app_installed_team_id",
    "bot_id",
}
SEARCH: Json = {"type": "external_select", "action_id": "find", "min_query_length": 1}


@pytest.fixture(autouse=True)
def content(parrot: Parrot) -> None:
    """Takes whatever comes and answers with nothing."""

    async def take(ack: AsyncAck) -> None:
        await ack()

    async def opened(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        blocks = (entry("name"), actions(button("press")), entry("found", SEARCH, optional=True))
        await client.views_open(trigger_id=body["trigger_id"], view=modal(*blocks, notify_on_close=True))
        await ack()

    async def suggest(ack: AsyncAck) -> None:
        await ack(options=[option("one")])

    app = parrot.app
    app.command("/say")(take)
    app.command("/form")(opened)
    app.action("press")(take)
    app.action("menu")(take)
    app.shortcut("everywhere")(take)
    app.shortcut({"type": "message_action", "callback_id": "this_one"})(take)
    app.view("form")(take)
    app.view_closed("form")(take)
    app.options("find")(suggest)


async def posted(client: AsyncWebClient, claire: Visitor, *blocks: Json) -> Json:
    await client.conversations_join(channel=GENERAL)
    await client.chat_postMessage(channel=GENERAL, text="choose", blocks=list(blocks))
    return (await claire.messages(GENERAL))[-1]


async def test_a_command(connected: Parrot, claire: Visitor) -> None:
    await claire.command(GENERAL, "/say it")
    assert connected.last("/say").keys() == {
        "token",
        "team_id",
        "team_domain",
        "channel_id",
        "channel_name",
        "user_id",
        "user_name",
        "command",
        "text",
        "api_app_id",
        "is_enterprise_install",
        "response_url",
        "trigger_id",
    }


async def test_a_click_on_a_message(connected: Parrot, claire: Visitor, client: AsyncWebClient) -> None:
    message = await posted(client, claire, actions(button("press", value="1", style="primary")))
    await claire.click("press", on=message)
    body = connected.last("block_actions")
    assert body.keys() == COMMON | WITH_MESSAGE | {"trigger_id", "state", "actions"}
    assert body["user"].keys() == {"id", "username", "name", "team_id"}
    assert body["team"] == {"id": "T0DEMO00001", "domain": "demo"}
    (action,) = body["actions"]
    assert action.keys() == {"type", "block_id", "action_id", "action_ts", "text", "value", "style"}


async def test_a_click_in_a_thread_names_it(connected: Parrot, claire: Visitor, client: AsyncWebClient) -> None:
    root = await client.chat_postMessage(channel=CLAIRE, text="root")
    spot = {"channel": root["channel"], "thread_ts": root["ts"]}
    await client.chat_postMessage(**spot, text="reply", blocks=[actions(button("press"))])
    reply = (await claire.messages(root["channel"], root["ts"]))[-1]
    await claire.click("press", on=reply)
    body = connected.last("block_actions")
    assert body["container"]["thread_ts"] == body["message"]["thread_ts"] == root["ts"]


async def test_a_click_on_an_ephemeral_message_comes_without_it(
    connected: Parrot, claire: Visitor, client: AsyncWebClient
) -> None:
    await client.conversations_join(channel=GENERAL)
    blocks = [actions(button("press"))]
    await client.chat_postEphemeral(channel=GENERAL, user=CLAIRE, text="psst", blocks=blocks)
    await claire.click("press", on=(await claire.messages(GENERAL))[-1])
    body = connected.last("block_actions")
    assert body.keys() == COMMON | (WITH_MESSAGE - {"message"}) | {"trigger_id", "state", "actions"}
    assert body["container"].keys() == {"type", "message_ts", "channel_id", "is_ephemeral"}


async def test_a_click_in_an_attachment_names_its_number(
    connected: Parrot, claire: Visitor, client: AsyncWebClient
) -> None:
    attachments: list[Json] = [{"text": "first"}, {"color": "#1f4e5f", "blocks": [actions(button("press", value="7"))]}]
    posted = await client.chat_postMessage(channel=CLAIRE, text="x", attachments=attachments)
    where = {"type": "message", "channel": posted["channel"], "ts": posted["ts"]}
    action = {"action_id": "press", "type": "button"}
    assert (await claire.act("block_action", container=where, block_id="row", action=action))["ok"]
    body = connected.last("block_actions")
    container = body["container"]
    assert (container["type"], container["attachment_id"]) == ("message_attachment", 2)
    assert body["actions"][0]["value"] == "7"
    assert [one["id"] for one in body["message"]["attachments"]] == [1, 2]


async def test_a_click_in_a_form_brings_the_view_and_no_address(connected: Parrot, claire: Visitor) -> None:
    await claire.command(GENERAL, "/form")
    view = await claire.waits_for_view(lambda _: True)
    await claire.click("press", on=view, answers={"name": "Ada"})
    body = connected.last("block_actions")
    assert body.keys() == COMMON | {"container", "trigger_id", "view", "actions"}
    assert body["view"].keys() == VIEW
    assert body["view"]["state"]["values"]["name"]["typed"]["value"] == "Ada"


async def test_a_click_in_app_home_brings_the_home(connected: Parrot, claire: Visitor, client: AsyncWebClient) -> None:
    await client.views_publish(user_id=CLAIRE, view={"type": "home", "blocks": [actions(button("press"))]})
    home = await claire.home()
    assert home is not None
    await claire.click("press", on=home)
    body = connected.last("block_actions")
    assert body.keys() == COMMON | {"container", "trigger_id", "view", "actions"}
    assert body["view"].keys() == VIEW
    assert (body["view"]["type"], body["view"]["root_view_id"]) == ("home", body["view"]["id"])


@pytest.mark.parametrize(
    ("element", "answer", "chosen"),
    [
        ({"type": "static_select", "options": [option("a"), option("b")]}, "b", {"selected_option": option("b")}),
        ({"type": "overflow", "options": [option("a")]}, None, {"selected_option": option("a")}),
        ({"type": "users_select"}, NATHAN, {"selected_user": NATHAN}),
        ({"type": "conversations_select"}, SALES, {"selected_conversation": SALES}),
        ({"type": "channels_select"}, SALES, {"selected_channel": SALES}),
        ({"type": "datepicker"}, "2026-12-01", {"selected_date": "2026-12-01"}),
        ({"type": "timepicker"}, "09:30", {"selected_time": "09:30"}),
        ({"type": "datetimepicker"}, 1_800_000_000, {"selected_date_time": 1_800_000_000}),
        ({"type": "radio_buttons", "options": [option("a")]}, "a", {"selected_option": option("a")}),
        ({"type": "checkboxes", "options": [option("a"), option("b")]}, ["a"], {"selected_options": [option("a")]}),
    ],
    ids=lambda value: value["type"] if isinstance(value, dict) and "type" in value else "",
)
async def test_a_choice_says_what_was_chosen_and_what_stood_there(
    connected: Parrot, claire: Visitor, client: AsyncWebClient, element: Json, answer: object, chosen: Json
) -> None:
    confirm = {"title": plain("Sure?"), "text": plain("Really"), "confirm": plain("Yes"), "deny": plain("No")}
    message = await posted(client, claire, actions({**element, "action_id": "menu", "confirm": confirm}))
    action = {"action_id": "menu", "type": element["type"], **chosen}
    state = {"values": {"row": {"menu": {"type": element["type"], **chosen}}}}
    where = {"type": "message", "channel": GENERAL, "ts": message["ts"]}
    await claire.act("block_action", container=where, block_id="row", action=action, state=state)
    body = connected.last("block_actions")
    (told,) = body["actions"]
    assert {name: told[name] for name in chosen} == chosen
    assert told["confirm"]["title"]["text"] == "Sure?"
    assert told.keys() == {"type", "block_id", "action_id", "action_ts", "confirm", *chosen}
    if element["type"] != "overflow":
        assert body["state"]["values"]["row"]["menu"] == {"type": element["type"], **chosen}


async def test_a_submitted_form(connected: Parrot, claire: Visitor) -> None:
    await claire.command(GENERAL, "/form")
    await claire.submit({"name": "Ada"})
    body = connected.last("view_submission")
    assert body.keys() == COMMON | {"trigger_id", "view", "response_urls"}
    assert body["view"].keys() == VIEW


async def test_a_closed_form(connected: Parrot, claire: Visitor) -> None:
    await claire.command(GENERAL, "/form")
    await claire.close()
    body = connected.last("view_closed")
    assert body.keys() == COMMON | {"view", "is_cleared"}
    assert body["is_cleared"] is False


async def test_options_asked_for_in_a_message_and_in_a_form(
    connected: Parrot, claire: Visitor, client: AsyncWebClient
) -> None:
    message = await posted(client, claire, actions(SEARCH))
    await claire.suggestions("find", "o", on=message)
    asked = {"container", "block_id", "action_id", "value"}
    assert connected.last("block_suggestion").keys() == COMMON | asked | {"channel", "message"}
    assert connected.last("block_suggestion")["user"].keys() == {"id", "name", "team_id"}
    await claire.command(GENERAL, "/form")
    await claire.suggestions("find", "o", on=await claire.waits_for_view(lambda _: True))
    assert connected.last("block_suggestion").keys() == COMMON | asked | {"view"}


async def test_shortcuts(connected: Parrot, claire: Visitor, client: AsyncWebClient) -> None:
    await claire.act("shortcut", callback_id="everywhere")
    assert connected.last("shortcut").keys() == COMMON | {"callback_id", "trigger_id", "action_ts"}
    assert connected.last("shortcut")["user"].keys() == {"id", "username", "team_id"}
    message = await posted(client, claire, section())
    await claire.act("message_shortcut", callback_id="this_one", channel=GENERAL, ts=message["ts"])
    body = connected.last("message_action")
    named = {"callback_id", "trigger_id", "action_ts", "message_ts"}
    assert body.keys() == COMMON | (WITH_MESSAGE - {"container"}) | named


async def test_only_what_a_person_does_themselves_carries_a_trigger(
    connected: Parrot, claire: Visitor, client: AsyncWebClient
) -> None:
    message = await posted(client, claire, actions(button("press"), SEARCH))
    await claire.click("press", on=message)
    await claire.suggestions("find", "o", on=message)
    await claire.act("shortcut", callback_id="everywhere")
    await claire.act("message_shortcut", callback_id="this_one", channel=GENERAL, ts=message["ts"])
    await claire.command(GENERAL, "/form")
    await claire.submit({"name": "Ada"})
    await claire.command(GENERAL, "/form")
    await claire.close()
    carriers = {str(body.get("type") or "command") for body in connected.heard if body.get("trigger_id")}
    assert carriers == {"command", "block_actions", "view_submission", "shortcut", "message_action"}
    triggers = [body["trigger_id"] for body in connected.heard if body.get("trigger_id")]
    assert len(set(triggers)) == len(triggers)
