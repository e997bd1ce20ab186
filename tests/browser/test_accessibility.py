"""axe-core over the page's states, light and dark, wide and narrow: nothing serious, nothing critical."""

from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Error, expect

from tests.browser._axe import grave_findings
from tests.browser._page import press
from tests.browser._samples import EVERY_ELEMENT, MESSAGE_BLOCKS, PLACEHOLDERS, plain
from tests.browser._stand import CLAIRE, GENERAL, NARROW, NATHAN, SALES, WIDE, Stand

Scene = Callable[[Stand], Awaitable[None]]
# A colour that is still fading has no contrast yet. What turns for ever is no fade.
_STILL = """() => document.getAnimations().every(
    (one) => one.playState !== "running" || one.effect.getTiming().iterations === Infinity)"""


async def _every_block(stand: Stand) -> None:
    for block in [*(sample.block for sample in MESSAGE_BLOCKS.values()), *PLACEHOLDERS.values()]:
        await stand.posts(block, channel=SALES)
    await stand.types("/say for me alone")
    await expect(stand.last_message).to_contain_text("for me alone")


async def _every_element(stand: Stand) -> None:
    await stand.shows_view(
        {"type": "modal", "title": plain("Elements"), "submit": plain("Send"), "blocks": EVERY_ELEMENT}
    )


async def _complains_with_an_open_list(stand: Stand) -> None:
    form = await stand.opens_the_form()
    await form.get_by_test_id("modal-submit").click()
    await form.get_by_label("City").press_sequentially("l")
    await expect(form.get_by_role("option", name="Lille")).to_be_visible()


async def _opens_a_thread(stand: Stand) -> None:
    posted = await stand.client.chat_postMessage(channel=GENERAL, text="a beginning")
    await stand.client.chat_postMessage(channel=GENERAL, text="a reply", thread_ts=posted["ts"])
    await stand.at(posted["ts"]).get_by_test_id("replies").click()
    await expect(stand.page.get_by_test_id("thread")).to_contain_text("a reply")


async def _buries_a_root(stand: Stand) -> None:
    posted = await stand.client.chat_postMessage(channel=GENERAL, text="a beginning")
    await stand.client.chat_postMessage(channel=GENERAL, text="a reply", thread_ts=posted["ts"])
    await stand.client.chat_delete(channel=GENERAL, ts=posted["ts"])
    await expect(stand.at(posted["ts"])).to_contain_text("supprimé")


async def _goes_home(stand: Stand) -> None:
    await stand.page.goto(f"{stand.sandbox.url}/#as={CLAIRE}&view=home")
    await expect(stand.page.get_by_test_id("home")).to_contain_text("At home")


async def _completes(stand: Stand) -> None:
    await stand.page.get_by_test_id("composer").press_sequentially("/")
    await expect(stand.page.get_by_role("listbox").get_by_role("option").first).to_be_visible()


async def _opens_the_menu(stand: Stand) -> None:
    message = await stand.posts(MESSAGE_BLOCKS["section"].block)
    await message.hover()
    await message.get_by_test_id("message-menu").click()
    await expect(stand.page.get_by_role("menuitem").first).to_be_visible()


async def _inspects(stand: Stand) -> None:
    await stand.types("/wrong")
    await stand.page.get_by_test_id("inspector-toggle").click()
    await expect(stand.page.get_by_test_id("refusal")).to_be_visible()
    exchange = stand.page.get_by_test_id("exchange").first
    await press(exchange.locator("summary"))
    await expect(exchange).to_have_attribute("open", "")


def _opens(*testids: str) -> Scene:
    async def does(stand: Stand) -> None:
        for testid in testids:
            await stand.page.get_by_test_id(testid).click()

    return does


_OVER_A_CHANNEL: dict[str, Scene] = {
    "thread": _opens_a_thread,
    "tombstone": _buries_a_root,
    "home": _goes_home,
    "completion": _completes,
    "message menu": _opens_the_menu,
    "shortcuts": _opens("shortcuts"),
    "emoji": _opens("emoji"),
    "clock": _opens("clock"),
    "faults": _opens("faults", "fault-add"),
    "members": _opens("members"),
    "people": _opens("world"),
    "channels": _opens("world", "world-channels"),
    "app": _opens("world", "world-app"),
    "inspector": _inspects,
}
_IN_A_FORM: dict[str, Scene] = {"every element": _every_element, "complaints": _complains_with_an_open_list}
_IN_A_CHANNEL: dict[str, Scene] = {"every block": _every_block}


@pytest.mark.parametrize(
    ("size", "colours"), [(WIDE, "light"), (NARROW, "dark")], ids=["wide and light", "narrow and dark"]
)
@pytest.mark.parametrize(
    ("scenes", "person", "channel"),
    [(_OVER_A_CHANNEL, CLAIRE, GENERAL), (_IN_A_FORM, NATHAN, GENERAL), (_IN_A_CHANNEL, NATHAN, SALES)],
    ids=["over a channel", "in a form", "in a channel"],
)
async def test_nothing_serious(
    stand: Stand, size: tuple[int, int], colours: str, scenes: dict[str, Scene], person: str, channel: str
) -> None:
    """One window for all scenes, each on a fresh page: to open the browser costs more than to judge a page."""
    await stand.page.emulate_media(color_scheme="dark" if colours == "dark" else "light", reduced_motion="reduce")
    found: dict[str, list[str]] = {}
    for name, scene in scenes.items():
        await stand.page.goto("about:blank")
        stand.sandbox.slack.views.clear(person)
        await stand.open(person, channel=channel, width=size[0], height=size[1])
        try:
            await scene(stand)
        except (AssertionError, Error) as failure:
            failure.add_note(f"in the scene “{name}”")
            raise
        await stand.page.wait_for_function(_STILL)
        found[name] = await grave_findings(stand.page)
    assert found == {name: [] for name in scenes}
