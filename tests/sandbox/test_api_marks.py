"""pins.*, reactions.* and files.*: what is put on a message or beside it, listed and taken away."""

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Visitor

from .calls import ways
from .conftest import BOT, CLAIRE, GENERAL, NATHAN, SALES


async def test_pins_are_listed_with_who_pinned_and_a_link(client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel=CLAIRE, text="one")
    channel, ts = posted["channel"], posted["ts"]
    await client.pins_add(channel=channel, timestamp=ts)
    (pin,) = (await client.pins_list(channel=channel))["items"]
    assert (pin["type"], pin["created_by"], pin["channel"]) == ("message", BOT, channel)
    assert (pin["message"]["text"], pin["message"]["pinned_to"]) == ("one", [channel])
    link = await client.chat_getPermalink(channel=channel, message_ts=ts)
    assert pin["message"]["permalink"] == link["permalink"]
    await client.pins_remove(channel=channel, timestamp=ts)
    assert (await client.pins_list(channel=channel))["items"] == []


async def test_reactions_of_a_message(client: AsyncWebClient, claire: Visitor) -> None:
    channel = await claire.app_channel()
    ts = (await claire.say(channel, "one"))["message"]["ts"]
    for name in ("eyes", "+1::skin-tone-3"):
        await client.reactions_add(channel=channel, timestamp=ts, name=name)
    answer = await client.reactions_get(channel=channel, timestamp=ts)
    assert (answer["type"], answer["channel"]) == ("message", channel)
    assert answer["message"]["reactions"] == [
        {"name": "eyes", "users": [BOT], "count": 1},
        {"name": "+1::skin-tone-3", "users": [BOT], "count": 1},
    ]
    await client.reactions_remove(channel=channel, timestamp=ts, name="eyes")
    left = (await client.reactions_get(channel=channel, timestamp=ts))["message"]["reactions"]
    assert [reaction["name"] for reaction in left] == ["+1::skin-tone-3"]


async def test_what_the_app_has_reacted_to_comes_in_pages_of_both_kinds(client: AsyncWebClient) -> None:
    for number in range(3):
        posted = await client.chat_postMessage(channel=CLAIRE, text=str(number))
        await client.reactions_add(channel=posted["channel"], timestamp=posted["ts"], name="eyes")
    numbered = await client.reactions_list(count=2, page=2)
    assert [one["message"]["text"] for one in numbered["items"]] == ["0"]
    assert numbered["paging"] == {"count": 2, "total": 3, "page": 2, "pages": 2}
    first = await client.reactions_list(limit=2)
    assert [one["message"]["text"] for one in first["items"]] == ["2", "1"]
    rest = await client.reactions_list(limit=2, cursor=first["response_metadata"]["next_cursor"])
    assert [one["message"]["text"] for one in rest["items"]] == ["0"]
    assert (await client.reactions_list(user=CLAIRE))["items"] == []


async def test_marks_may_be_put_by_form_query_or_json(client: AsyncWebClient) -> None:
    for method, more in (("pins.add", {}), ("reactions.add", {"name": "eyes"})):
        for way in ways(method, {"channel": CLAIRE, "timestamp": "", **more}):
            posted = await client.chat_postMessage(channel=CLAIRE, text="x")
            ((kind, args),) = way.items()
            spot = {"channel": posted["channel"], "timestamp": posted["ts"]}
            assert (await client.api_call(method, **{kind: args | spot}))["ok"]


async def test_files_are_listed_by_who_where_what_and_when(
    client: AsyncWebClient, claire: Visitor, http: aiohttp.ClientSession
) -> None:
    dm = await claire.app_channel()
    table = (await client.files_upload_v2(channel=dm, filename="list.csv", content="a,b"))["file"]
    await http.post("/_clock", json={"advance": 3600})
    image = await claire.upload("photo.png", b"png", "image/png")
    await claire.say(GENERAL, "unseen", files=[(await claire.upload("unseen.csv", b"a"))["id"]])
    everything = await client.files_list()
    assert [file["name"] for file in everything["files"]] == ["photo.png", "list.csv"]
    assert everything["paging"] == {"count": 100, "total": 2, "page": 1, "pages": 1}
    assert await _names(client, types="images") == ["photo.png"]
    assert await _names(client, user=BOT) == ["list.csv"]
    assert await _names(client, channel=dm) == ["list.csv"]
    assert await _names(client, ts_to=str(table["created"])) == ["list.csv"]
    assert await _names(client, ts_from=str(table["created"] + 1)) == ["photo.png"]
    assert await _names(client, count=1, page=2) == ["list.csv"]
    assert image["id"] in [file["id"] for file in everything["files"]]


async def test_a_file_goes_to_channels_and_people_and_into_a_thread(client: AsyncWebClient, claire: Visitor) -> None:
    await client.conversations_join(channel=SALES)
    root = (await claire.say(SALES, "root"))["message"]["ts"]
    await client.files_upload_v2(channel=SALES, filename="a.txt", content="x", thread_ts=root, initial_comment="here")
    replies = (await client.conversations_replies(channel=SALES, ts=root))["messages"]
    assert (replies[1]["text"], replies[1]["files"][0]["name"]) == ("here", "a.txt")
    answer = await client.files_upload_v2(channels=[SALES, NATHAN], filename="b.txt", content="y")
    file = (await client.files_info(file=answer["file"]["id"]))["file"]
    assert file["channels"] == [SALES]
    assert len(file["ims"]) == 1
    await client.files_delete(file=file["id"])
    (left,) = (await client.conversations_history(channel=file["ims"][0]))["messages"]
    assert left["files"] == [{"id": file["id"], "mode": "tombstone"}]


async def test_blocks_may_introduce_a_file(
    client: AsyncWebClient, claire: Visitor, http: aiohttp.ClientSession
) -> None:
    dm = await claire.app_channel()
    ticket = await client.files_getUploadURLExternal(filename="a.txt", length=1)
    await http.post(ticket["upload_url"], data=b"x")
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "*here*"}}]
    row = [{"id": ticket["file_id"], "title": "The list"}]
    answer = await client.api_call(
        "files.completeUploadExternal", json={"files": row, "channel_id": dm, "blocks": blocks}
    )
    assert answer["files"][0]["title"] == "The list"
    (message,) = await claire.messages(dm)
    assert message["blocks"][0]["text"]["text"] == "*here*"


async def _names(client: AsyncWebClient, **args: object) -> list[str]:
    answer = await client.api_call("files.list", http_verb="GET", params=args)
    return [file["name"] for file in answer["files"]]
