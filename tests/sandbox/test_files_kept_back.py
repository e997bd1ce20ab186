"""What an app learns of files: those of a message it was shown, several of a form, and what files.info adds."""

import aiohttp
from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Visitor
from bot.sandbox.wire import Json

from .apps import opens
from .calls import code, turn
from .conftest import CLAIRE, GENERAL, Parrot
from .shapes import entry, modal

ELSEWHERE = "https://docs.example.com/offer"
SEVERAL: Json = {"type": "file_input", "action_id": "choose", "max_files": 2}


KINDS: dict[str, Json] = {
    "plain": {},
    "stub": {"access": "check_file_info"},
    "denied": {"access": "access_denied"},
    "hidden": {"is_hidden": True},
    "elsewhere": {"external_url": ELSEWHERE},
    "deleted": {},
}
BARRED: Json = {"mode": "file_access", "created": 0, "timestamp": 0, "user": ""}


async def said_with_files(claire: Visitor, http: aiohttp.ClientSession) -> tuple[dict[str, str], Json]:
    """The ids of the files by what is odd about each, and the message that holds them all."""
    files: dict[str, str] = {}
    for kind, row in KINDS.items():
        files[kind] = (await turn(http, "file", user=CLAIRE, name=f"{kind}.pdf", **row))["file"]
    message = (await claire.say(GENERAL, "look", files=list(files.values())))["message"]
    await turn(http, "file", id=files["deleted"], is_deleted=True)
    return files, message


async def test_a_message_shortcut_brings_the_files_of_its_message_as_far_as_the_app_may_see_them(
    connected: Parrot, claire: Visitor, http: aiohttp.ClientSession
) -> None:
    @connected.app.shortcut({"type": "message_action", "callback_id": "this_one"})
    async def this_one(ack: AsyncAck) -> None:
        await ack()

    files, message = await said_with_files(claire, http)
    await claire.act("message_shortcut", callback_id="this_one", channel=GENERAL, ts=message["ts"])
    pushed = dict(zip(files, connected.last("message_action")["message"]["files"], strict=True))
    plain, elsewhere = pushed["plain"], pushed["elsewhere"]
    assert (plain["name"], plain["channels"], plain["user"]) == ("plain.pdf", [GENERAL], CLAIRE)
    assert (elsewhere["is_external"], elsewhere["external_url"]) == (True, ELSEWHERE)
    assert pushed["stub"] == {"id": files["stub"], "file_access": "check_file_info", **BARRED}
    assert pushed["denied"] == {"id": files["denied"], "file_access": "access_denied", **BARRED}
    assert pushed["hidden"] == {"id": files["hidden"], "mode": "hidden_by_limit"}
    assert pushed["deleted"] == {"id": files["deleted"], "mode": "tombstone"}


async def test_an_app_that_asks_learns_more_of_a_file_and_a_person_sees_it(
    claire: Visitor, client: AsyncWebClient, http: aiohttp.ClientSession
) -> None:
    await client.conversations_join(channel=GENERAL)
    files, message = await said_with_files(claire, http)
    asked = (await client.files_info(file=files["stub"]))["file"]
    assert (asked["file_access"], asked["name"], asked["channels"]) == ("visible", "stub.pdf", [GENERAL])
    denied = (await client.files_info(file=files["denied"]))["file"]
    assert denied == {"id": files["denied"], "file_access": "access_denied", **BARRED}
    assert await code(client, "files.info", file=files["deleted"]) == "file_deleted"
    (heard,) = (await client.conversations_history(channel=GENERAL, latest=message["ts"], inclusive=True, limit=1))[
        "messages"
    ]
    seen = (await claire.messages(GENERAL))[-1]
    names = [[file.get("name") for file in each["files"]][:3] for each in (heard, seen)]
    assert names == [["plain.pdf", "stub.pdf", None], ["plain.pdf", "stub.pdf", "denied.pdf"]]


async def test_several_files_of_a_form_come_with_their_names_and_sizes(connected: Parrot, claire: Visitor) -> None:
    opens(connected, modal(entry("papers", SEVERAL)))

    @connected.app.view("form")
    async def save(ack: AsyncAck) -> None:
        await ack()

    given = [await claire.upload(f"{name}.txt", name.encode(), "text/plain") for name in ("one", "three", "four")]
    await claire.command(GENERAL, "/form")
    assert (await claire.submit({"papers": given}))["errors"] == {"papers": "Please choose no more than 2 files."}
    await claire.submit({"papers": given[:2]})
    chosen = connected.last("view_submission")["view"]["state"]["values"]["papers"]["choose"]["files"]
    assert [(file["name"], file["size"], file["mimetype"], file["user"]) for file in chosen] == [
        ("one.txt", 3, "text/plain", CLAIRE), ("three.txt", 5, "text/plain", CLAIRE),
    ]  # fmt: skip
