"""Slack's own words for each call that it refuses: a line a case, each asked in every way that the method takes."""

from collections.abc import AsyncIterator, Awaitable, Callable
from string import ascii_lowercase
from typing import TypeAlias

import aiohttp
import pytest
import pytest_asyncio
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox, Visitor
from bot.sandbox.world.records import SLACKBOT

from .calls import code
from .conftest import BOT, CLAIRE, GENERAL, GUS, NATHAN, PATIENT, PRIVATE, PROFILE, RANDOM, SALES
from .stage import Stage, arrived, set_stage

NOBODY, NOWHERE, NEVER = "U0NOBODY", "C0NOWHERE", "1.000001"


@pytest.fixture
async def stage(sandbox: Sandbox, client: AsyncWebClient, claire: Visitor) -> Stage:
    return await set_stage(sandbox, client, claire)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def refusing() -> AsyncIterator[Stage]:
    """One for all cases: what is refused changes nothing."""
    async with Sandbox.start(PATIENT, app=PROFILE) as sandbox, Visitor(sandbox.url, CLAIRE) as claire:
        client = AsyncWebClient(token=sandbox.bot_token, base_url=sandbox.api_url, retry_handlers=[])
        yield await set_stage(sandbox, client, claire)


Case: TypeAlias = tuple[str, dict[str, object], str]

CHAT: list[Case] = [
    ("chat.postMessage", {"channel": NOWHERE, "text": "x"}, "channel_not_found"),
    ("chat.postMessage", {"channel": "#nowhere", "text": "x"}, "channel_not_found"),
    ("chat.postMessage", {"channel": BOT, "text": "x"}, "channel_not_found"),
    ("chat.postMessage", {"channel": SLACKBOT, "text": "x"}, "cannot_dm_bot"),
    ("chat.postMessage", {"channel": "{old}", "text": "x"}, "is_archived"),
    ("chat.postMessage", {"channel": SALES}, "no_text"),
    ("chat.postMessage", {"channel": SALES, "markdown_text": ""}, "no_text"),
    ("chat.postMessage", {"channel": SALES, "markdown_text": "x" * 12_001}, "msg_too_long"),
    ("chat.postMessage", {"channel": SALES, "markdown_text": "x", "text": "y"}, "markdown_text_conflict"),
    ("chat.postMessage", {"channel": SALES, "blocks": [{"type": "nonsense"}]}, "invalid_blocks"),
    ("chat.postMessage", {"channel": SALES, "blocks": "nonsense"}, "invalid_blocks_format"),
    ("chat.postMessage", {"channel": SALES, "text": "x", "thread_ts": "soon"}, "invalid_thread_ts"),
    ("chat.postMessage", {"channel": SALES, "text": "x", "thread_ts": NEVER}, "thread_not_found"),
    ("chat.postMessage", {"channel": SALES, "attachments": [{"text": "x"}] * 101}, "too_many_attachments"),
    (
        "chat.postMessage",
        {"channel": SALES, "text": "x", "metadata": {"event_type": "x", "event_payload": {"x": "x" * 16_000}}},
        "metadata_too_large",
    ),
    ("chat.postEphemeral", {"channel": SALES, "user": NOBODY, "text": "x"}, "user_not_in_channel"),
    ("chat.postEphemeral", {"channel": SALES, "text": "x"}, "invalid_arguments"),
    ("chat.postEphemeral", {"channel": "{old}", "user": CLAIRE, "text": "x"}, "is_archived"),
    ("chat.postEphemeral", {"channel": SALES, "user": CLAIRE}, "no_text"),
    ("chat.update", {"channel": SALES, "ts": "{theirs}", "text": "x"}, "cant_update_message"),
    ("chat.update", {"channel": SALES, "ts": NEVER, "text": "x"}, "message_not_found"),
    ("chat.update", {"channel": "{old}", "ts": "{kept}", "text": "x"}, "is_inactive"),
    ("chat.update", {"channel": SALES, "ts": "{mine}", "text": "x" * 4_001}, "msg_too_long"),
    ("chat.update", {"channel": SALES, "ts": "{mine}"}, "no_text"),
    ("chat.delete", {"channel": SALES, "ts": "{theirs}"}, "cant_delete_message"),
    ("chat.delete", {"channel": SALES, "ts": NEVER}, "message_not_found"),
    ("chat.getPermalink", {"channel": SALES, "message_ts": NEVER}, "message_not_found"),
    ("chat.getPermalink", {"channel": PRIVATE, "message_ts": NEVER}, "channel_not_found"),
]

CONVERSATIONS: list[Case] = [
    ("conversations.archive", {"channel": GENERAL}, "cant_archive_general"),
    ("conversations.archive", {"channel": "{old}"}, "already_archived"),
    ("conversations.archive", {"channel": RANDOM}, "not_in_channel"),
    ("conversations.archive", {"channel": "{dm}"}, "method_not_supported_for_channel_type"),
    ("conversations.unarchive", {"channel": SALES}, "not_archived"),
    ("conversations.unarchive", {"channel": "{group}"}, "method_not_supported_for_channel_type"),
    ("conversations.close", {"channel": SALES}, "method_not_supported_for_channel_type"),
    ("conversations.close", {"channel": NOWHERE}, "channel_not_found"),
    ("conversations.create", {}, "invalid_name_required"),
    ("conversations.create", {"name": "x" * 81}, "invalid_name_maxlength"),
    ("conversations.create", {"name": "Deals"}, "invalid_name_specials"),
    ("conversations.create", {"name": "big deals"}, "invalid_name_specials"),
    ("conversations.create", {"name": "--__"}, "invalid_name_punctuation"),
    ("conversations.create", {"name": "sales"}, "name_taken"),
    ("conversations.history", {"channel": RANDOM}, "not_in_channel"),
    ("conversations.history", {"channel": PRIVATE}, "channel_not_found"),
    ("conversations.history", {"channel": SALES, "oldest": "then"}, "invalid_ts_oldest"),
    ("conversations.history", {"channel": SALES, "latest": "now"}, "invalid_ts_latest"),
    ("conversations.history", {"channel": SALES, "limit": 1001}, "invalid_arguments"),
    ("conversations.history", {"channel": SALES, "limit": "many"}, "invalid_arguments"),
    ("conversations.info", {"channel": PRIVATE}, "channel_not_found"),
    ("conversations.invite", {"channel": SALES}, "no_user"),
    ("conversations.invite", {"channel": SALES, "users": CLAIRE}, "already_in_channel"),
    ("conversations.invite", {"channel": SALES, "users": BOT}, "cant_invite_self"),
    ("conversations.invite", {"channel": SALES, "users": SLACKBOT}, "cant_invite"),
    ("conversations.invite", {"channel": SALES, "users": NOBODY}, "user_not_found"),
    ("conversations.invite", {"channel": SALES, "users": GUS}, "user_not_found"),
    ("conversations.invite", {"channel": RANDOM, "users": CLAIRE}, "not_in_channel"),
    ("conversations.invite", {"channel": "{old}", "users": CLAIRE}, "is_archived"),
    ("conversations.invite", {"channel": "{dm}", "users": NATHAN}, "method_not_supported_for_channel_type"),
    ("conversations.join", {"channel": NOWHERE}, "channel_not_found"),
    ("conversations.join", {"channel": "{old}"}, "is_archived"),
    ("conversations.join", {"channel": "{own}"}, "method_not_supported_for_channel_type"),
    ("conversations.kick", {"channel": GENERAL, "user": CLAIRE}, "cant_kick_from_general"),
    ("conversations.kick", {"channel": SALES, "user": BOT}, "cant_kick_self"),
    ("conversations.kick", {"channel": SALES, "user": GUS}, "not_in_channel"),
    ("conversations.kick", {"channel": SALES, "user": NOBODY}, "user_not_found"),
    ("conversations.kick", {"channel": "{dm}", "user": CLAIRE}, "method_not_supported_for_channel_type"),
    ("conversations.leave", {"channel": GENERAL}, "cant_leave_general"),
    ("conversations.leave", {"channel": "{old}"}, "is_archived"),
    ("conversations.leave", {"channel": "{own}"}, "last_member"),
    ("conversations.leave", {"channel": "{dm}"}, "method_not_supported_for_channel_type"),
    ("conversations.list", {"types": "public_channel,secret"}, "invalid_types"),
    ("conversations.list", {"limit": 1001}, "invalid_limit"),
    ("conversations.mark", {"channel": RANDOM, "ts": "1.000000"}, "not_in_channel"),
    ("conversations.mark", {"channel": SALES, "ts": "now"}, "invalid_timestamp"),
    ("conversations.members", {"channel": PRIVATE}, "channel_not_found"),
    ("conversations.members", {"channel": SALES, "limit": -1}, "invalid_limit"),
    ("conversations.open", {}, "users_list_not_supplied"),
    ("conversations.open", {"users": NOBODY}, "user_not_found"),
    ("conversations.open", {"users": GUS}, "user_disabled"),
    ("conversations.open", {"users": SLACKBOT}, "cannot_dm_bot"),
    ("conversations.open", {"users": ",".join([CLAIRE] * 9)}, "too_many_users"),
    ("conversations.open", {"users": f"{CLAIRE},U0PRIYA0001", "prevent_creation": True}, "channel_not_found"),
    ("conversations.open", {"channel": SALES}, "method_not_supported_for_channel_type"),
    ("conversations.open", {"channel": NOWHERE}, "channel_not_found"),
    ("conversations.rename", {"channel": SALES, "name": "trade"}, "not_authorized"),
    ("conversations.rename", {"channel": "{own}", "name": "sales"}, "name_taken"),
    ("conversations.rename", {"channel": "{own}", "name": "My Own"}, "invalid_name_specials"),
    ("conversations.rename", {"channel": "{own}"}, "invalid_name_required"),
    ("conversations.rename", {"channel": "{old}", "name": "older"}, "is_archived"),
    ("conversations.rename", {"channel": RANDOM, "name": "older"}, "not_in_channel"),
    ("conversations.replies", {"channel": SALES, "ts": NEVER}, "thread_not_found"),
    ("conversations.replies", {"channel": SALES, "ts": "now"}, "thread_not_found"),
    ("conversations.replies", {"channel": SALES}, "invalid_arguments"),
    ("conversations.setTopic", {"channel": SALES, "topic": "x" * 251}, "too_long"),
    ("conversations.setTopic", {"channel": SALES}, "invalid_arguments"),
    ("conversations.setPurpose", {"channel": SALES, "purpose": "x" * 251}, "too_long"),
    ("conversations.setPurpose", {"channel": RANDOM, "purpose": "x"}, "not_in_channel"),
    ("conversations.setPurpose", {"channel": "{old}", "purpose": "x"}, "is_archived"),
    ("conversations.setPurpose", {"channel": "{dm}", "purpose": "x"}, "method_not_supported_for_channel_type"),
]

FILES_AND_MARKS: list[Case] = [
    ("files.getUploadURLExternal", {"length": 1}, "invalid_arguments"),
    ("files.getUploadURLExternal", {"filename": "a.txt"}, "invalid_arguments"),
    ("files.getUploadURLExternal", {"filename": "a.txt", "length": 0}, "missing_argument"),
    ("files.getUploadURLExternal", {"filename": "a.txt", "length": -1}, "invalid_arguments"),
    ("files.getUploadURLExternal", {"filename": "a.txt", "length": "x"}, "invalid_arguments"),
    ("files.getUploadURLExternal", {"filename": "a", "length": 1, "alt_txt": "x" * 1001}, "alt_txt_too_large"),
    (
        "files.getUploadURLExternal",
        {"filename": "a.py", "length": 1024 * 1024 + 1, "snippet_type": "python"},
        "snippet_too_large",
    ),
    ("files.completeUploadExternal", {}, "invalid_arguments"),
    ("files.completeUploadExternal", {"files": "nonsense"}, "invalid_arguments"),
    ("files.completeUploadExternal", {"files": [{"id": "F0NOTHING"}]}, "file_not_found"),
    ("files.info", {"file": "F0NOTHING"}, "file_not_found"),
    ("files.info", {}, "invalid_arguments"),
    ("files.delete", {"file": "F0NOTHING"}, "file_not_found"),
    ("files.delete", {"file": "{file}"}, "cant_delete_file"),
    ("files.list", {"types": "poems"}, "unknown_type"),
    ("files.list", {"user": NOBODY}, "user_not_found"),
    ("files.list", {"ts_from": "then"}, "invalid_arguments"),
    ("pins.add", {"channel": SALES}, "no_item_specified"),
    ("pins.add", {"channel": SALES, "timestamp": "now"}, "bad_timestamp"),
    ("pins.add", {"channel": SALES, "timestamp": NEVER}, "message_not_found"),
    ("pins.add", {"channel": NOWHERE, "timestamp": NEVER}, "channel_not_found"),
    ("pins.remove", {"channel": SALES, "timestamp": "{mine}"}, "no_pin"),
    ("pins.remove", {"channel": SALES}, "no_item_specified"),
    ("pins.list", {"channel": NOWHERE}, "channel_not_found"),
    ("reactions.add", {"channel": SALES, "timestamp": "{mine}"}, "invalid_arguments"),
    ("reactions.add", {"channel": SALES, "timestamp": "{mine}", "name": "big smile"}, "invalid_name"),
    ("reactions.add", {"channel": SALES, "timestamp": NEVER, "name": "eyes"}, "message_not_found"),
    ("reactions.add", {"channel": SALES, "timestamp": "now", "name": "eyes"}, "bad_timestamp"),
    ("reactions.add", {"name": "eyes"}, "no_item_specified"),
    ("reactions.add", {"channel": "{old}", "timestamp": "{kept}", "name": "eyes"}, "is_archived"),
    ("reactions.remove", {"channel": SALES, "timestamp": "{mine}", "name": "eyes"}, "no_reaction"),
    ("reactions.get", {"channel": SALES}, "no_item_specified"),
    ("reactions.get", {"channel": SALES, "timestamp": NEVER}, "message_not_found"),
    ("reactions.list", {"user": NOBODY}, "user_not_found"),
]

PEOPLE_AND_VIEWS: list[Case] = [
    ("users.info", {"user": NOBODY}, "user_not_found"),
    ("users.info", {}, "invalid_arguments"),
    ("users.list", {"limit": 1001}, "invalid_limit"),
    ("users.lookupByEmail", {"email": "nobody@demo.example"}, "users_not_found"),
    ("users.lookupByEmail", {"email": "gus@visitor.example"}, "users_not_found"),
    ("users.conversations", {"user": NOBODY}, "user_not_found"),
    ("users.conversations", {"types": "secret"}, "invalid_types"),
    ("bots.info", {"bot": "B0NOBODY"}, "bot_not_found"),
    ("team.info", {"team": "T0NOWHERE"}, "team_not_found"),
    ("team.info", {"team": "T0DEMO00002"}, "team_not_found"),
    ("team.info", {"domain": "second-demo"}, "team_not_on_enterprise"),
    ("views.open", {"trigger_id": "1.2.3", "view": {"type": "modal"}}, "invalid_trigger_id"),
    ("views.open", {"view": {"type": "modal"}}, "invalid_arguments"),
    ("views.push", {"trigger_id": "1.2.3", "view": {"type": "modal"}}, "invalid_trigger_id"),
    ("views.update", {"view": {"type": "modal"}}, "invalid_arguments"),
    ("views.publish", {"view": {"type": "home", "blocks": []}}, "invalid_arguments"),
    ("views.publish", {"user_id": NOBODY, "view": {"type": "home", "blocks": []}}, "user_not_found"),
    ("views.publish", {"user_id": CLAIRE, "view": "{{"}, "invalid_arguments"),
]


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(("method", "args", "error"), [*CHAT, *CONVERSATIONS, *FILES_AND_MARKS, *PEOPLE_AND_VIEWS])
async def test_slack_says_why_it_refuses(refusing: Stage, method: str, args: dict[str, object], error: str) -> None:
    assert await code(refusing.client, method, **refusing.filled(args)) == error


async def test_what_is_done_cannot_be_done_again(stage: Stage) -> None:
    client, spot = stage.client, {"channel": SALES, "timestamp": stage.names["mine"]}
    again: list[tuple[Callable[[], Awaitable[object]], str, dict[str, str], str]] = [
        (lambda: client.pins_add(**spot), "pins.add", {}, "already_pinned"),
        (lambda: client.pins_remove(**spot), "pins.remove", {}, "no_pin"),
        (lambda: client.reactions_add(**spot, name="eyes"), "reactions.add", {"name": "eyes"}, "already_reacted"),
        (lambda: client.reactions_remove(**spot, name="eyes"), "reactions.remove", {"name": "eyes"}, "no_reaction"),
    ]
    for once, method, more, error in again:
        await once()
        assert await code(client, method, **spot, **more) == error


async def test_a_message_has_room_for_so_many_marks(stage: Stage) -> None:
    client, spot = stage.client, {"channel": SALES, "timestamp": stage.names["mine"]}
    for letter in ascii_lowercase[:23]:
        await client.reactions_add(**spot, name=f"flag-f{letter}")
    assert await code(client, "reactions.add", **spot, name="tada") == "too_many_reactions"


@pytest.mark.parametrize("name", [":tada:", "party_parrot", "Tada", "tada::skin-tone-9", "a b"])
async def test_an_emoji_that_there_is_not_is_no_reaction(stage: Stage, name: str) -> None:
    spot = {"channel": SALES, "timestamp": stage.names["mine"]}
    for method in ("reactions.add", "reactions.remove"):
        assert await code(stage.client, method, **spot, name=name) == "invalid_name"


async def test_two_names_of_an_emoji_are_one_reaction(stage: Stage) -> None:
    client, spot = stage.client, {"channel": SALES, "timestamp": stage.names["mine"]}
    await client.reactions_add(**spot, name="thumbsup")
    assert await code(client, "reactions.add", **spot, name="+1") == "already_reacted"
    shown = (await client.api_call("reactions.get", params=spot))["message"]["reactions"]
    assert [reaction["name"] for reaction in shown] == ["+1"]
    assert (await client.reactions_remove(**spot, name="thumbsup"))["ok"]
    assert (await client.reactions_add(**spot, name="avocado"))["ok"]


async def test_a_file_is_not_put_where_the_app_is_not(stage: Stage, http: aiohttp.ClientSession) -> None:
    client = stage.client
    for channel, error in ((RANDOM, "not_in_channel"), (PRIVATE, "channel_not_found"), ("C0", "channel_not_found")):
        file = await arrived(stage.client, http)
        assert await code(client, "files.completeUploadExternal", files=[{"id": file}], channel_id=channel) == error
    file = await arrived(stage.client, http)
    row = [{"id": file}]
    complete = "files.completeUploadExternal"
    assert await code(client, complete, files=row, channels=f"{SALES},C0NOWHERE") == "invalid_channel"
    assert await code(client, complete, files=row, channels=",".join([SALES] * 101)) == "channels_limit_exceeded"
    assert await code(client, complete, files=row, channel_id=stage.names["old"]) == "posting_to_channel_denied"
    assert await code(client, complete, files=row, channel_id=SALES, thread_ts=NEVER) == "thread_not_found"
