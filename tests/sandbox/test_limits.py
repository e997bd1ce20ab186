"""Slack's documented limits in numbers of their own, so that a wrong number in the tables is seen.

test_limits_edges.py goes through the tables themselves; what no single property shows is in test_checks.py.
"""

import pytest

from bot.sandbox.blocks import check_blocks, check_view
from bot.sandbox.errors import BadPayload
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


def worth(value: str) -> Json:
    return {"type": "static_select", "action_id": "pick", "options": [{"text": plain("x"), "value": value}]}


def grouped(count: int) -> Json:
    group = {"label": plain("x"), "options": [option("o")]}
    return {"type": "static_select", "action_id": "pick", "option_groups": [group] * count}


def buttons(count: int) -> Json:
    icons = [{"type": "icon_button", "icon": "trash", "text": plain("x")} for _ in range(count)]
    return {"type": "context_actions", "elements": icons}


def card(count: int) -> Json:
    return {"type": "card", "actions": [button(f"a{n}") for n in range(count)]}


def carousel(count: int) -> Json:
    return {"type": "carousel", "elements": [card(1)] * count}


def video(length: int) -> Json:
    address = "https://example.com/v"
    urls = {"video_url": address, "thumbnail_url": address}
    return {"type": "video", "alt_text": "x", "title": plain("x" * length), **urls}


def rich_list(indent: int) -> Json:
    points = {"type": "rich_text_list", "style": "bullet", "indent": indent, "elements": []}
    return {"type": "rich_text", "elements": [points]}


def data_table(rows: int) -> Json:
    return {"type": "data_table", "caption": "x", "rows": [[{"type": "raw_text", "text": "x"}]] * rows}


def chart(title: int, segments: int) -> Json:
    pie = {"type": "pie", "segments": [{"label": "x", "value": 1}] * segments}
    return {"type": "data_visualization", "title": "x" * title, "chart": pie}


def plan(count: int) -> Json:
    return {"type": "plan", "title": "x", "tasks": [{"task_id": f"t{n}", "title": "x"} for n in range(count)]}


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
    ("markdown", {"type": "markdown", "text": "x" * 12_000}, {"type": "markdown", "text": "x" * 12_001}),
    ("option value", actions(worth("v" * 150)), actions(worth("v" * 151))),
    ("option groups", actions(grouped(100)), actions(grouped(101))),
    ("context actions", buttons(5), buttons(6)),
    ("card actions", card(3), card(4)),
    ("carousel", carousel(10), carousel(11)),
    ("video title", video(199), video(200)),
    ("list indent", rich_list(8), rich_list(9)),
    ("data table rows", data_table(101), data_table(102)),
    ("chart title", chart(50, 6), chart(51, 6)),
    ("segments", chart(1, 6), chart(1, 7)),
    ("tasks", plan(50), plan(51)),
    ("table rows", table(100, 2), table(101, 2)),
    ("table columns", table(2, 20), table(2, 21)),
    ("card body", {"type": "card", "body": plain("x" * 200)}, {"type": "card", "body": plain("x" * 201)}),
]


def typed(longest: int) -> Json:
    return {"type": "plain_text_input", "max_length": longest}


def files(most: int) -> Json:
    return {"type": "file_input", "max_files": most}


FORM_LIMITS: list[tuple[str, Json, Json]] = [
    ("title", modal(title=plain("x" * 24)), modal(title=plain("x" * 25))),
    ("submit", modal(submit=plain("x" * 24)), modal(submit=plain("x" * 25))),
    ("private metadata", modal(private_metadata="x" * 3000), modal(private_metadata="x" * 3001)),
    ("callback id", modal(callback_id="x" * 255), modal(callback_id="x" * 256)),
    ("blocks", modal(*[section()] * 100), modal(*[section()] * 101)),
    ("label", modal(entry("b", label=plain("x" * 2000))), modal(entry("b", label=plain("x" * 2001)))),
    ("hint", modal(entry("b", hint=plain("x" * 2000))), modal(entry("b", hint=plain("x" * 2001)))),
    ("text input", modal(entry("b", typed(3000))), modal(entry("b", typed(3001)))),
    ("files", modal(entry("b", files(10))), modal(entry("b", files(11)))),
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
