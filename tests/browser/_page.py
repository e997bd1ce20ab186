"""The demo's page in the hands of a person: typing, clicking, looking."""

import os
from pathlib import Path

from playwright.async_api import Locator, Page, expect

PEOPLE = {
    "claire": "U0CLAIRE001",
    "nathan": "U0NATHAN001",
    "marguerite": "U0MARGUER01",
    "priya": "U0PRIYA0001",
    "gus": "U0GUEST0001",
}


class DemoPage:
    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self._address = address

    async def open(self, person: str, channel: str) -> None:
        await self.page.goto(f"{self._address}/#as={PEOPLE[person]}")
        await expect(self.page.get_by_test_id("person")).to_have_value(PEOPLE[person])
        await self.goes_to(channel)

    async def becomes(self, person: str, channel: str) -> None:
        """By the switch in the header, as a person would."""
        await self.page.get_by_test_id("person").select_option(PEOPLE[person])
        await self.goes_to(channel)

    async def goes_to(self, channel: str) -> None:
        """To a channel or to the messages of the app; what stands there already is drawn when this returns."""
        rows = self.page.get_by_test_id("sidebar").get_by_test_id("sidebar-channel")
        place = rows.filter(has=self.page.get_by_text(channel, exact=True))
        menu = self.page.get_by_test_id("menu")  # where the page is narrow the sidebar stands behind it
        if await menu.is_visible():
            await press(menu)
        await press(place)
        await expect(place).to_have_attribute("aria-current", "page")
        await expect(self._messages).not_to_have_attribute("aria-busy", "true")

    async def types(self, text: str) -> None:
        box = self.page.get_by_test_id("composer")
        await box.click()
        await box.press_sequentially(text)
        await box.press("Escape")  # closes the completion, whose Enter would choose
        await box.press("Enter")

    async def asks(self, line: str, answer: str) -> Locator:
        """Types it; the message with these words that comes then, whatever stood there before."""
        alike = self.message(answer)
        before = await alike.count()
        await self.types(line)
        await expect(alike).to_have_count(before + 1)
        ts = await alike.nth(before).get_attribute("data-ts")
        return self._messages.locator(f'[data-ts="{ts}"]')

    def message(self, words: str) -> Locator:
        return self._messages.get_by_test_id("message").filter(has_text=words)

    async def sees(self, text: str) -> None:
        await expect(self._messages).to_contain_text(text)

    async def sees_no(self, text: str) -> None:
        await expect(self._messages).not_to_contain_text(text)

    @property
    def _messages(self) -> Locator:
        return self.page.get_by_test_id("messages")

    @property
    def modal(self) -> Locator:
        return self.page.get_by_test_id("modal")

    async def form(self, title: str) -> Locator:
        """The modal, once the view of that title is on top: what is looked for then is not found on another."""
        await expect(self.modal.get_by_role("heading", level=2)).to_contain_text(title)
        return self.modal

    def field(self, label: str) -> Locator:
        """Of the view on top, by its whole label: buttons have labels too, and some hold the names of fields."""
        return self.modal.get_by_label(label, exact=True)

    async def saves(self) -> None:
        await press(self.page.get_by_test_id("modal-submit"))

    async def closes(self) -> None:
        """The view on top, below which nothing lies."""
        await press(self.page.get_by_test_id("modal-close"))
        await expect(self.modal).to_be_hidden()

    async def closes_all(self) -> None:
        """By the cross, which closes what lies below too."""
        await press(self.page.get_by_test_id("modal-shut"))
        await expect(self.modal).to_be_hidden()

    async def clicks(self, name: str) -> None:
        """A button of the modal on top."""
        await press(self.modal.get_by_role("button", name=name, exact=True))

    async def turns_to(self, name: str, *, of: Locator | None = None) -> None:
        """A page of a form, a tab of a record: the button of the one that is shown has another name, which says so."""
        button = (of or self.modal).get_by_role("button", name=name, exact=True)
        await press(button)
        await expect(button).to_have_count(0)

    async def moves_the_clock_to_tomorrow_at_nine(self) -> None:
        await self.page.get_by_test_id("clock").click()
        async with self.page.expect_response("**/_clock"):
            await self.page.get_by_test_id("clock-tomorrow").click()

    async def takes_a_picture(self, name: str) -> None:
        await takes_a_picture(self.page, name)


async def press(button: Locator) -> None:
    """A click that cannot fall between two drawings of the same button, one of which would hear its beginning alone."""
    await button.click(trial=True)
    await button.dispatch_event("click")


async def takes_a_picture(page: Page, name: str) -> None:
    """For docs/images, where IMAGES names that folder (`make screenshots`)."""
    folder = os.environ.get("IMAGES")
    if folder:
        await page.wait_for_timeout(400)  # focus rings and fades settle
        await page.screenshot(path=Path(folder) / f"{name}.png")
