"""What nobody should send is drawn as well as it goes, and takes nothing else along."""

from dataclasses import replace

import pytest
from playwright.async_api import expect

from bot.sandbox.wire import Json
from bot.sandbox.world import conversations, messages
from tests.browser._samples import button, plain, rich, section
from tests.browser._stand import CLAIRE, GENERAL, Stand

_ODD: dict[str, Json] = {
    "words of an attachment": {"attachments": [{"text": 5, "fallback": "five"}]},
    "moment of an attachment": {"attachments": [{"text": "later", "ts": "yesterday"}]},
    "date in words": {"text": "<!date^99999999999999^{date}|soon>"},
    "tone of skin": {"blocks": [rich({"type": "emoji", "name": "wave::skin-tone-x"})]},
    "date in rich text": {
        "blocks": [rich({"type": "date", "timestamp": 99999999999999, "format": "{date}", "fallback": "soon"})]
    },
    "code of an emoji": {"blocks": [rich({"type": "emoji", "name": "nobody", "unicode": "ffffff"})]},
}

_VALUES = {
    "address": "javascript:alert(1)",
    "picture": '<img src="x" onerror="alert(1)">',
    "drawing": '<svg onload="alert(1)"><script>alert(1)</script></svg>',
    "link": '"><a href="javascript:alert(1)">here</a>',
}
# What would have run, or could be clicked: none of this is ever drawn from somebody's words.
_ALIVE = '#app :is(script, iframe, img[src="x"], [onload], [onerror], a[href^="javascript" i])'


@pytest.mark.parametrize("message", _ODD.values(), ids=_ODD)
async def test_an_odd_message_stands_between_the_others(stand: Stand, message: Json) -> None:
    await stand.client.chat_postMessage(channel=GENERAL, text="before")
    await stand.client.api_call("chat.postMessage", json={"channel": GENERAL, "text": "odd"} | message)
    await stand.client.chat_postMessage(channel=GENERAL, text="after")
    await stand.open()
    await expect(stand.messages.get_by_test_id("message")).to_have_count(3)
    await expect(stand.last_message).to_contain_text("after")
    await stand.types("and on")
    await expect(stand.last_message).to_contain_text("and on")


@pytest.mark.parametrize("value", _VALUES.values(), ids=_VALUES)
async def test_what_is_written_is_never_run(stand: Stand, value: str) -> None:
    world, alarms = stand.sandbox.slack.world, list[str]()
    stand.page.on("dialog", hears := lambda dialog: alarms.append(dialog.message))
    world.people.put(replace(world.people[CLAIRE], real_name=value, title=value))
    channel = conversations.set_topic(world, world.channels[GENERAL], value, CLAIRE)
    channel = world.channels.put(replace(channel, name=value))
    blocks = [
        section(value),
        rich({"type": "link", "url": value, "text": value}),
        {"type": "header", "text": plain(value)},
    ]
    blocks.append({"type": "actions", "elements": [button("press", value, url=value)]})
    attachment = {"title": value, "title_link": value, "text": value, "image_url": value, "author_name": value}
    messages.post(world, channel, user=CLAIRE, text=f"{value} <{value}|{value}> <@{CLAIRE}>")
    messages.post(world, channel, user=CLAIRE, text="", blocks=tuple(blocks), attachments=(attachment,))
    await stand.open()
    name = value.replace('"', "'")  # a browser sends no quotation marks in a file's name
    await stand.drops(stand.messages, name, "text/plain")
    await expect(stand.page.locator(".attached")).to_contain_text(name)
    await stand.types(value)
    await expect(stand.last_message.get_by_role("link", name=name)).to_be_visible()
    for place in ("messages", "sidebar"):
        await expect(stand.page.get_by_test_id(place)).to_contain_text(value)
    await expect(stand.page.get_by_role("heading", level=1)).to_contain_text(value)
    await stand.messages.get_by_role("button", name=value).first.click()
    await expect(stand.page.locator(_ALIVE)).to_have_count(0)
    assert stand.page.context.pages[-1] is stand.page
    stand.page.remove_listener("dialog", hears)
    assert not alarms
