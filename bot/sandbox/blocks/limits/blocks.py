"""Blocks, and the surfaces that each may appear on: Slack's reference, Block Kit, blocks."""

from ..rules import Anything, Block, Flag, Items, Named, Nested, Rule, Shape, Str, Text, Whole
from .elements import ELEMENTS
from .objects import ID, SLACK_FILE

_SELECTS = tuple(kind for kind in ELEMENTS if kind.endswith("select"))
_PICKERS = ("datepicker", "timepicker", "datetimepicker")
_CHOICES = ("checkboxes", "radio_buttons")
_BUTTONS = ("button", "workflow_button", "overflow")
_ENTRIES = tuple(kind for kind in ELEMENTS if kind.endswith("_input"))


def _block(properties: dict[str, Rule], required: tuple[str, ...] = (), surfaces: str = "MVH") -> Block:
    return Block(Shape({"type": Str(40), "block_id": ID, **properties}, ("type", *required)), surfaces)


BLOCKS: dict[str, Block] = {
    "section": _block(
        {
            "text": Text(3000),
            "fields": Items(Text(2000), 10),
            "accessory": Named((*_BUTTONS, *_SELECTS, *_PICKERS, *_CHOICES, "image")),
            "expand": Flag(),
        }
    ),
    "header": _block({"text": Text(150, is_plain=True), "level": Whole(1, 6)}, ("text",)),
    "divider": _block({}),
    "context": _block({"elements": Items(Named(("image", "mrkdwn", "plain_text")), 10)}, ("elements",)),
    "actions": _block(
        {"elements": Items(Named((*_BUTTONS, *_SELECTS, *_PICKERS, *_CHOICES, "rich_text_input")), 25)},
        ("elements",),
    ),
    "context_actions": _block({"elements": Items(Named(("feedback_buttons", "icon_button")), 5)}, ("elements",), "M"),
    "input": _block(
        {
            "label": Text(2000, is_plain=True),
            "element": Named((*_ENTRIES, *_SELECTS, *_PICKERS, *_CHOICES)),
            "hint": Text(2000, is_plain=True),
            "optional": Flag(),
            "dispatch_action": Flag(),
        },
        ("label", "element"),
    ),
    "image": _block(
        {
            "image_url": Str(3000),
            "alt_text": Str(2000, low=1),
            "title": Text(2000, is_plain=True),
            "slack_file": SLACK_FILE,
        },
        ("alt_text",),
    ),
    "rich_text": _block({"elements": Items(Anything(), 1000, low=0)}, ("elements",)),
    "markdown": _block({"text": Str(12_000, low=1)}, ("text",), "M"),
    "table": _block(
        {
            "rows": Items(Items(Anything(), 20), 100),
            "column_settings": Items(Anything(), 20),
        },
        ("rows",),
        "M",
    ),
    "data_table": _block(
        {
            "rows": Items(Items(Anything(), 100), 101, low=2),
            "caption": Str(2000, low=1),
            "page_size": Whole(1, 100),
            "row_header_column_index": Whole(0, 99),
        },
        ("rows", "caption"),
        "MH",
    ),
    "data_visualization": _block({"title": Anything(), "chart": Anything()}, (), "MH"),
    "card": _block(
        {
            "title": Text(150),
            "subtitle": Text(150),
            "body": Text(200),
            "subtext": Text(200),
            "hero_image": Named(("image",)),
            "icon": Named(("image",)),
            "slack_icon": Anything(),
            "actions": Items(Named(("button", "workflow_button")), 3),
        },
        (),
        "MH",
    ),
    "carousel": _block({"elements": Items(Named(("card",)), 10)}, ("elements",), "MH"),
    "container": _block(
        {
            "title": Text(150),
            "rich_text_title": Anything(),
            "subtitle": Text(150),
            "icon": Anything(),
            "child_blocks": Nested(10),
            "width": Str(20),
            "is_collapsible": Flag(),
            "default_collapsed": Flag(),
        },
        ("child_blocks",),
        "MH",
    ),
    "alert": _block(
        {
            "text": Text(200),
            "level": Str(10, one_of=("default", "info", "warning", "error", "success")),
        },
        ("text",),
        "V",
    ),
    "task_card": _block(
        {
            "task_id": ID,
            "title": Anything(),
            "details": Anything(),
            "output": Anything(),
            "sources": Items(Named(("url",)), 100),
            "status": Str(20, one_of=("pending", "in_progress", "complete", "error")),
        },
        ("task_id", "title"),
        "M",
    ),
    "plan": _block({"title": Anything(), "tasks": Items(Named(("task_card",)), 100)}, ("title",), "M"),
    "video": _block(
        {
            "alt_text": Str(2000),
            "author_name": Str(49),
            "description": Text(200, is_plain=True),
            "provider_icon_url": Str(3000),
            "provider_name": Str(50),
            "title": Text(199, is_plain=True),
            "title_url": Str(3000),
            "thumbnail_url": Str(3000),
            "video_url": Str(3000),
        },
        ("alt_text", "title", "thumbnail_url", "video_url"),
    ),
}
