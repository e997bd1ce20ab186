"""Messages as they come, change and go: what was typed, threads that lose a message, pictures kept at Slack."""

import base64

from playwright.async_api import Locator, expect

from tests.browser._stand import CLAIRE, GENERAL, NATHAN, Stand

# one white point
_PNG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP6DwABBQECz6AuzQAAAABJRU5ErkJggg==")


async def posted(stand: Stand, text: str, thread: str | None = None) -> str:
    answer = await stand.client.chat_postMessage(channel=GENERAL, text=text, thread_ts=thread)
    return str(answer["ts"])


def replies_to(stand: Stand, ts: str) -> Locator:
    return stand.at(ts).get_by_test_id("replies")


async def test_what_was_typed_is_drawn_with_its_marks(stand: Stand) -> None:
    await stand.open(CLAIRE)
    await stand.types("*gras* pour @nathan :tada:")
    await expect(stand.last_message.locator("strong")).to_have_text("gras")
    await expect(stand.last_message.locator(".mention")).to_contain_text("Nathan")
    await expect(stand.last_message.get_by_role("img", name="tada")).to_have_text("🎉")


async def test_replies_are_counted_as_they_come_and_go(stand: Stand) -> None:
    await stand.open(NATHAN)
    root = await posted(stand, "root")
    one, two = await posted(stand, "one", root), await posted(stand, "two", root)
    await expect(replies_to(stand, root)).to_have_text("2 replies")
    await stand.client.chat_delete(channel=GENERAL, ts=two)
    await expect(replies_to(stand, root)).to_have_text("1 reply")
    await stand.client.chat_delete(channel=GENERAL, ts=one)
    await expect(replies_to(stand, root)).to_have_count(0)


async def test_a_deleted_root_says_so_to_each_reader_and_keeps_its_thread(stand: Stand) -> None:
    root = await posted(stand, "root")
    await posted(stand, "one", root)
    for person, words in ((NATHAN, "This message was deleted."), (CLAIRE, "Ce message a été supprimé.")):
        await stand.open(person)
        if person == NATHAN:
            await stand.client.chat_delete(channel=GENERAL, ts=root)
        stone = stand.at(root)
        await expect(stone).to_contain_text(words)
        await expect(stone.get_by_test_id("message-menu")).to_have_count(0)
        await replies_to(stand, root).click()
        await expect(stand.page.get_by_test_id("thread-messages")).to_contain_text("one")


async def test_a_picture_kept_at_slack_is_drawn(stand: Stand) -> None:
    file = (await stand.client.files_upload_v2(filename="point.png", content=_PNG))["file"]
    await stand.open(NATHAN)
    for named in ({"id": file["id"]}, {"url": file["url_private"]}):
        message = await stand.posts({"type": "image", "alt_text": "a point", "slack_file": named})
        await expect(message.get_by_role("img", name="a point")).to_have_js_property("naturalWidth", 1)


async def test_a_reply_can_be_sent_to_the_channel_too(stand: Stand) -> None:
    await stand.open(NATHAN)
    root = await posted(stand, "root")
    await posted(stand, "one", root)
    await replies_to(stand, root).click()
    box = stand.page.get_by_test_id("thread-composer")
    await expect(stand.page.get_by_label("Also send to #general")).not_to_be_checked()
    await stand.page.get_by_test_id("also-send").check()
    await box.fill("for all")
    await box.press("Enter")
    await expect(stand.messages).to_contain_text("for all")
    await expect(stand.page.get_by_test_id("also-send")).not_to_be_checked()
    await stand.last_message.get_by_test_id("from-thread").click()
    await expect(stand.page.get_by_test_id("thread-messages")).to_contain_text("for all")


async def test_a_reply_that_is_put_into_the_channel_later_stands_there(stand: Stand) -> None:
    await stand.open(NATHAN)
    root = await posted(stand, "root")
    reply = await posted(stand, "for all", root)
    await expect(replies_to(stand, root)).to_have_text("1 reply")
    await expect(stand.messages).not_to_contain_text("for all")
    await stand.client.api_call("chat.update", json={"channel": GENERAL, "ts": reply, "reply_broadcast": True})
    await expect(stand.messages).to_contain_text("for all")
