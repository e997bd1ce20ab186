"""views.publish and what the manifest's app_home allows: a Home tab, messages to the app."""

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox, Visitor
from bot.sandbox.manifest import AppProfile, profile_of

from .calls import code, ways
from .conftest import CLAIRE, GENERAL, PATIENT
from .shapes import section

HOME = {"type": "home", "blocks": [section()]}


async def test_a_home_is_published_by_form_query_or_json(client: AsyncWebClient, claire: Visitor) -> None:
    for way in ways("views.publish", {"user_id": CLAIRE, "view": HOME}):
        answer = await client.api_call("views.publish", **way)
        assert await claire.home() == answer["view"]


async def test_a_home_of_another_hash_is_not_overwritten(client: AsyncWebClient) -> None:
    first = (await client.views_publish(user_id=CLAIRE, view=HOME))["view"]
    await client.views_publish(user_id=CLAIRE, view=HOME, hash=first["hash"])
    args = {"user_id": CLAIRE, "view": HOME, "hash": first["hash"]}
    assert await code(client, "views.publish", **args) == "hash_conflict"


@pytest.mark.parametrize(
    ("profile", "method", "args", "error"),
    [
        (AppProfile(has_home_tab=False), "views.publish", {"user_id": CLAIRE, "view": HOME}, "not_enabled"),
        (AppProfile(has_messages_tab=False), "chat.postMessage", {"channel": CLAIRE}, "messages_tab_disabled"),
    ],
)
async def test_a_tab_that_the_manifest_lacks_is_not_enabled(
    profile: AppProfile, method: str, args: dict[str, object], error: str
) -> None:
    async with Sandbox.start(PATIENT, app=profile) as sandbox:
        client = AsyncWebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
        assert await code(client, method, text="x", **args) == error
        assert (await client.chat_postMessage(channel=GENERAL, text="x"))["ok"]


def test_a_manifest_that_says_nothing_of_tabs_has_messages_alone() -> None:
    plain = profile_of({})
    assert (plain.has_home_tab, plain.has_messages_tab) == (False, True)
    home = {"home_tab_enabled": True, "messages_tab_enabled": False}
    full = profile_of({"features": {"app_home": home}})
    assert (full.has_home_tab, full.has_messages_tab) == (True, False)
