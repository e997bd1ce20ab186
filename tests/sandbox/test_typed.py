"""What a person types comes with blocks, as from Slack's own client."""

import pytest
from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox, Visitor
from bot.sandbox.blocks import check_blocks
from bot.sandbox.delivery.text import as_message
from bot.sandbox.delivery.typed import rich_text_of
from bot.sandbox.wire import Json

from .conftest import CLAIRE, FIRST, GENERAL, NATHAN, SALES, Ear, Parrot


def text(words: str, **style: bool) -> Json:
    return {"type": "text", "text": words, **({"style": style} if style else {})}


def link(url: str, **more: object) -> Json:
    return {"type": "link", "url": url, **more}


EMOJI: Json = {"type": "emoji", "name": "tada"}
TYPED: dict[str, list[Json]] = {
    "hello": [text("hello")],
    "a & b <c>": [text("a & b <c>")],
    "*bold* and _it_ ~off~": [
        text("bold", bold=True),
        text(" and "),
        text("it", italic=True),
        text(" "),
        text("off", strike=True),
    ],
    "*a _b_*": [text("a ", bold=True), text("b", bold=True, italic=True)],
    "`*a* _b_`": [text("*a* _b_", code=True)],
    "2 * 3 * 4 and snake_case_name": [text("2 * 3 * 4 and snake_case_name")],
    "*not closed": [text("*not closed")],
    "hi @nathan!": [text("hi "), {"type": "user", "user_id": NATHAN}, text("!")],
    "*@nathan*": [{"type": "user", "user_id": NATHAN, "style": {"bold": True}}],
    "in #sales": [text("in "), {"type": "channel", "channel_id": SALES}],
    "@here and @channel": [
        {"type": "broadcast", "range": "here"},
        text(" and "),
        {"type": "broadcast", "range": "channel"},
    ],
    "see https://a.example/b?c=1&d=2": [text("see "), link("https://a.example/b?c=1&d=2")],
    "a@b.example": [link("mailto:a@b.example", text="a@b.example")],
    "go to carnet.example": [text("go to "), link("http://carnet.example", text="carnet.example")],
    "done :tada:": [text("done "), EMOJI],
    ":wave::skin-tone-3:": [{"type": "emoji", "name": "wave", "skin_tone": 3}],
    "at 10:30:45": [text("at 10:30:45")],
    "one\ntwo": [text("one\ntwo")],
}


@pytest.mark.parametrize("typed", TYPED)
def test_a_line_is_one_section(sandbox: Sandbox, typed: str) -> None:
    block = rich_text_of(as_message(sandbox.slack.world, FIRST, typed))
    assert block == {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": TYPED[typed]}],
    }
    assert check_blocks([block])


def test_a_user_group_is_an_element_of_its_own() -> None:
    (section,) = rich_text_of("<!subteam^S0TEAM|@sellers>")["elements"]
    assert section["elements"] == [{"type": "usergroup", "usergroup_id": "S0TEAM"}]


def test_quotes_and_fences_are_parts_of_their_own() -> None:
    parts = rich_text_of("said\n&gt; one\n&gt; two\n```\na *b*\n```\nend")["elements"]
    kinds = [part["type"].removeprefix("rich_text_") for part in parts]
    words = [part["elements"][0]["text"] for part in parts]
    assert kinds == ["section", "quote", "preformatted", "section"]
    assert words == ["said", "one\ntwo", "a *b*", "end"]
    assert rich_text_of("a ``` b")["elements"][0]["elements"] == [text("a ``` b")]


async def test_history_and_events_show_the_blocks(ear: Ear, client: AsyncWebClient, claire: Visitor) -> None:
    dm = await claire.app_channel()
    await claire.say(dm, "*hello*")
    heard = await ear.hears("message")
    (block,) = (await client.conversations_history(channel=dm, limit=1))["messages"][0]["blocks"]
    assert block["elements"][0]["elements"] == [text("hello", bold=True)]
    assert block["block_id"]
    assert heard["blocks"] == [block]


async def test_an_edit_makes_them_anew(ear: Ear, client: AsyncWebClient, claire: Visitor) -> None:
    await client.conversations_join(channel=GENERAL)
    ts = (await claire.say(GENERAL, "one"))["message"]["ts"]
    await claire.act("edit", channel=GENERAL, ts=ts, text="two")
    changed = await ear.hears("message", "message_changed")
    words = [changed[name]["blocks"][0]["elements"][0]["elements"] for name in ("previous_message", "message")]
    assert words == [[text("one")], [text("two")]]


async def test_a_message_shortcut_shows_them(connected: Parrot, claire: Visitor) -> None:
    @connected.app.shortcut("this_one")
    async def repeat(ack: AsyncAck) -> None:
        await ack()

    ts = (await claire.say(GENERAL, "hello"))["message"]["ts"]
    await claire.act("message_shortcut", channel=GENERAL, ts=ts, callback_id="this_one")
    (block,) = connected.last("message_action")["message"]["blocks"]
    assert block["elements"][0]["elements"] == [text("hello")]


async def test_a_file_without_words_has_none(claire: Visitor) -> None:
    file = await claire.upload("a.csv", b"a")
    sent = await claire.say(GENERAL, "", files=[file["id"]])
    assert (sent["message"]["user"], "blocks" in sent["message"]) == (CLAIRE, False)
