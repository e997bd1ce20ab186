"""A channel of thousands of messages: only some hundreds stand in the document, wherever one reads."""

import pytest_asyncio
from playwright.async_api import Page, expect

from bot.sandbox.world.messages import post
from tests.browser._stand import GENERAL, NATHAN, Stand

MANY = 3_000  # ten times what may stand there, in fifteen pages of history
_MOST_IN_THE_DOCUMENT = 320
# Frame by frame, as fast as a hand on a wheel; the most messages that stood in the document on the way.
_SCROLL_TO_THE_TOP = """async (log, wanted) => {
    let most = 0;
    for (let frames = 0; frames < 20000; frames += 1) {
        const standing = log.querySelectorAll('[data-testid="message"]');
        most = Math.max(most, standing.length);
        if (standing[0].textContent.includes(wanted)) break;
        log.scrollTop = Math.max(0, log.scrollTop - 1500);
        await new Promise(requestAnimationFrame);
    }
    return most;
}"""
_TOP = "message => message.getBoundingClientRect().top"
# The place is told before the page has heard of the scrolling.
_SCROLL_THERE = """(message) => {
    message.scrollIntoView({ block: "start" });
    return message.getBoundingClientRect().top;
}"""


@pytest_asyncio.fixture(loop_scope="session")
async def long(stand: Stand) -> Stand:
    world = stand.sandbox.slack.world
    for number in range(MANY):
        post(world, world.channels[GENERAL], user=NATHAN, text=f"message {number:05}")
    await stand.open()
    return stand


async def _standing(page: Page) -> int:
    count: int = await page.get_by_test_id("message").count()
    return count


async def test_one_scrolls_through_all_of_it_and_the_document_stays_small(long: Stand) -> None:
    await expect(long.last_message).to_contain_text("message 02999")
    most = await long.messages.evaluate(_SCROLL_TO_THE_TOP, "message 00000")
    await expect(long.messages.get_by_text("message 00000", exact=True)).to_have_count(1)
    assert most <= _MOST_IN_THE_DOCUMENT
    await expect(long.page.get_by_role("button", name="Newest messages")).to_be_visible()
    await long.page.get_by_role("button", name="Newest messages").click()
    await expect(long.last_message).to_contain_text("message 02999")
    assert await _standing(long.page) <= _MOST_IN_THE_DOCUMENT


async def test_what_is_read_stays_in_its_place_while_older_messages_come(long: Stand) -> None:
    reading = long.messages.get_by_test_id("message").filter(has_text="message 02955")
    await expect(reading).to_have_count(1)
    before = await reading.evaluate(_SCROLL_THERE)
    await expect(long.messages.get_by_text("message 02930", exact=True)).to_have_count(1)
    assert abs(before - await reading.evaluate(_TOP)) < 2


async def test_a_message_that_arrives_while_one_reads_above_moves_nothing_and_is_offered(long: Stand) -> None:
    await expect(long.last_message).to_contain_text("message 02999")
    await long.messages.evaluate("log => { log.scrollTop = 400; }")
    reading = long.messages.get_by_test_id("message").filter(has_text="message 02960")
    await expect(long.messages.get_by_text("message 02930", exact=True)).to_have_count(1)  # the page has heard of it
    before = await reading.evaluate(_TOP)
    await long.client.chat_postMessage(channel=GENERAL, text="news")
    await expect(long.messages.get_by_text("news", exact=True)).to_have_count(1)
    await expect(long.page.get_by_role("button", name="Newest messages")).to_be_visible()
    assert abs(before - await reading.evaluate(_TOP)) < 2
