"""The world while it runs: people who come, change and go, guests of both kinds, channels; by HTTP and as seen."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox, SandboxOptions, Visitor
from bot.sandbox.manifest import AppProfile
from bot.sandbox.wire import Json

from .calls import code, turn
from .conftest import BOT, CLAIRE, FIRST, GENERAL, NATHAN, PRIVATE, RANDOM, SALES, SECOND, Parrot, until
from .shapes import modal
from .test_page import page_of

MIA, SIMON = "U1MULTI0001", "U1SINGLE001"


@asynccontextmanager
async def acting(sandbox: Sandbox, user: str) -> AsyncIterator[Visitor]:
    async with Visitor(sandbox.url, user) as visitor:
        yield visitor


async def test_a_person_comes_with_all_that_was_said_of_them(
    http: aiohttp.ClientSession, client: AsyncWebClient
) -> None:
    said = {"real_name": "Zoé Petit", "email": "zoe@demo.example", "locale": "fr-CA", "tz": "America/Toronto"}
    person = (await turn(http, "person", **said, channels=[SALES]))["person"]
    assert (person["name"], person["team"]) == ("zoépetit", FIRST)
    found = (await client.users_lookupByEmail(email="zoe@demo.example"))["user"]
    assert (found["id"], found["real_name"], found["tz"]) == (person["id"], "Zoé Petit", "America/Toronto")
    await client.conversations_join(channel=SALES)
    assert person["id"] in (await client.conversations_members(channel=SALES))["members"]


async def test_a_person_of_another_workspace_is_of_that_one(
    http: aiohttp.ClientSession, client: AsyncWebClient
) -> None:
    person = (await turn(http, "person", name="yan", team=SECOND))["person"]
    assert person["team"] == SECOND
    assert await code(client, "users.info", user=person["id"]) == "user_not_found"


async def test_whoever_is_deactivated_acts_no_more(
    connected: Parrot, http: aiohttp.ClientSession, client: AsyncWebClient, claire: Visitor
) -> None:
    @connected.app.command("/form")
    async def form(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=modal())
        await ack()

    await claire.command(GENERAL, "/form")
    await turn(http, "person", id=CLAIRE, deleted=True)
    assert await claire.view() is None
    assert (await claire.say(GENERAL, "still here"))["error"] == "account_inactive"
    user = (await client.users_info(user=CLAIRE))["user"]
    assert (user["deleted"], "tz" in user) == (True, False)
    await turn(http, "person", id=CLAIRE, deleted=False)
    assert (await claire.say(GENERAL, "back"))["ok"]


async def test_guests_of_both_kinds_are_known_by_their_marks(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    token = (await turn(http, "app", team=SECOND, is_installed=True))["token"]
    client = AsyncWebClient(token=token, base_url=sandbox.api_url)
    marks = {}
    for user in (MIA, SIMON):
        shown = (await client.users_info(user=user))["user"]
        marks[user] = (shown["is_restricted"], shown["is_ultra_restricted"])
    assert marks == {MIA: (True, False), SIMON: (True, True)}


async def test_guests_come_into_channels_by_invitation(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    token = (await turn(http, "app", team=SECOND, is_installed=True))["token"]
    client = AsyncWebClient(token=token, base_url=sandbox.api_url)
    for channel in ("C1GENERAL01", "C1VISITOR01"):
        await client.conversations_join(channel=channel)
    assert await code(client, "conversations.invite", channel="C1VISITOR01", users=SIMON) == "ura_max_channels"
    assert await code(client, "conversations.invite", channel="C1GENERAL01", users=MIA) == "user_is_restricted"
    async with acting(sandbox, MIA) as mia:
        assert (await mia.act("join", channel="C1GENERAL01"))["error"] == "user_is_restricted"
    async with acting(sandbox, "U1OWEN00001") as owen:
        refused = await owen.act("join", channel="C1VISITOR01", user=SIMON)
        assert refused["error"] == "ura_max_channels"
        await owen.act("leave", channel="C1PROJECT01", user=SIMON)
        assert (await owen.act("join", channel="C1VISITOR01", user=SIMON))["ok"]


async def test_a_member_is_made_a_guest_and_back(http: aiohttp.ClientSession, client: AsyncWebClient) -> None:
    person = (await turn(http, "person", id=NATHAN, is_restricted=True))["person"]
    assert (person["is_guest"], person["is_ultra_restricted"]) == (True, False)
    assert (await client.users_info(user=NATHAN))["user"]["is_restricted"] is True
    await turn(http, "person", id=NATHAN, is_restricted=False)
    assert (await client.users_info(user=NATHAN))["user"]["is_restricted"] is False


@pytest.mark.parametrize(
    "row",
    [
        {"name": "zed", "tz": "Europe/Nowhere"},
        {"name": "zed", "locale": "french"},
        {"name": "zed", "is_admin": "yes"},
        {"name": "zed", "is_admin": True, "is_restricted": True},
        {"name": "zed", "hat": "red"},
        {"id": CLAIRE, "is_owner": True, "is_ultra_restricted": True},
    ],
)
async def test_a_person_who_cannot_be_is_refused(http: aiohttp.ClientSession, row: Json) -> None:
    async with http.get("/_page/world") as answer:
        before = (await answer.json())["workspaces"]
    assert (await turn(http, "person", **row))["error"] == "invalid_arguments"
    async with http.get("/_page/world") as answer:
        assert (await answer.json())["workspaces"] == before


async def test_the_apps_own_bot_goes_only_with_the_app(http: aiohttp.ClientSession) -> None:
    assert (await turn(http, "person", id=BOT, deleted=True))["error"] == "cant_deactivate"
    assert (await turn(http, "person", id="USLACKBOT", deleted=True))["error"] == "cant_deactivate"


async def test_another_bot_is_listed_and_not_written_to(http: aiohttp.ClientSession, client: AsyncWebClient) -> None:
    robot = (await turn(http, "person", name="robot", is_bot=True))["person"]["id"]
    user = (await client.users_info(user=robot))["user"]
    assert user["is_bot"] is True
    assert (await client.bots_info(bot=user["profile"]["bot_id"]))["bot"]["user_id"] == robot
    assert await code(client, "chat.postMessage", channel=robot, text="x") == "cannot_dm_bot"


async def test_channels_are_made_changed_and_archived(
    connected: Parrot, http: aiohttp.ClientSession, client: AsyncWebClient
) -> None:
    for kind in ("channel_created", "channel_rename", "channel_archive", "channel_unarchive"):
        connected.app.event(kind)(_noted)
    made = await turn(http, "channel", name="deals", members=[CLAIRE, NATHAN], creator=CLAIRE, topic="Open")
    assert (await connected.hears_event("channel_created"))["event"]["channel"]["name"] == "deals"
    info = (await client.conversations_info(channel=made["channel"]))["channel"]
    assert (info["topic"]["value"], info["creator"]) == ("Open", CLAIRE)
    await turn(http, "channel", id=made["channel"], name="offers", purpose="Selling", by=NATHAN)
    assert (await connected.hears_event("channel_rename"))["event"]["channel"]["name"] == "offers"
    await turn(http, "channel", id=made["channel"], is_archived=True, by=NATHAN)
    assert (await connected.hears_event("channel_archive"))["event"]["user"] == NATHAN
    assert await code(client, "conversations.join", channel=made["channel"]) == "is_archived"
    await turn(http, "channel", id=made["channel"], is_archived=False, by=NATHAN)
    assert (await connected.hears_event("channel_unarchive"))["event"]["user"] == NATHAN
    joined = (await client.conversations_join(channel=made["channel"]))["channel"]
    assert (joined["name"], joined["purpose"]["value"]) == ("offers", "Selling")


async def test_a_private_channel_is_hidden_until_the_app_is_let_in(
    http: aiohttp.ClientSession, client: AsyncWebClient
) -> None:
    assert await code(client, "conversations.info", channel=PRIVATE) == "channel_not_found"
    await turn(http, "member", channel=PRIVATE, by=CLAIRE)
    info = (await client.conversations_info(channel=PRIVATE))["channel"]
    assert (info["is_private"], info["is_group"], info["is_channel"]) == (True, True, False)
    members = (await turn(http, "member", channel=PRIVATE, is_in=False))["members"]
    assert BOT not in members


@pytest.mark.parametrize(
    ("handle", "row", "error"),
    [
        ("channel", {"name": "sales"}, "name_taken"),
        ("channel", {"name": "Big Deals"}, "invalid_name_specials"),
        ("channel", {"name": ""}, "invalid_name_required"),
        ("channel", {"name": "deals", "members": ["U0NOBODY"]}, "user_not_found"),
        ("channel", {"name": "deals", "members": [MIA]}, "user_not_found"),
        ("channel", {"name": "deals", "team": "T0NOWHERE"}, "team_not_found"),
        ("channel", {"id": RANDOM, "name": "sales"}, "name_taken"),
        ("channel", {"id": RANDOM, "colour": "red"}, "invalid_arguments"),
        ("member", {"channel": GENERAL, "user": MIA}, "user_not_found"),
        ("member", {"channel": "C0NOWHERE"}, "channel_not_found"),
    ],
)
async def test_a_channel_that_cannot_be_is_refused(
    http: aiohttp.ClientSession, handle: str, row: Json, error: str
) -> None:
    assert (await turn(http, handle, **row))["error"] == error


async def test_two_workspaces_may_have_channels_of_one_name(http: aiohttp.ClientSession) -> None:
    assert (await turn(http, "channel", name="sales", team=SECOND))["ok"]


async def test_open_pages_are_told_what_changed_and_where(http: aiohttp.ClientSession) -> None:
    async with page_of(http, CLAIRE) as page:
        await turn(http, "person", name="yan", team=SECOND)
        assert (await page.until("person"))["person"]["team"] == SECOND
        await turn(http, "channel", name="deals", team=FIRST)
        assert (await page.until("channel"))["channel"]["team"] == FIRST
        await turn(http, "app", team=SECOND, is_installed=True)
        assert (await page.until("world"))["type"] == "world"


async def test_marks_reach_the_open_pages(http: aiohttp.ClientSession, client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel=CLAIRE, text="one")
    spot = {"channel": posted["channel"], "timestamp": posted["ts"]}
    async with page_of(http, CLAIRE) as page:
        await client.reactions_add(**spot, name="eyes")
        assert "reactions" in (await page.until("message_changed"))["message"]
        await client.reactions_remove(**spot, name="eyes")
        assert "reactions" not in (await page.until("message_changed"))["message"]
        await client.pins_add(**spot)
        assert (await page.until("message_changed"))["message"]["pinned_to"] == [posted["channel"]]


async def test_a_person_edits_and_deletes_their_own_words(connected: Parrot, claire: Visitor) -> None:
    connected.app.event("message")(_noted)
    dm = await claire.app_channel()
    ts = (await claire.say(dm, "helo"))["message"]["ts"]
    edited = await claire.act("edit", channel=dm, ts=ts, text="hello @nathan")
    assert (edited["message"]["text"], edited["message"]["edited"]["user"]) == (f"hello <@{NATHAN}>", CLAIRE)
    await until(lambda: "message_changed" in _subtypes(connected))
    await claire.act("delete", channel=dm, ts=ts)
    await until(lambda: "message_deleted" in _subtypes(connected))
    assert await claire.messages(dm) == []


async def test_what_others_wrote_stays(claire: Visitor, client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel=CLAIRE, text="mine")
    spot = {"channel": posted["channel"], "ts": posted["ts"]}
    assert (await claire.act("edit", **spot, text="hers"))["error"] == "cant_update_message"
    assert (await claire.act("delete", **spot))["error"] == "cant_update_message"


async def test_a_person_reacts_and_pins_and_takes_it_back(
    connected: Parrot, claire: Visitor, client: AsyncWebClient
) -> None:
    for kind in ("reaction_added", "reaction_removed", "pin_added", "pin_removed"):
        connected.app.event(kind)(_noted)
    posted = await client.chat_postMessage(channel=CLAIRE, text="mine")
    spot = {"channel": posted["channel"], "ts": posted["ts"]}
    shown = (await claire.act("react", **spot, name=":eyes:"))["message"]
    assert shown["reactions"] == [{"name": "eyes", "users": [CLAIRE], "count": 1}]
    assert (await connected.hears_event("reaction_added"))["event"]["user"] == CLAIRE
    assert "reactions" not in (await claire.act("react", **spot, name="eyes"))["message"]
    assert (await connected.hears_event("reaction_removed"))["event"]["reaction"] == "eyes"
    assert (await claire.act("pin", **spot))["message"]["pinned_to"] == [posted["channel"]]
    assert (await connected.hears_event("pin_added"))["event"]["item"]["message"]["ts"] == posted["ts"]
    assert "pinned_to" not in (await claire.act("pin", **spot))["message"]
    await connected.hears_event("pin_removed")


def _subtypes(parrot: Parrot) -> list[str]:
    return [body["event"].get("subtype", "") for body in parrot.events("message")]


async def _noted() -> None:
    """The middleware has noted it."""


async def test_two_people_have_one_conversation(claire: Visitor, http: aiohttp.ClientSession) -> None:
    said = {"as": CLAIRE, "user": NATHAN}
    async with http.post("/_page/direct", json=said) as answer:
        channel = (await answer.json())["channel"]
    assert (channel["is_im"], channel["members"]) == (True, sorted([CLAIRE, NATHAN]))
    async with http.post("/_page/direct", json=said) as answer:
        assert (await answer.json())["channel"]["id"] == channel["id"]
    for nobody in (MIA, "U0NOBODY000"):  # of the other workspace, and of none
        async with http.post("/_page/direct", json=said | {"user": nobody}) as answer:
            assert (await answer.json())["error"] == "user_not_found"


async def test_an_app_that_only_speaks_cannot_be_written_to() -> None:
    profile = AppProfile(is_read_only=True)
    async with (
        Sandbox.start(SandboxOptions(), app=profile) as sandbox,
        acting(sandbox, CLAIRE) as claire,
        aiohttp.ClientSession(sandbox.url) as http,
    ):
        said = {"as": CLAIRE, "channel": await claire.app_channel(), "text": "hello?"}
        async with http.post("/_page/message", json=said) as answer:
            assert (await answer.json())["error"] == "messages_tab_disabled"
        async with http.get("/_page/world") as answer:
            assert (await answer.json())["workspaces"][0]["app"]["messages_read_only"] is True


@pytest.mark.parametrize(
    ("tz", "month", "label"),
    [
        ("America/Los_Angeles", 1, "Pacific Standard Time"),
        ("America/Los_Angeles", 7, "Pacific Daylight Time"),
        ("Europe/Paris", 1, "Central European Time"),
        ("Asia/Shanghai", 1, "China Standard Time"),
        ("America/Sao_Paulo", 1, "Sao Paulo Time"),
        ("Asia/Kolkata", 1, "India Standard Time"),
    ],
)
async def test_a_zone_bears_the_name_that_slack_gives_it(
    http: aiohttp.ClientSession, client: AsyncWebClient, tz: str, month: int, label: str
) -> None:
    await http.post("/_clock", json={"now": f"2027-0{month}-15T12:00:00+00:00"})
    await turn(http, "person", id=CLAIRE, tz=tz)
    assert (await client.users_info(user=CLAIRE))["user"]["tz_label"] == label
