"""What is small and was in the way: times, notices, buttons over words, tabs, and who one is at first."""

import pytest
from playwright.async_api import BrowserContext, Locator, expect

from tests.browser._stand import CLAIRE, GENERAL, NARROW, NATHAN, Stand


async def box(part: Locator) -> dict[str, float]:
    found = await part.bounding_box()
    assert found is not None
    left, top = found["x"], found["y"]
    return {"x": left, "y": top, "right": left + found["width"], "bottom": top + found["height"]}


async def test_the_time_beside_a_message_that_goes_on_stays_beside_it(stand: Stand) -> None:
    await stand.open(NATHAN, width=NARROW[0], height=NARROW[1])
    for text in ("one", "two"):
        await stand.client.chat_postMessage(channel=GENERAL, text=text)
    follow = stand.last_message
    await expect(follow).to_contain_text("two")
    await follow.hover()
    time, words = await box(follow.locator(".message-time")), await box(follow.locator(".message-body"))
    assert time["right"] <= words["x"]
    assert await follow.locator(".message-time").inner_text() in ("", await follow.locator("time").inner_text())


async def test_a_notice_covers_neither_the_newest_message_nor_the_composer(stand: Stand) -> None:
    await stand.open(NATHAN)
    await stand.types("hello")
    await expect(stand.last_message).to_contain_text("hello")
    await stand.types("/nothing")
    notice = stand.page.get_by_test_id("notice")
    await expect(notice).to_contain_text("/nothing is not a valid command.")
    await notice.hover()  # so that it stays
    last, composer = await box(stand.last_message), await box(stand.page.get_by_test_id("composer"))
    assert (await box(notice))["bottom"] <= min(last["y"], composer["y"])


async def test_a_command_that_nobody_answers_is_told_by_slackbot(stand: Stand) -> None:
    await stand.open(NATHAN)
    await stand.sandbox.slack.outbound.sockets.disconnect("link_disabled")
    stand.sandbox.slack.faults.add({"kind": "lost", "method": "command"})
    await stand.types("/say hello")
    await expect(stand.last_message).to_contain_text("Slackbot")
    await expect(stand.last_message).to_contain_text("Only visible to you")
    await expect(stand.last_message).to_contain_text("/say failed because the app did not respond.")
    await expect(stand.page.get_by_test_id("notice")).to_have_count(0)


async def test_the_buttons_of_a_reply_leave_its_time_to_be_read(stand: Stand) -> None:
    await stand.open(NATHAN)
    root = (await stand.client.chat_postMessage(channel=GENERAL, text="root"))["ts"]
    await stand.client.chat_postMessage(channel=GENERAL, text="one", thread_ts=root)
    await stand.at(root).get_by_test_id("replies").click()
    thread = stand.page.get_by_test_id("thread-messages")
    await expect(thread).to_contain_text("one")
    await expect(thread).not_to_have_attribute("aria-busy", "true")
    first = thread.get_by_test_id("message").first
    await first.hover()
    actions, time = await box(first.locator(".message-actions")), await box(first.locator(".message-time"))
    assert actions["bottom"] <= time["y"] + 2 or actions["x"] >= time["right"]
    assert actions["y"] >= (await box(stand.page.get_by_test_id("thread-messages")))["y"]


async def test_each_item_of_a_messages_menu_has_its_drawing(stand: Stand) -> None:
    await stand.open(NATHAN)
    await stand.types("mine")
    await expect(stand.last_message).to_contain_text("mine")
    await stand.last_message.hover()
    await stand.last_message.get_by_test_id("message-menu").click()
    items = stand.page.get_by_role("menuitem")
    await expect(items.first).to_be_visible()
    await expect(items.locator("svg")).to_have_count(await items.count())


async def test_the_time_of_the_person_stays_on_one_line(stand: Stand) -> None:
    await stand.open(NATHAN)
    time = stand.page.get_by_test_id("about").locator(".whole")
    assert len(await time.evaluate("node => [...node.getClientRects()]")) == 1


async def test_the_tabs_of_the_world_are_tabs(stand: Stand) -> None:
    await stand.open(NATHAN)
    await stand.page.get_by_test_id("world").click()
    people = stand.page.get_by_role("tab", name="People")
    await expect(people).to_have_attribute("aria-selected", "true")
    await people.focus()
    await stand.page.keyboard.press("ArrowRight")
    channels = stand.page.get_by_role("tab", name="Channels")
    await expect(channels).to_be_focused()
    await expect(channels).to_have_attribute("aria-selected", "true")
    await expect(stand.page.get_by_role("tabpanel", name="Channels")).to_be_visible()


@pytest.mark.parametrize(("language", "person"), [("fr-FR", CLAIRE), ("en-GB", NATHAN), ("sv", CLAIRE)])
async def test_the_page_opens_as_somebody_who_reads_the_browsers_language(
    stand: Stand, chromium: BrowserContext, language: str, person: str
) -> None:
    assert chromium.browser is not None
    context = await chromium.browser.new_context(locale=language)
    try:
        window = await context.new_page()
        await window.goto(stand.sandbox.url)
        await expect(window.get_by_test_id("person")).to_have_value(person)
    finally:
        await context.close()


async def test_a_menu_begins_with_the_conversation_where_the_form_was_opened(stand: Stand) -> None:
    await stand.open(NATHAN)
    menu = {"type": "conversations_select", "action_id": "where", "default_to_current_conversation": True}
    label = {"type": "plain_text", "text": "Where"}
    block = {"type": "input", "block_id": "to", "label": label, "element": menu}
    title = {"type": "plain_text", "text": "Another"}
    await stand.shows_view({"type": "modal", "title": title, "submit": title, "blocks": [block]})
    await expect(stand.modal.get_by_role("combobox", name="Where")).to_have_value("general")


async def test_the_inspector_says_what_only_slack_has(stand: Stand) -> None:
    await stand.open(NATHAN)
    await stand.page.get_by_test_id("inspector-toggle").click()
    with pytest.raises(Exception, match="unknown_method"):
        await stand.client.api_call("chat.scheduleMessage")
    await expect(stand.page.get_by_test_id("refusal").first).to_contain_text("Not in the sandbox")
