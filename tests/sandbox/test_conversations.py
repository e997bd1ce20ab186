"""conversations.* and users.*: who is where, and how far back one can read."""

from dataclasses import replace

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox, Visitor

from .calls import code, grant, refusal
from .conftest import BOT, CLAIRE, GENERAL, GUS, MARGUERITE, NATHAN, PRIVATE


async def test_a_direct_message_is_opened_once(client: AsyncWebClient) -> None:
    first = await client.conversations_open(users=CLAIRE)
    again = await client.conversations_open(users=[CLAIRE], return_im=True)
    assert first["channel"]["id"] == again["channel"]["id"]
    assert (again["already_open"], again["channel"]["user"]) == (True, CLAIRE)


async def test_several_people_share_a_group_message(client: AsyncWebClient) -> None:
    channel = (await client.conversations_open(users=f"{CLAIRE},{NATHAN}"))["channel"]["id"]
    info = (await client.conversations_info(channel=channel))["channel"]
    assert info["is_mpim"] is True
    assert set((await client.conversations_members(channel=channel))["members"]) == {BOT, CLAIRE, NATHAN}


async def test_whom_slack_does_not_open_a_message_with(client: AsyncWebClient) -> None:
    assert await code(client, "conversations.open") == "users_list_not_supplied"
    assert await code(client, "conversations.open", users="U0NOBODY") == "user_not_found"
    assert await code(client, "conversations.open", users=BOT) == "cannot_dm_bot"


async def test_the_bot_joins_public_channels_and_is_asked_into_private_ones(client: AsyncWebClient) -> None:
    assert await code(client, "conversations.history", channel=GENERAL) == "not_in_channel"
    assert (await client.conversations_join(channel=GENERAL))["channel"]["is_member"] is True
    assert (await client.conversations_join(channel=GENERAL))["warning"] == "already_in_channel"
    assert await code(client, "conversations.join", channel=PRIVATE) == "channel_not_found"
    assert (await client.conversations_history(channel=GENERAL))["messages"][0]["subtype"] == "channel_join"


async def test_a_channel_is_created_filled_and_archived(client: AsyncWebClient) -> None:
    assert await code(client, "conversations.create", name="Big Names") == "invalid_name_specials"
    assert await code(client, "conversations.create", name="general") == "name_taken"
    channel = (await client.conversations_create(name="deals", is_private=True))["channel"]["id"]
    await client.conversations_invite(channel=channel, users=[CLAIRE, NATHAN])
    assert await code(client, "conversations.invite", channel=channel, users=CLAIRE) == "already_in_channel"
    await client.conversations_setTopic(channel=channel, topic="Open deals")
    info = await client.conversations_info(channel=channel, include_num_members=True)
    assert (info["channel"]["num_members"], info["channel"]["topic"]["value"]) == (3, "Open deals")
    await client.conversations_archive(channel=channel)
    assert await code(client, "conversations.archive", channel=channel) == "already_archived"


async def test_lists_come_in_pages(client: AsyncWebClient) -> None:
    names, cursor = [], ""
    while True:
        page = await client.conversations_list(limit=2, cursor=cursor)
        names += [channel["name"] for channel in page["channels"]]
        cursor = page["response_metadata"]["next_cursor"]
        if not cursor:
            break
    assert names == ["general", "sales", "random", "trade-fair"]
    assert await code(client, "conversations.list", cursor="nonsense!") == "invalid_cursor"


async def test_listing_direct_messages_needs_their_scope(client: AsyncWebClient, sandbox: Sandbox) -> None:
    grant(sandbox, "channels:read")
    answer = await refusal(client, "conversations.list", types="public_channel,im")
    assert (answer["error"], answer["needed"]) == ("missing_scope", "im:read")


async def test_history_scopes_follow_the_kind_of_channel(
    client: AsyncWebClient, sandbox: Sandbox, claire: Visitor
) -> None:
    grant(sandbox, "channels:history", "channels:join")
    await client.conversations_join(channel=GENERAL)
    assert (await client.conversations_history(channel=GENERAL))["ok"]
    answer = await refusal(client, "conversations.history", channel=await claire.app_channel())
    assert (answer["error"], answer["needed"]) == ("missing_scope", "im:history")


async def test_history_is_newest_first_and_paged(client: AsyncWebClient) -> None:
    channel = ""
    for number in range(7):
        channel = (await client.chat_postMessage(channel=CLAIRE, text=str(number)))["channel"]
    texts, cursor = [], ""
    while True:
        page = await client.conversations_history(channel=channel, limit=3, cursor=cursor)
        texts.append([message["text"] for message in page["messages"]])
        if not page["has_more"]:
            break
        cursor = page["response_metadata"]["next_cursor"]
    assert texts == [["6", "5", "4"], ["3", "2", "1"], ["0"]]


async def test_with_oldest_alone_pages_go_forward_in_time(client: AsyncWebClient) -> None:
    posted = [await client.chat_postMessage(channel=CLAIRE, text=str(n)) for n in range(5)]
    channel, oldest = posted[0]["channel"], posted[0]["ts"]
    page = await client.conversations_history(channel=channel, oldest=oldest, limit=3)
    assert [message["text"] for message in page["messages"]] == ["3", "2", "1"]
    cursor = page["response_metadata"]["next_cursor"]
    rest = await client.conversations_history(channel=channel, oldest=oldest, limit=3, cursor=cursor)
    assert [message["text"] for message in rest["messages"]] == ["4"]
    one = await client.conversations_history(channel=channel, oldest=oldest, latest=oldest, inclusive=True)
    assert [message["text"] for message in one["messages"]] == ["0"]


async def test_metadata_is_whole_only_when_asked_for(client: AsyncWebClient) -> None:
    metadata = {"event_type": "delivery", "event_payload": {"id": "42"}}
    posted = await client.chat_postMessage(channel=CLAIRE, text="x", metadata=metadata)
    channel = posted["channel"]
    bare = await client.conversations_history(channel=channel)
    assert bare["messages"][0]["metadata"] == {"event_type": "delivery"}
    whole = await client.conversations_history(channel=channel, include_all_metadata=True)
    assert whole["messages"][0]["metadata"] == metadata


async def test_history_lags_on_demand(client: AsyncWebClient, http: aiohttp.ClientSession) -> None:
    channel = (await client.chat_postMessage(channel=CLAIRE, text="x"))["channel"]
    await http.post("/_faults", json={"method": "conversations.history", "kind": "lag", "seconds": 60})
    assert (await client.conversations_history(channel=channel))["messages"] == []
    await http.post("/_clock", json={"advance": 61})
    assert len((await client.conversations_history(channel=channel))["messages"]) == 1


async def test_people_have_language_zone_and_roles(client: AsyncWebClient) -> None:
    claire = (await client.users_info(user=CLAIRE, include_locale=True))["user"]
    assert (claire["locale"], claire["tz"]) == ("fr-FR", "Europe/Paris")
    assert "locale" not in (await client.users_info(user=CLAIRE))["user"]
    assert (await client.users_info(user=MARGUERITE))["user"]["is_admin"] is True
    assert (await client.users_info(user=GUS))["user"]["is_restricted"] is True
    assert await code(client, "users.info", user="U0NOBODY") == "user_not_found"


async def test_a_deactivated_person_has_no_zone(client: AsyncWebClient, sandbox: Sandbox) -> None:
    people = sandbox.slack.world.people
    people.put(replace(people[NATHAN], deleted=True))
    nathan = (await client.users_info(user=NATHAN))["user"]
    assert nathan["deleted"] is True
    assert "tz" not in nathan


async def test_people_are_found_by_address(client: AsyncWebClient, sandbox: Sandbox) -> None:
    assert (await client.users_lookupByEmail(email="Claire@demo.example"))["user"]["id"] == CLAIRE
    assert await code(client, "users.lookupByEmail", email="nobody@demo.example") == "users_not_found"
    grant(sandbox, "users:read")
    assert "email" not in (await client.users_info(user=CLAIRE))["user"]["profile"]


async def test_slackbot_counts_as_a_person(client: AsyncWebClient) -> None:
    members = (await client.users_list())["members"]
    slackbot = next(member for member in members if member["id"] == "USLACKBOT")
    assert slackbot["is_bot"] is False


async def test_the_app_knows_itself(client: AsyncWebClient) -> None:
    me = await client.auth_test()
    assert (me["user_id"], me["bot_id"], me["team_id"]) == (BOT, "B0DEMOBOT01", "T0DEMO00001")
    assert "chat:write" in me.headers["x-oauth-scopes"]
    assert (await client.bots_info(bot="B0DEMOBOT01"))["bot"]["user_id"] == BOT
    assert (await client.team_info())["team"]["domain"] == "demo"


@pytest.mark.parametrize("limit", [-1, 5000])
async def test_a_silly_limit_is_refused(client: AsyncWebClient, limit: int) -> None:
    assert await code(client, "users.list", limit=limit) == "invalid_limit"
