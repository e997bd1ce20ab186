"""Modals: opened with a trigger, three deep, submitted, answered, closed."""

from dataclasses import replace

import pytest
from slack_bolt.async_app import AsyncAck
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Visitor
from bot.sandbox.clock import pause
from bot.sandbox.wire import Json

from .apps import opens
from .conftest import CLAIRE, GENERAL, PATIENT, Parrot
from .shapes import actions, button, entry, modal, option, plain, section

CHOICE: Json = {"type": "static_select", "action_id": "pick", "options": [option("red"), option("blue")]}


async def test_a_form_is_opened_filled_in_and_saved(connected: Parrot, claire: Visitor) -> None:
    opens(connected, modal(entry("name"), entry("colour", CHOICE), private_metadata="draft 1"))

    @connected.app.view("form")
    async def save(ack: AsyncAck) -> None:
        await ack()

    await claire.command(GENERAL, "/form")
    outcome = await claire.submit({"name": "Éloïse", "pick": "blue"})
    assert outcome == {"ok": True, "response_action": None}
    body = connected.last("view_submission")
    view = body["view"]
    assert view["private_metadata"] == "draft 1"
    assert view["state"]["values"]["name"]["typed"] == {"type": "plain_text_input", "value": "Éloïse"}
    assert view["state"]["values"]["colour"]["pick"]["selected_option"]["value"] == "blue"
    assert body["trigger_id"]
    assert body["response_urls"] == []
    assert await claire.view() is None


async def test_an_empty_required_field_never_reaches_the_app(connected: Parrot, claire: Visitor) -> None:
    opens(connected, modal(entry("name"), entry("more", optional=True)))
    await claire.command(GENERAL, "/form")
    outcome = await claire.submit({})
    assert outcome["errors"] == {"name": "Please complete this required field."}
    assert "view_submission" not in connected.kinds()


async def test_fields_left_empty_come_back_as_null(connected: Parrot, claire: Visitor) -> None:
    opens(connected, modal(entry("name", optional=True), entry("colour", CHOICE, optional=True)))

    @connected.app.view("form")
    async def save(ack: AsyncAck) -> None:
        await ack()

    await claire.command(GENERAL, "/form")
    await claire.submit({"name": ""})
    values = connected.last("view_submission")["view"]["state"]["values"]
    assert values["name"]["typed"]["value"] is None
    assert values["colour"]["pick"]["selected_option"] is None


async def test_errors_keep_the_form_its_hash_and_what_was_typed(connected: Parrot, claire: Visitor) -> None:
    opens(connected, modal())

    @connected.app.view("form")
    async def save(ack: AsyncAck) -> None:
        await ack(response_action="errors", errors={"name": "Too short"})

    await claire.command(GENERAL, "/form")
    before = await claire.view()
    assert before is not None
    outcome = await claire.submit({"name": "A"})
    assert outcome["errors"] == {"name": "Too short"}
    after = await claire.view()
    assert after is not None
    assert after["hash"] == before["hash"]
    assert after["state"]["values"]["name"]["typed"]["value"] == "A"


async def test_an_error_for_a_field_that_is_not_there_is_trouble(connected: Parrot, claire: Visitor) -> None:
    opens(connected, modal())

    @connected.app.view("form")
    async def save(ack: AsyncAck) -> None:
        await ack(response_action="errors", errors={"nothing": "Too short"})

    await claire.command(GENERAL, "/form")
    outcome = await claire.submit({"name": "A"})
    assert (outcome["ok"], outcome["error"]) == (False, "invalid_arguments")


async def test_update_keeps_the_id_and_what_was_typed(connected: Parrot, claire: Visitor) -> None:
    opens(connected, modal())

    @connected.app.view("form")
    async def save(ack: AsyncAck) -> None:
        await ack(response_action="update", view=modal(section("saving…"), entry("name"), title=plain("Again")))

    await claire.command(GENERAL, "/form")
    before = await claire.view()
    assert before is not None
    await claire.submit({"name": "A"})
    after = await claire.view()
    assert after is not None
    assert (after["id"], after["title"]["text"]) == (before["id"], "Again")
    assert after["hash"] != before["hash"]
    assert after["state"]["values"]["name"]["typed"]["value"] == "A"


async def test_push_goes_on_top_and_clear_closes_all(connected: Parrot, claire: Visitor) -> None:
    opens(connected, modal())

    @connected.app.view("form")
    async def save(ack: AsyncAck) -> None:
        await ack(response_action="push", view=modal(callback_id="second"))

    @connected.app.view("second")
    async def finish(ack: AsyncAck) -> None:
        await ack(response_action="clear")

    await claire.command(GENERAL, "/form")
    first = await claire.view()
    await claire.submit({"name": "A"})
    second = await claire.view()
    assert first is not None
    assert second is not None
    assert (second["previous_view_id"], second["root_view_id"]) == (first["id"], first["id"])
    await claire.submit({"name": "B"})
    assert await claire.view() is None


async def test_three_views_are_the_most(connected: Parrot, claire: Visitor) -> None:
    view = modal(entry("name", optional=True), actions(button("deeper")))
    opens(connected, view)
    refusals: list[str] = []

    @connected.app.action("deeper")
    async def deeper(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        try:
            await client.views_push(trigger_id=body["trigger_id"], view=view)
        except SlackApiError as error:
            refusals.append(error.response["error"])
        await ack()

    await claire.command(GENERAL, "/form")
    for _ in range(3):
        await claire.click("deeper", on=await claire.waits_for_view(lambda _: True))
    assert refusals == ["push_limit_reached"]


async def test_a_trigger_serves_once(connected: Parrot, claire: Visitor, client: AsyncWebClient) -> None:
    opens(connected, modal())
    await claire.command(GENERAL, "/form")
    trigger = connected.last("/form")["trigger_id"]
    with pytest.raises(SlackApiError, match="exchanged_trigger_id"):
        await client.views_open(trigger_id=trigger, view=modal())
    with pytest.raises(SlackApiError, match="invalid_trigger"):
        await client.views_open(trigger_id="1.2.3", view=modal())


@pytest.mark.parametrize("options", [replace(PATIENT, trigger_seconds=0.05)], ids=["brief triggers"])
async def test_a_trigger_serves_for_its_time_only(connected: Parrot, claire: Visitor, client: AsyncWebClient) -> None:
    @connected.app.command("/say")
    async def say(ack: AsyncAck) -> None:
        await ack()

    await claire.command(GENERAL, "/say hello")
    await pause(0.1)
    with pytest.raises(SlackApiError, match="expired_trigger_id"):
        await client.views_open(trigger_id=connected.last("/say")["trigger_id"], view=modal())


async def test_a_refused_view_leaves_the_trigger_usable(connected: Parrot, claire: Visitor) -> None:
    refusals: list[Json] = []

    @connected.app.command("/form")
    async def form(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        try:
            await client.views_open(trigger_id=body["trigger_id"], view=modal(title=plain("t" * 25)))
        except SlackApiError as error:
            refusals.append(error.response.data)
        await client.views_open(trigger_id=body["trigger_id"], view=modal())
        await ack()

    await claire.command(GENERAL, "/form")
    assert refusals[0]["error"] == "invalid_arguments"
    assert refusals[0]["response_metadata"]["messages"] == [
        "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"
    ]
    assert await claire.view() is not None


async def test_an_old_hash_is_a_conflict(connected: Parrot, claire: Visitor, client: AsyncWebClient) -> None:
    opens(connected, modal(external_id="ours"))
    await claire.command(GENERAL, "/form")
    view = await claire.view()
    assert view is not None
    await client.views_update(view_id=view["id"], hash=view["hash"], view=modal(entry("other")))
    with pytest.raises(SlackApiError, match="hash_conflict"):
        await client.views_update(view_id=view["id"], hash=view["hash"], view=modal())


async def test_a_closed_view_cannot_be_updated(connected: Parrot, claire: Visitor, client: AsyncWebClient) -> None:
    opens(connected, modal(external_id="ours"))
    await claire.command(GENERAL, "/form")
    await claire.close()
    with pytest.raises(SlackApiError, match="not_found"):
        await client.views_update(external_id="ours", view=modal())


async def test_closing_tells_only_the_app_that_asked(connected: Parrot, claire: Visitor) -> None:
    opens(connected, modal(notify_on_close=True))

    @connected.app.view_closed("form")
    async def closed(ack: AsyncAck) -> None:
        await ack()

    await claire.command(GENERAL, "/form")
    await claire.close(is_cleared=True)
    body = connected.last("view_closed")
    assert body["is_cleared"] is True
    assert "trigger_id" not in body


async def test_an_app_home_is_published_and_opened(connected: Parrot, claire: Visitor, client: AsyncWebClient) -> None:
    home = {"type": "home", "blocks": [section("welcome"), actions(button("go"))]}
    published = await client.views_publish(user_id=CLAIRE, view=home)
    assert published["view"]["type"] == "home"

    @connected.app.event("app_home_opened")
    async def opened() -> None:
        """Nothing to do."""

    @connected.app.action("go")
    async def go(ack: AsyncAck) -> None:
        await ack()

    await claire.act("home_opened")
    event = (await connected.hears_event("app_home_opened"))["event"]
    assert (event["tab"], event["user"], event["view"]["id"]) == ("home", CLAIRE, published["view"]["id"])
    shown = await claire.home()
    assert shown is not None
    await claire.click("go", on=shown)
    assert connected.last("block_actions")["view"]["type"] == "home"
    with pytest.raises(SlackApiError, match="hash_conflict"):
        await client.views_publish(user_id=CLAIRE, view=home, hash="old")
