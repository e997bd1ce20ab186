"""A contact's record in the page: made from one line, edited page by page, read on its tabs, deleted and taken back."""

import re

import pytest
from playwright.async_api import expect

from tests.browser._page import DemoPage

LINE = "/contact new {name}, head of purchasing at Harbour Works Ltd, 212 555 0143, 5 Pine Street, Albany NY 12207"


async def test_a_line_becomes_a_record_that_is_edited_read_and_taken_back(page: DemoPage) -> None:
    await page.open("nathan", "sales")
    await page.types(LINE.format(name="Mary Seacole"))
    await expect(page.modal.get_by_label("Last name")).to_have_value("Seacole")
    await page.clicks("Phones, e-mails, addresses")
    await expect(page.modal).to_contain_text("5 Pine Street")
    await page.clicks("Add an e-mail")
    await page.modal.get_by_label("E-mail").fill("mary@harbour.example")
    await page.saves()
    await expect(page.modal).to_contain_text("mary@harbour.example")
    await page.saves()
    await expect(page.modal).to_contain_text("Contact saved")
    await page.clicks("Edit")
    await page.modal.get_by_label("Job title").fill("Director")
    await page.saves()
    await expect(page.modal).to_contain_text("Director")
    await page.closes_all()
    await page.types("/contact seacole")
    await page.sees("Harbour Works Ltd")
    await page.last_message.get_by_role("button", name="Open the record").click()
    await page.clicks("Activity")
    await expect(page.modal).to_contain_text(re.compile("purchasing.*→.*Director"))
    await page.takes_a_picture("contact-record")
    await page.closes_all()


async def test_home_shows_the_latest_contacts_and_their_records_in_place(page: DemoPage) -> None:
    await page.open("claire", "general")
    await page.goes_to("Carnet")
    await page.page.get_by_test_id("home-tab").click()
    home = page.page.get_by_test_id("home")
    await expect(home).to_contain_text("Derniers contacts")
    await home.get_by_role("button", name="Ouvrir").first.click()
    await expect(home).to_contain_text("Vue d’ensemble")
    await page.takes_a_picture("home")
    await home.get_by_role("button", name="Activité").click()
    await expect(home).to_contain_text("a créé")


@pytest.mark.parametrize("width", [390, 1280])
async def test_what_is_deleted_comes_back_with_a_click(page: DemoPage, width: int) -> None:
    await page.page.set_viewport_size({"width": width, "height": 780})
    name = f"Passing Visitor{width}"
    await page.open("nathan", "sales")
    await page.types(f"/contact new {name}")
    await page.saves()
    await expect(page.modal).to_contain_text("Contact saved")
    await page.closes_all()
    await page.types(f"/contact {name}")
    await page.sees("Person · #")
    await page.last_message.get_by_role("button", name="More", exact=True).click()
    await page.page.get_by_text("Delete…", exact=True).click()
    await expect(page.modal).to_contain_text("Delete")
    await page.saves()
    await page.clicks("Undo")
    await page.closes_all()
    await page.types(f"/contact {name}")
    await page.sees(name)
