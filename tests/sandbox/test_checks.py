"""What Slack refuses although each property by itself is right, and what it says of it."""

from collections.abc import Iterator
from contextlib import suppress

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox
from bot.sandbox.blocks import check_attachments, check_blocks, check_view
from bot.sandbox.blocks.limits import BLOCKS, ELEMENTS
from bot.sandbox.blocks.rules import OneOf, Shape
from bot.sandbox.errors import BadPayload, SlackError
from bot.sandbox.wire import Json

from .conftest import CLAIRE
from .edges import sample
from .shapes import actions, button, entry, modal, option, plain, section

SURFACES = {"M": "messages", "V": "modals", "H": "Home tabs"}


async def refusals(client: AsyncWebClient, *blocks: Json) -> list[str]:
    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel=CLAIRE, text="words", blocks=blocks)
    assert caught.value.response["error"] == "invalid_blocks"
    assert caught.value.response["response_metadata"]["messages"] == [
        f"[ERROR] {problem}" for problem in caught.value.response["errors"]
    ]
    return list(caught.value.response["errors"])


async def form_refusals(client: AsyncWebClient, sandbox: Sandbox, view: Json) -> list[str]:
    trigger = sandbox.slack.triggers.issue(sandbox.slack.world.people[CLAIRE].team, CLAIRE)
    with pytest.raises(SlackApiError) as caught:
        await client.views_open(trigger_id=trigger, view=view)
    assert caught.value.response["error"] == "invalid_arguments"
    return list(caught.value.response["response_metadata"]["messages"])


def select(*values: str, **more: object) -> Json:
    return {"type": "static_select", "action_id": "pick", "options": [option(value) for value in values], **more}


def table(kind: str, *rows: list[str], **more: object) -> Json:
    cells = [[{"type": "raw_text", "text": text} for text in row] for row in rows]
    return {"type": kind, "rows": cells, **more}


def container(*children: Json, **more: object) -> Json:
    return {"type": "container", "title": plain("Box"), "child_blocks": list(children), **more}


async def test_a_block_id_stands_once_in_a_message_inside_containers_too(client: AsyncWebClient) -> None:
    said = await refusals(client, section(block_id="a"), container(section(block_id="a")))
    assert said == ['`block_id` "a" already exists [json-pointer:/blocks/1/child_blocks/0/block_id]']


async def test_an_action_id_stands_once_in_a_block(client: AsyncWebClient) -> None:
    assert (await client.chat_postMessage(channel=CLAIRE, text="x", blocks=[actions(button("a"), block_id="r1")]))["ok"]
    said = await refusals(client, section(), actions(button("twice"), button("twice")))
    assert said == ['`action_id` "twice" already exists [json-pointer:/blocks/1/elements/1/action_id]']


async def test_an_action_id_may_stand_in_two_blocks(client: AsyncWebClient) -> None:
    rows = [actions(button("a"), block_id="r1"), actions(button("a"), block_id="r2")]
    assert (await client.chat_postMessage(channel=CLAIRE, text="x", blocks=rows))["ok"]


async def test_what_is_chosen_beforehand_is_among_the_options(client: AsyncWebClient) -> None:
    said = await refusals(client, actions(select("red", initial_option=option("blue"))))
    assert said == ["must match one of the options exactly [json-pointer:/blocks/0/elements/0/initial_option]"]
    groups = [{"label": plain("Colours"), "options": [option("red")]}]
    menu = {"type": "multi_static_select", "option_groups": groups, "initial_options": [option("red"), option("no")]}
    said = await refusals(client, section(accessory=menu))
    assert said == ["must match one of the options exactly [json-pointer:/blocks/0/accessory/initial_options/1]"]


async def test_an_external_menu_may_begin_with_anything(client: AsyncWebClient) -> None:
    menu = {"type": "external_select", "action_id": "pick", "initial_option": option("red")}
    assert (await client.chat_postMessage(channel=CLAIRE, text="x", blocks=[actions(menu)]))["ok"]


async def test_one_element_has_the_focus(client: AsyncWebClient, sandbox: Sandbox) -> None:
    fields = [entry(name, {"type": "plain_text_input", "focus_on_load": True}) for name in "ab"]
    said = await form_refusals(client, sandbox, modal(*fields))
    assert said == [
        "[ERROR] only one element can have `focus_on_load` set to true "
        "[json-pointer:/view/blocks/1/element/focus_on_load]"
    ]


async def test_a_form_with_inputs_has_a_submit(client: AsyncWebClient, sandbox: Sandbox) -> None:
    view = modal(section(), entry("name"))
    del view["submit"]
    said = await form_refusals(client, sandbox, view)
    assert said == [
        "[ERROR] must define `submit` to use an `input` block in modals [json-pointer:/view/blocks/1/input]"
    ]


async def test_a_form_takes_no_property_of_workflow_steps(client: AsyncWebClient, sandbox: Sandbox) -> None:
    said = await form_refusals(client, sandbox, modal(submit_disabled=True))
    assert said == ["[ERROR] invalid additional property: submit_disabled [json-pointer:/view]"]


async def test_null_is_no_absence(client: AsyncWebClient, sandbox: Sandbox) -> None:
    said = await form_refusals(client, sandbox, modal(entry("colour", select("red", initial_option=None))))
    assert said == ["[ERROR] must provide an object [json-pointer:/view/blocks/0/element/initial_option]"]


async def test_all_that_is_wrong_is_named_at_once(client: AsyncWebClient) -> None:
    said = await refusals(client, section(""), actions(button(text="x" * 76), button(colour="red")))
    assert said == [
        "must be more than 0 characters [json-pointer:/blocks/0/text/text]",
        "must be less than 76 characters [json-pointer:/blocks/1/elements/0/text/text]",
        "invalid additional property: colour [json-pointer:/blocks/1/elements/1]",
    ]


async def test_the_letters_of_a_table_are_counted_over_all_its_cells(client: AsyncWebClient) -> None:
    full = table("table", ["x" * 5000, "y" * 5000])
    assert (await client.chat_postMessage(channel=CLAIRE, text="x", blocks=[full]))["ok"]
    said = await refusals(client, table("table", ["x" * 5000, "y" * 5001]))
    assert said == ["must be less than 10001 characters [json-pointer:/blocks/0/rows]"]


async def test_a_data_table_has_rows_of_one_width_and_a_plain_header(client: AsyncWebClient) -> None:
    said = await refusals(client, table("data_table", ["a", "b"], ["c"], caption="Deals", row_header_column_index=2))
    assert said == [
        "must have 2 items, as the first row has [json-pointer:/blocks/0/rows/1]",
        "must be less than 2 [json-pointer:/blocks/0/row_header_column_index]",
    ]
    rich = {"type": "rich_text", "elements": []}
    said = await refusals(client, {"type": "data_table", "caption": "x", "rows": [[rich], [rich]]})
    assert said == ["unsupported type: rich_text [json-pointer:/blocks/0/rows/0/0/type]"]


@pytest.mark.parametrize("kind", ["table", "data_table"])
async def test_one_table_a_message_inside_containers_too(kind: str, client: AsyncWebClient) -> None:
    more = {"caption": "Deals"} if kind == "data_table" else {}
    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(
            channel=CLAIRE, text="x", blocks=[container(table("table", ["a"])), table(kind, ["a"], ["b"], **more)]
        )
    assert caught.value.response["error"] == "invalid_attachments"
    assert caught.value.response["response_metadata"]["messages"] == [
        "[ERROR] only_one_table_allowed [json-pointer:/blocks/1]"
    ]


async def test_markdown_is_counted_over_all_the_blocks_of_a_message(client: AsyncWebClient) -> None:
    halves = [{"type": "markdown", "text": "x" * length} for length in (6000, 6001)]
    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel=CLAIRE, text="x", blocks=halves)
    assert caught.value.response["error"] == "msg_too_long"


async def test_two_charts_a_message(client: AsyncWebClient) -> None:
    pie = {
        "type": "data_visualization",
        "title": "x",
        "chart": {"type": "pie", "segments": [{"label": "a", "value": 1}]},
    }
    assert (await client.chat_postMessage(channel=CLAIRE, text="x", blocks=[pie, pie]))["ok"]
    assert await refusals(client, pie, pie, pie) == ["no more than 2 charts allowed [json-pointer:/blocks/2]"]


async def test_a_series_has_a_name_of_its_own_and_a_point_for_each_category(client: AsyncWebClient) -> None:
    points = [{"label": "Mon", "value": 1}]
    series = [{"name": "A", "data": points}, {"name": "A", "data": [{"label": "Tue", "value": 1}]}]
    drawn = {"type": "line", "series": series, "axis_config": {"categories": ["Mon"]}}
    assert await refusals(client, {"type": "data_visualization", "title": "x", "chart": drawn}) == [
        '`name` "A" already exists [json-pointer:/blocks/0/chart/series/1/name]',
        "must have one data point for each of the categories [json-pointer:/blocks/0/chart/series/1/data]",
    ]


async def test_the_tasks_of_a_plan_have_ids_of_their_own(client: AsyncWebClient) -> None:
    tasks = [{"task_id": "t", "title": "x"}] * 2
    said = await refusals(client, {"type": "plan", "title": "x", "tasks": tasks})
    assert said == ['`task_id` "t" already exists [json-pointer:/blocks/0/tasks/1/task_id]']


async def test_lengths_count_code_points(client: AsyncWebClient) -> None:
    assert (await client.chat_postMessage(channel=CLAIRE, text="x", blocks=[section("é😀" * 1500)]))["ok"]


@pytest.mark.parametrize("surface", SURFACES, ids=SURFACES.values())
def test_a_block_appears_only_where_slack_shows_it(surface: str) -> None:
    for name, kind in BLOCKS.items():
        if surface not in kind.surfaces:
            assert f"unsupported type: {name} " in _said_of({"type": name}, surface)


@pytest.mark.parametrize("surface", SURFACES, ids=SURFACES.values())
def test_an_element_appears_only_where_slack_shows_it(surface: str) -> None:
    for name, kind in ELEMENTS.items():
        if surface not in kind.surfaces:
            assert f"unsupported type: {name} " in _said_of(entry("b", {"type": name}), surface)


def test_an_element_stands_only_in_the_blocks_that_take_it() -> None:
    assert "unsupported type: plain_text_input " in _said_of(actions({"type": "plain_text_input"}), "M")
    assert "unsupported type: button " in _said_of(entry("b", button()), "V")
    assert "unsupported type: datetimepicker " in _said_of(section(accessory={"type": "datetimepicker"}), "M")
    assert "unsupported type: card " in _said_of(container({"type": "card"}), "M")


def test_what_is_no_list_of_blocks_has_a_code_of_its_own() -> None:
    for nonsense in ("words", {"type": "section"}, 1):
        with pytest.raises(SlackError, match="invalid_blocks_format"):
            check_blocks(nonsense)


def test_a_home_is_no_modal() -> None:
    with pytest.raises(BadPayload, match="invalid_arguments"):
        check_view({"type": "home", "blocks": []}, "modal")
    with pytest.raises(BadPayload, match="invalid_arguments"):
        check_view({"type": "home", "title": plain("x"), "blocks": []}, "home")
    with pytest.raises(BadPayload, match="invalid_arguments"):
        check_view("words", "home")


def test_a_view_has_at_most_250_kilobytes() -> None:
    row = {"type": "section", "fields": [plain("x" * 2000)] * 10}
    assert check_view({"type": "home", "blocks": [row] * 12}, "home")
    with pytest.raises(SlackError, match="view_too_large"):
        check_view({"type": "home", "blocks": [row] * 13}, "home")


def test_the_blocks_of_attachments_are_checked_with_those_of_their_message() -> None:
    assert check_attachments([{"color": "good", "text": "x", "invented": 1}], [])
    with pytest.raises(BadPayload, match="invalid_attachments") as caught:
        check_attachments([{"blocks": [section("")]}, {"footer": "x" * 301}], [])
    assert caught.value.details["response_metadata"] == {
        "messages": [
            "[ERROR] must be more than 0 characters [json-pointer:/attachments/0/blocks/0/text/text]",
            "[ERROR] must be less than 301 characters [json-pointer:/attachments/1/footer]",
        ]
    }
    with pytest.raises(BadPayload, match="invalid_attachments") as caught:
        check_attachments([{"blocks": [section(block_id="a")]}], [section(block_id="a")])
    assert "[json-pointer:/attachments/0/blocks/0/block_id]" in str(caught.value.details)
    with pytest.raises(BadPayload, match="invalid_attachments"):
        check_attachments([{"blocks": [table("table", ["a"])]}], [table("table", ["a"])])
    with pytest.raises(SlackError, match="too_many_attachments"):
        check_attachments([{"text": "x"}] * 101, [])


JUNK: list[object] = [
    None,
    True,
    0,
    -1,
    10**400,
    1e308,
    "",
    "x",
    [],
    [[]],
    [None],
    {},
    {"type": {}},
    {"type": "section"},
]


@pytest.mark.parametrize("junk", JUNK, ids=lambda junk: repr(junk)[:20])
def test_junk_in_any_place_is_refused_and_breaks_nothing(junk: object) -> None:
    for name, kind in BLOCKS.items():
        assert isinstance(kind.shape, Shape)
        good = sample(OneOf({name: kind}), kind.surfaces)
        for block in _with_junk(kind.shape, good, junk):
            for surface in kind.surfaces:
                _taken_or_refused(block, surface)


def _with_junk(shape: Shape, good: Json, junk: object) -> Iterator[Json]:
    """The block with the junk in the place of each property, and a level deeper in lists and objects."""
    for name in shape.properties:
        yield {**good, name: junk}
        yield {**good, name: [junk]}
        yield {**good, name: {"type": "plain_text", "text": junk}}
    for name, rule in shape.properties.items():
        inner = sample(rule)
        if isinstance(inner, dict):
            yield from ({**good, name: {**inner, key: junk}} for key in inner)
        if isinstance(inner, list) and isinstance(inner[0], dict):
            yield from ({**good, name: [{**inner[0], key: junk}]} for key in inner[0])


def _taken_or_refused(block: Json, surface: str) -> None:
    with suppress(BadPayload):
        _check(block, surface)


def _said_of(block: Json, surface: str) -> str:
    with pytest.raises(BadPayload) as caught:
        _check(block, surface)
    return str(caught.value.details["response_metadata"])


def _check(block: Json, surface: str) -> object:
    match surface:
        case "M":
            return check_blocks([block])
        case "V":
            return check_view(modal(block), "modal")
        case _:
            return check_view({"type": "home", "blocks": [block]}, "home")
