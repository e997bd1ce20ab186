"""News that a page could not hear: once it hears again it shows what is, and keeps what was being written."""

import pytest
from aiohttp import web
from playwright.async_api import expect

from bot.sandbox.world import conversations, messages
from tests.browser._samples import FORM
from tests.browser._stand import CLAIRE, GENERAL, NATHAN, Stand

_STREAM = "**/_page/stream*"


async def test_a_page_that_was_cut_off_shows_what_is(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    world, views = stand.sandbox.slack.world, stand.sandbox.slack.views
    channel = world.channels[GENERAL]
    root = messages.post(world, channel, user=CLAIRE, text="the root")
    gone = messages.post(world, channel, user=CLAIRE, text="soon gone")
    await stand.open()
    await stand.messages.get_by_test_id("message").first.hover()
    await stand.messages.get_by_test_id("reply").first.click()
    await expect(stand.page.get_by_test_id("thread-messages")).to_contain_text("the root")
    await stand.drops(stand.messages, "notes.txt", "text/plain")
    await stand.page.get_by_test_id("composer").fill("half a sentence")
    await expect(stand.page.get_by_role("button", name="Remove notes.txt")).to_be_visible()
    views.open(channel.team, NATHAN, FORM)
    await expect(stand.modal).to_be_visible()

    await stand.page.route(_STREAM, lambda route: route.abort())
    with monkeypatch.context() as cut:
        cut.setattr("bot.sandbox.front.stream.is_gone", _always)
        messages.edit(world, root, by=CLAIRE, text="the old root")
        await expect(stand.page.locator(".notice.away")).to_be_visible()
    views.clear(NATHAN)
    messages.delete(world, gone)
    messages.post(world, channel, user=CLAIRE, text="a reply", thread=root.micros)
    messages.post(world, channel, user=CLAIRE, text="a new one")
    conversations.create(world, team=channel.team, name="meanwhile", creator=NATHAN, is_private=False)
    await stand.page.unroute(_STREAM)

    await expect(stand.modal).to_be_hidden()
    await expect(stand.messages).to_contain_text("a new one")
    await expect(stand.messages).to_contain_text("1 reply")
    await expect(stand.messages).not_to_contain_text("soon gone")
    await expect(stand.page.get_by_test_id("thread-messages")).to_contain_text("a reply")
    await expect(stand.page.get_by_test_id("sidebar")).to_contain_text("meanwhile")
    await expect(stand.page.get_by_test_id("composer")).to_have_value("half a sentence")
    await expect(stand.page.get_by_role("button", name="Remove notes.txt")).to_be_visible()


async def test_a_page_too_slow_for_the_news_reads_everything_anew(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.sandbox.front.stream._MOST_WAITING", 3)
    world = stand.sandbox.slack.world
    await stand.open()
    for number in range(12):  # no pause, in which the stream could be read
        messages.post(world, world.channels[GENERAL], user=CLAIRE, text=f"number {number}")
    await expect(stand.messages.get_by_test_id("message")).to_have_count(12)
    await expect(stand.last_message).to_contain_text("number 11")


def _always(_request: web.Request) -> bool:
    return True
