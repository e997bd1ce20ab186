"""Half an emoji, at each door: it is replaced, and what was written stays readable and is kept."""

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from slack_bolt.async_app import AsyncAck

from bot.sandbox import Sandbox, SandboxOptions, Visitor
from bot.sandbox.wire import Json, dumps, loads

from .conftest import CLAIRE, GENERAL, PROFILE, Parrot, over_sockets, serving
from .shapes import section

HALF, MENDED = r"\ud83d", "x\N{REPLACEMENT CHARACTER}"
JSON = {"Content-Type": "application/json; charset=utf-8"}


@pytest.fixture
async def kept(tmp_path: Path) -> AsyncIterator[Sandbox]:
    async with Sandbox.start(SandboxOptions(data=tmp_path), app=PROFILE) as running:
        yield running


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r'"\ud83d"', "\N{REPLACEMENT CHARACTER}"),
        (r'"a\uDE00b"', "a\N{REPLACEMENT CHARACTER}b"),
        (r'"\ud83d\ude00"', "\N{GRINNING FACE}"),
        (r'"\\ud83d"', r"\ud83d"),
        (r'{"\ud83d": 1}', {"\N{REPLACEMENT CHARACTER}": 1}),
        ('"\ud83d"', "\N{REPLACEMENT CHARACTER}"),
    ],
)
def test_halves_that_stand_alone_are_replaced(written: str, read: object) -> None:
    assert loads(written) == read


def test_bytes_that_are_half_a_pair_are_no_json() -> None:
    with pytest.raises(ValueError, match="decode"):
        loads(b'"\xed\xa0\xbd"')


async def test_a_message_of_the_app_and_what_comes_after_it(kept: Sandbox, tmp_path: Path) -> None:
    headers = {"Authorization": f"Bearer {kept.bot_token}"}
    blocks = dumps([section("x__")]).replace("__", HALF)
    async with aiohttp.ClientSession(kept.url, headers=headers) as http, Visitor(kept.url, CLAIRE) as claire:
        body = f'{{"channel":"{CLAIRE}","text":"x{HALF}"}}'
        async with http.post("/api/chat.postMessage", data=body, headers=JSON) as answer:
            posted: Json = await answer.json()
        assert posted["message"]["text"] == MENDED
        form = {"channel": CLAIRE, "text": "words", "blocks": blocks}
        async with http.post("/api/chat.postMessage", data=form) as answer:
            assert (await answer.json())["message"]["blocks"][0]["text"]["text"] == MENDED
        async with http.post("/api/conversations.history", data={"channel": posted["channel"]}) as answer:
            assert [one["text"] for one in (await answer.json())["messages"]] == ["words", MENDED]
        assert [one["text"] for one in await claire.messages(posted["channel"])] == [MENDED, "words"]
    assert MENDED in (tmp_path / "world.jsonl").read_text(encoding="utf-8")


async def test_a_person_at_the_page_and_the_handles(kept: Sandbox) -> None:
    async with aiohttp.ClientSession(kept.url) as http, Visitor(kept.url, CLAIRE) as claire:
        said = f'{{"as":"{CLAIRE}","channel":"{GENERAL}","text":"x{HALF}"}}'
        async with http.post("/_page/message", data=said) as answer:
            assert (await answer.json())["message"]["text"] == MENDED
        async with http.post("/_world/channel", data=f'{{"id":"{GENERAL}","topic":"x{HALF}"}}') as answer:
            assert (await answer.json())["ok"]
        assert MENDED in [one["text"] for one in await claire.messages(GENERAL)]
        assert kept.slack.world.channels[GENERAL].topic == MENDED


async def test_an_acknowledgement_over_a_socket(parrot: Parrot, sandbox: Sandbox, claire: Visitor) -> None:
    @parrot.app.command("/say")
    async def say(ack: AsyncAck) -> None:
        await ack(text="x\ud83d")

    async with over_sockets(parrot, sandbox):
        assert (await claire.command(GENERAL, "/say it"))["ok"]
    assert MENDED in [one["text"] for one in await claire.messages(GENERAL)]


async def test_an_acknowledgement_over_http(sandbox: Sandbox, claire: Visitor) -> None:
    async def say(_: web.Request) -> web.Response:
        return web.Response(text=f'{{"text":"x{HALF}"}}', content_type="application/json")

    app = web.Application()
    app.router.add_post("/", say)
    async with serving(app) as url:
        sandbox.slack.outbound.request_url = url
        assert (await claire.command(GENERAL, "/say it"))["ok"]
    assert MENDED in [one["text"] for one in await claire.messages(GENERAL)]
