"""What an app posts as text: escaped and linked as Slack keeps it, and as rich text where it came without blocks."""

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox, Visitor
from bot.sandbox.delivery.text import as_posted
from bot.sandbox.delivery.typed import rich_text_of
from bot.sandbox.wire import Json

from .conftest import CLAIRE, GENERAL, Ear, settled
from .shapes import section


@pytest.mark.parametrize(
    ("posted", "kept"),
    [
        ("R&D <b> a > b", "R&amp;D &lt;b&gt; a &gt; b"),
        ("already &amp; &lt;so&gt;", "already &amp; &lt;so&gt;"),
        ("&copy; &", "&amp;copy; &amp;"),
        ("<@U1> <#C1|hall> <!here> <!subteam^S1>", "<@U1> <#C1|hall> <!here> <!subteam^S1>"),
        (
            "<https://a.example?x=1&y=2|a> <mailto:a@b.example|a>",
            "<https://a.example?x=1&amp;y=2|a> <mailto:a@b.example|a>",
        ),
        ("<!date^1392734382^{date_num}|2014>", "<!date^1392734382^{date_num}|2014>"),
        ("see https://a.example/b?x=1&y=2.", "see <https://a.example/b?x=1&amp;y=2>."),
        ("(https://a.example) *http://b.example*", "(<https://a.example>) *<http://b.example>*"),
        ('{"at":"https://a.example/b","x":"A b"}', '{"at":"<https://a.example/b>","x":"A b"}'),
        ("a.example", "a.example"),
        ("<nothing> < https://a.example >", "&lt;nothing&gt; &lt; <https://a.example> &gt;"),
        ("> quoted", "&gt; quoted"),
        ("", ""),
    ],
)
def test_a_text_is_kept_with_its_escapes_and_links(posted: str, kept: str) -> None:
    assert as_posted(posted) == kept
    assert as_posted(kept) == kept


async def test_every_way_to_post_keeps_it_so(client: AsyncWebClient, claire: Visitor) -> None:
    raw, kept = "a < b & https://a.example", "a &lt; b &amp; <https://a.example>"
    await client.conversations_join(channel=GENERAL)
    posted = await client.chat_postMessage(channel=GENERAL, text=raw)
    assert posted["message"]["text"] == kept
    updated = await client.chat_update(channel=GENERAL, ts=posted["ts"], text=f"{raw}!")
    assert updated["text"] == updated["message"]["text"] == f"{kept}!"
    await client.chat_postEphemeral(channel=GENERAL, user=CLAIRE, text=raw)
    assert (await claire.messages(GENERAL))[-1]["text"] == kept
    topic = (await client.conversations_setTopic(channel=GENERAL, topic=raw))["channel"]["topic"]["value"]
    purpose = (await client.conversations_setPurpose(channel=GENERAL, purpose=raw))["channel"]["purpose"]["value"]
    assert topic == purpose == kept
    await client.files_upload_v2(channel=GENERAL, content="x", filename="a.txt", initial_comment=raw)
    assert (await claire.messages(GENERAL))[-1]["text"] == kept


async def test_a_text_without_blocks_carries_rich_text_in_answer_event_and_history(
    sandbox: Sandbox, client: AsyncWebClient, ear: Ear
) -> None:
    await client.conversations_join(channel=GENERAL)
    posted = await client.chat_postMessage(channel=GENERAL, text="*Hi* <@U0CLAIRE001>")
    event = await ear.hears("message")
    history = (await client.conversations_history(channel=GENERAL, limit=1))["messages"]
    expected = [
        {"type": "text", "text": "Hi", "style": {"bold": True}},
        {"type": "text", "text": " "},
        {"type": "user", "user_id": "U0CLAIRE001"},
    ]
    await settled(sandbox)
    for message in (
        posted["message"],
        event if event.get("ts") == posted["ts"] else ear.events("message")[-1],
        *history,
    ):
        (block,) = message["blocks"]
        assert (block["type"], block["elements"][0]["elements"]) == ("rich_text", expected)
        assert block["block_id"]


async def test_a_message_with_blocks_keeps_those_alone(client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel=CLAIRE, text="x", blocks=[section("y")])
    assert [block["type"] for block in posted["message"]["blocks"]] == ["section"]


async def test_each_piece_of_a_long_text_has_its_own(client: AsyncWebClient, claire: Visitor) -> None:
    await client.chat_postMessage(channel=CLAIRE, text="&" * 5_000)
    dm = await claire.app_channel()
    shown = (await claire.messages(dm))[-2:]
    assert [one["text"].count("&amp;") for one in shown] == [4_000, 1_000]
    assert [len(_said(one)) for one in shown] == [4_000, 1_000]


def _said(message: Json) -> str:
    return "".join(str(element["text"]) for element in message["blocks"][0]["elements"][0]["elements"])


async def test_the_answer_through_a_response_url_is_kept_so_too(
    sandbox: Sandbox, claire: Visitor, http: aiohttp.ClientSession
) -> None:
    from bot.sandbox.response_urls import Answerable

    target = Answerable("T0DEMO00001", GENERAL, CLAIRE, sandbox.slack.wall.seconds())
    path = sandbox.slack.response_urls.issue("commands", target)
    await http.post(path, json={"text": "a & b"})
    message = (await claire.messages(GENERAL))[-1]
    assert (message["text"], message["blocks"][0]["type"]) == ("a &amp; b", "rich_text")


def test_a_date_in_text_is_one_in_rich_text() -> None:
    (section_,) = rich_text_of("<!date^1392734382^{date_num} &amp; {time}^https://a.example|2014>")["elements"]
    assert section_["elements"] == [
        {
            "type": "date",
            "timestamp": 1392734382,
            "format": "{date_num} & {time}",
            "url": "https://a.example",
            "fallback": "2014",
        }
    ]
