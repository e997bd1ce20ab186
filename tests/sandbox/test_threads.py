"""Threads whose messages go: how many replies are left, and the stone where the first message was."""

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox, Visitor
from bot.sandbox.wire import Json

from .calls import code
from .conftest import BOT, CLAIRE, GENERAL, Ear, settled
from .test_page import page_of


async def thread_of(claire: Visitor, *replies: str) -> list[str]:
    """The names of a message and of what was answered to it."""
    root: str = (await claire.say(GENERAL, "root"))["message"]["ts"]
    answers = [await claire.say(GENERAL, reply, thread_ts=root) for reply in replies]
    return [root, *(str(answer["message"]["ts"]) for answer in answers)]


async def first_in(client: AsyncWebClient) -> Json:
    await client.conversations_join(channel=GENERAL)
    messages: list[Json] = (await client.conversations_history(channel=GENERAL))["messages"]
    return messages[-1]


async def test_a_deleted_reply_is_no_longer_counted(client: AsyncWebClient, claire: Visitor) -> None:
    _, one, two = await thread_of(claire, "one", "two")
    await claire.act("delete", channel=GENERAL, ts=two)
    root = await first_in(client)
    assert (root["reply_count"], root["latest_reply"]) == (1, one)
    await claire.act("delete", channel=GENERAL, ts=one)
    assert "reply_count" not in await first_in(client)


async def test_the_page_hears_how_many_replies_there_are_now(claire: Visitor, http: aiohttp.ClientSession) -> None:
    async with page_of(http, CLAIRE) as page:
        _, one = await thread_of(claire, "one")
        assert (await page.until("message_changed"))["message"]["reply_count"] == 1
        await claire.act("delete", channel=GENERAL, ts=one)
        assert "reply_count" not in (await page.until("message_changed"))["message"]


async def test_an_app_hears_of_a_deleted_reply_once(
    ear: Ear, sandbox: Sandbox, client: AsyncWebClient, claire: Visitor
) -> None:
    await client.conversations_join(channel=GENERAL)
    root, one = await thread_of(claire, "one")
    await claire.act("delete", channel=GENERAL, ts=one)
    deleted = await ear.hears("message", "message_deleted")
    assert (deleted["deleted_ts"], deleted["previous_message"]["thread_ts"]) == (one, root)
    await settled(sandbox)
    assert ear.events("message", "message_changed") == []


async def test_a_deleted_root_leaves_a_stone_and_the_thread(client: AsyncWebClient, claire: Visitor) -> None:
    root, _ = await thread_of(claire, "one")
    await claire.act("delete", channel=GENERAL, ts=root)
    stone = await first_in(client)
    assert (stone["subtype"], stone["user"], stone["hidden"]) == ("tombstone", "USLACKBOT", True)
    assert (stone["text"], stone["reply_count"]) == ("This message was deleted.", 1)
    read = (await client.conversations_replies(channel=GENERAL, ts=root))["messages"]
    assert [message["text"] for message in read] == ["This message was deleted.", "one"]
    assert [one["text"] for one in await claire.messages(GENERAL, root)] == ["This message was deleted.", "one"]
    assert await code(client, "chat.delete", channel=GENERAL, ts=root) == "cant_delete_message"


async def test_an_app_hears_of_a_buried_root_as_of_a_change(
    ear: Ear, client: AsyncWebClient, claire: Visitor, sandbox: Sandbox
) -> None:
    posted = await client.chat_postMessage(channel=CLAIRE, text="root")
    where, root = posted["channel"], posted["ts"]
    reply = (await claire.say(where, "one", thread_ts=root))["message"]["ts"]
    await client.chat_delete(channel=where, ts=root)
    changed = await ear.hears("message", "message_changed")
    assert (changed["message"]["subtype"], changed["message"]["reply_count"]) == ("tombstone", 1)
    assert (changed["previous_message"]["text"], changed["previous_message"]["user"]) == ("root", BOT)
    await claire.act("delete", channel=where, ts=reply)
    await settled(sandbox)
    first, last = ear.events("message", "message_deleted")
    assert (first["deleted_ts"], last["deleted_ts"]) == (reply, root)
    assert (last["previous_message"]["subtype"], last["previous_message"]["reply_count"]) == ("tombstone", 0)
    assert await claire.messages(where) == []


async def test_nobody_answers_what_never_was_and_a_reply_is_no_root(claire: Visitor) -> None:
    root, one = await thread_of(claire, "one")
    assert (await claire.say(GENERAL, "x", thread_ts="1.000001"))["error"] == "message_not_found"
    answered = await claire.say(GENERAL, "two", thread_ts=one)
    assert answered["message"]["thread_ts"] == root


async def test_a_reply_sent_to_the_channel_too_brings_its_thread_everywhere(
    ear: Ear, client: AsyncWebClient, claire: Visitor
) -> None:
    await client.conversations_join(channel=GENERAL)
    (root,) = await thread_of(claire)
    posted = await client.chat_postMessage(channel=GENERAL, text="all", thread_ts=root, reply_broadcast=True)
    event = await ear.hears("message", "thread_broadcast")
    (newest, *_) = (await client.conversations_history(channel=GENERAL))["messages"]
    reply = (await client.conversations_replies(channel=GENERAL, ts=root))["messages"][-1]
    for message in (posted["message"], event, newest, reply):
        assert (message["subtype"], message["ts"], message["thread_ts"]) == ("thread_broadcast", posted["ts"], root)
        assert (message["root"]["ts"], message["root"]["reply_count"]) == (root, 1)


async def test_a_reply_is_sent_to_the_channel_later(ear: Ear, client: AsyncWebClient, claire: Visitor) -> None:
    await client.conversations_join(channel=GENERAL)
    (root,) = await thread_of(claire)
    spot = {
        "channel": GENERAL,
        "ts": (await client.chat_postMessage(channel=GENERAL, text="all", thread_ts=root))["ts"],
    }
    assert (await client.conversations_history(channel=GENERAL))["messages"][0]["ts"] == root
    updated = await client.api_call("chat.update", json={**spot, "reply_broadcast": True})
    assert (updated["message"]["subtype"], updated["text"]) == ("thread_broadcast", "all")
    assert (await client.conversations_history(channel=GENERAL))["messages"][0]["ts"] == spot["ts"]
    changed = await ear.hears("message", "message_changed")
    assert changed["message"]["subtype"] == "thread_broadcast"
    assert "subtype" not in changed["previous_message"]
    again = await client.api_call("chat.update", json={**spot, "text": "both", "reply_broadcast": True})
    assert again["message"]["text"] == "both"
    history = (await client.conversations_history(channel=GENERAL))["messages"]
    assert [message["ts"] for message in history].count(spot["ts"]) == 1


async def test_only_a_reply_is_sent_to_the_channel(client: AsyncWebClient) -> None:
    await client.conversations_join(channel=GENERAL)
    posted = await client.chat_postMessage(channel=GENERAL, text="root")
    refused = await code(client, "chat.update", channel=GENERAL, ts=posted["ts"], text="x", reply_broadcast="true")
    assert refused == "cant_broadcast_message"


async def test_a_person_sends_a_reply_to_the_channel_too(claire: Visitor) -> None:
    (root,) = await thread_of(claire)
    said = await claire.say(GENERAL, "all", thread_ts=root, broadcast=True)
    assert said["message"]["subtype"] == "thread_broadcast"
    assert [message["text"] for message in await claire.messages(GENERAL)] == ["root", "all"]
