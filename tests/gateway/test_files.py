"""Giving files to Slack, and the Home tab: against the sandbox, and against what it never answers."""

import pytest
from aiohttp import web

from bot.gateway import Gateway
from bot.model.errors import FileRefused, SlackRefused, SlackUnavailable
from bot.model.files import Reason
from bot.model.ids import MemberId
from bot.sandbox import Sandbox, Visitor
from tests.gateway._double import Double, Reply, fetched, parcel, playing

TEAM, CLAIRE = "T0DEMO00001", MemberId("U0CLAIRE001")
PNG = b"\x89PNG\r\n\x1a\n and the rest"


async def test_a_file_that_is_shared_lies_in_the_conversation(gateway: Gateway, sandbox: Sandbox) -> None:
    channel = await gateway.open_dm(TEAM, CLAIRE)
    file = await gateway.upload(TEAM, parcel(PNG, title="Éléonore <3"), channel=channel)
    async with Visitor(sandbox.url, CLAIRE) as claire:
        (message,) = await claire.messages(channel)
    (shared,) = message["files"]
    assert (shared["id"], shared["title"], shared["mimetype"]) == (file, "Éléonore <3", "image/png")
    assert await fetched(gateway, TEAM, file, 1000) == PNG


async def test_a_file_that_is_shared_nowhere_is_the_app_s_alone(gateway: Gateway) -> None:
    file = await gateway.upload(TEAM, parcel(PNG))
    assert await fetched(gateway, TEAM, file, 1000) == PNG


async def test_a_large_file_goes_out_with_its_length_and_comes_back_the_same(gateway: Gateway) -> None:
    content = bytes(range(256)) * 12_000
    file = await gateway.upload(TEAM, parcel(content, name="été <1>.bin"))
    described = await gateway.describe(TEAM, file)
    assert (described.name, described.size) == ("été <1>.bin", len(content))
    assert await fetched(gateway, TEAM, file, len(content)) == content
    with pytest.raises(FileRefused) as refused:
        await fetched(gateway, TEAM, file, len(content) - 1)
    assert refused.value.values["reason"] is Reason.TOO_LARGE


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ({"ok": False, "error": "file_deleted"}, Reason.GONE),
        ({"ok": False, "error": "file_not_found"}, Reason.HIDDEN),
        ({"ok": True, "file": {"id": "F1", "mode": "tombstone"}}, Reason.GONE),
        ({"ok": True, "file": {"id": "F1", "mode": "hidden_by_limit"}}, Reason.GONE),
        ({"ok": True, "file": {"id": "F1", "file_access": "access_denied"}}, Reason.HIDDEN),
    ],
)
async def test_a_file_that_slack_does_not_show_is_told_why(answer: dict[str, object], reason: Reason) -> None:
    async with playing() as (double, gateway):
        double.says(answer)
        with pytest.raises(FileRefused) as refused:
            await gateway.describe(TEAM, "F1")
    assert refused.value.values["reason"] is reason


@pytest.mark.parametrize(
    ("said", "link"),
    [
        ({"is_external": True, "external_url": "https://docs.example.com/a"}, "https://docs.example.com/a"),
        ({"is_external": True, "url_private": "https://docs.example.com/b"}, "https://docs.example.com/b"),
        ({"mimetype": "application/vnd.slack-docs", "permalink": "https://a.slack.com/docs/F1"}, "https://a.slack.com/docs/F1"),
        ({"url_private": "https://files.slack.com/files-pri/T1-F1/a.pdf", "permalink": "https://a.slack.com/F1"}, ""),
    ],
)  # fmt: skip
async def test_what_lies_elsewhere_is_a_link(said: dict[str, object], link: str) -> None:
    async with playing() as (double, gateway):
        double.says({"ok": True, "file": {"id": "F1", "name": None, "title": "Offer", **said}})
        described = await gateway.describe(TEAM, "F1")
    assert (described.name, described.link) == ("Offer", link)


async def test_the_conversations_of_a_file_are_all_that_slack_names_anywhere() -> None:
    shares: dict[str, dict[str, list[object]]] = {"public": {"C2": []}, "private": {"D2": []}}
    async with playing() as (double, gateway):
        double.says(
            {"ok": True, "file": {"id": "F1", "channels": ["C1"], "groups": ["G1"], "ims": ["D1"], "shares": shares}}
        )
        assert (await gateway.describe(TEAM, "F1")).places == {"C1", "G1", "D1", "C2", "D2"}


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
            await gateway.upload(TEAM, parcel(PNG))
        assert "/api/files.completeUploadExternal" not in double.calls


async def test_bytes_are_sent_to_slack_alone() -> None:
    async with playing() as (double, gateway):
        double.says({"ok": True, "upload_url": "https://evil.example/upload", "file_id": "F1"})
        with pytest.raises(SlackRefused):
            await gateway.upload(TEAM, parcel(PNG))
        assert double.calls == ["/api/files.getUploadURLExternal"]


def _upload_answering(double: Double, status: int) -> Reply:
    async def reply(request: web.Request) -> web.StreamResponse:
        if request.path.startswith("/api/"):
            return web.json_response({"ok": True, "upload_url": f"{double.url}/upload/1", "file_id": "F1"})
        return web.Response(status=status)

    return reply
