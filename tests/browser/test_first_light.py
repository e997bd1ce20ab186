"""The main job, typed and clicked in the page of the demo."""

from pathlib import Path

from aiohttp import ClientSession
from playwright.async_api import BrowserContext, expect

from tests.browser._demo import started, telling
from tests.browser._page import DemoPage

_TRIES = 100


async def test_carnet_demo_tells_the_address_of_a_page_that_answers(chromium: BrowserContext, tmp_path: Path) -> None:
    with started(tmp_path) as address:
        page = DemoPage(chromium.pages[0], address)
        await page.open("nathan", "sales")
        for _ in range(_TRIES):  # its bot connects a moment after its page is there
            answer = await page.asks("/contact martin", "")
            if "Demo Supplies" in await answer.inner_text():
                return
    raise AssertionError("the demo answers nothing")


async def test_carnet_demo_tells_the_address_of_its_api(tmp_path: Path) -> None:
    with telling(tmp_path) as addresses:
        next(addresses)
        async with ClientSession() as program, program.get(f"{next(addresses)}/api/v1/openapi.json") as answer:
            assert (await answer.json())["openapi"].startswith("3.1")


async def test_a_contact_is_created_in_a_form_whose_errors_stand_under_their_fields(page: DemoPage) -> None:
    await page.open("nathan", "sales")
    await page.types("/contact new Grace Hopper")
    await expect(page.field("Last name")).to_have_value("Hopper")
    await page.field("E-mails").fill("not an address")
    await page.saves()
    await expect(page.modal).to_contain_text("not an e-mail address")
    await expect(page.field("First name")).to_have_value("Grace")
    await page.field("E-mails").fill("grace@navy.example")
    await page.takes_a_picture("contact-form")
    await page.saves()
    await expect(await page.form("Contact saved")).to_contain_text("grace@navy.example")
    await page.closes()
    await page.types("/contact NAVY.example")
    await page.sees("Grace Hopper")


async def test_what_is_wrong_on_another_page_of_a_form_comes_into_view(page: DemoPage) -> None:
    """Though whoever saves has scrolled down to the last field of the page that was open."""
    await page.open("nathan", "sales")
    await page.types("/contact new Grace Hopper")
    await page.clicks("More details")
    await page.field("Birthday").fill("some day")
    await page.clicks("Essentials")
    comment = page.field("Comment")
    await comment.fill("called")
    await comment.scroll_into_view_if_needed()
    await page.saves()
    wrong = page.modal.get_by_role("alert").filter(has_text="Birthday: This is no birthday.")
    await expect(wrong).to_be_in_viewport()
    await expect(page.modal.get_by_role("button", name="More details (to correct)")).to_be_visible()


async def test_a_french_speaker_finds_notes_and_is_reminded_in_french(page: DemoPage) -> None:
    await page.open("claire", "sales")
    await page.types("/note ann martin: préfère être appelée après 16h")
    await page.sees("Note ajoutée à")
    await page.types("/contact martin")
    await page.sees("Dernières notes")
    await page.takes_a_picture("contact-card")
    planned = await page.asks("/rappel rappeler Ann Martin demain à 9h", "Rappel planifié pour")
    await expect(planned).to_contain_text("09:00")
    await page.moves_the_clock_to_tomorrow_at_nine()
    await page.goes_to("Carnet")
    reminder = page.message("rappeler Ann Martin")
    await expect(reminder.get_by_role("combobox")).to_have_attribute("placeholder", "Reporter")
    await page.takes_a_picture("reminder-dm")
    await reminder.get_by_role("button", name="Fait", exact=True).click()
    await expect(reminder).to_contain_text("Fait par")
    await expect(reminder.get_by_role("button", name="Fait", exact=True)).to_have_count(0)


async def test_a_colleague_far_away_is_reminded_in_their_own_language(page: DemoPage) -> None:
    await page.open("claire", "general")
    await page.types("/rappel @priya call Zoë in 20 minutes")
    await page.sees("Asia/Kolkata")
    await page.moves_the_clock_to_tomorrow_at_nine()
    await page.becomes("priya", "Carnet")
    reminder = page.message("Reminder").filter(has_text="call Zoë")
    await reminder.get_by_role("combobox").click()
    await page.page.get_by_role("option", name="1 hour", exact=True).click()
    await expect(reminder).to_contain_text("Snoozed until")


async def test_a_channel_that_follows_is_told_who_did_what(page: DemoPage) -> None:
    await page.open("marguerite", "sales")
    await page.types("/activity suivre arjun")
    await page.sees("Ce canal suit désormais")
    await page.becomes("nathan", "sales")
    await page.types("/note arjun: wants a quote")
    await page.sees("a ajouté une note à")
    await page.takes_a_picture("feed")


async def test_what_the_manifest_turns_off_is_not_offered(page: DemoPage) -> None:
    await page.open("nathan", "sales")
    await page.types("/reminder call Ann Martin in 1 minute")
    await page.sees("Reminder planned for")
    await page.moves_the_clock_to_tomorrow_at_nine()
    await page.goes_to("Carnet")
    await page.sees("call Ann Martin")
    await expect(page.page.get_by_test_id("composer")).to_have_count(0)
    await expect(page.page.get_by_test_id("closed")).to_contain_text("has been turned off")


async def test_a_guest_sees_nothing_and_is_told_why(page: DemoPage) -> None:
    await page.open("gus", "random")
    await page.types("/contact dupont")
    await page.sees("for the members of this workspace")
    await page.sees_no("Éléonore")


async def test_a_list_of_contacts_is_imported_from_a_file_and_reported(page: DemoPage, tmp_path: Path) -> None:
    listed = tmp_path / "people.csv"
    listed.write_text(
        "First Name,Last Name,Email\nMary,Jackson,mary@list.example\nKatherine,Johnson,kj@list.example\n,,\n"
    )
    await page.open("nathan", "sales")
    await page.types("/contact import")
    await page.modal.locator("input[type=file]").set_input_files(listed)
    await expect(page.modal.get_by_role("button", name="Remove people.csv")).to_be_visible()  # it is uploaded
    await page.saves()
    await expect(page.modal).to_contain_text("Import started")
    await page.closes()
    await page.goes_to("Carnet")
    await page.sees("created: 2")
    await page.goes_to("sales")
    await page.types("/contact katherine johnson")
    await page.sees("kj@list.example")


async def test_help_lists_the_verbs_and_an_unknown_one_suggests_the_nearest(page: DemoPage) -> None:
    await page.open("nathan", "general")
    await page.types("/crm help")
    await page.sees("/reminder")
    await page.types("/crm hlep")
    await page.sees("Did you mean")
