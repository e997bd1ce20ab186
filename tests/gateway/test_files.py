"""Giving files to Slack, and the Home tab: against the sandbox, and against what it never answers."""

import pytest
from aiohttp import web

from bot.gateway import Gateway
from bot.model.errors import SlackRefused, SlackUnavailable
from bot.model.ids import MemberId
from bot.sandbox import Sandbox, Visitor
from tests.gateway._double import Double, Reply, playing

TEAM, CLAIRE = "T0DEMO00001", MemberId("U0CLAIRE001")
PNG = b"\x89PNG\r\n\x1a\n and the rest"


async def test_a_file_that_is_shared_lies_in_the_conversation(gateway: Gateway, sandbox: Sandbox) -> None:
    channel = await gateway.open_dm(TEAM, CLAIRE)
    file = await gateway.upload(TEAM, PNG, name="7.png", title="Éléonore <3", channel=channel)
    async with Visitor(sandbox.url, CLAIRE) as claire:
        (message,) = await claire.messages(channel)
    (shared,) = message["files"]
    assert (shared["id"], shared["title"], shared["mimetype"]) == (file, "Éléonore <3", "image/png")
    assert await gateway.fetch(TEAM, file, 1000) == PNG


async def test_a_file_that_is_shared_nowhere_is_the_app_s_alone(gateway: Gateway) -> None:
    file = await gateway.upload(TEAM, PNG, name="7.png", title="7")
    assert await gateway.fetch(TEAM, file, 1000) == PNG


async def test_home_is_published_for_one_person(gateway: Gateway, sandbox: Sandbox) -> None:
    hello = {"type": "section", "text": {"type": "plain_text", "text": "Hello"}}
    opened = await gateway.publish_view(TEAM, CLAIRE, {"type": "home", "blocks": [hello]})
    async with Visitor(sandbox.url, CLAIRE) as claire, Visitor(sandbox.url, "U0NATHAN001") as nathan:
        home = await claire.home()
        assert home is not None
        assert (home["id"], home["hash"]) == (opened.id, opened.hash)
        assert await nathan.home() is None


@pytest.mark.parametrize(("status", "error"), [(503, SlackUnavailable), (429, SlackUnavailable), (403, SlackRefused)])
async def test_bytes_that_slack_does_not_take_are_no_file(status: int, error: type[Exception]) -> None:
    async with playing() as (double, gateway):
        double.reply = _upload_answering(double, status)
        with pytest.raises(error):
            await gateway.upload(TEAM, PNG, name="7.png", title="7")
        assert "/api/files.completeUploadExternal" not in double.calls


async def test_bytes_are_sent_to_slack_alone() -> None:
    async with playing() as (double, gateway):
        double.says({"ok": True, "upload_url": "https://evil.example/upload", "file_id": "F1"})
        with pytest.raises(SlackRefused):
            await gateway.upload(TEAM, PNG, name="7.png", title="7")
        assert double.calls == ["/api/files.getUploadURLExternal"]


def _upload_answering(double: Double, status: int) -> Reply:
    async def reply(request: web.Request) -> web.StreamResponse:
        if request.path.startswith("/api/"):
            return web.json_response({"ok": True, "upload_url": f"{double.url}/upload/1", "file_id": "F1"})
        return web.Response(status=status)

    return reply
