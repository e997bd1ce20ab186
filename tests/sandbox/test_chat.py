"""chat.*: what is posted, what is refused and in which words."""

import inspect
import re
from dataclasses import replace

from slack_sdk.web import client as web_client
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox, Visitor
from bot.sandbox.api import METHODS
from bot.sandbox.api.missing import MISSING

from .calls import code, grant, refusal
from .conftest import CLAIRE, GENERAL, GUS, NATHAN, PRIVATE, SALES
from .shapes import section


async def test_a_message_to_a_person_goes_to_their_direct_message(client: AsyncWebClient, claire: Visitor) -> None:
    answer = await client.chat_postMessage(channel=CLAIRE, text="hello")
    assert answer["channel"] == await claire.app_channel()
    assert (await claire.messages(answer["channel"]))[0]["text"] == "hello"


async def test_names_of_messages_are_unique_and_sorted(client: AsyncWebClient) -> None:
    names = [(await client.chat_postMessage(channel=CLAIRE, text=str(n)))["ts"] for n in range(20)]
    assert names == sorted(set(names))
    assert all(len(name) == 17 for name in names)


async def test_a_message_gets_block_ids_and_its_bot(client: AsyncWebClient) -> None:
    message = (await client.chat_postMessage(channel=CLAIRE, text="x", blocks=[section()]))["message"]
    assert message["blocks"][0]["block_id"]
    assert message["bot_id"] == "B0DEMOBOT01"
    assert message["bot_profile"]["name"] == "Parrot"


async def test_blocks_may_come_as_text_in_a_form(client: AsyncWebClient) -> None:
    blocks = '[{"type": "divider"}]'
    answer = await client.api_call("chat.postMessage", data={"channel": CLAIRE, "text": "x", "blocks": blocks})
    assert answer["message"]["blocks"][0]["type"] == "divider"


async def test_what_slack_refuses_to_post(client: AsyncWebClient, sandbox: Sandbox) -> None:
    post = "chat.postMessage"
    assert await code(client, post, channel="C0NOWHERE", text="x") == "channel_not_found"
    assert await code(client, post, channel=PRIVATE, text="x") == "channel_not_found"
    assert await code(client, post, channel=CLAIRE) == "no_text"
    assert await code(client, post, channel="USLACKBOT", text="x") == "cannot_dm_bot"
    assert await code(client, post, text="x") == "invalid_arguments"
    assert await code(client, post, channel=CLAIRE, blocks="nonsense") == "invalid_blocks_format"
    assert await code(client, post, channel=CLAIRE, text="x", thread_ts="1.000001") == "thread_not_found"
    await client.conversations_join(channel=SALES)
    await client.conversations_archive(channel=SALES)
    assert await code(client, post, channel=SALES, text="x") == "is_archived"


async def test_refused_blocks_name_the_path(client: AsyncWebClient) -> None:
    answer = await refusal(client, "chat.postMessage", channel=CLAIRE, blocks=[section("x" * 3001)])
    problem = "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"
    assert answer["error"] == "invalid_blocks"
    assert answer["errors"] == [problem]
    assert answer["response_metadata"]["messages"] == [f"[ERROR] {problem}"]


async def test_without_its_scope_the_bot_posts_only_where_it_is(client: AsyncWebClient, sandbox: Sandbox) -> None:
    grant(sandbox, "chat:write", "channels:join")
    assert await code(client, "chat.postMessage", channel=GENERAL, text="x") == "not_in_channel"
    await client.conversations_join(channel=GENERAL)
    assert (await client.chat_postMessage(channel=GENERAL, text="x"))["ok"]


async def test_a_missing_scope_is_named(client: AsyncWebClient, sandbox: Sandbox) -> None:
    grant(sandbox, "channels:read", "commands")
    answer = await refusal(client, "chat.postMessage", channel=GENERAL, text="x")
    assert (answer["error"], answer["needed"]) == ("missing_scope", "chat:write")
    assert answer["provided"] == "channels:read,commands"


async def test_tokens_are_checked(client: AsyncWebClient, sandbox: Sandbox) -> None:
    assert await code(AsyncWebClient(base_url=sandbox.api_url), "auth.test") == "not_authed"
    stranger = AsyncWebClient(token="xoxb-nobody", base_url=sandbox.api_url)
    assert await code(stranger, "auth.test") == "invalid_auth"
    app = AsyncWebClient(token=sandbox.app_token, base_url=sandbox.api_url)
    assert await code(app, "chat.postMessage", channel=CLAIRE, text="x") == "not_allowed_token_type"
    assert await code(client, "chat.shout") == "unknown_method"


async def test_only_its_own_messages_can_be_changed(client: AsyncWebClient, claire: Visitor) -> None:
    dm = await claire.app_channel()
    theirs = (await claire.say(dm, "mine"))["message"]["ts"]
    assert await code(client, "chat.update", channel=dm, ts=theirs, text="x") == "cant_update_message"
    assert await code(client, "chat.delete", channel=dm, ts=theirs) == "cant_delete_message"
    assert await code(client, "chat.update", channel=dm, ts="1.000001", text="x") == "message_not_found"


async def test_an_update_keeps_the_name_and_marks_the_edit(client: AsyncWebClient, claire: Visitor) -> None:
    posted = await client.chat_postMessage(channel=CLAIRE, text="one", blocks=[section("one")])
    updated = await client.chat_update(channel=posted["channel"], ts=posted["ts"], text="two")
    assert updated["ts"] == posted["ts"]
    (shown,) = await claire.messages(posted["channel"])
    assert (shown["text"], shown["edited"]["user"]) == ("two", "U0DEMOBOT01")
    assert [block["type"] for block in shown["blocks"]] == ["rich_text"]


async def test_an_update_with_blocks_bears_no_mark(client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel=CLAIRE, text="one", blocks=[section("one")])
    spot = {"channel": posted["channel"], "ts": posted["ts"]}
    updated = await client.chat_update(**spot, text="two", blocks=[section("two")])
    assert "edited" not in updated["message"]
    metadata = {"event_type": "delivery", "event_payload": {"id": "1"}}
    kept = await client.api_call("chat.update", json={**spot, "metadata": metadata})
    assert kept["message"]["blocks"][0]["text"]["text"] == "two"
    assert kept["message"]["metadata"] == metadata


async def test_metadata_alone_is_no_edit_and_empty_metadata_takes_it_away(client: AsyncWebClient) -> None:
    metadata = {"event_type": "delivery", "event_payload": {"id": "1"}}
    posted = await client.chat_postMessage(channel=CLAIRE, text="one", metadata=metadata)
    spot = {"channel": posted["channel"], "ts": posted["ts"]}
    changed = metadata | {"event_payload": {"id": "2"}}
    kept = (await client.api_call("chat.update", json={**spot, "metadata": changed}))["message"]
    assert (kept["text"], kept["metadata"], "edited" in kept) == ("one", changed, False)
    without = (await client.api_call("chat.update", json={**spot, "metadata": {}}))["message"]
    assert (without["text"], "metadata" in without) == ("one", False)


async def test_a_markdown_message_may_be_longer_than_a_text(client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel=CLAIRE, markdown_text="x" * 12_000)
    updated = await client.chat_update(channel=posted["channel"], ts=posted["ts"], markdown_text="**y**" * 2_000)
    assert updated["message"]["blocks"][0]["type"] == "markdown"


async def test_a_long_text_without_blocks_arrives_in_pieces(client: AsyncWebClient, claire: Visitor) -> None:
    await client.chat_postMessage(channel=CLAIRE, text="x" * 4001)
    assert [len(message["text"]) for message in await claire.messages(await claire.app_channel())] == [4000, 1]
    posted = await client.chat_postMessage(channel=CLAIRE, text="x" * 4001, blocks=[section()])
    assert len(posted["message"]["text"]) == 4001


async def test_a_deleted_message_is_gone(client: AsyncWebClient, claire: Visitor) -> None:
    posted = await client.chat_postMessage(channel=CLAIRE, text="one")
    await client.chat_delete(channel=posted["channel"], ts=posted["ts"])
    assert await claire.messages(posted["channel"]) == []
    assert await code(client, "chat.delete", channel=posted["channel"], ts=posted["ts"]) == "message_not_found"


async def test_an_ephemeral_message_is_for_one_and_not_in_history(
    client: AsyncWebClient, claire: Visitor, sandbox: Sandbox
) -> None:
    await client.conversations_join(channel=GENERAL)
    await client.chat_postEphemeral(channel=GENERAL, user=CLAIRE, text="psst")
    assert (await claire.messages(GENERAL))[-1]["text"] == "psst"
    async with Visitor(sandbox.url, NATHAN) as nathan:
        assert "psst" not in [message["text"] for message in await nathan.messages(GENERAL)]
    history = await client.conversations_history(channel=GENERAL)
    assert "psst" not in [message["text"] for message in history["messages"]]
    refused = await code(client, "chat.postEphemeral", channel=GENERAL, user=GUS, text="psst")
    assert refused == "user_not_in_channel"


async def test_a_reply_counts_in_its_thread_and_stays_out_of_the_channel(
    client: AsyncWebClient, claire: Visitor
) -> None:
    root = await client.chat_postMessage(channel=CLAIRE, text="root")
    await client.chat_postMessage(channel=CLAIRE, text="reply", thread_ts=root["ts"])
    (shown,) = await claire.messages(root["channel"])
    assert (shown["text"], shown["reply_count"]) == ("root", 1)
    assert [one["text"] for one in await claire.messages(root["channel"], root["ts"])] == ["root", "reply"]
    replies = await client.conversations_replies(channel=root["channel"], ts=root["ts"])
    assert [message["text"] for message in replies["messages"]] == ["root", "reply"]


async def test_bad_metadata_is_left_out_with_a_warning(client: AsyncWebClient) -> None:
    answer = await client.api_call("chat.postMessage", json={"channel": CLAIRE, "text": "x", "metadata": "{"})
    assert answer["warning"] == "invalid_metadata_format"
    assert "metadata" not in answer["message"]


async def test_a_deactivated_person_still_has_a_direct_message(client: AsyncWebClient, sandbox: Sandbox) -> None:
    person = sandbox.slack.world.people[NATHAN]
    sandbox.slack.world.people.put(replace(person, deleted=True))
    assert (await client.chat_postMessage(channel=NATHAN, text="hello?"))["ok"]
    assert await code(client, "conversations.open", users=NATHAN) == "user_disabled"


async def test_pins_and_reactions_are_put_once(client: AsyncWebClient, claire: Visitor) -> None:
    posted = await client.chat_postMessage(channel=CLAIRE, text="one")
    spot = {"channel": posted["channel"], "timestamp": posted["ts"]}
    await client.pins_add(**spot)
    assert await code(client, "pins.add", **spot) == "already_pinned"
    await client.reactions_add(**spot, name="eyes")
    assert await code(client, "reactions.add", **spot, name="eyes") == "already_reacted"
    (shown,) = await claire.messages(posted["channel"])
    assert shown["reactions"][0]["name"] == "eyes"


async def test_a_permalink_names_the_message(client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel=CLAIRE, text="one")
    link = await client.chat_getPermalink(channel=posted["channel"], message_ts=posted["ts"])
    assert link["permalink"].endswith("/p" + posted["ts"].replace(".", ""))


async def test_a_text_past_forty_thousand_characters_is_cut_off(client: AsyncWebClient, claire: Visitor) -> None:
    await client.chat_postMessage(channel=CLAIRE, text="x" * 40_001)
    shown = await claire.messages(await claire.app_channel())
    assert [len(message["text"]) for message in shown] == [4_000] * 10
    await client.conversations_join(channel=GENERAL)
    await client.chat_postEphemeral(channel=GENERAL, user=CLAIRE, text="x" * 40_001)
    assert len((await claire.messages(GENERAL))[-1]["text"]) == 40_000


async def test_a_method_that_only_slack_has_is_told_from_one_that_nobody_has(client: AsyncWebClient) -> None:
    for method in ("chat.scheduleMessage", "usergroups.list", "admin.users.list"):
        answer = await refusal(client, method)
        assert (answer["error"], answer["req_method"]) == ("unknown_method", method)
        assert answer["response_metadata"]["messages"] == [
            f"[WARN] {method} is a method of Slack that is not in the sandbox"
        ]
    assert "response_metadata" not in await refusal(client, "chat.shout")


def test_what_is_missing_is_what_the_sdk_calls_beyond_the_table() -> None:
    called = set(re.findall(r'self\.api_call\(\s*"([\w.]+)"', inspect.getsource(web_client)))
    gone = ("agents.", "admin.", "apps.user.", "channels.", "groups.", "im.", "mpim.", "slackbot.")
    beyond = {method for method in called - set(METHODS) if not method.startswith(gone)}
    assert beyond - {"api.test", "files.upload"} <= MISSING
    assert not MISSING & set(METHODS)
