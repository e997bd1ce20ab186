"""What the page is told: the world, the clock, and what happens, as far as its person may see it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient
from yarl import URL

from bot.sandbox import Sandbox, Visitor
from bot.sandbox.wire import Json, loads

from .conftest import CLAIRE, GENERAL, NATHAN, SALES, Parrot
from .shapes import entry, modal


class Stream:
    def __init__(self, answer: aiohttp.ClientResponse) -> None:
        self._answer = answer

    async def until(self, kind: str) -> Json:
        async with asyncio.timeout(120):
            async for line in self._answer.content:
                if line.startswith(b"data: "):
                    event: Json = loads(line[6:])
                    if event["type"] == kind:
                        return event
        raise AssertionError(f"no {kind}")


@asynccontextmanager
async def page_of(http: aiohttp.ClientSession, user: str) -> AsyncIterator[Stream]:
    async with http.get("/_page/stream", params={"as": user}) as answer:
        assert answer.content_type == "text/event-stream"
        yield Stream(answer)


async def test_the_default_world_has_six_demo_people_and_an_archived_channel(http: aiohttp.ClientSession) -> None:
    async with http.get("/_page/world") as answer:
        workspace, _ = (await answer.json())["workspaces"]
    people = [person for person in workspace["people"] if not person["is_bot"]]
    assert [person["locale"] for person in people] == ["fr-FR", "en-US", "fr-CA", "en-GB", "en-GB", "en-GB"]
    assert all("demo" in person["real_name"] for person in people)
    assert [person["is_guest"] for person in people] == [False] * 4 + [True] * 2
    assert [person["is_ultra_restricted"] for person in people] == [False] * 5 + [True]
    assert [channel["name"] for channel in workspace["channels"] if channel["is_archived"]] == ["trade-fair"]
    assert [one["command"] for one in workspace["commands"]] == ["/say", "/tell", "/form"]


async def test_a_message_is_told_to_the_members_with_the_unread_count(
    http: aiohttp.ClientSession, claire: Visitor, sandbox: Sandbox
) -> None:
    async with page_of(http, NATHAN) as page:
        await claire.say(SALES, "hello")
        event = await page.until("message")
        assert (event["channel"], event["message"]["text"]) == (SALES, "hello")
        assert (await page.until("unread"))["count"] == 1
        async with Visitor(sandbox.url, NATHAN) as nathan:
            await nathan.act("read", channel=SALES)
        assert (await page.until("unread"))["count"] == 0


async def test_a_page_that_opens_late_learns_what_is_unread_and_open(
    connected: Parrot, http: aiohttp.ClientSession, claire: Visitor, client: AsyncWebClient
) -> None:
    @connected.app.command("/form")
    async def form(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=modal())
        await ack()

    await client.chat_postMessage(channel=CLAIRE, text="due now")
    await claire.command(GENERAL, "/form")
    async with page_of(http, CLAIRE) as page:
        assert (await page.until("unread"))["channel"] == await claire.app_channel()
        assert (await page.until("view_opened"))["view"]["callback_id"] == "form"


async def test_a_notice_says_that_the_app_did_not_respond(http: aiohttp.ClientSession, claire: Visitor) -> None:
    async with page_of(http, CLAIRE) as page:
        await claire.command(GENERAL, "/say hello")
        said = (await page.until("message"))["message"]
        assert (said["user"], said["ephemeral_for"]) == ("USLACKBOT", CLAIRE)
        assert said["text"] == "/say failed because the app did not respond."


async def test_the_clock_moves_for_everybody_and_keeps_ticking(http: aiohttp.ClientSession) -> None:
    async with page_of(http, CLAIRE) as page, http.get("/_clock?stream") as follower:
        first = loads(await follower.content.readline())["now"]
        async with http.post("/_clock", json={"now": "2027-01-01T09:00:00+01:00"}) as answer:
            assert (await answer.json())["now"].startswith("2027-01-01T08:00:00")
        second = loads(await follower.content.readline())["now"]
        assert first < second
        assert second.startswith("2027-01-01T08:00:00")
        assert (await page.until("clock"))["now"] == second
    await http.post("/_clock", json={"advance": 3600})
    async with http.get("/_clock") as answer:
        assert (await answer.json())["now"].startswith("2027-01-01T09:00:00")
    async with http.post("/_clock", json={"now": "yesterday"}) as answer:
        assert answer.status == 400


async def test_messages_bear_the_time_of_the_moved_clock(http: aiohttp.ClientSession, client: AsyncWebClient) -> None:
    await http.post("/_clock", json={"now": "2027-01-01T00:00:00+00:00"})
    posted = await client.chat_postMessage(channel=CLAIRE, text="happy new year")
    assert posted["ts"].startswith("17987616")


async def test_a_file_in_a_form_reaches_the_app_whole(connected: Parrot, claire: Visitor) -> None:
    picker: Json = {"type": "file_input", "action_id": "files", "filetypes": ["csv"], "max_files": 1}

    @connected.app.command("/form")
    async def form(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=modal(entry("file", picker)))
        await ack()

    @connected.app.view("form")
    async def save(ack: AsyncAck) -> None:
        await ack()

    await claire.command(GENERAL, "/form")
    file = await claire.upload("list.csv", b"a,b\n")
    assert (await claire.submit({"files": [file]}))["ok"]
    (sent,) = connected.last("view_submission")["view"]["state"]["values"]["file"]["files"]["files"]
    assert (sent["id"], sent["filetype"]) == (file["id"], "csv")
    assert sent["url_private_download"].startswith("http")


async def test_the_inspector_shows_what_went_to_and_fro(
    connected: Parrot, claire: Visitor, http: aiohttp.ClientSession
) -> None:
    @connected.app.command("/say")
    async def say(ack: AsyncAck) -> None:
        await ack("heard")

    await claire.command(GENERAL, "/say it")
    async with http.get("/_page/log?after=0") as answer:
        entries = (await answer.json())["entries"]
    sent = next(entry for entry in entries if entry["kind"] == "command")
    assert (sent["direction"], sent["response"]) == ("out", {"ack": {"text": "heard"}, "ok": True})
    assert sent["body"]["text"] == "it"
    async with http.get("/_page/log?after=0&kind=command") as answer:
        assert (await answer.json())["entries"] == [sent]


async def test_files_of_the_page_are_served_fresh_and_nothing_else(
    sandbox: Sandbox, http: aiohttp.ClientSession
) -> None:
    async with http.get("/") as answer:
        assert (answer.content_type, answer.headers["Cache-Control"]) == ("text/html", "no-store")
    for outside in ("/page/../server.py", "/page/%2e%2e/server.py", "/page/nothing.js"):
        # As it stands: a client would resolve the dots itself.
        async with http.get(URL(sandbox.url + outside, encoded=True)) as answer:
            assert answer.status == 404


async def test_a_shared_file_is_given_to_those_who_may_see_it(claire: Visitor, http: aiohttp.ClientSession) -> None:
    file = await claire.upload("list.csv", b"a,b\n")
    query = {"as": NATHAN, "file": file["id"]}
    async with http.get("/_page/file", params=query) as answer:
        assert answer.status == 404
    await claire.say(SALES, "look", files=[file["id"]])
    async with http.get("/_page/file", params=query) as answer:
        assert await answer.read() == b"a,b\n"
