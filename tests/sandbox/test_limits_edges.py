"""Every limit of the sandbox's tables, at its edge: Slack's own SDK sends what still passes and what is refused.

The cases are made from the tables, so that no limit stands there without its test. That the tables themselves hold
Slack's numbers is the matter of test_limits.py and test_limits_sdk.py.
"""

from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import replace

import pytest
import pytest_asyncio
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox
from bot.sandbox.blocks.limits import (
    BLOCKS,
    CELLS,
    CHARTS,
    ELEMENTS,
    HOME,
    INLINE,
    MESSAGE,
    MODAL,
    OBJECTS,
    PARTS,
    TABLE_OBJECTS,
)
from bot.sandbox.blocks.rules import OneOf
from bot.sandbox.wire import Json

from .conftest import CLAIRE, PATIENT, PROFILE
from .edges import Edge, edges
from .shapes import modal

pytestmark = pytest.mark.asyncio(loop_scope="module")


SEEN: set[int] = set()


def _of_blocks() -> Iterator[Edge]:
    for name, kind in BLOCKS.items():
        for edge in edges(OneOf({name: kind}), kind.surfaces, SEEN):
            yield edge if edge.place else edge.under(name)


def _of_views() -> Iterator[Edge]:
    # What a view's type may be is what the method asks for, and the blocks have their own tests.
    for name, shape in (("modal", MODAL), ("home", HOME)):
        for edge in edges(shape, "V" if name == "modal" else "H", SEEN):
            if not edge.pointer.startswith(("/type", "/blocks/0")):
                taken, refused = ({**view, "type": name} for view in (edge.taken, edge.refused))
                yield replace(edge.under(name), taken=taken, refused=refused)


def _by_place(found: Iterable[Edge]) -> dict[str, list[Edge]]:
    places: dict[str, list[Edge]] = {}
    for edge in found:
        places.setdefault(edge.place, []).append(edge)
    return places


BLOCK_EDGES = _by_place(_of_blocks())
VIEW_EDGES = _by_place(_of_views())
MESSAGE_EDGES = [edge for edge in edges(MESSAGE, "M", SEEN) if edge.name.startswith("up to") and not edge.pointer]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared() -> AsyncIterator[tuple[Sandbox, AsyncWebClient]]:
    """One sandbox for all of them: a check leaves nothing behind that another would see."""
    async with Sandbox.start(PATIENT, app=PROFILE) as sandbox:
        yield sandbox, AsyncWebClient(token=sandbox.bot_token, base_url=sandbox.api_url, retry_handlers=[])


class Sender:
    def __init__(self, sandbox: Sandbox, client: AsyncWebClient) -> None:
        self._slack = sandbox.slack
        self._client = client

    async def post(self, blocks: list[Json]) -> None:
        await self._client.chat_postMessage(channel=CLAIRE, text="words", blocks=blocks)

    async def show(self, view: Json) -> None:
        if view["type"] == "home":
            await self._client.views_publish(user_id=CLAIRE, view=view)
            return
        trigger = self._slack.triggers.issue(self._slack.world.people[CLAIRE].team, CLAIRE)
        await self._client.views_open(trigger_id=trigger, view=view)

    async def send(self, block: Json, surface: str) -> None:
        match surface:
            case "M":
                await self.post([block])
            case "V":
                await self.show(modal(block))
            case _:
                await self.show({"type": "home", "blocks": [block]})


@pytest.fixture
def sender(shared: tuple[Sandbox, AsyncWebClient]) -> Sender:
    return Sender(*shared)


@pytest.mark.parametrize("place", BLOCK_EDGES)
async def test_a_block_at_its_limit_passes_and_past_it_is_refused(place: str, sender: Sender) -> None:
    for edge in BLOCK_EDGES[place]:
        surface = edge.surfaces[0]
        await sender.send(_matched(edge.taken), surface)
        with pytest.raises(SlackApiError) as caught:
            await sender.send(edge.refused, surface)
        start, code = ("/blocks/0", "invalid_blocks") if surface == "M" else ("/view/blocks/0", "invalid_arguments")
        _assert_refused(caught.value, code, edge, start)


@pytest.mark.parametrize("place", VIEW_EDGES)
async def test_a_view_at_its_limit_passes_and_past_it_is_refused(place: str, sender: Sender) -> None:
    for edge in VIEW_EDGES[place]:
        await sender.show(edge.taken)
        with pytest.raises(SlackApiError) as caught:
            await sender.show(edge.refused)
        _assert_refused(caught.value, "invalid_arguments", edge, "/view")


async def test_a_message_at_its_limit_passes_and_past_it_is_refused(sender: Sender) -> None:
    assert MESSAGE_EDGES
    for edge in MESSAGE_EDGES:
        await sender.post(edge.taken)
        with pytest.raises(SlackApiError) as caught:
            await sender.post(edge.refused)
        _assert_refused(caught.value, "invalid_blocks", edge, "/blocks")


async def test_every_kind_of_the_tables_has_its_edges() -> None:
    kinds = [*BLOCKS.values(), *ELEMENTS.values(), *INLINE.values(), *PARTS.values(), *CELLS.values(), *CHARTS.values()]
    shapes = [*(kind.shape for kind in kinds), *OBJECTS.values(), *TABLE_OBJECTS.values(), MODAL, HOME]
    assert {id(shape) for shape in shapes} <= SEEN


def _assert_refused(error: SlackApiError, code: str, edge: Edge, start: str) -> None:
    assert error.response["error"] == code
    messages = error.response["response_metadata"]["messages"]
    where = f"[json-pointer:{start}{edge.pointer}]"
    assert any(f"[ERROR] {edge.problem}" in said and said.endswith(where) for said in messages), (edge.name, messages)


def _matched(block: Json) -> Json:
    """The block with what must go with the value at the edge: as many cells as the header has, as points categories."""
    if block["type"] == "data_table":
        return {**block, "rows": [max(block["rows"], key=len)] * len(block["rows"])}
    if block["type"] == "data_visualization" and "series" in block["chart"]:
        return {**block, "chart": _with_points(block["chart"])}
    return block


def _with_points(chart: Json) -> Json:
    labels = chart["axis_config"]["categories"]
    points = chart["series"][0]["data"]
    if labels == ["0"]:
        labels = [point["label"] for point in points]
        return {**chart, "axis_config": {**chart["axis_config"], "categories": labels}}
    data = [{"label": label, "value": 1} for label in labels]
    return {**chart, "series": [{**series, "data": data} for series in chart["series"]]}
