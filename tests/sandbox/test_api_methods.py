"""Every method once in each way that it is asked: by form, by query, and by JSON where it reads JSON."""

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox, Visitor
from bot.sandbox.api import METHODS
from bot.sandbox.scopes import TAKES_JSON
from bot.sandbox.wire import Json

from .calls import code, form
from .conftest import CLAIRE, FIRST, NATHAN, RANDOM, SALES, SECOND
from .shapes import modal, section
from .stage import Stage, arrived, set_stage

HOME = {"type": "home", "blocks": [section()]}

# `{mine}`, `{dm}` and the like: tests/sandbox/stage.py. Those that need a trigger or a file are below.
ARGS: dict[str, dict[str, object]] = {
    "auth.test": {},
    "bots.info": {"bot": "B0DEMOBOT01"},
    "chat.delete": {"channel": SALES, "ts": "{mine}"},
    "chat.getPermalink": {"channel": SALES, "message_ts": "{mine}"},
    "chat.postEphemeral": {"channel": SALES, "user": CLAIRE, "text": "x", "blocks": [section()]},
    "chat.postMessage": {"channel": SALES, "text": "x", "blocks": [section()], "thread_ts": "{mine}"},
    "chat.update": {"channel": SALES, "ts": "{mine}", "text": "x", "blocks": [section()]},
    "conversations.archive": {"channel": SALES},
    "conversations.close": {"channel": "{dm}"},
    "conversations.create": {"name": "new", "is_private": True},
    "conversations.history": {"channel": SALES, "limit": 1, "inclusive": True, "latest": "{mine}"},
    "conversations.info": {"channel": SALES, "include_num_members": True, "include_locale": True},
    "conversations.invite": {"channel": "{own}", "users": f"{CLAIRE},{NATHAN}"},
    "conversations.join": {"channel": RANDOM},
    "conversations.kick": {"channel": SALES, "user": NATHAN},
    "conversations.leave": {"channel": SALES},
    "conversations.list": {"types": "public_channel,private_channel,mpim,im", "exclude_archived": True, "limit": 5},
    "conversations.mark": {"channel": SALES, "ts": "{mine}"},
    "conversations.members": {"channel": SALES, "limit": 2},
    "conversations.open": {"users": f"{CLAIRE},{NATHAN}", "return_im": True},
    "conversations.rename": {"channel": "{own}", "name": "mine"},
    "conversations.replies": {"channel": SALES, "ts": "{mine}", "include_all_metadata": True},
    "conversations.setPurpose": {"channel": SALES, "purpose": "x"},
    "conversations.setTopic": {"channel": SALES, "topic": ""},
    "conversations.unarchive": {"channel": "{old}"},
    "files.getUploadURLExternal": {"filename": "a.txt", "length": 1, "alt_txt": "x"},
    "files.info": {"file": "{file}"},
    "files.list": {"types": "all", "count": 1, "page": 1},
    "pins.add": {"channel": SALES, "timestamp": "{mine}"},
    "pins.list": {"channel": SALES},
    "reactions.add": {"channel": SALES, "timestamp": "{mine}", "name": "eyes"},
    "reactions.get": {"channel": SALES, "timestamp": "{mine}", "full": True},
    "reactions.list": {"user": CLAIRE, "limit": 1},
    "team.info": {"team": FIRST},
    "users.conversations": {"user": CLAIRE, "types": "public_channel", "limit": 1},
    "users.info": {"user": CLAIRE, "include_locale": True},
    "users.list": {"limit": 2, "include_locale": True},
    "users.lookupByEmail": {"email": "claire@demo.example"},
    "views.publish": {"user_id": CLAIRE, "view": HOME},
}
_PREPARED = {
    "apps.connections.open", "files.completeUploadExternal", "files.delete", "pins.remove", "reactions.remove",
    "views.open", "views.push", "views.update",
}  # fmt: skip


def _asked(methods: dict[str, dict[str, object]]) -> list[tuple[str, str]]:
    return [(method, way) for method in methods for way in ("data", "params", *_json(method))]


def _json(method: str) -> tuple[str, ...]:
    return ("json",) if method in TAKES_JSON else ()


@pytest.fixture
async def stage(sandbox: Sandbox, client: AsyncWebClient, claire: Visitor) -> Stage:
    return await set_stage(sandbox, client, claire)


def test_no_method_is_left_out() -> None:
    assert set(ARGS) | _PREPARED == set(METHODS)


@pytest.mark.parametrize(("method", "way"), _asked(ARGS))
async def test_a_method_takes_its_arguments(stage: Stage, method: str, way: str) -> None:
    assert (await _ask(stage.client, method, way, stage.filled(ARGS[method])))["ok"] is True


@pytest.mark.parametrize("way", ["data", "params", "json"])
async def test_a_file_is_completed_and_deleted(stage: Stage, http: aiohttp.ClientSession, way: str) -> None:
    client, file = stage.client, await arrived(stage.client, http)
    args: dict[str, object] = {"files": [{"id": file, "title": "A"}], "channels": f"{SALES},{CLAIRE}"}
    answer = await _ask(client, "files.completeUploadExternal", way, args | {"initial_comment": "x"})
    assert answer["files"][0]["title"] == "A"
    assert (await _ask(client, "files.delete", way, {"file": file}))["ok"] is True


@pytest.mark.parametrize("way", ["data", "params", "json"])
async def test_marks_are_taken_away(stage: Stage, way: str) -> None:
    spot: dict[str, object] = {"channel": SALES, "timestamp": stage.names["mine"]}
    for family, more in (("pins", {}), ("reactions", {"name": "eyes"})):
        for act in ("add", "remove"):
            assert (await _ask(stage.client, f"{family}.{act}", way, spot | more))["ok"] is True


@pytest.mark.parametrize("way", ["data", "params", "json"])
async def test_views_open_push_and_change(sandbox: Sandbox, client: AsyncWebClient, way: str) -> None:
    def trigger(view_id: str = "") -> str:
        return sandbox.slack.triggers.issue(FIRST, CLAIRE, view_id)

    opened = await _ask(client, "views.open", way, {"trigger_id": trigger(), "view": modal()})
    root = opened["view"]["id"]
    pushed = await _ask(client, "views.push", way, {"trigger_id": trigger(root), "view": modal()})
    assert pushed["view"]["previous_view_id"] == root
    changes = {"view_id": root, "view": modal(section("new")), "hash": opened["view"]["hash"]}
    assert (await _ask(client, "views.update", way, changes))["view"]["blocks"][0]["text"]["text"] == "new"


async def test_a_trigger_of_one_workspace_opens_nothing_in_another(sandbox: Sandbox, client: AsyncWebClient) -> None:
    elsewhere = sandbox.slack.triggers.issue(SECOND, "U1HELENE001")
    assert await code(client, "views.open", trigger_id=elsewhere, view=modal()) == "invalid_trigger_id"


async def _ask(client: AsyncWebClient, method: str, way: str, args: dict[str, object]) -> Json:
    asked: Json = {way: args if way == "json" else form(args)}
    said = (await client.api_call(method, **asked)).data
    assert isinstance(said, dict)
    return said
