"""axe-core over the page's states, light and dark, wide and narrow: nothing serious, nothing critical."""

from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import expect

from tests.browser._axe import grave_findings
from tests.browser._samples import EVERY_ELEMENT, MESSAGE_BLOCKS, PLACEHOLDERS, plain
from tests.browser._stand import CLAIRE, NARROW, NATHAN, WIDE, Stand

pytestmark = pytest.mark.parametrize(
    ("size", "colours"), [(WIDE, "light"), (NARROW, "dark")], ids=["wide and light", "narrow and dark"]
)
Colours = str
_STILL_MS = 350


@pytest.fixture(autouse=True)
async def dressed(stand: Stand, size: tuple[int, int], colours: Colours) -> None:
    await stand.page.emulate_media(color_scheme="dark" if colours == "dark" else "light", reduced_motion="reduce")


async def finds_nothing(stand: Stand) -> None:
    await stand.page.wait_for_timeout(_STILL_MS)  # a colour that is still fading has no contrast yet
    assert await grave_findings(stand.page) == []


async def test_every_block_in_a_channel(stand: Stand, size: tuple[int, int]) -> None:
    width, height = size
    await stand.open(NATHAN, width=width, height=height)
    for block in [*(sample.block for sample in MESSAGE_BLOCKS.values()), *PLACEHOLDERS.values()]:
        await stand.posts(block)
    await stand.types("/say for me alone")
    await expect(stand.last_message).to_contain_text("for me alone")
    await finds_nothing(stand)


async def test_every_element_in_a_form(stand: Stand, size: tuple[int, int]) -> None:
    width, height = size
    await stand.open(NATHAN, width=width, height=height)
    await stand.shows_view(
        {"type": "modal", "title": plain("Elements"), "submit": plain("Send"), "blocks": EVERY_ELEMENT}
    )
    await finds_nothing(stand)


async def test_a_form_with_complaints_and_an_open_list(stand: Stand, size: tuple[int, int]) -> None:
    width, height = size
    await stand.open(CLAIRE, width=width, height=height)
    form = await stand.opens_the_form()
    await form.get_by_test_id("modal-submit").click()
    await form.get_by_label("City").press_sequentially("l")
    await expect(form.get_by_role("option", name="Lille")).to_be_visible()
    await finds_nothing(stand)


async def test_a_thread_with_its_composer(stand: Stand, size: tuple[int, int]) -> None:
    width, height = size
    posted = await stand.client.chat_postMessage(channel="C0GENERAL01", text="a beginning")
    await stand.client.chat_postMessage(channel="C0GENERAL01", text="a reply", thread_ts=posted["ts"])
    await stand.open(NATHAN, width=width, height=height)
    await stand.page.get_by_test_id("replies").click()
    await expect(stand.page.get_by_test_id("thread")).to_contain_text("a reply")
    await finds_nothing(stand)


async def test_the_home_of_the_app(stand: Stand, size: tuple[int, int]) -> None:
    width, height = size
    await stand.open(NATHAN, width=width, height=height)
    await stand.page.goto(f"{stand.sandbox.url}/#as={NATHAN}&view=home")
    await expect(stand.page.get_by_test_id("home")).to_contain_text("At home")
    await finds_nothing(stand)


async def _completes(stand: Stand) -> None:
    await stand.page.get_by_test_id("composer").press_sequentially("/")
    await expect(stand.page.get_by_role("listbox").get_by_role("option").first).to_be_visible()


async def _opens_the_menu(stand: Stand) -> None:
    await stand.last_message.hover()
    await stand.last_message.get_by_test_id("message-menu").click()


async def _inspects(stand: Stand) -> None:
    await stand.types("/wrong")
    await stand.page.get_by_test_id("inspector-toggle").click()
    await expect(stand.page.get_by_test_id("refusal")).to_be_visible()
    await stand.page.get_by_test_id("exchange").first.locator("summary").click()


def _opens(*testids: str) -> Callable[[Stand], Awaitable[None]]:
    async def does(stand: Stand) -> None:
        for testid in testids:
            await stand.page.get_by_test_id(testid).click()

    return does


_STATES: dict[str, Callable[[Stand], Awaitable[None]]] = {
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


@pytest.mark.parametrize("state", _STATES)
async def test_what_opens_over_a_channel(stand: Stand, size: tuple[int, int], state: str) -> None:
    width, height = size
    await stand.open(CLAIRE, width=width, height=height)
    await stand.posts(MESSAGE_BLOCKS["section"].block)
    await _STATES[state](stand)
    await finds_nothing(stand)
