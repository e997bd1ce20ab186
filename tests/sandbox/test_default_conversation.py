"""A menu of conversations that begins with the one before the person: in the form, its state and its response_urls."""

import aiohttp
import pytest
from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Visitor
from bot.sandbox.wire import Json

from .apps import opens
from .conftest import GENERAL, RANDOM, Parrot
from .shapes import actions, button, entry, modal


def menu(kind: str = "conversations_select", **more: object) -> Json:
    return {"type": kind, "action_id": "where", "default_to_current_conversation": True, **more}


def saves(parrot: Parrot) -> None:
    @parrot.app.view("form")
    async def save(ack: AsyncAck) -> None:
        await ack()


def chosen(parrot: Parrot) -> object:
    entry_ = parrot.last("view_submission")["view"]["state"]["values"]["to"]["where"]
    return entry_.get("selected_conversation", entry_.get("selected_conversations"))


@pytest.mark.parametrize(
    ("element", "expected"),
    [
        (menu(), GENERAL),
        (menu("multi_conversations_select"), [GENERAL]),
        (menu(initial_conversation=RANDOM), RANDOM),
        (menu(filter={"include": ["public"]}), GENERAL),
        (menu(filter={"include": ["im"]}), None),
        ({"type": "conversations_select", "action_id": "where"}, None),
    ],
    ids=["one", "several", "an initial one", "within the filter", "outside of it", "not asked for"],
)
async def test_the_conversation_where_the_form_was_opened_is_chosen(
    connected: Parrot, claire: Visitor, element: Json, expected: object
) -> None:
    opens(connected, modal(entry("to", element, optional=True)))
    saves(connected)
    await claire.command(GENERAL, "/form")
    view = await claire.view()
    assert view is not None
    assert view["conversation"] == GENERAL
    await claire.submit({})
    assert chosen(connected) == expected
    assert "conversation" not in connected.last("view_submission")["view"]


async def test_its_response_url_answers_there(connected: Parrot, claire: Visitor, http: aiohttp.ClientSession) -> None:
    opens(connected, modal(entry("to", menu(response_url_enabled=True))))
    saves(connected)
    await claire.command(GENERAL, "/form")
    await claire.submit({})
    (given,) = connected.last("view_submission")["response_urls"]
    assert given["channel_id"] == GENERAL
    await http.post(given["response_url"], json={"text": "here", "response_type": "in_channel"})
    assert (await claire.messages(GENERAL))[-1]["text"] == "here"


@pytest.mark.parametrize("way", ["a click", "a message shortcut", "a global shortcut"])
async def test_clicks_and_shortcuts_have_a_conversation_too(
    connected: Parrot, claire: Visitor, client: AsyncWebClient, way: str
) -> None:
    form = modal(entry("to", menu()))

    @connected.app.action("press")
    @connected.app.shortcut("this_one")
    @connected.app.shortcut("everywhere")
    async def open_form(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=form)
        await ack()

    saves(connected)
    await client.conversations_join(channel=GENERAL)
    await client.chat_postMessage(channel=GENERAL, text="x", blocks=[actions(button("press"))])
    message = (await claire.messages(GENERAL))[-1]
    if way == "a click":
        await claire.click("press", on=message)
    elif way == "a message shortcut":
        await claire.act("message_shortcut", channel=GENERAL, ts=message["ts"], callback_id="this_one")
    else:
        await claire.act("shortcut", callback_id="everywhere", channel=GENERAL)
    await claire.submit({})
    assert chosen(connected) == GENERAL


async def test_a_form_pushed_on_top_begins_with_the_same(connected: Parrot, claire: Visitor) -> None:
    opens(connected, modal(actions(button("more"))))
    saves(connected)

    @connected.app.action("more")
    async def more(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await client.views_push(trigger_id=body["trigger_id"], view=modal(entry("to", menu())))
        await ack()

    await claire.command(GENERAL, "/form")
    view = await claire.view()
    assert view is not None
    await claire.click("more", on=view)
    await claire.submit({})
    assert chosen(connected) == GENERAL
