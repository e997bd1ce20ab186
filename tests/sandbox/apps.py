"""What the parrot of these tests does when it is spoken to."""

from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.wire import Json

from .conftest import Parrot


def opens(parrot: Parrot, view: Json) -> None:
    """On `/form`, that form."""

    @parrot.app.command("/form")
    async def form(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=view)
        await ack()
