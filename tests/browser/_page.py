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
_SEEN_MS = 30_000
_DRAWN_MS = 3_000
_CLICKS = 3


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
        """Clicks again where the list was drawn anew under the hand."""
        place = self.page.get_by_test_id("sidebar").get_by_role("button", name=channel).first
        for _ in range(_CLICKS):
            if await self._menu.is_visible():
                await self._menu.click()
            await place.click()
            try:
                await expect(place).to_have_attribute("aria-current", "page", timeout=_DRAWN_MS)
            except AssertionError:
                continue
            return
        raise AssertionError(f"{channel} does not open")

    @property
    def _menu(self) -> Locator:
        """Where the page is narrow the sidebar stands behind it."""
        return self.page.get_by_test_id("menu")

    async def types(self, text: str) -> None:
        box = self.page.get_by_test_id("composer")
        await box.click()
        await box.press_sequentially(text)
        await self.page.keyboard.press("Escape")  # closes the completion, whose Enter would choose
        await box.press("Enter")

    async def sees(self, text: str) -> None:
        await expect(self.page.get_by_test_id("messages")).to_contain_text(text, timeout=_SEEN_MS)

    async def sees_no(self, text: str) -> None:
        await expect(self.page.get_by_test_id("messages")).not_to_contain_text(text)

    @property
    def last_message(self) -> Locator:
        return self.page.get_by_test_id("messages").get_by_test_id("message").last

    @property
    def modal(self) -> Locator:
        return self.page.get_by_test_id("modal")

    async def saves(self) -> None:
        await self.page.get_by_test_id("modal-submit").click()

    async def closes(self) -> None:
        await self.page.get_by_test_id("modal-close").click()

    async def clicks(self, name: str) -> None:
        """A button of the modal on top."""
        await self.modal.get_by_role("button", name=name, exact=True).click()

    async def closes_all(self) -> None:
        """By the cross, which closes what lies below too."""
        await self.modal.get_by_role("button", name="Close", exact=True).first.click()
        await expect(self.modal).not_to_be_visible()

    async def moves_the_clock_to_tomorrow_at_nine(self) -> None:
        await self.page.get_by_test_id("clock").click()
        await self.page.get_by_test_id("clock-tomorrow").click()

    async def takes_a_picture(self, name: str) -> None:
        await takes_a_picture(self.page, name)


async def takes_a_picture(page: Page, name: str) -> None:
    """For docs/images, where IMAGES names that folder (`make screenshots`)."""
    folder = os.environ.get("IMAGES")
    if folder:
        await page.wait_for_timeout(400)  # focus rings and fades settle
        await page.screenshot(path=Path(folder) / f"{name}.png")
