"""A contact's record in the page: made from one line, edited page by page, read on its tabs, deleted and taken back."""

import re

import pytest
from playwright.async_api import expect

from tests.browser._page import DemoPage, press

LINE = "/contact new {name}, head of purchasing at Harbour Works Ltd, 212 555 0143, 5 Pine Street, Albany NY 12207"


async def test_a_line_becomes_a_record_that_is_edited_read_and_taken_back(page: DemoPage) -> None:
    await page.open("nathan", "sales")
    await page.types(LINE.format(name="Mary Seacole"))
    await expect(page.field("Last name")).to_have_value("Seacole")
    await page.turns_to("Phones, e-mails, addresses")
    await expect(page.modal).to_contain_text("5 Pine Street")
    await page.clicks("Add an e-mail")
    await page.form("Add an e-mail")
    await page.field("E-mail address").fill("mary@harbour.example")
    await page.saves()
    await expect(await page.form("New contact")).to_contain_text("mary@harbour.example")
    await page.saves()
    await page.form("Contact saved")
    await page.clicks("Edit")
    await page.form("Edit contact")
    await page.field("Job title").fill("Director")
    await page.saves()
    await expect(await page.form("Contact saved")).to_contain_text("Director")
    await page.closes_all()
    card = await page.asks("/contact seacole", "Harbour Works Ltd")
    await card.get_by_role("button", name="Open the record").click()
    await page.form("Contact record")
    await page.turns_to("Activity")
    await expect(page.modal).to_contain_text(re.compile("purchasing.*→.*Director"))
    await page.takes_a_picture("contact-record")


async def test_home_shows_the_latest_contacts_and_their_records_in_place(page: DemoPage) -> None:
    await page.open("claire", "general")
    await page.goes_to("Carnet")
    await page.page.get_by_test_id("home-tab").click()
    home = page.page.get_by_test_id("home")
    await expect(home).to_contain_text("Derniers contacts")
    await press(home.get_by_role("button", name="Ouvrir").first)
    await expect(home).to_contain_text("Vue d’ensemble")
    await page.takes_a_picture("home")
    await page.turns_to("Activité", of=home)
    await expect(home).to_contain_text("a créé")


@pytest.mark.parametrize("width", [390, 1280])
async def test_what_is_deleted_comes_back_with_a_click(page: DemoPage, width: int) -> None:
    await page.page.set_viewport_size({"width": width, "height": 780})
    name = f"Passing Visitor{width}"
    await page.open("nathan", "sales")
    await page.types(f"/contact new {name}")
    await expect(page.field("Last name")).to_have_value(f"Visitor{width}")
    await page.saves()
    await page.form("Contact saved")
    await page.closes_all()
    card = await page.asks(f"/contact {name}", "Person · #")
    await card.get_by_role("button", name="More", exact=True).click()
    await page.page.get_by_role("menuitem", name="Delete…", exact=True).click()
    await page.form("Delete")
    await page.saves()
    await page.clicks("Undo")
    await expect(page.modal.get_by_role("button", name="Undo", exact=True)).to_have_count(0)
    await page.closes_all()
    await page.asks(f"/contact {name}", "Person · #")
