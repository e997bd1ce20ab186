"""What an app may say to a form: each answer of Slack's four, and what becomes of any other."""

import aiohttp
import pytest
from aiohttp import web
from slack_bolt.async_app import AsyncAck
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox, Visitor
from bot.sandbox.wire import Json, dumps, loads

from .apps import opens
from .conftest import CLAIRE, GENERAL, NATHAN, Parrot, serving
from .shapes import actions, button, entry, modal, plain, section

TROUBLE = "We had some trouble connecting. Try again?"


class RawApp:
    """Opens a form for every command and answers its submission with the given bytes, over HTTP."""

    def __init__(self, client: AsyncWebClient, answer: bytes, content_type: str) -> None:
        self._client = client
        self._answer = web.Response(body=answer, content_type=content_type)

    async def hear(self, request: web.Request) -> web.Response:
        form = await request.post()
        if "trigger_id" in form:
            await self._client.views_open(trigger_id=str(form["trigger_id"]), view=modal())
            return web.Response()
        assert loads(str(form["payload"]))["type"] == "view_submission"
        return self._answer

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_post("/", self.hear)
        return app


@pytest.mark.parametrize(
    "answer",
    [
        b"OK",
        b'{"text": "saved"}',
        b'{"response_action": "close"}',
        b'{"response_action": "errors"}',
        b'{"response_action": "errors", "errors": {}}',
        b'{"response_action": "errors", "errors": {"name": ""}}',
        b'{"response_action": "errors", "errors": {"name": 5}}',
        b'{"response_action": "errors", "errors": {"nothing": "x"}}',
        b'{"response_action": "update"}',
        dumps({"response_action": "update", "view": {"type": "home", "blocks": []}}).encode(),
        dumps({"response_action": "push", "view": modal(title=plain("t" * 25))}).encode(),
    ],
)
async def test_another_answer_is_trouble_and_the_form_stays(
    sandbox: Sandbox, client: AsyncWebClient, claire: Visitor, answer: bytes
) -> None:
    async with serving(RawApp(client, answer, "application/json").app()) as url:
        sandbox.slack.outbound.request_url = url
        await claire.command(GENERAL, "/form")
        before = await claire.view()
        outcome = await claire.submit({"name": "Ada"})
    after = await claire.view()
    assert (outcome["ok"], outcome["message"]) == (False, TROUBLE)
    assert before is not None
    assert after is not None
    assert (after["id"], after["hash"]) == (before["id"], before["hash"])
    assert after["state"]["values"]["name"]["typed"]["value"] == "Ada"


@pytest.mark.parametrize("answer", [b"", b"  ", b"{}"])
async def test_an_empty_answer_closes_the_form(
    sandbox: Sandbox, client: AsyncWebClient, claire: Visitor, answer: bytes
) -> None:
    async with serving(RawApp(client, answer, "text/plain").app()) as url:
        sandbox.slack.outbound.request_url = url
        await claire.command(GENERAL, "/form")
        assert (await claire.submit({"name": "Ada"}))["ok"]
    assert await claire.view() is None


async def test_a_form_that_nobody_answers_stays_too(connected: Parrot, claire: Visitor, sandbox: Sandbox) -> None:
    opens(connected, modal())
    await claire.command(GENERAL, "/form")
    sandbox.slack.faults.add({"kind": "ack_lost", "method": "view_submission", "times": 1})

    @connected.app.view("form")
    async def save(ack: AsyncAck) -> None:
        await ack()

    outcome = await claire.submit({"name": "Ada"})
    assert outcome["message"] == TROUBLE
    assert "view_submission" in connected.kinds()
    assert await claire.view() is not None
    assert (await claire.submit({"name": "Ada"}))["ok"]


async def test_a_stack_knows_its_root_and_what_lies_beneath(connected: Parrot, claire: Visitor) -> None:
    deeper = modal(entry("name", optional=True), callback_id="form")
    opens(connected, deeper)

    @connected.app.view("form")
    async def save(ack: AsyncAck) -> None:
        await ack(response_action="push", view=deeper)

    await claire.command(GENERAL, "/form")
    stack = [await claire.view()]
    for _ in range(2):
        await claire.submit({})
        stack.append(await claire.view())
    first, second, third = (view or {} for view in stack)
    assert (first["previous_view_id"], first["root_view_id"]) == (None, first["id"])
    assert (second["previous_view_id"], second["root_view_id"]) == (first["id"], first["id"])
    assert (third["previous_view_id"], third["root_view_id"]) == (second["id"], first["id"])
    outcome = await claire.submit({})
    assert (outcome["error"], outcome["message"]) == ("push_limit_reached", TROUBLE)
    await claire.close()
    top = await claire.view()
    assert top is not None
    assert top["id"] == second["id"]


async def test_closing_the_whole_stack_tells_of_each_view_that_asked(connected: Parrot, claire: Visitor) -> None:
    opens(connected, modal(notify_on_close=True))

    @connected.app.view("form")
    async def save(ack: AsyncAck) -> None:
        await ack(response_action="push", view=modal(callback_id="second", notify_on_close=True))

    @connected.app.view_closed("form")
    @connected.app.view_closed("second")
    async def closed(ack: AsyncAck) -> None:
        await ack()

    await claire.command(GENERAL, "/form")
    await claire.submit({"name": "Ada"})
    await claire.close(is_cleared=True)
    told = [body for body in connected.heard if body.get("type") == "view_closed"]
    assert [body["view"]["callback_id"] for body in told] == ["second", "form"]
    assert [body["is_cleared"] for body in told] == [True, True]
    assert await claire.view() is None


async def test_clear_on_close_closes_all(connected: Parrot, claire: Visitor) -> None:
    opens(connected, modal())

    @connected.app.view("form")
    async def save(ack: AsyncAck) -> None:
        await ack(response_action="push", view=modal(clear_on_close=True))

    await claire.command(GENERAL, "/form")
    await claire.submit({"name": "Ada"})
    await claire.close()
    assert await claire.view() is None


async def test_an_external_id_is_one_views_alone(
    connected: Parrot, claire: Visitor, client: AsyncWebClient, sandbox: Sandbox
) -> None:
    refusals: list[str] = []

    @connected.app.command("/form")
    async def form(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        try:
            await client.views_open(trigger_id=body["trigger_id"], view=modal(external_id="ours"))
        except SlackApiError as error:
            refusals.append(error.response["error"])
        await ack()

    await claire.command(GENERAL, "/form")
    async with Visitor(sandbox.url, NATHAN) as nathan:
        await nathan.command(GENERAL, "/form")
        assert await nathan.view() is None
    assert refusals == ["duplicate_external_id"]
    updated = await client.views_update(external_id="ours", view=modal(section("again"), external_id="ours"))
    assert updated["view"]["external_id"] == "ours"
    await claire.close()
    home = {"type": "home", "blocks": [], "external_id": "ours"}
    await client.views_publish(user_id=CLAIRE, view=home)
    await client.views_publish(user_id=CLAIRE, view=home)
    with pytest.raises(SlackApiError, match="duplicate_external_id"):
        await client.views_publish(user_id=NATHAN, view=home)


async def test_a_form_changed_under_a_click_keeps_what_the_person_typed(
    connected: Parrot, claire: Visitor, http: aiohttp.ClientSession
) -> None:
    view = modal(entry("name", optional=True), actions(button("more")), private_metadata="draft 7")
    opens(connected, view)

    @connected.app.action("more")
    async def more(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await ack()
        shown = body["view"]
        fresh = {**view, "blocks": [*view["blocks"], entry("mail", optional=True)]}
        await client.views_update(view_id=shown["id"], hash=shown["hash"], view=fresh)

    await claire.command(GENERAL, "/form")
    before = await claire.waits_for_view(lambda _: True)
    await claire.click("more", on=before, answers={"name": "Ada"})
    after = await claire.waits_for_view(lambda shown: len(shown["blocks"]) == 3)
    assert after["state"]["values"]["name"]["typed"]["value"] == "Ada"
    assert (after["id"], after["private_metadata"]) == (before["id"], "draft 7")
    assert after["hash"] != before["hash"]


@pytest.mark.parametrize("action", ["update", "push"])
async def test_an_answer_to_a_form_that_was_closed_meanwhile_changes_nothing(
    connected: Parrot, claire: Visitor, action: str
) -> None:
    @connected.app.command("/form")
    async def form(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=modal())
        await ack()

    @connected.app.view("form")
    async def save(ack: AsyncAck) -> None:
        await claire.close(is_cleared=True)
        await ack(response_action=action, view=modal(section("late")))

    await claire.command(GENERAL, "/form")
    outcome = await claire.submit({"name": "Ada"})
    assert (outcome["ok"], outcome["error"], outcome["message"]) == (False, "not_found", TROUBLE)
    assert await claire.view() is None


async def test_a_form_that_another_took_the_place_of_gets_no_second(connected: Parrot, claire: Visitor) -> None:
    @connected.app.command("/form")
    async def form(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=modal())
        await ack()

    @connected.app.view("form")
    async def save(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=modal(section("other"), callback_id="other"))
        await ack(response_action="push", view=modal(section("late")))

    await claire.command(GENERAL, "/form")
    assert (await claire.submit({"name": "Ada"}))["error"] == "not_found"
    view = await claire.view()
    assert view is not None
    assert view["callback_id"] == "other"
