"""Buttons, menus, options and shortcuts: the payload, and what the app can do with it."""

from slack_bolt.async_app import AsyncAck, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Visitor
from bot.sandbox.wire import Json

from .conftest import CLAIRE, GENERAL, Parrot
from .shapes import actions, button, entry, modal, option, section

DAY: Json = {"type": "datepicker", "action_id": "day"}
SEARCH: Json = {"type": "external_select", "action_id": "find", "min_query_length": 1}


async def posted(client: AsyncWebClient, claire: Visitor, *blocks: Json) -> Json:
    await client.conversations_join(channel=GENERAL)
    await client.chat_postMessage(channel=GENERAL, text="choose", blocks=list(blocks))
    return (await claire.messages(GENERAL))[-1]


async def test_a_button_says_where_it_was_and_what_stood_beside_it(
    connected: Parrot, claire: Visitor, client: AsyncWebClient
) -> None:
    @connected.app.action("done")
    async def done(ack: AsyncAck) -> None:
        await ack()

    message = await posted(client, claire, section(), actions(button("done", value="42"), DAY))
    await claire.click("done", on=message, answers={"day": "2026-12-01"})
    body = connected.last("block_actions")
    (action,) = body["actions"]
    assert (action["type"], action["value"], action["block_id"]) == ("button", "42", "row")
    assert action["action_ts"]
    assert body["container"] == {
        "type": "message",
        "message_ts": message["ts"],
        "channel_id": GENERAL,
        "is_ephemeral": False,
    }
    assert body["message"]["ts"] == message["ts"]
    assert body["user"]["id"] == CLAIRE
    assert body["state"]["values"]["row"]["day"]["selected_date"] == "2026-12-01"
    assert body["trigger_id"]


async def test_the_original_message_is_replaced_through_the_response_url(
    connected: Parrot, claire: Visitor, client: AsyncWebClient
) -> None:
    @connected.app.action("done")
    async def done(ack: AsyncAck, respond: AsyncRespond) -> None:
        await ack()
        await respond(text="all done", replace_original=True)

    message = await posted(client, claire, actions(button("done")))
    await claire.click("done", on=message)
    after = (await claire.messages(GENERAL))[-1]
    assert (after["ts"], after["text"]) == (message["ts"], "all done")
    assert [block["type"] for block in after["blocks"]] == ["rich_text"]


async def test_the_original_message_is_deleted_through_the_response_url(
    connected: Parrot, claire: Visitor, client: AsyncWebClient
) -> None:
    @connected.app.action("done")
    async def done(ack: AsyncAck, respond: AsyncRespond) -> None:
        await ack()
        await respond(delete_original=True)

    message = await posted(client, claire, actions(button("done")))
    await claire.click("done", on=message)
    assert message["ts"] not in [one["ts"] for one in await claire.messages(GENERAL)]


async def test_an_ephemeral_message_is_not_sent_along(connected: Parrot, claire: Visitor) -> None:
    @connected.app.command("/say")
    async def say(ack: AsyncAck) -> None:
        await ack(text="psst", blocks=[actions(button("done"))])

    @connected.app.action("done")
    async def done(ack: AsyncAck, respond: AsyncRespond) -> None:
        await ack()
        await respond(text="gone", replace_original=True)

    await claire.command(GENERAL, "/say it")
    (message,) = await claire.messages(GENERAL)
    await claire.click("done", on=message)
    body = connected.last("block_actions")
    assert body["container"]["is_ephemeral"] is True
    assert "message" not in body
    assert [one["text"] for one in await claire.messages(GENERAL)] == ["gone"]


async def test_options_are_asked_for_while_one_types(
    connected: Parrot, claire: Visitor, client: AsyncWebClient
) -> None:
    @connected.app.options("find")
    async def found(ack: AsyncAck, payload: Json) -> None:
        await ack(options=[option(f"{payload['value']}ont")])

    @connected.app.action("find")
    async def chosen(ack: AsyncAck) -> None:
        await ack()

    message = await posted(client, claire, actions(SEARCH))
    outcome = await claire.suggestions("find", "dup", on=message)
    assert outcome["options"] == [option("dupont")]
    assert connected.last("block_suggestion")["value"] == "dup"
    await claire.click("find", on=message, answers={"find": outcome["options"][0]})
    assert connected.last("block_actions")["actions"][0]["selected_option"]["value"] == "dupont"


async def test_a_choice_in_a_form_carries_the_state_of_the_form(connected: Parrot, claire: Visitor) -> None:
    @connected.app.command("/form")
    async def form(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        view = modal(entry("name"), entry("day", DAY, dispatch_action=True))
        await client.views_open(trigger_id=body["trigger_id"], view=view)
        await ack()

    @connected.app.action("day")
    async def day(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await ack()
        view = body["view"]
        fresh = modal(section("noted"), entry("name"), entry("day", DAY, dispatch_action=True))
        await client.views_update(view_id=view["id"], hash=view["hash"], view=fresh)

    await claire.command(GENERAL, "/form")
    view = await claire.waits_for_view(lambda _: True)
    await claire.click("day", on=view, answers={"name": "Ada", "day": "2026-12-01"})
    body = connected.last("block_actions")
    assert body["container"] == {"type": "view", "view_id": view["id"]}
    assert body["view"]["state"]["values"]["name"]["typed"]["value"] == "Ada"
    assert "response_url" not in body
    updated = await claire.waits_for_view(lambda shown: len(shown["blocks"]) == 3)
    assert updated["state"]["values"]["name"]["typed"]["value"] == "Ada"


async def test_a_global_shortcut_has_a_trigger_and_no_channel(connected: Parrot, claire: Visitor) -> None:
    @connected.app.shortcut("everywhere")
    async def everywhere(ack: AsyncAck) -> None:
        await ack()

    assert (await claire.act("shortcut", callback_id="everywhere"))["ok"]
    body = connected.last("shortcut")
    assert body["trigger_id"]
    assert "channel" not in body
    assert "response_url" not in body


async def test_a_message_shortcut_brings_the_message(
    connected: Parrot, claire: Visitor, client: AsyncWebClient
) -> None:
    @connected.app.shortcut({"type": "message_action", "callback_id": "this_one"})
    async def this_one(ack: AsyncAck, respond: AsyncRespond) -> None:
        await ack()
        await respond("noted")

    message = await posted(client, claire, section("remember me"))
    await claire.act("message_shortcut", callback_id="this_one", channel=GENERAL, ts=message["ts"])
    body = connected.last("message_action")
    assert (body["message"]["ts"], body["message_ts"]) == (message["ts"], message["ts"])
    assert (await claire.messages(GENERAL))[-1]["text"] == "noted"
