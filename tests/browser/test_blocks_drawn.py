"""Each block and each element that an app may send is drawn as something that a person can read and use."""

import pytest
from playwright.async_api import expect

from bot.sandbox.blocks.limits import BLOCKS
from bot.sandbox.blocks.limits import ELEMENTS as KNOWN_ELEMENTS
from tests.browser._samples import ELEMENTS, EVERY_ELEMENT, MESSAGE_BLOCKS, PLACEHOLDERS, SAVED, button, plain, section
from tests.browser._stand import NATHAN, Stand

# Not in messages: fields and the alert stand in forms.
_IN_FORMS = {"input", "alert"}
# Drawn inside their blocks, and seen there.
_IN_BLOCKS = {"button", "workflow_button", "icon_button", "feedback_buttons", "overflow", "image", "url"}


def test_there_is_a_sample_of_every_block_and_element_that_slack_takes() -> None:
    assert set(BLOCKS) - _IN_FORMS == set(MESSAGE_BLOCKS) | set(PLACEHOLDERS)
    assert set(KNOWN_ELEMENTS) - _IN_BLOCKS == set(ELEMENTS)


async def test_every_block_is_drawn_in_a_message(stand: Stand) -> None:
    await stand.open()
    for kind, sample in MESSAGE_BLOCKS.items():
        message = await stand.posts(sample.block)
        await expect(message.locator(f'.block[data-type="{kind}"]').first).to_be_visible()
        await expect(message).to_contain_text(sample.seen)
        await expect(message.locator(".unknown")).to_have_count(0)


@pytest.mark.parametrize("kind", PLACEHOLDERS)
async def test_what_is_rarer_stands_as_its_json(stand: Stand, kind: str) -> None:
    await stand.open()
    message = await stand.posts(PLACEHOLDERS[kind])
    await message.locator("summary").click()
    await expect(message.locator("pre")).to_contain_text(f'"type": "{kind}"')


async def test_every_element_is_drawn_in_a_form_and_named_by_its_label(stand: Stand) -> None:
    await stand.open()
    await stand.shows_view(
        {"type": "modal", "title": plain("Elements"), "blocks": EVERY_ELEMENT, "submit": plain("Send")}
    )
    for kind in ELEMENTS:
        await expect(stand.modal.get_by_label(kind.replace("_", " "), exact=True).first).to_be_attached()
    await expect(stand.modal.locator(".unknown")).to_have_count(0)


async def test_dates_stand_in_the_readers_zone(stand: Stand) -> None:
    text = "<!date^1800000000^{date_num} {time}|then>"  # 2027-01-15 08:00 UTC
    await stand.open("U0PRIYA0001")
    message = await stand.posts(section(text))
    await expect(message).to_contain_text("2027-01-15 13:30")
    await stand.open(NATHAN)
    await expect(stand.last_message).to_contain_text("2027-01-15 3:00 AM")


async def test_a_data_table_sorts_filters_and_turns_its_pages(stand: Stand) -> None:
    await stand.open()
    table = await stand.posts(MESSAGE_BLOCKS["data_table"].block)
    first = table.locator("tbody tr").first
    await expect(first).to_contain_text("Person 1")
    await table.get_by_role("button", name="Next").click()
    await expect(first).to_contain_text("Person 6")
    deals = table.get_by_role("button", name="Deals")
    await deals.click()
    await deals.click()
    await expect(first).to_contain_text("Person 12")
    await table.get_by_role("searchbox").fill("person 3")
    await expect(table.locator("tbody tr")).to_have_count(1)


async def test_a_click_is_told_to_the_app_and_its_answer_takes_the_place(stand: Stand) -> None:
    await stand.open()
    message = await stand.posts({"type": "actions", "elements": [button("press", "Press me")]})
    await message.get_by_role("button", name="Press me").click()
    await expect(message).to_contain_text("Pressed.")
    await expect(message.get_by_role("button", name="Press me")).to_have_count(0)


async def test_options_are_found_by_the_app_as_one_types(stand: Stand) -> None:
    await stand.open()
    form = await stand.opens_the_form()
    city = form.get_by_label("City", exact=True)
    await city.press_sequentially("ly")
    await expect(form.get_by_role("option")).to_have_text(["Lyon"])  # and no more what one letter finds
    await form.get_by_role("option", name="Lyon").click()
    await expect(city).to_have_value("Lyon")
    await city.fill("zzz")
    await expect(form).to_contain_text("Nothing found")


async def test_a_file_dropped_into_a_form_is_uploaded_and_another_kind_is_refused(stand: Stand) -> None:
    await stand.open()
    form = await stand.opens_the_form()
    await stand.drops(form.locator(".drop"), "people.csv", "text/csv")
    await expect(form.get_by_text("people.csv")).to_be_visible()
    await form.get_by_role("button", name="Remove people.csv").click()
    await stand.drops(form.locator(".drop"), "people.pdf", "application/pdf")
    await expect(form).to_contain_text("Not one of: csv.")


async def test_a_form_complains_under_its_fields_and_is_replaced_when_it_is_saved(stand: Stand) -> None:
    await stand.open()
    form = await stand.opens_the_form()
    await form.get_by_test_id("modal-submit").click()
    name = form.get_by_label("Name", exact=True)
    await expect(name).to_be_focused()
    await expect(name).to_have_accessible_description("Please fill in this field.")
    await name.fill("Nobody")
    await form.get_by_test_id("modal-submit").click()
    await expect(name).to_have_accessible_description("That is nobody’s name.")
    await name.fill("Ada")
    await form.get_by_test_id("modal-submit").click()
    await expect(form.get_by_role("heading", name=SAVED["title"]["text"])).to_be_visible()


async def test_a_legacy_attachment_stands_beside_its_bar(stand: Stand) -> None:
    await stand.open()
    attachment = {
        "color": "#36a64f",
        "title": "Deal 12",
        "title_link": "https://example.com/12",
        "text": "Won by *Ada*",
        "fields": [{"title": "Amount", "value": "€ 3,000", "short": True}],
        "footer": "Parrot",
        "fallback": "Deal 12",
    }
    await stand.client.chat_postMessage(channel="C0GENERAL01", text="A deal", attachments=[attachment])
    await expect(stand.last_message.get_by_role("link", name="Deal 12")).to_be_visible()
    await expect(stand.last_message).to_contain_text("Won by Ada")
    await expect(stand.last_message).to_contain_text("€ 3,000")


async def test_an_emoji_is_found_by_its_name_and_sent(stand: Stand) -> None:
    await stand.open()
    await stand.page.get_by_test_id("emoji").click()
    await stand.page.get_by_test_id("emoji-picker").get_by_role("searchbox").fill("tada")
    await stand.page.keyboard.press("Enter")
    await expect(stand.page.get_by_test_id("composer")).to_have_value("🎉")
    await stand.page.keyboard.press("Enter")
    await expect(stand.last_message).to_contain_text("🎉")
