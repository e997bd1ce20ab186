"""What an app may answer when a menu asks it for options."""

import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Visitor
from bot.sandbox.wire import Json

from .conftest import CLAIRE, GENERAL, Parrot
from .shapes import actions, option, plain

SEARCH: Json = {"type": "external_select", "action_id": "find", "min_query_length": 1}


@pytest.fixture
async def menu(client: AsyncWebClient, claire: Visitor) -> Json:
    await client.chat_postMessage(channel=CLAIRE, text="choose", blocks=[actions(SEARCH)])
    return (await claire.messages(await claire.app_channel()))[-1]


def answers(app: AsyncApp, **content: object) -> None:
    @app.options("find")
    async def suggest(ack: AsyncAck) -> None:
        await ack(content)


def options(count: int) -> list[Json]:
    return [option(f"v{n}") for n in range(count)]


async def test_an_app_is_not_asked_before_enough_is_typed(
    connected: Parrot, claire: Visitor, client: AsyncWebClient
) -> None:
    answers(connected.app, options=options(1))
    unsaid = {"type": "external_select", "action_id": "find"}
    await client.chat_postMessage(channel=CLAIRE, text="choose", blocks=[actions(unsaid)])
    menu = (await claire.messages(await claire.app_channel()))[-1]
    assert (await claire.suggestions("find", "v1", on=menu))["options"] == []
    assert connected.heard == []
    assert len((await claire.suggestions("find", "v10", on=menu))["options"]) == 1


async def test_an_ephemeral_menu_asks_too(connected: Parrot, claire: Visitor, client: AsyncWebClient) -> None:
    answers(connected.app, options=options(1))
    await client.conversations_join(channel=GENERAL)
    await client.chat_postEphemeral(channel=GENERAL, user=CLAIRE, text="choose", blocks=[actions(SEARCH)])
    menu = (await claire.messages(GENERAL))[-1]
    assert len((await claire.suggestions("find", "v", on=menu))["options"]) == 1


async def test_a_hundred_options_are_shown(connected: Parrot, claire: Visitor, menu: Json) -> None:
    answers(connected.app, options=options(100))
    assert len((await claire.suggestions("find", "v", on=menu))["options"]) == 100


async def test_groups_are_shown(connected: Parrot, claire: Visitor, menu: Json) -> None:
    groups = [{"label": plain("First"), "options": options(2)}, {"label": plain("Second"), "options": options(1)}]
    answers(connected.app, option_groups=groups)
    assert (await claire.suggestions("find", "v", on=menu))["option_groups"] == groups


async def test_nothing_found_is_an_answer(connected: Parrot, claire: Visitor, menu: Json) -> None:
    answers(connected.app, options=[])
    assert (await claire.suggestions("find", "v", on=menu))["options"] == []


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ({}, "no_options"),
        ({"options": options(101)}, "invalid_options"),
        ({"options": [{"text": {"type": "plain_text", "text": "x" * 76}, "value": "v"}]}, "invalid_options"),
        ({"options": [{"text": plain("no value")}]}, "invalid_options"),
        ({"options": options(1), "option_groups": []}, "invalid_options"),
        ({"option_groups": [{"options": options(1)}]}, "invalid_options"),
    ],
    ids=["nothing", "101", "long", "no value", "both", "no label"],
)
async def test_other_answers_show_no_options(
    connected: Parrot, claire: Visitor, menu: Json, content: Json, error: str
) -> None:
    answers(connected.app, **content)
    outcome = await claire.suggestions("find", "v", on=menu)
    assert (outcome["ok"], outcome["error"]) == (False, error)
    assert outcome["message"] == "The options could not be loaded."
