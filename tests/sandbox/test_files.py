"""Files: uploaded by the app in three steps, or by a person in a form; downloaded with a token."""

from dataclasses import replace

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient
from yarl import URL

from bot.sandbox import Sandbox, Visitor

from .calls import code
from .conftest import CLAIRE, FIRST, GENERAL, NATHAN, SECOND


async def test_upload_v2_shares_a_file_in_a_channel(
    client: AsyncWebClient, claire: Visitor, sandbox: Sandbox, http: aiohttp.ClientSession
) -> None:
    dm = await claire.app_channel()
    answer = await client.files_upload_v2(channel=dm, filename="list.csv", content="a,b\n1,2\n", initial_comment="here")
    file = answer["file"]
    (message,) = await claire.messages(dm)
    assert (message["text"], message["files"][0]["name"]) == ("here", "list.csv")
    headers = {"Authorization": f"Bearer {sandbox.bot_token}"}
    async with http.get(file["url_private"], headers=headers) as got:
        assert await got.text() == "a,b\n1,2\n"


async def test_without_a_token_a_download_is_a_sign_in_page(
    client: AsyncWebClient, http: aiohttp.ClientSession
) -> None:
    file = (await client.files_upload_v2(filename="a.txt", content="secret"))["file"]
    async with http.get(file["url_private"]) as got:
        assert (got.status, got.content_type) == (200, "text/html")
        assert "secret" not in await got.text()


async def test_a_page_downloads_no_more_than_anybody_else(client: AsyncWebClient, http: aiohttp.ClientSession) -> None:
    file = (await client.files_upload_v2(filename="a.txt", content="secret"))["file"]
    async with http.get(file["url_private"], headers={"Sec-Fetch-Site": "same-origin"}) as got:
        assert (got.content_type, "secret" in await got.text()) == ("text/html", False)


async def test_a_token_opens_the_files_of_its_own_workspace(
    client: AsyncWebClient, sandbox: Sandbox, http: aiohttp.ClientSession
) -> None:
    file = (await client.files_upload_v2(filename="a.txt", content="secret"))["file"]
    await http.post("/_world/app", json={"team": SECOND, "is_installed": True})
    headers = {"Authorization": f"Bearer {sandbox.bot_token_of(SECOND)}"}
    async with http.get(file["url_private"].replace(FIRST, SECOND), headers=headers) as got:
        assert got.status == 404


async def seen_by(http: aiohttp.ClientSession, user: str, file: str) -> bool:
    async with http.get("/_page/file", params={"as": user, "file": file}) as got:
        return got.status == 200


@pytest.mark.parametrize("named", ["id", "url_private", "permalink"])
async def test_a_picture_in_a_block_is_seen_by_those_it_is_drawn_for(
    client: AsyncWebClient, http: aiohttp.ClientSession, named: str
) -> None:
    file = (await client.files_upload_v2(filename="a.png", content="picture"))["file"]
    shown = (await client.files_info(file=file["id"]))["file"]
    assert not await seen_by(http, CLAIRE, file["id"])
    drawn = {"id": shown["id"]} if named == "id" else {"url": shown[named]}
    block = {"type": "image", "alt_text": "a picture", "slack_file": drawn}
    await client.chat_postMessage(channel=CLAIRE, text="look", blocks=[block])
    assert [await seen_by(http, user, file["id"]) for user in (CLAIRE, NATHAN)] == [True, False]


async def test_a_picture_in_a_home_is_seen_by_its_person(client: AsyncWebClient, http: aiohttp.ClientSession) -> None:
    file = (await client.files_upload_v2(filename="a.png", content="picture"))["file"]
    accessory = {"type": "image", "alt_text": "a picture", "slack_file": {"id": file["id"]}}
    section = {"type": "section", "text": {"type": "plain_text", "text": "look"}, "accessory": accessory}
    await client.views_publish(user_id=CLAIRE, view={"type": "home", "blocks": [section]})
    assert [await seen_by(http, user, file["id"]) for user in (CLAIRE, NATHAN)] == [True, False]


async def test_to_name_a_file_is_not_to_see_it(
    client: AsyncWebClient, claire: Visitor, http: aiohttp.ClientSession
) -> None:
    file = (await client.files_upload_v2(filename="a.png", content="picture"))["file"]
    await claire.say(GENERAL, f'{{"slack_file": {{"id": "{file["id"]}"}}}}')
    assert not await seen_by(http, CLAIRE, file["id"])


async def test_the_bytes_must_be_as_long_as_announced(client: AsyncWebClient, http: aiohttp.ClientSession) -> None:
    ticket = await client.files_getUploadURLExternal(filename="a.txt", length=5)
    async with http.post(ticket["upload_url"], data=b"four") as answer:
        assert answer.status == 400
    assert await code(client, "files.completeUploadExternal", files=[{"id": ticket["file_id"]}]) == "file_not_found"


async def test_a_file_chosen_in_a_form_is_seen_by_the_app(
    client: AsyncWebClient, claire: Visitor, sandbox: Sandbox, http: aiohttp.ClientSession
) -> None:
    file = await claire.upload("contacts.csv", "name\nÉloïse\n".encode())
    info = (await client.files_info(file=file["id"]))["file"]
    assert (info["name"], info["size"], info["user"]) == ("contacts.csv", 14, CLAIRE)
    headers = {"Authorization": f"Bearer {sandbox.bot_token}"}
    async with http.get(info["url_private_download"], headers=headers) as got:
        assert (await got.read()).decode() == "name\nÉloïse\n"
    assert await code(client, "files.delete", file=file["id"]) == "cant_delete_file"


async def test_a_file_shared_where_the_bot_is_not_stays_unseen(client: AsyncWebClient, claire: Visitor) -> None:
    file = await claire.upload("contacts.csv", b"name")
    await claire.say(GENERAL, "look", files=[file["id"]])
    assert await code(client, "files.info", file=file["id"]) == "file_not_found"
    await client.conversations_join(channel=GENERAL)
    assert (await client.files_info(file=file["id"]))["ok"]


async def test_a_deleted_file_leaves_a_stone_in_its_message(client: AsyncWebClient, claire: Visitor) -> None:
    dm = await claire.app_channel()
    file = (await client.files_upload_v2(channel=dm, filename="a.txt", content="x"))["file"]
    await client.files_delete(file=file["id"])
    (message,) = await claire.messages(dm)
    assert message["files"] == [{"id": file["id"], "mode": "tombstone"}]
    assert await code(client, "files.info", file=file["id"]) == "file_deleted"


@pytest.mark.parametrize("name", ["two words.csv", "a#b?c%20d.csv", "été/1.csv"])
async def test_an_address_holds_whatever_name_the_file_has(
    client: AsyncWebClient, sandbox: Sandbox, http: aiohttp.ClientSession, name: str
) -> None:
    file = (await client.files_upload_v2(filename="plain.csv", content="kept"))["file"]
    stored = sandbox.slack.world.files[file["id"]]
    sandbox.slack.world.files.put(replace(stored, name=name))
    shown = (await client.files_info(file=file["id"]))["file"]
    headers = {"Authorization": f"Bearer {sandbox.bot_token}"}
    for kind in ("url_private", "url_private_download"):
        assert " " not in shown[kind]
        async with http.get(URL(shown[kind], encoded=True), headers=headers) as got:
            assert await got.text() == "kept"
    assert shown["name"] == name


async def test_a_file_keeps_its_name_on_the_way_from_the_page(client: AsyncWebClient, claire: Visitor) -> None:
    file = await claire.upload("été à deux.csv", b"name")
    assert (await client.files_info(file=file["id"]))["file"]["name"] == "été à deux.csv"


async def test_a_ticket_takes_no_bytes_once_the_upload_is_complete(
    client: AsyncWebClient, sandbox: Sandbox, http: aiohttp.ClientSession
) -> None:
    ticket = await client.files_getUploadURLExternal(filename="a.txt", length=4)
    await http.post(ticket["upload_url"], data=b"kept")
    assert (await client.files_completeUploadExternal(files=[{"id": ticket["file_id"], "title": "a"}]))["ok"]
    async with http.post(ticket["upload_url"], data=b"else") as answer:
        assert answer.status == 404
    assert sandbox.slack.bytes.get(ticket["file_id"]) == b"kept"


async def test_a_file_says_in_which_messages_it_is_shared(client: AsyncWebClient, claire: Visitor) -> None:
    await client.conversations_join(channel=GENERAL)
    answer = await client.files_upload_v2(channel=GENERAL, filename="a.txt", content="x", initial_comment="here")
    (message,) = (await client.conversations_history(channel=GENERAL, limit=1))["messages"]
    known = (await client.files_info(file=answer["file"]["id"]))["file"]
    for file in (answer["file"], known, message["files"][0]):
        (share,) = file["shares"]["public"][GENERAL]
        assert (share["ts"], share["channel_name"], share["reply_count"]) == (message["ts"], "general", 0)
    await claire.say(GENERAL, "thanks", thread_ts=message["ts"])
    (share,) = (await client.files_info(file=known["id"]))["file"]["shares"]["public"][GENERAL]
    assert (share["reply_count"], share["reply_users"], share["thread_ts"]) == (1, [CLAIRE], message["ts"])


async def test_a_file_in_a_direct_message_is_shared_in_private(client: AsyncWebClient, claire: Visitor) -> None:
    dm = await claire.app_channel()
    file = (await client.files_upload_v2(channel=dm, filename="a.txt", content="x"))["file"]
    assert list(file["shares"]) == ["private"]
    assert (file["ims"], file["channels"], file["is_public"]) == ([dm], [], False)


async def test_a_file_that_nobody_shared_has_no_shares(client: AsyncWebClient) -> None:
    assert (await client.files_upload_v2(filename="a.txt", content="x"))["file"]["shares"] == {}


async def test_a_message_that_goes_takes_its_share_along(client: AsyncWebClient, claire: Visitor) -> None:
    await client.conversations_join(channel=GENERAL)
    file = await claire.upload("a.csv", b"a")
    said = [(await claire.say(GENERAL, "look", files=[file["id"]]))["message"]["ts"] for _ in range(2)]
    for ts, left in zip(said, ([said[1]], []), strict=True):
        await claire.act("delete", channel=GENERAL, ts=ts)
        shown = (await client.api_call("files.list"))["files"]
        shares = [share["ts"] for one in shown for share in one["shares"].get("public", {}).get(GENERAL, ())]
        assert shares == left


@pytest.mark.parametrize(
    ("name", "filetype", "pretty_type"),
    [
        ("a.txt", "text", "Plain Text"),
        ("a.csv", "csv", "CSV"),
        ("a.JPEG", "jpg", "JPEG"),
        ("a.docx", "docx", "Word Document"),
        ("a.xlsx", "xlsx", "Excel Spreadsheet"),
        ("a.vcf", "vcard", "vCard"),
        ("a.pdf", "pdf", "PDF"),
        ("noending", "binary", "Binary"),
    ],
)
async def test_the_usual_kinds_have_slacks_names(
    client: AsyncWebClient, name: str, filetype: str, pretty_type: str
) -> None:
    file = (await client.files_upload_v2(filename=name, content="x"))["file"]
    assert (file["filetype"], file["pretty_type"]) == (filetype, pretty_type)
