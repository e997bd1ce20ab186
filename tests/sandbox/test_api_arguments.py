"""How the Web API takes its arguments, who may call what, and what it says of a call that is odd."""

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox
from bot.sandbox.api import METHODS
from bot.sandbox.scopes import SCOPES, TAKES_JSON, scopes_of
from bot.sandbox.wire import Json, dumps

from .calls import code, grant, refusal, ways
from .conftest import CLAIRE, GENERAL

_SCOPED = sorted(method for method in METHODS if SCOPES[method] and method != "apps.connections.open")
_FORMS_ALONE: dict[str, dict[str, object]] = {
    "chat.getPermalink": {"channel": GENERAL, "message_ts": "1.000000"},
    "conversations.info": {"channel": GENERAL},
    "conversations.members": {"channel": GENERAL},
    "conversations.replies": {"channel": GENERAL, "ts": "1.000000"},
    "files.getUploadURLExternal": {"filename": "a.txt", "length": 1},
    "files.info": {"file": "F1"},
    "pins.list": {"channel": GENERAL},
    "users.info": {"user": CLAIRE},
    "users.lookupByEmail": {"email": "claire@demo.example"},
}


def test_every_method_has_its_scopes_and_its_bodies() -> None:
    assert set(SCOPES) == set(METHODS) | {"api.test"}
    assert set(SCOPES) > TAKES_JSON


@pytest.mark.parametrize("method", _SCOPED)
async def test_without_its_scope_a_method_names_what_it_needs(
    client: AsyncWebClient, sandbox: Sandbox, method: str
) -> None:
    grant(sandbox, "commands", "app_mentions:read")
    answer = await refusal(client, method)
    assert answer["error"] == "missing_scope"
    assert answer["needed"] == ",".join(scopes_of(method))
    assert answer["provided"] == "app_mentions:read,commands"


@pytest.mark.parametrize(
    ("method", "kinds"),
    [
        ("conversations.history", "channels:history,groups:history,im:history,mpim:history"),
        ("conversations.archive", "channels:manage,groups:write,im:write,mpim:write"),
        (
            "conversations.invite",
            "channels:manage,groups:write,im:write,mpim:write,channels:write.invites,groups:write.invites",
        ),
    ],
)
def test_scopes_of_conversations_are_named_for_each_kind(method: str, kinds: str) -> None:
    assert ",".join(scopes_of(method)) == kinds


async def test_a_scope_of_another_kind_of_conversation_is_not_enough(client: AsyncWebClient, sandbox: Sandbox) -> None:
    await client.conversations_join(channel=GENERAL)
    grant(sandbox, "groups:write", "groups:history")
    answer = await refusal(client, "conversations.setTopic", channel=GENERAL, topic="x")
    assert (answer["error"], answer["needed"]) == ("missing_scope", "channels:manage,channels:write.topic")
    answer = await refusal(client, "conversations.history", channel=GENERAL)
    assert (answer["error"], answer["needed"]) == ("missing_scope", "channels:history")


async def test_an_answer_says_which_scopes_there_are_and_which_would_do(client: AsyncWebClient) -> None:
    headers = (await client.users_info(user=CLAIRE)).headers
    assert headers["x-accepted-oauth-scopes"] == "users:read"
    assert "users:read" in headers["x-oauth-scopes"].split(",")


async def test_arguments_come_as_form_query_or_json(client: AsyncWebClient) -> None:
    for way in ways("chat.postMessage", {"channel": CLAIRE, "text": "é & <b>", "blocks": [{"type": "divider"}]}):
        answer = await client.api_call("chat.postMessage", **way)
        assert answer["message"]["text"] == "é &amp; &lt;b&gt;"
        assert answer["message"]["blocks"][0]["type"] == "divider"


@pytest.mark.parametrize("method", _FORMS_ALONE)
async def test_a_method_that_reads_forms_alone_passes_over_json(client: AsyncWebClient, method: str) -> None:
    with pytest.raises(SlackApiError) as caught:
        await client.api_call(method, json=_FORMS_ALONE[method])
    answer = caught.value.response
    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"][0].startswith("[ERROR] missing required field")


async def test_a_missing_argument_is_named(client: AsyncWebClient) -> None:
    answer = await refusal(client, "conversations.info")
    assert answer == {
        "ok": False,
        "error": "invalid_arguments",
        "response_metadata": {"messages": ["[ERROR] missing required field: channel"]},
    }


class Raw:
    """Posts bytes as no SDK would."""

    def __init__(self, http: aiohttp.ClientSession, sandbox: Sandbox) -> None:
        self._http = http
        self._headers = {"Authorization": f"Bearer {sandbox.bot_token}"}

    async def post(self, method: str, body: bytes, content_type: str | None) -> Json:
        headers = self._headers | ({"Content-Type": content_type} if content_type else {})
        skipped = ["Content-Type"] if content_type is None else []
        async with self._http.post(f"/api/{method}", data=body, headers=headers, skip_auto_headers=skipped) as answer:
            said: Json = await answer.json()
            return said


@pytest.fixture
def raw(http: aiohttp.ClientSession, sandbox: Sandbox) -> Raw:
    return Raw(http, sandbox)


@pytest.mark.parametrize(
    ("body", "content_type", "error"),
    [
        (b"{", "application/json", "invalid_json"),
        (b"[1]", "application/json", "json_not_object"),
        (b"text=x", "application/xml", "invalid_post_type"),
        (b"text=x", None, "missing_post_type"),
        (b"text=x", "application/x-www-form-urlencoded; charset=koi8-r", "invalid_charset"),
        (b"text=x", "multipart/form-data", "invalid_form_data"),
        (b"te+xt=x", "application/x-www-form-urlencoded", "invalid_arg_name"),
        (b"blocks[0]=x", "application/x-www-form-urlencoded", "invalid_array_arg"),
        (b"text=x", "text/plain", "invalid_arguments"),
    ],
)
async def test_a_body_that_slack_cannot_read(raw: Raw, body: bytes, content_type: str | None, error: str) -> None:
    assert (await raw.post("chat.postMessage", body, content_type))["error"] == error


async def test_a_form_in_several_parts_is_a_form_too(http: aiohttp.ClientSession, sandbox: Sandbox) -> None:
    form = aiohttp.FormData({"token": sandbox.bot_token, "channel": CLAIRE, "text": "é"}, default_to_multipart=True)
    async with http.post("/api/chat.postMessage", data=form) as answer:
        assert (await answer.json())["message"]["text"] == "é"


async def test_plain_text_is_read_as_a_form(raw: Raw) -> None:
    answer = await raw.post("chat.postMessage", f"channel={CLAIRE}&text=x".encode(), "text/plain")
    assert answer["message"]["text"] == "x"


async def test_a_charset_is_missed_in_json_and_unwanted_in_a_form(raw: Raw) -> None:
    body = dumps({"channel": CLAIRE, "text": "x"}).encode()
    answer = await raw.post("chat.postMessage", body, "application/json")
    assert (answer["ok"], answer["warning"]) == (True, "missing_charset")
    assert answer["response_metadata"] == {"warnings": ["missing_charset"]}
    assert "warning" not in await raw.post("chat.postMessage", body, "application/json; charset=utf-8")
    query = f"channel={CLAIRE}&text=x".encode()
    answer = await raw.post("chat.postMessage", query, "application/x-www-form-urlencoded; charset=utf-8")
    assert answer["warning"] == "superfluous_charset"
    assert "warning" not in await raw.post("chat.postMessage", query, "application/x-www-form-urlencoded")


async def test_warnings_of_the_body_and_of_the_method_stand_together(raw: Raw) -> None:
    body = dumps({"channel": CLAIRE, "text": "x", "metadata": "{"}).encode()
    answer = await raw.post("chat.postMessage", body, "application/json")
    assert answer["warning"] == "invalid_metadata_format,missing_charset"
    assert answer["response_metadata"]["warnings"] == ["invalid_metadata_format", "missing_charset"]


async def test_a_token_comes_in_the_header_or_a_form_and_not_in_the_query(
    http: aiohttp.ClientSession, sandbox: Sandbox
) -> None:
    token = {"token": sandbox.bot_token}
    async with http.post("/api/auth.test", data=token) as answer:
        assert (await answer.json())["ok"] is True
    async with http.get("/api/auth.test", params=token) as answer:
        assert (await answer.json())["error"] == "not_authed"
    async with http.post("/api/auth.test", json=token) as answer:
        assert (await answer.json())["error"] == "not_authed"
    async with http.post("/api/apps.connections.open", data={"token": sandbox.app_token}) as answer:
        assert (await answer.json())["error"] == "not_authed"


async def test_each_method_wants_its_own_kind_of_token(client: AsyncWebClient, sandbox: Sandbox) -> None:
    app = AsyncWebClient(token=sandbox.app_token, base_url=sandbox.api_url)
    assert (await app.auth_test())["app_id"] == "A0SANDBOX00"
    assert (await app.apps_connections_open(app_token=sandbox.app_token))["url"].startswith("ws://")
    assert await code(app, "users.list") == "not_allowed_token_type"
    assert await code(client, "apps.connections.open") == "not_allowed_token_type"
    with pytest.raises(SlackApiError, match="insecure_request"):
        await app.api_call("apps.connections.open", http_verb="GET")


async def test_api_test_needs_no_token_and_says_what_it_was_told(sandbox: Sandbox) -> None:
    nobody = AsyncWebClient(base_url=sandbox.api_url)
    assert (await nobody.api_test(colour="green"))["args"] == {"colour": "green"}
    answer = await refusal(nobody, "api.test", error="my_error", colour="green")
    assert (answer["error"], answer["args"]) == ("my_error", {"error": "my_error", "colour": "green"})


async def test_a_method_that_is_gone_says_so(client: AsyncWebClient) -> None:
    assert await code(client, "files.upload") == "method_deprecated"
    assert await code(client, "chat.shout") == "unknown_method"


@pytest.mark.parametrize("cursor", ["nonsense!", "bm90IG9uZQ==", "bmV4dDotNQ=="])
@pytest.mark.parametrize(
    ("method", "args"),
    [
        ("users.list", {}),
        ("conversations.list", {}),
        ("users.conversations", {}),
        ("conversations.members", {"channel": GENERAL}),
        ("conversations.history", {"channel": GENERAL}),
        ("reactions.list", {}),
    ],
)
async def test_a_cursor_that_slack_did_not_give_is_refused(
    client: AsyncWebClient, method: str, args: dict[str, str], cursor: str
) -> None:
    await client.conversations_join(channel=GENERAL)
    assert await code(client, method, cursor=cursor, **args) == "invalid_cursor"
