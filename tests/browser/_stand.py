"""A sandbox with an app of a few lines beside it, and its page in a window: for what the demo's bot does not draw."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from playwright.async_api import Locator, Page, expect
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox, SandboxOptions
from bot.sandbox.manifest import AppProfile, Command, Shortcut
from bot.sandbox.wire import Json
from tests.browser._kept import port
from tests.browser._samples import FORM, SAVED, plain, section

CLAIRE, NATHAN = "U0CLAIRE001", "U0NATHAN001"
GENERAL, SALES = "C0GENERAL01", "C0SALES0001"
WIDE, NARROW, NARROWEST = (1280, 800), (390, 780), (360, 740)
_PROFILE = AppProfile(
    name="Parrot",
    bot_name="Parrot",
    commands=(
        Command("/say", "Says it back", "[words]"),
        Command("/form", "Opens a form"),
        Command("/wrong", "Calls Slack with blocks that it refuses"),
    ),
    shortcuts=(Shortcut("everywhere", "Fill in the form", "global"), Shortcut("this_one", "Repeat", "message")),
)
_CITIES = ("Lille", "Lyon", "Marseille", "Montréal", "Nantes", "New York")
# Slack's three seconds are not kept here: a machine that has much else to do is no slow app.
_PATIENT = SandboxOptions(ack_seconds=60.0, trigger_seconds=60.0)


@dataclass(frozen=True, slots=True)
class Stand:
    sandbox: Sandbox
    client: AsyncWebClient
    page: Page

    async def open(
        self, person: str = NATHAN, *, channel: str = GENERAL, width: int = WIDE[0], height: int = WIDE[1]
    ) -> None:
        await self.page.set_viewport_size({"width": width, "height": height})
        await self.page.goto(f"{self.sandbox.url}/#as={person}&channel={channel}")
        await expect(self.page.get_by_test_id("person")).to_have_value(person)
        await expect(self.messages).not_to_have_attribute("aria-busy", "true")

    async def types(self, text: str) -> None:
        box = self.page.get_by_test_id("composer")
        await box.fill(text)
        await box.press("Escape")  # closes the completion, whose Enter would choose
        await box.press("Enter")

    async def opens_the_form(self) -> Locator:
        await self.types("/form")
        await expect(self.modal.get_by_label("Name", exact=True)).to_be_focused()
        return self.modal

    async def posts(self, *blocks: Json, text: str = "blocks", channel: str = GENERAL) -> Locator:
        """The app's message with these blocks, as the page shows it."""
        posted = await self.client.chat_postMessage(channel=channel, text=text, blocks=list(blocks))
        message = self.at(posted["ts"])
        await expect(message).to_be_visible()
        return message

    def at(self, ts: object) -> Locator:
        """The message of that moment, whatever comes after it."""
        return self.messages.locator(f'article[data-ts="{ts}"]')

    async def shows_view(self, view: Json) -> None:
        """Opens it in place of the form of `/form`, without a round through the app."""
        await self.opens_the_form()
        shown = self.sandbox.slack.views.stack(await self.page.get_by_test_id("person").input_value())[-1]
        await self.client.views_update(view_id=shown["id"], view=view)
        await expect(self.modal.get_by_role("heading", name=view["title"]["text"])).to_be_visible()

    async def drops(self, on: Locator, name: str, kind: str) -> None:
        """A file, by the mouse."""
        dropped = await self.page.evaluate_handle(
            """([name, type]) => {
                const carried = new DataTransfer();
                carried.items.add(new File(["a,b"], name, { type }));
                return carried;
            }""",
            [name, kind],
        )
        await on.dispatch_event("drop", {"dataTransfer": dropped})

    @property
    def messages(self) -> Locator:
        return self.page.get_by_test_id("messages")

    @property
    def modal(self) -> Locator:
        return self.page.get_by_test_id("modal")

    @property
    def last_message(self) -> Locator:
        return self.messages.get_by_test_id("message").last


@asynccontextmanager
async def standing(page: Page) -> AsyncIterator[Stand]:
    options = replace(_PATIENT, port=port())
    async with Sandbox.start(options, app=_PROFILE) as sandbox:
        client = AsyncWebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
        web = AsyncWebClient(token=sandbox.app_token, base_url=sandbox.api_url)
        handler = AsyncSocketModeHandler(_app(client, sandbox), sandbox.app_token, web_client=web)
        await handler.connect_async()  # type: ignore[no-untyped-call]  # Bolt leaves it so
        try:
            yield Stand(sandbox, client, page)
        finally:
            await page.goto("about:blank")
            await handler.close_async()  # type: ignore[no-untyped-call]  # Bolt leaves it so


def _app(client: AsyncWebClient, sandbox: Sandbox) -> AsyncApp:
    app = AsyncApp(client=client, signing_secret=sandbox.signing_secret, process_before_response=True)
    app.command("/say")(_say)
    app.command("/form")(_open_form)
    app.command("/wrong")(_post_what_is_refused)
    app.action("press")(_say_pressed)
    app.options("city")(_suggest_cities)
    app.view("form")(_save)
    app.shortcut("everywhere")(_open_form)
    app.shortcut("this_one")(_repeat)
    app.event("app_home_opened")(_publish_home)
    app.event("message")(_listen)
    return app


async def _say(ack: AsyncAck, body: Json) -> None:
    await ack(f"You said: {body['text']}")


async def _open_form(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
    await client.views_open(trigger_id=body["trigger_id"], view=FORM)
    await ack()


async def _post_what_is_refused(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
    await ack("Look into the inspector.")
    unchecked = AsyncWebClient(token=client.token, base_url=client.base_url)
    header = {"type": "header", "text": plain("x" * 151)}
    try:
        await unchecked.chat_postMessage(channel=body["channel_id"], text="header", blocks=[header])
    except Exception as refused:  # noqa: BLE001  # whatever Slack says of it is for the inspector
        assert "invalid_blocks" in str(refused)  # noqa: PT017


async def _say_pressed(ack: AsyncAck, respond: AsyncRespond) -> None:
    await ack()
    await respond(text="Pressed.", blocks=[section("Pressed.")], replace_original=True)


async def _suggest_cities(ack: AsyncAck, body: Json) -> None:
    wanted = str(body["value"]).lower()
    options = [{"text": plain(city), "value": city} for city in _CITIES if wanted in city.lower()]
    await ack(options=options)


async def _save(ack: AsyncAck, view: Json) -> None:
    name = view["state"]["values"]["name"]["name"]["value"]
    if name == "Nobody":
        await ack(response_action="errors", errors={"name": "That is nobody’s name."})
        return
    await ack(response_action="update", view=SAVED)


async def _repeat(ack: AsyncAck, body: Json, respond: AsyncRespond) -> None:
    await ack()
    await respond(text=f"Again: {body['message']['text']}")


async def _publish_home(event: Json, client: AsyncWebClient) -> None:
    blocks = [{"type": "header", "text": plain("At home")}, section("With *all* that is yours.")]
    await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})


async def _listen() -> None:
    """Hears every message, so that Bolt does not warn of the unheard."""
