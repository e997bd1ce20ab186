"""Everything by keyboard: nothing here touches the mouse."""

from playwright.async_api import expect

from tests.browser._stand import CLAIRE, Stand


async def test_a_command_is_completed_its_form_filled_in_and_the_focus_comes_back(stand: Stand) -> None:
    await stand.open()
    keys = stand.page.keyboard
    composer = stand.page.get_by_test_id("composer")
    await expect(composer).to_be_focused()
    await keys.type("/fo")
    await expect(stand.page.get_by_role("option", name="/form")).to_contain_text("Opens a form")
    await keys.press("Tab")
    await expect(composer).to_have_value("/form ")
    await keys.press("Enter")
    name = stand.modal.get_by_label("Name", exact=True)
    await expect(name).to_be_focused()
    await keys.press("Enter")
    await expect(name).to_have_accessible_description("Please fill in this field.")
    await keys.type("Ada")
    await keys.press("Tab")
    await expect(stand.modal.get_by_label("E-mail", exact=True)).to_be_focused()
    await keys.press("Tab")
    city = stand.modal.get_by_label("City", exact=True)
    await expect(city).to_be_focused()
    await keys.type("ly")
    await expect(stand.modal.get_by_role("option")).to_have_text(["Lyon"])  # and no more what one letter finds
    await keys.press("Enter")
    await expect(city).to_have_value("Lyon")
    await name.focus()
    await keys.press("Enter")
    await expect(stand.modal.get_by_role("heading", name="Saved")).to_be_visible()
    await keys.press("Escape")
    await expect(stand.modal).to_be_hidden()
    await expect(composer).to_be_focused()


async def test_the_focus_stays_in_the_form_and_escape_asks_before_typing_is_lost(stand: Stand) -> None:
    await stand.open()
    form = await stand.opens_the_form()
    keys = stand.page.keyboard
    await keys.type("Ada")
    for _ in range(16):
        await keys.press("Tab")
        assert await stand.page.evaluate(
            "document.activeElement === document.body || Boolean(document.activeElement.closest('dialog'))"
        )
    await form.get_by_label("Name", exact=True).focus()
    await keys.press("Escape")
    await expect(stand.page.get_by_test_id("confirm")).to_contain_text("Close without saving?")
    await expect(stand.page.get_by_test_id("confirm-deny")).to_be_focused()  # the safe answer
    await keys.press("Enter")
    await expect(stand.page.get_by_test_id("confirm")).to_have_count(0)
    await expect(form.get_by_label("Name", exact=True)).to_have_value("Ada")


async def test_the_shortcuts_of_a_message_are_reached_from_the_composer(stand: Stand) -> None:
    await stand.open()
    await stand.client.chat_postMessage(channel="C0GENERAL01", text="say it again")
    await expect(stand.last_message).to_contain_text("say it again")
    await stand.page.get_by_test_id("composer").focus()
    keys = stand.page.keyboard
    await keys.press("Shift+Tab")
    await expect(stand.last_message.get_by_test_id("message-menu")).to_be_focused()
    await keys.press("Enter")
    await expect(stand.page.get_by_role("menuitem", name="Repeat")).to_be_focused()
    await keys.press("Enter")
    await expect(stand.last_message).to_contain_text("Again: say it again")


async def test_the_first_stop_skips_to_the_messages_and_channels_are_chosen_by_enter(stand: Stand) -> None:
    await stand.open(CLAIRE)
    keys = stand.page.keyboard
    await stand.page.locator("a, button, input, select, textarea").first.focus()
    await expect(stand.page.get_by_role("link", name="Aller aux messages")).to_be_focused()
    await keys.press("Enter")
    await expect(stand.page.get_by_role("main")).to_be_focused()
    await stand.page.get_by_test_id("sidebar").get_by_role("button", name="sales").focus()
    await keys.press("Enter")
    await expect(stand.page.get_by_role("heading", name="sales")).to_be_visible()
    await expect(stand.page.get_by_test_id("composer")).to_be_focused()


async def test_panels_shut_by_escape_and_give_the_focus_back(stand: Stand) -> None:
    await stand.open()
    keys = stand.page.keyboard
    for testid in ("clock", "faults"):
        button = stand.page.get_by_test_id(testid)
        await button.focus()
        await keys.press("Enter")
        await expect(stand.page.get_by_test_id(f"{testid}-panel")).to_be_visible()
        await keys.press("Tab")
        await keys.press("Escape")
        await expect(stand.page.get_by_test_id(f"{testid}-panel")).to_be_hidden()
        await expect(button).to_be_focused()
