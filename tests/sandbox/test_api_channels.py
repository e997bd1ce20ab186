"""conversations.*: what changes and what the answer shows, by the SDK's own methods."""

from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox, Visitor

from .calls import ways
from .conftest import BOT, CLAIRE, GENERAL, NATHAN, PRIVATE, SALES


async def test_a_channel_is_renamed_by_the_app_that_made_it(client: AsyncWebClient) -> None:
    channel = (await client.conversations_create(name="deals"))["channel"]["id"]
    renamed = (await client.conversations_rename(channel=channel, name="big-deals"))["channel"]
    assert (renamed["name"], renamed["previous_names"]) == ("big-deals", ["deals"])
    listed = (await client.conversations_list())["channels"]
    assert "big-deals" in [one["name"] for one in listed]


async def test_topic_and_purpose_say_by_whom_and_when(client: AsyncWebClient, sandbox: Sandbox) -> None:
    await client.conversations_join(channel=SALES)
    topic = (await client.conversations_setTopic(channel=SALES, topic="Offers"))["channel"]["topic"]
    assert (topic["value"], topic["creator"]) == ("Offers", BOT)
    assert topic["last_set"] <= sandbox.slack.wall.seconds()
    purpose = (await client.conversations_setPurpose(channel=SALES, purpose="Selling"))["channel"]["purpose"]
    assert (purpose["value"], purpose["creator"]) == ("Selling", BOT)
    emptied = await client.conversations_setTopic(channel=SALES, topic="")
    assert emptied["channel"]["topic"]["value"] == ""


async def test_slack_writes_down_what_is_done_to_a_channel(client: AsyncWebClient) -> None:
    channel = (await client.conversations_create(name="deals"))["channel"]["id"]
    await client.conversations_invite(channel=channel, users=CLAIRE)
    await client.conversations_setTopic(channel=channel, topic="Open")
    await client.conversations_setPurpose(channel=channel, purpose="Work")
    await client.conversations_rename(channel=channel, name="offers")
    await client.conversations_kick(channel=channel, user=CLAIRE)
    await client.conversations_archive(channel=channel)
    await client.conversations_unarchive(channel=channel)
    lines = (await client.conversations_history(channel=channel))["messages"]
    kinds = ["join", "topic", "purpose", "name", "leave", "archive", "unarchive"]
    assert [line["subtype"] for line in reversed(lines)] == [f"channel_{kind}" for kind in kinds]
    joined, topic, _, name, *_ = reversed(lines)
    assert (joined["user"], joined["inviter"]) == (CLAIRE, BOT)
    assert (topic["topic"], topic["text"]) == ("Open", f"<@{BOT}> set the channel topic: Open")
    assert (name["old_name"], name["name"]) == ("deals", "offers")


async def test_a_private_channel_is_a_group_in_those_lines(client: AsyncWebClient) -> None:
    channel = (await client.conversations_create(name="secret", is_private=True))["channel"]["id"]
    await client.conversations_setTopic(channel=channel, topic="Hush")
    (line,) = (await client.conversations_history(channel=channel))["messages"]
    assert line["subtype"] == "group_topic"


async def test_an_archived_channel_is_listed_unless_it_is_left_out(client: AsyncWebClient) -> None:
    await client.conversations_join(channel=SALES)
    await client.conversations_archive(channel=SALES)
    assert (await client.conversations_info(channel=SALES))["channel"]["is_archived"] is True
    names = [one["name"] for one in (await client.conversations_list())["channels"]]
    without = [one["name"] for one in (await client.conversations_list(exclude_archived=True))["channels"]]
    assert (names, without) == (["general", "sales", "random", "trade-fair"], ["general", "random"])
    await client.conversations_unarchive(channel=SALES)
    assert (await client.conversations_info(channel=SALES))["channel"]["is_archived"] is False


async def test_somebody_is_removed(client: AsyncWebClient) -> None:
    await client.conversations_join(channel=SALES)
    assert (await client.conversations_kick(channel=SALES, user=NATHAN))["ok"]
    assert NATHAN not in (await client.conversations_members(channel=SALES))["members"]


async def test_the_app_leaves_and_is_told_where_it_never_was(client: AsyncWebClient) -> None:
    await client.conversations_join(channel=SALES)
    assert "not_in_channel" not in (await client.conversations_leave(channel=SALES)).data
    assert (await client.conversations_leave(channel=SALES))["not_in_channel"] is True


async def test_those_who_can_be_invited_are_with_force(client: AsyncWebClient) -> None:
    await client.conversations_join(channel=SALES)
    users = ["U0PRIYA0001", "U0NOBODY", CLAIRE]
    answer = await client.conversations_invite(channel=SALES, users=users, force=True)
    assert [(one["user"], one["error"]) for one in answer["errors"]] == [
        ("U0NOBODY", "user_not_found"),
        (CLAIRE, "already_in_channel"),
    ]
    assert "U0PRIYA0001" in (await client.conversations_members(channel=SALES))["members"]


async def test_the_app_marks_how_far_it_has_read(client: AsyncWebClient, claire: Visitor) -> None:
    dm = await claire.app_channel()
    first = (await claire.say(dm, "one"))["message"]["ts"]
    await claire.say(dm, "two")
    for way in ways("conversations.mark", {"channel": dm, "ts": first}):
        assert (await client.api_call("conversations.mark", **way))["ok"]
    assert (await client.conversations_info(channel=dm))["channel"]["last_read"] == first


async def test_a_direct_message_is_closed_and_opened_again(client: AsyncWebClient, claire: Visitor) -> None:
    dm = await claire.app_channel()
    assert "already_closed" not in (await client.conversations_close(channel=dm)).data
    assert (await client.conversations_close(channel=dm))["already_closed"] is True
    assert (await client.conversations_info(channel=dm))["channel"]["is_open"] is False
    assert "already_open" not in (await client.conversations_open(users=CLAIRE)).data
    opened = await client.conversations_open(channel=dm, return_im=True)
    assert (opened["already_open"], opened["channel"]["is_open"]) == (True, True)
    await client.conversations_close(channel=dm)
    await claire.say(dm, "still there?")
    assert (await client.conversations_info(channel=dm))["channel"]["is_open"] is True


async def test_a_group_message_has_its_people_in_its_name(client: AsyncWebClient) -> None:
    channel = (await client.conversations_open(users=[NATHAN, CLAIRE]))["channel"]["id"]
    info = (await client.conversations_info(channel=channel))["channel"]
    assert info["name"] == "mpdm-claire--nathan--parrot-1"
    listed = (await client.conversations_list(types="mpim"))["channels"]
    assert [one["id"] for one in listed] == [channel]


async def test_where_somebody_is_is_told_as_far_as_the_app_sees(client: AsyncWebClient) -> None:
    types = "public_channel,private_channel"
    theirs = await client.users_conversations(user=CLAIRE, types=types)
    assert [one["name"] for one in theirs["channels"]] == ["general", "sales", "random", "trade-fair"]
    assert PRIVATE not in [one["id"] for one in theirs["channels"]]
    await client.conversations_join(channel=GENERAL)
    mine = await client.users_conversations()
    assert [one["name"] for one in mine["channels"]] == ["general"]


async def test_a_thread_comes_in_pages(client: AsyncWebClient) -> None:
    root = await client.chat_postMessage(channel=CLAIRE, text="0")
    channel, ts = root["channel"], root["ts"]
    for number in range(1, 5):
        await client.chat_postMessage(channel=channel, text=str(number), thread_ts=ts)
    texts, cursor = [], ""
    while True:
        page = await client.conversations_replies(channel=channel, ts=ts, limit=2, cursor=cursor)
        texts += [message["text"] for message in page["messages"]]
        if not page["has_more"]:
            break
        cursor = page["response_metadata"]["next_cursor"]
    assert texts == ["0", "1", "2", "3", "4"]


async def test_members_come_in_pages(client: AsyncWebClient) -> None:
    seen, cursor = [], ""
    while True:
        page = await client.conversations_members(channel=GENERAL, limit=3, cursor=cursor)
        seen += page["members"]
        cursor = page["response_metadata"]["next_cursor"]
        if not cursor:
            break
    assert seen == sorted(seen)
    assert len(seen) == 4
