"""The main journey in both languages, at a desk and on a telephone: a contact, a note, a reminder that arrives."""

from dataclasses import dataclass

import pytest
from playwright.async_api import expect

from tests.browser._page import DemoPage


@dataclass(frozen=True, slots=True)
class Words:
    """What one person types and reads."""

    person: str
    name: str
    note: str
    new: str
    first_name: str
    refused: str
    saved: str
    noted: str
    remind: str
    planned: str
    done: str
    done_by: str


FRENCH = Words(
    person="claire",
    name="Marie Curie",
    note="aime le thé",
    new="/contact nouveau",
    first_name="Prénom",
    refused="n’est pas une adresse e-mail",
    saved="Contact enregistré",
    noted="Note ajoutée à",
    remind="/rappel appeler {name} demain à 9h",
    planned="Rappel planifié pour",
    done="Fait",
    done_by="Fait par",
)
ENGLISH = Words(
    person="nathan",
    name="Ada Lovelace",
    note="likes tea",
    new="/contact new",
    first_name="First name",
    refused="not an e-mail address",
    saved="Contact saved",
    noted="Note added to",
    remind="/reminder call {name} tomorrow at 9am",
    planned="Reminder planned for",
    done="Done",
    done_by="Done by",
)
DESK, TELEPHONE = (1280, 800), (390, 780)


@pytest.mark.parametrize("words", [FRENCH, ENGLISH], ids=["French", "English"])
@pytest.mark.parametrize("size", [DESK, TELEPHONE], ids=["1280 px", "390 px"])
async def test_a_contact_is_made_noted_found_and_remembered(
    page: DemoPage, words: Words, size: tuple[int, int]
) -> None:
    width, height = size
    await page.page.set_viewport_size({"width": width, "height": height})
    name = words.name
    await page.open(words.person, "sales")
    await _makes_a_contact(page, words, name)
    await page.types(f"/note {name}: {words.note}")
    await page.sees(words.noted)
    await page.asks(f"/contact {name.rpartition(' ')[2].lower()}", words.note)
    if (size, words) == (TELEPHONE, FRENCH):
        await page.takes_a_picture("telephone")
    if (size, words) == (DESK, ENGLISH):
        await page.page.emulate_media(color_scheme="dark")
        await page.takes_a_picture("dark")
    await page.types(words.remind.format(name=name))
    await page.sees(words.planned)
    await page.moves_the_clock_to_tomorrow_at_nine()
    await page.goes_to("Carnet")
    reminder = page.message(name)
    await reminder.get_by_role("button", name=words.done, exact=True).click()
    await expect(reminder).to_contain_text(words.done_by)
    await _fits_the_window(page)


async def _makes_a_contact(page: DemoPage, words: Words, name: str) -> None:
    await page.types(f"{words.new} {name}")
    await expect(page.field(words.first_name)).to_have_value(name.partition(" ")[0])
    await page.field("E-mails").fill("not an address")
    await page.saves()
    await expect(page.modal).to_contain_text(words.refused)
    await page.field("E-mails").fill(f"{name.rpartition(' ')[2].lower()}@journey.example")
    await page.saves()
    await expect(page.modal).to_contain_text(words.saved)
    await _fits_the_window(page)
    await page.closes()


async def _fits_the_window(page: DemoPage) -> None:
    """Nothing stands out at the side."""
    assert await page.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
