"""Each event as Slack sends it, property by property, and who is told of it."""

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox, Visitor
from bot.sandbox.delivery.events.courier import RATE_LIMITED
from bot.sandbox.scopes import ALL_BOT_SCOPES, EVENT_SCOPES
from bot.sandbox.wire import Json

from .conftest import BOT, CLAIRE, GENERAL, NATHAN, PRIVATE, SALES, Ear, settled, until


async def change(http: aiohttp.ClientSession, what: str, **row: object) -> Json:
    async with http.post(f"/_world/{what}", json=row) as answer:
        made: Json = await answer.json()
        assert made["ok"], made
        return made


async def test_the_envelope_has_all_that_slacks_has(ear: Ear, sandbox: Sandbox, claire: Visitor) -> None:
    await claire.say(await claire.app_channel(), "hello")
    await ear.hears("message")
    assert set(ear.bodies[-1]) == {
        "token",
        "team_id",
        "context_team_id",
        "context_enterprise_id",
        "api_app_id",
        "event",
        "type",
        "event_id",
        "event_time",
        "authorizations",
        "is_ext_shared_channel",
        "event_context",
    }
    assert ear.bodies[-1]["type"] == "event_callback"


async def test_a_message_names_its_team_and_its_author(ear: Ear, claire: Visitor) -> None:
    await claire.say(await claire.app_channel(), "hello")
    message = await ear.hears("message")
    assert message["team"] == "T0DEMO00001"
    assert {"client_msg_id", "user", "text", "ts", "channel", "event_ts", "channel_type"} <= set(message)
    assert "subtype" not in message


async def test_an_edit_and_a_deletion_show_what_was_before(ear: Ear, client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel=CLAIRE, text="one")
    await client.chat_update(channel=posted["channel"], ts=posted["ts"], text="two")
    changed = await ear.hears("message", "message_changed")
    assert (changed["message"]["text"], changed["previous_message"]["text"]) == ("two", "one")
    assert changed["message"]["edited"]["user"] == BOT
    assert (changed["hidden"], changed["ts"]) == (True, changed["event_ts"])
    assert changed["ts"] > posted["ts"]
    await client.chat_delete(channel=posted["channel"], ts=posted["ts"])
    deleted = await ear.hears("message", "message_deleted")
    assert (deleted["deleted_ts"], deleted["previous_message"]["text"]) == (posted["ts"], "two")
    assert deleted["hidden"] is True


async def test_messages_come_by_the_kind_of_their_channel(
    ear: Ear, client: AsyncWebClient, http: aiohttp.ClientSession, claire: Visitor
) -> None:
    await client.conversations_join(channel=SALES)
    await change(http, "member", channel=PRIVATE)
    group = (await client.conversations_open(users=[CLAIRE, NATHAN]))["channel"]["id"]
    for channel in (SALES, PRIVATE, group, await claire.app_channel()):
        await claire.say(channel, "hello")
    await until(lambda: len([one for one in ear.events("message") if one["text"] == "hello"]) == 4)
    kinds = {one["channel_type"] for one in ear.events("message") if one["text"] == "hello"}
    assert kinds == {"channel", "group", "mpim", "im"}


async def test_a_reply_shown_in_the_channel_too_brings_its_root(ear: Ear, client: AsyncWebClient) -> None:
    root = await client.chat_postMessage(channel=CLAIRE, text="root")
    await client.chat_postMessage(channel=CLAIRE, text="reply", thread_ts=root["ts"], reply_broadcast=True)
    reply = await ear.hears("message", "thread_broadcast")
    assert (reply["thread_ts"], reply["root"]["text"], reply["root"]["reply_count"]) == (root["ts"], "root", 1)


async def test_a_file_in_a_message_is_told_of_by_id_and_comes_with_the_message(
    ear: Ear, claire: Visitor, client: AsyncWebClient
) -> None:
    await client.conversations_join(channel=GENERAL)
    file = await claire.upload("list.csv", b"a,b\n")
    await claire.say(GENERAL, "look", files=[file["id"]])
    shared = await ear.hears("file_shared")
    assert shared.keys() == {"type", "file_id", "user_id", "file", "channel_id", "event_ts"}
    assert (shared["file"], shared["channel_id"]) == ({"id": file["id"]}, GENERAL)
    assert (await ear.hears("file_public"))["file_id"] == file["id"]
    message = await ear.hears("message", "file_share")
    (dropped,) = message["files"]
    assert (dropped["id"], dropped["channels"], dropped["is_public"]) == (file["id"], [GENERAL], True)
    assert [share["ts"] for share in dropped["shares"]["public"][GENERAL]] == [message["ts"]]
    assert (message["upload"], message["display_as_bot"]) == (False, False)


async def test_files_that_come_and_go(ear: Ear, client: AsyncWebClient) -> None:
    await client.files_upload_v2(filename="a.txt", content="x")
    created = await ear.hears("file_created")
    assert created["user_id"] == BOT
    await client.files_delete(file=created["file_id"])
    assert (await ear.hears("file_deleted"))["file_id"] == created["file_id"]


async def test_reactions_and_pins_are_told_of_and_change_no_message(
    ear: Ear, client: AsyncWebClient, sandbox: Sandbox
) -> None:
    posted = await client.chat_postMessage(channel=CLAIRE, text="one")
    spot = {"channel": posted["channel"], "timestamp": posted["ts"]}
    await client.reactions_add(name="eyes", **spot)
    added = await ear.hears("reaction_added")
    assert added["item"] == {"type": "message", "channel": posted["channel"], "ts": posted["ts"]}
    assert (added["user"], added["reaction"], added["item_user"]) == (BOT, "eyes", BOT)
    await client.reactions_remove(name="eyes", **spot)
    assert (await ear.hears("reaction_removed"))["reaction"] == "eyes"
    await client.pins_add(**spot)
    pinned = await ear.hears("pin_added")
    assert (pinned["channel_id"], pinned["pin_count"], pinned["user"]) == (posted["channel"], 1, BOT)
    assert pinned["item"]["message"]["ts"] == posted["ts"]
    assert pinned["item"]["message"]["permalink"].startswith("http")
    await client.pins_remove(**spot)
    assert (await ear.hears("pin_removed"))["has_pins"] is False
    await settled(sandbox)
    assert ear.events("message", "message_changed") == []


async def test_channels_that_come_change_and_go(ear: Ear, http: aiohttp.ClientSession) -> None:
    made = (await change(http, "channel", name="spring", creator=CLAIRE))["channel"]
    created = (await ear.hears("channel_created"))["channel"]
    assert (created["name"], created["creator"], created["is_channel"]) == ("spring", CLAIRE, True)
    assert {"is_shared", "is_org_shared", "context_team_id", "name_normalized", "created"} <= created.keys()
    await change(http, "channel", id=made, name="summer")
    assert (await ear.hears("channel_rename"))["channel"]["name"] == "summer"
    await change(http, "channel", id=made, is_archived=True, by=CLAIRE)
    archived = await ear.hears("channel_archive")
    assert (archived["channel"], archived["user"], archived["is_moved"]) == (made, CLAIRE, 0)
    await change(http, "channel", id=made, is_archived=False, by=CLAIRE)
    assert (await ear.hears("channel_unarchive"))["channel"] == made


async def test_private_channels_are_told_of_by_their_own_names_and_to_members_alone(
    ear: Ear, sandbox: Sandbox, http: aiohttp.ClientSession
) -> None:
    await change(http, "channel", id=PRIVATE, is_archived=True, by=CLAIRE)
    await change(http, "channel", id=PRIVATE, is_archived=False, by=CLAIRE)
    await settled(sandbox)
    assert ear.bodies == []
    await change(http, "member", channel=PRIVATE)
    assert (await ear.hears("member_joined_channel"))["channel_type"] == "G"
    await change(http, "channel", id=PRIVATE, is_archived=True, by=CLAIRE)
    assert (await ear.hears("group_archive"))["is_moved"] == 0
    await change(http, "channel", id=PRIVATE, is_archived=False, by=CLAIRE)
    assert (await ear.hears("group_unarchive"))["actor_id"] == CLAIRE
    await change(http, "member", channel=PRIVATE, is_in=False)
    assert (await ear.hears("group_left"))["channel"] == PRIVATE


async def test_what_slack_writes_into_a_private_channel_is_a_line_of_a_group(
    ear: Ear, http: aiohttp.ClientSession, sandbox: Sandbox
) -> None:
    await change(http, "member", channel=PRIVATE)
    await change(http, "member", channel=PRIVATE, user=NATHAN, by=CLAIRE)
    await change(http, "member", channel=PRIVATE, user=NATHAN, is_in=False)
    await change(http, "channel", id=PRIVATE, topic="Plans", purpose="To plan", by=CLAIRE)
    await change(http, "channel", id=PRIVATE, name="plans", by=CLAIRE)
    await change(http, "channel", id=PRIVATE, is_archived=True, by=CLAIRE)
    await change(http, "channel", id=PRIVATE, is_archived=False, by=CLAIRE)
    await settled(sandbox)
    lines = {one["subtype"]: one for one in ear.events("message")}
    acts = ("join", "leave", "topic", "purpose", "name", "archive", "unarchive")
    assert lines.keys() == {f"group_{act}" for act in acts}
    assert {line["channel_type"] for line in lines.values()} == {"group"}
    assert (lines["group_topic"]["topic"], lines["group_purpose"]["purpose"]) == ("Plans", "To plan")
    assert (lines["group_name"]["old_name"], lines["group_name"]["name"]) == ("management", "plans")
    assert lines["group_leave"]["text"] == f"<@{NATHAN}> has left the group"
    assert (await ear.hears("group_rename"))["channel"]["name"] == "plans"


async def test_without_its_scope_an_app_hears_nothing_of_private_channels(
    ear: Ear, sandbox: Sandbox, http: aiohttp.ClientSession
) -> None:
    await change(http, "token", scopes=sorted(ALL_BOT_SCOPES - {"groups:read", "groups:history"}))
    await change(http, "member", channel=PRIVATE)
    await change(http, "channel", id=PRIVATE, name="plans", is_archived=True, by=CLAIRE)
    await change(http, "member", channel=PRIVATE, is_in=False)
    await settled(sandbox)
    assert ear.events("message") == ear.events("member_joined_channel") == []
    assert [body["event"]["type"] for body in ear.bodies if "event" in body] == []


async def test_an_app_hears_who_comes_and_goes_where_it_is(
    ear: Ear, sandbox: Sandbox, client: AsyncWebClient, http: aiohttp.ClientSession
) -> None:
    zoe = (await change(http, "person", name="zoe"))["person"]["id"]
    await ear.hears("team_join")
    await change(http, "member", channel=SALES, user=zoe)
    await change(http, "member", channel=SALES, user=zoe, is_in=False)
    await settled(sandbox)
    assert ear.events("member_joined_channel") == ear.events("member_left_channel") == []
    await client.conversations_join(channel=SALES)
    own = await ear.hears("member_joined_channel")
    assert (own["user"], own["channel_type"], own["team"]) == (BOT, "C", "T0DEMO00001")
    await change(http, "member", channel=SALES, user=zoe, by=CLAIRE)
    await until(lambda: len(ear.events("member_joined_channel")) == 2)
    assert ear.events("member_joined_channel")[-1]["inviter"] == CLAIRE
    await client.conversations_leave(channel=SALES)
    assert (await ear.hears("member_left_channel"))["user"] == BOT
    assert (await ear.hears("channel_left"))["channel"] == SALES


async def test_a_changed_person_comes_whole(ear: Ear, http: aiohttp.ClientSession) -> None:
    await change(http, "person", id=CLAIRE, title="Boss")
    for kind in ("user_change", "user_profile_changed"):
        changed = await ear.hears(kind)
        assert changed["user"]["profile"]["title"] == "Boss"
        assert changed["user"]["locale"] == "fr-FR"
        assert changed["cache_ts"] == changed["user"]["updated"]


async def test_home_comes_with_its_view_and_the_other_tab_without(
    ear: Ear, claire: Visitor, client: AsyncWebClient
) -> None:
    await client.views_publish(user_id=CLAIRE, view={"type": "home", "blocks": []})
    await claire.act("home_opened")
    home = await ear.hears("app_home_opened")
    assert (home["tab"], home["view"]["type"], home["channel"]) == ("home", "home", await claire.app_channel())
    await claire.act("home_opened", tab="messages")
    await until(lambda: len(ear.events("app_home_opened")) == 2)
    assert {one["tab"] for one in ear.events("app_home_opened")} == {"home", "messages"}
    assert [one["tab"] for one in ear.events("app_home_opened") if "view" in one] == ["home"]


async def test_an_uninstalled_app_hears_of_it_and_then_nothing(
    ear: Ear, sandbox: Sandbox, claire: Visitor, http: aiohttp.ClientSession
) -> None:
    dm = await claire.app_channel()
    await change(http, "app", is_installed=False)
    await ear.hears("app_uninstalled")
    await ear.hears("tokens_revoked")
    await claire.say(dm, "anybody there?")
    await change(http, "person", id=CLAIRE, title="Boss")
    await settled(sandbox)
    assert {body["event"]["type"] for body in ear.bodies} == {"app_uninstalled", "tokens_revoked"}
    assert (await claire.command(GENERAL, "/say it"))["error"] == "unknown_command"


async def test_a_revoked_token_ends_the_events(
    ear: Ear, sandbox: Sandbox, claire: Visitor, http: aiohttp.ClientSession
) -> None:
    await change(http, "token", is_revoked=True)
    assert (await ear.hears("tokens_revoked"))["tokens"] == {"bot": [BOT]}
    await claire.say(await claire.app_channel(), "hello")
    await settled(sandbox)
    assert ear.events("message") == []


@pytest.mark.parametrize(
    ("scope", "is_heard"), [("im:history", False), ("users:read", True)], ids=["without it", "without another"]
)
async def test_without_its_scope_an_event_does_not_come(
    ear: Ear, sandbox: Sandbox, claire: Visitor, http: aiohttp.ClientSession, scope: str, is_heard: bool
) -> None:
    await change(http, "token", scopes=sorted(ALL_BOT_SCOPES - {scope}))
    await claire.say(await claire.app_channel(), "hello")
    await settled(sandbox)
    assert bool(ear.events("message")) is is_heard


async def test_too_many_events_are_withheld_and_that_is_told_once_a_minute(
    ear: Ear, sandbox: Sandbox, claire: Visitor, http: aiohttp.ClientSession
) -> None:
    await http.post("/_faults", json={"kind": "app_rate_limited", "method": "message", "times": 2})
    dm = await claire.app_channel()
    for text in ("one", "two", "three"):
        await claire.say(dm, text)
    await settled(sandbox)
    assert [one["text"] for one in ear.events("message")] == ["three"]
    (notice,) = [body for body in ear.bodies if body["type"] == RATE_LIMITED]
    assert notice.keys() == {"token", "type", "team_id", "minute_rate_limited", "api_app_id"}
    assert notice["minute_rate_limited"] % 60 == 0


def test_every_scope_of_an_event_is_one_that_an_app_can_have() -> None:
    assert set(EVENT_SCOPES.values()) <= ALL_BOT_SCOPES


async def test_a_bot_under_another_name_is_a_bot_message(ear: Ear, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel=CLAIRE, text="hello", username="Parcels")
    message = await ear.hears("message", "bot_message")
    assert (message["username"], message["bot_id"]) == ("Parcels", "B0DEMOBOT01")
    assert {"image_36", "image_48", "image_72"} == message["bot_profile"]["icons"].keys()
