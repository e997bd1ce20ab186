"""What the page has and Slack has not: the inspector, the faults, the clock, the world."""

from playwright.async_api import expect

from bot.sandbox.api import METHODS
from bot.sandbox.faults.rules import KINDS
from tests.browser._page import press, takes_a_picture
from tests.browser._stand import CLAIRE, GENERAL, NATHAN, Stand
from tests.sandbox.conftest import until


async def test_the_inspector_shows_a_click_with_what_was_sent_and_came_back_and_how_long_it_took(stand: Stand) -> None:
    await stand.open()
    await stand.page.get_by_test_id("inspector-toggle").click()
    await stand.opens_the_form()
    click = stand.page.get_by_test_id("matter").filter(has_text="/form")
    await expect(click).to_contain_text("command")
    await expect(click).to_contain_text("views.open")
    await expect(click).to_contain_text(" ms")
    called = click.get_by_test_id("exchange").filter(has_text="views.open")
    await called.locator("summary").dispatch_event("click")  # it lies behind the form
    await expect(called).to_contain_text('"trigger_id"')
    await expect(called).to_contain_text('"ok": true')


async def test_the_inspector_says_what_slack_would_have_refused_and_where(stand: Stand) -> None:
    await stand.open()
    await stand.page.get_by_test_id("inspector-toggle").click()
    await stand.types("/say first")
    await expect(stand.last_message).to_contain_text("You said: first")
    await stand.types("/wrong")
    refusal = stand.page.get_by_test_id("refusal")
    await expect(refusal).to_contain_text("Slack would refuse these blocks.")
    await expect(refusal).to_contain_text("/blocks/0/text")
    await takes_a_picture(stand.page, "inspector")
    await stand.page.get_by_test_id("only-refused").check()
    await expect(stand.page.get_by_test_id("matter").filter(has_text="/say first")).to_be_hidden()
    await expect(stand.page.get_by_test_id("matter").filter(has_text="/wrong")).to_be_visible()


async def test_a_fault_is_set_seen_and_taken_back(stand: Stand) -> None:
    await stand.open()
    await stand.page.get_by_test_id("faults").click()
    panel = stand.page.get_by_test_id("faults-panel")
    await panel.get_by_test_id("fault-kind").select_option("error")
    await panel.get_by_test_id("fault-detail").fill("fatal_error")
    await panel.get_by_test_id("fault-method").fill("views.open")
    await panel.get_by_test_id("fault-channel").select_option(GENERAL)
    await panel.get_by_test_id("fault-add").click()
    await expect(panel.get_by_test_id("fault")).to_contain_text("views.open")
    await expect(stand.page.get_by_label("1 fault", exact=True)).to_be_visible()
    rules = stand.sandbox.slack.faults.rules
    assert [(rule.kind, rule.method, rule.channel, rule.error, rule.times) for rule in rules] == [
        ("error", "views.open", GENERAL, "fatal_error", 1)
    ]
    await panel.get_by_test_id("faults-clear").click()
    await expect(panel.get_by_test_id("fault")).to_have_count(0)


async def test_every_kind_of_fault_and_every_method_is_offered(stand: Stand) -> None:
    await stand.open()
    await stand.page.get_by_test_id("faults").click()
    panel = stand.page.get_by_test_id("faults-panel")
    await expect(panel.get_by_test_id("fault-kind")).to_be_visible()
    values = "options => options.map(option => option.value)"
    assert set(await panel.get_by_test_id("fault-kind").locator("option").evaluate_all(values)) == KINDS
    assert set(METHODS) <= set(await panel.locator("datalist option").evaluate_all(values))


async def test_a_group_stands_under_its_peoples_names_among_direct_messages(stand: Stand) -> None:
    opened = await stand.client.conversations_open(users=[NATHAN, CLAIRE])
    group = opened["channel"]["id"]
    await stand.client.chat_postMessage(channel=group, text="to both")
    await stand.open(NATHAN)
    directs = stand.page.get_by_role("region", name="Direct messages")
    await press(directs.get_by_role("button", name="Claire Moreau"))
    await expect(stand.page.get_by_role("heading", level=1)).to_contain_text("Claire Moreau (demo), Parrot")
    await expect(stand.messages).to_contain_text("to both")


async def test_the_clock_moves_for_everybody_from_the_page(stand: Stand) -> None:
    await stand.open(NATHAN)
    before = stand.sandbox.slack.wall.seconds()
    await stand.page.get_by_test_id("clock").click()
    await stand.page.get_by_test_id("clock-advance-1d").click()
    await expect(stand.page.get_by_test_id("clock-panel")).to_be_visible()
    await until(lambda: stand.sandbox.slack.wall.seconds() - before >= 86_400)


async def test_a_person_is_added_becomes_a_guest_and_leaves(stand: Stand) -> None:
    await stand.open(CLAIRE)
    await stand.page.get_by_test_id("world").click()
    world = stand.page.get_by_test_id("world-dialog")
    await world.get_by_test_id("new-person").fill("Ada Nouvelle")
    await stand.page.keyboard.press("Enter")
    row = world.get_by_test_id("world-person").filter(has_text="Ada Nouvelle")
    await row.get_by_test_id("person-kind").select_option("guest")
    people = stand.sandbox.slack.world.people
    await until(lambda: [one.is_guest for one in people if one.real_name == "Ada Nouvelle"] == [True])
    await row.get_by_test_id("person-kind").select_option("deactivated")
    await until(lambda: [one.deleted for one in people if one.real_name == "Ada Nouvelle"] == [True])


async def test_a_channel_is_made_and_archived_from_the_page(stand: Stand) -> None:
    await stand.open(CLAIRE)
    await stand.page.get_by_test_id("world").click()
    world = stand.page.get_by_test_id("world-dialog")
    await world.get_by_test_id("world-channels").click()
    await world.get_by_test_id("new-channel").fill("projets")
    await stand.page.keyboard.press("Enter")
    row = world.get_by_test_id("world-channel").filter(has_text="projets")
    await press(row.get_by_test_id("archive"))
    await expect(row.get_by_test_id("archive")).to_contain_text("Rouvrir")
    (made,) = [one for one in stand.sandbox.slack.world.channels if one.name == "projets"]
    assert (made.is_archived, made.members) == (True, frozenset({CLAIRE}))


async def test_the_home_of_the_app_is_published_when_it_is_opened(stand: Stand) -> None:
    await stand.client.chat_postMessage(channel=NATHAN, text="hello")
    await stand.open()
    await press(stand.page.get_by_test_id("sidebar").get_by_role("button", name="Parrot"))
    await press(stand.page.get_by_test_id("home-tab"))
    await expect(stand.page.get_by_test_id("home")).to_contain_text("With all that is yours.")


async def test_answers_for_ones_eyes_alone_stand_apart_and_can_be_put_away(stand: Stand) -> None:
    await stand.open()
    for word in ("one", "two"):
        await stand.types(f"/say {word}")
        await expect(stand.last_message).to_contain_text(f"You said: {word}")
    passing = stand.messages.locator(".ephemeral")
    await expect(passing).to_have_count(2)
    for nth in range(2):
        await expect(passing.nth(nth)).to_contain_text("Only visible to you")
        await expect(passing.nth(nth)).to_contain_text("Parrot")
    await passing.first.get_by_test_id("put-away").click()
    await expect(passing).to_have_count(1)
    await expect(passing).to_contain_text("You said: two")


async def test_unread_messages_are_counted_until_they_are_looked_at(stand: Stand) -> None:
    await stand.open(channel=GENERAL)
    await stand.client.chat_postMessage(channel="C0SALES0001", text="one")
    await stand.client.chat_postMessage(channel="C0SALES0001", text="two")
    sales = stand.page.get_by_test_id("sidebar").get_by_role("button", name="sales")
    await expect(sales).to_contain_text("2")
    await stand.page.set_viewport_size({"width": 390, "height": 780})
    await expect(stand.page.get_by_test_id("menu")).to_have_accessible_name("Channels and messages, 2 unread")
    await press(stand.page.get_by_test_id("menu"))
    await press(sales)
    await expect(stand.messages).to_contain_text("two")
    await press(stand.page.get_by_test_id("menu"))
    await expect(sales).not_to_contain_text("2")


async def test_a_reaction_is_found_turned_on_and_off_again(stand: Stand) -> None:
    await stand.open()
    await stand.types("well done")
    await expect(stand.last_message).to_contain_text("well done")
    await stand.last_message.hover()
    await stand.last_message.get_by_test_id("react").click()
    await stand.page.get_by_test_id("emoji-picker").get_by_role("searchbox").fill("clap")
    await stand.page.keyboard.press("Enter")
    clap = stand.last_message.get_by_test_id("reaction")
    await expect(clap).to_have_attribute("aria-pressed", "true")
    await expect(clap).to_contain_text("👏 1")
    await press(clap)
    await expect(clap).to_have_count(0)


async def test_ones_own_message_is_changed_and_deleted(stand: Stand) -> None:
    await stand.open()
    await stand.types("a slip for @claire & more")
    own = stand.last_message
    await expect(own).to_contain_text("@Claire Moreau (demo) & more")
    await own.hover()
    await own.get_by_test_id("message-menu").click()
    await stand.page.get_by_role("menuitem", name="Edit message").click()
    field = stand.page.get_by_test_id("confirm").get_by_label("Message")
    await expect(field).to_have_value("a slip for @claire & more")
    await field.fill("no slip for @claire")
    await stand.page.keyboard.press("Enter")
    await expect(own).to_contain_text("no slip for @Claire Moreau (demo)")
    await expect(own).to_contain_text("(edited)")
    await own.hover()
    await own.get_by_test_id("message-menu").click()
    await stand.page.get_by_role("menuitem", name="Delete message").click()
    await stand.page.get_by_test_id("confirm-yes").click()
    await expect(stand.messages.get_by_test_id("message")).to_have_count(0)


async def test_a_message_is_pinned_for_everybody_to_see(stand: Stand) -> None:
    await stand.open()
    await stand.types("keep this")
    await expect(stand.last_message).to_contain_text("keep this")
    await stand.last_message.hover()
    await stand.last_message.get_by_test_id("message-menu").click()
    await stand.page.get_by_role("menuitem", name="Pin to the channel").click()
    await expect(stand.last_message).to_contain_text("Pinned")


async def test_a_file_let_fall_on_the_channel_is_sent_with_the_message(stand: Stand) -> None:
    await stand.open()
    await stand.drops(stand.messages, "notes.txt", "text/plain")
    await expect(stand.page.get_by_role("button", name="Remove notes.txt")).to_be_visible()
    await stand.types("as promised")
    await expect(stand.last_message.get_by_role("link", name="notes.txt")).to_be_visible()


async def test_another_workspace_has_people_channels_and_no_app_until_it_is_installed(stand: Stand) -> None:
    (team,) = [one.id for one in stand.sandbox.slack.world.workspaces if one.name == "Second workspace"]
    helene = next(one.id for one in stand.sandbox.slack.world.people if one.real_name.startswith("Hélène"))
    await stand.open(helene, channel="")
    sidebar = stand.page.get_by_test_id("sidebar")
    await expect(sidebar).to_contain_text("Second workspace")
    await expect(sidebar.get_by_role("button", name="Parrot")).to_have_count(0)
    await stand.page.get_by_test_id("world").click()
    await stand.page.get_by_test_id("world-app").click()
    await stand.page.get_by_test_id("install").click()
    await expect(stand.page.get_by_test_id("world-dialog")).to_contain_text("SLACK_BOT_TOKEN")
    await stand.page.keyboard.press("Escape")
    await expect(sidebar.get_by_role("button", name="Parrot")).to_have_count(1)
    assert stand.sandbox.slack.world.bot_of(team).is_active


async def test_two_people_write_to_each_other_directly(stand: Stand) -> None:
    await stand.open(NATHAN)
    await stand.page.get_by_test_id("new-message").click()
    await stand.page.get_by_role("menuitem", name="Claire Moreau").click()
    await expect(stand.page.get_by_role("heading", name="Claire Moreau")).to_be_visible()
    await stand.types("have you a minute?")
    await expect(stand.last_message).to_contain_text("have you a minute?")
    await stand.page.get_by_test_id("person").select_option(CLAIRE)
    nathan = stand.page.get_by_test_id("sidebar").get_by_role("button", name="Nathan Brooks")
    await expect(nathan).to_contain_text("1")


async def test_a_person_is_shown_where_they_are_and_not_where_their_zone_is_named_after(stand: Stand) -> None:
    await stand.open("U0MARGUER01")
    about = stand.page.get_by_test_id("about")
    await expect(about).to_contain_text("Montréal")
    await expect(about.get_by_title("Montréal (America/Toronto)")).to_be_visible()
