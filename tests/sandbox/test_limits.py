"""Slack's documented limits: the value at the limit passes, one past it is refused with the path."""

import pytest

from bot.sandbox.blocks import check_blocks, check_view
from bot.sandbox.errors import BadPayload, SlackError
from bot.sandbox.wire import Json

from .shapes import actions, button, entry, modal, option, plain, section


def select(count: int, **more: object) -> Json:
    options = [option(f"o{n}") for n in range(count)]
    return {"type": "static_select", "action_id": "pick", "options": options, **more}


def boxes(count: int) -> Json:
    return {"type": "checkboxes", "action_id": "tick", "options": [option(f"o{n}") for n in range(count)]}


def overflow(count: int) -> Json:
    return {"type": "overflow", "action_id": "more", "options": [option(f"o{n}") for n in range(count)]}


def confirm(**lengths: int) -> Json:
    words = {"title": 5, "text": 5, "confirm": 3, "deny": 2} | lengths
    return {name: plain("x" * length) for name, length in words.items()}


def container(count: int) -> Json:
    return {"type": "container", "title": plain("x"), "child_blocks": [section()] * count}


def table(rows: int, columns: int) -> Json:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * columns] * rows}


MESSAGE_LIMITS: list[tuple[str, Json, Json]] = [
    ("section text", section("x" * 3000), section("x" * 3001)),
    (
        "section fields",
        {"type": "section", "fields": [plain("x")] * 10},
        {"type": "section", "fields": [plain("x")] * 11},
    ),
    (
        "field text",
        {"type": "section", "fields": [plain("x" * 2000)]},
        {"type": "section", "fields": [plain("x" * 2001)]},
    ),
    ("header", {"type": "header", "text": plain("x" * 150)}, {"type": "header", "text": plain("x" * 151)}),
    ("block id", section(block_id="b" * 255), section(block_id="b" * 256)),
    ("action id", actions(button("a" * 255)), actions(button("a" * 256))),
    ("button text", actions(button(text="x" * 75)), actions(button(text="x" * 76))),
    ("button value", actions(button(value="v" * 2000)), actions(button(value="v" * 2001))),
    ("button url", actions(button(url="u" * 3000)), actions(button(url="u" * 3001))),
    (
        "accessibility label",
        actions(button(accessibility_label="x" * 75)),
        actions(button(accessibility_label="x" * 76)),
    ),
    (
        "actions",
        actions(*(button(f"a{n}") for n in range(25))),
        actions(*(button(f"a{n}") for n in range(26))),
    ),
    ("options", actions(select(100)), actions(select(101))),
    ("checkboxes", actions(boxes(10)), actions(boxes(11))),
    ("overflow", actions(overflow(5)), actions(overflow(6))),
    ("confirm title", actions(button(confirm=confirm(title=100))), actions(button(confirm=confirm(title=101)))),
    ("confirm text", actions(button(confirm=confirm(text=300))), actions(button(confirm=confirm(text=301)))),
    ("confirm button", actions(button(confirm=confirm(deny=30))), actions(button(confirm=confirm(deny=31)))),
    (
        "placeholder",
        actions(select(1, placeholder=plain("x" * 150))),
        actions(select(1, placeholder=plain("x" * 151))),
    ),
    (
        "context",
        {"type": "context", "elements": [plain("x")] * 10},
        {"type": "context", "elements": [plain("x")] * 11},
    ),
    (
        "image alt text",
        {"type": "image", "image_url": "https://x", "alt_text": "x" * 2000},
        {"type": "image", "image_url": "https://x", "alt_text": "x" * 2001},
    ),
    ("container", container(10), container(11)),
    ("table rows", table(100, 2), table(101, 2)),
    ("table columns", table(2, 20), table(2, 21)),
    ("card body", {"type": "card", "body": plain("x" * 200)}, {"type": "card", "body": plain("x" * 201)}),
]

FORM_LIMITS: list[tuple[str, Json, Json]] = [
    ("title", modal(title=plain("x" * 24)), modal(title=plain("x" * 25))),
    ("submit", modal(submit=plain("x" * 24)), modal(submit=plain("x" * 25))),
    ("private metadata", modal(private_metadata="x" * 3000), modal(private_metadata="x" * 3001)),
    ("callback id", modal(callback_id="x" * 255), modal(callback_id="x" * 256)),
    ("blocks", modal(*[section()] * 100), modal(*[section()] * 101)),
    ("label", modal(entry("b", label=plain("x" * 2000))), modal(entry("b", label=plain("x" * 2001)))),
    ("hint", modal(entry("b", hint=plain("x" * 2000))), modal(entry("b", hint=plain("x" * 2001)))),
    ("alert", modal({"type": "alert", "text": plain("x" * 200)}), modal({"type": "alert", "text": plain("x" * 201)})),
]


@pytest.mark.parametrize(
    ("at", "past"), [pair[1:] for pair in MESSAGE_LIMITS], ids=[pair[0] for pair in MESSAGE_LIMITS]
)
def test_a_message_at_its_limit_passes_and_past_it_is_refused(at: Json, past: Json) -> None:
    assert check_blocks([at])
    with pytest.raises(BadPayload) as caught:
        check_blocks([past])
    assert caught.value.code == "invalid_blocks"
    assert "[json-pointer:/blocks/0" in str(caught.value.details["errors"])


@pytest.mark.parametrize(("at", "past"), [pair[1:] for pair in FORM_LIMITS], ids=[pair[0] for pair in FORM_LIMITS])
def test_a_form_at_its_limit_passes_and_past_it_is_refused(at: Json, past: Json) -> None:
    assert check_view(at, "modal")
    with pytest.raises(BadPayload) as caught:
        check_view(past, "modal")
    assert caught.value.code == "invalid_arguments"


def test_a_message_has_at_most_fifty_blocks() -> None:
    assert check_blocks([section()] * 50)
    with pytest.raises(BadPayload, match="invalid_blocks"):
        check_blocks([section()] * 51)


def test_lengths_count_code_points() -> None:
    assert check_blocks([section("é😀" * 1500)])


REFUSED: list[tuple[str, Json]] = [
    ("unsupported type", {"type": "paragraph"}),
    ("must provide an array of objects", {"type": "container", "child_blocks": ["x"]}),
    ("[json-pointer:/blocks/0/child_blocks/0/text/text]", {"type": "container", "child_blocks": [section("")]}),
    ("invalid additional property", section(colour="red")),
    ("missing required field", {"type": "header"}),
    ("either `text` or `fields`", {"type": "section"}),
    ("must be plain_text", {"type": "header", "text": {"type": "mrkdwn", "text": "x"}}),
    ("must be more than 0 characters", section("")),
    ("unsupported type: alert in messages", {"type": "alert", "text": plain("x")}),
    ("unsupported type: plain_text_input", actions({"type": "plain_text_input", "action_id": "a"})),
    ("must be one of: primary, danger", actions(button(style="green"))),
    ("initial option must match", actions(select(2, initial_option=option("other")))),
    ("`action_id` twice already exists", actions(button("twice"), button("twice"))),
]


@pytest.mark.parametrize(("problem", "block"), REFUSED, ids=[pair[0] for pair in REFUSED])
def test_what_slack_would_not_take_is_named(problem: str, block: Json) -> None:
    with pytest.raises(BadPayload) as caught:
        check_blocks([block])
    assert problem in str(caught.value.details["errors"])


def test_block_ids_are_unique() -> None:
    with pytest.raises(BadPayload) as caught:
        check_blocks([section(block_id="a"), section(block_id="a")])
    assert "[json-pointer:/blocks/1/block_id]" in str(caught.value.details["errors"])


def test_one_table_a_message() -> None:
    with pytest.raises(SlackError):
        check_blocks([table(2, 2), table(2, 2)])


def test_a_form_with_inputs_has_a_submit() -> None:
    view = modal()
    del view["submit"]
    with pytest.raises(BadPayload):
        check_view(view, "modal")


def test_a_table_does_not_go_into_a_form() -> None:
    with pytest.raises(BadPayload) as caught:
        check_view(modal(table(1, 1)), "modal")
    assert "[json-pointer:/view/blocks/0/type]" in str(caught.value.details)


def test_a_home_is_no_modal() -> None:
    with pytest.raises(BadPayload):
        check_view({"type": "home", "blocks": []}, "modal")
    with pytest.raises(BadPayload):
        check_view({"type": "home", "title": plain("x"), "blocks": []}, "home")
