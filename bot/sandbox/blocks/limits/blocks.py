"""Blocks, and the surfaces that each may appear on: https://docs.slack.dev/reference/block-kit/blocks"""

from ..rules import Flag, Items, Kind, OneOf, Rule, Shape, Str, Text, Whole
from .cards import CARDS
from .elements import BUTTONS, CHOICES, CONTEXT_BUTTONS, ENTRIES, IMAGE, MOMENT_PICKER, PICKERS, RICH_ENTRY
from .forms import HTTPS
from .objects import ID, SLACK_FILE, text_kinds
from .rich_text import RICH_TEXT
from .selects import SELECTS
from .tables import REFERENCE, TABLES, VISUALS

_BESIDE_TEXT = {**BUTTONS, **IMAGE, **CHOICES, **SELECTS, **PICKERS}
_IN_A_ROW = {**BUTTONS, **CHOICES, **SELECTS, **PICKERS, **MOMENT_PICKER, **RICH_ENTRY}
_TO_FILL_IN = {**ENTRIES, **CHOICES, **SELECTS, **PICKERS, **MOMENT_PICKER}


def _block(
    name: str,
    properties: dict[str, Rule],
    required: tuple[str, ...] = (),
    *,
    surfaces: str = "MVH",
    either: tuple[tuple[str, ...], ...] = (),
    alone: tuple[tuple[str, ...], ...] = (),
) -> Kind:
    named: dict[str, Rule] = {"type": Str(), "block_id": ID, **properties}
    return Kind(Shape(f"{REFERENCE}{name}-block", named, ("type", *required), either, alone), surfaces)


_PLAIN: dict[str, Kind] = {
    "section": _block(
        "section",
        {
            "text": Text(3000),
            "fields": Items(Text(2000), 10),
            "accessory": OneOf(_BESIDE_TEXT),
            "expand": Flag(),
        },
        either=(("text", "fields"),),
    ),
    "header": _block("header", {"text": Text(150, is_plain=True), "level": Whole(1, 4)}, ("text",)),
    "divider": _block("divider", {}),
    "context": _block(
        # The reference has no number of its own for these texts; 3,000 would be that of any text object.
        "context",
        {"elements": Items(OneOf({**IMAGE, **text_kinds(2000)}), 10)},
        ("elements",),
    ),
    "actions": _block("actions", {"elements": Items(OneOf(_IN_A_ROW), 25)}, ("elements",)),
    "input": _block(
        "input",
        {
            "label": Text(2000, is_plain=True),
            "element": OneOf(_TO_FILL_IN),
            "hint": Text(2000, is_plain=True),
            "optional": Flag(),
            "dispatch_action": Flag(),
        },
        ("label", "element"),
    ),
    "image": _block(
        "image",
        {
            "image_url": Str(3000),
            "alt_text": Str(2000, low=1),
            "title": Text(2000, is_plain=True),
            "slack_file": SLACK_FILE,
        },
        ("alt_text",),
        either=(("image_url", "slack_file"),),
        alone=(("image_url", "slack_file"),),
    ),
    "rich_text": RICH_TEXT,
    "video": _block(
        "video",
        {
            "alt_text": Str(low=1),
            "author_name": Str(49),  # «less than 50», as the two 199 below are «less than 200»
            "description": Text(199, is_plain=True),
            "provider_icon_url": Str(),
            "provider_name": Str(),
            "title": Text(199, is_plain=True),
            "title_url": Str(form=HTTPS),
            "thumbnail_url": Str(),
            "video_url": Str(form=HTTPS),
        },
        ("alt_text", "title", "thumbnail_url", "video_url"),
    ),
    # Of a remote file, which files.remote.add made known.
    "file": _block(
        "file", {"external_id": Str(), "source": Str(one_of=("remote",))}, ("external_id", "source"), surfaces="M"
    ),
}
_IN_A_CONTAINER = {**_PLAIN, "table": TABLES["table"]}

BLOCKS: dict[str, Kind] = {
    **_PLAIN,
    **TABLES,
    **VISUALS,
    **CARDS,
    "container": _block(
        "container",
        {
            "title": Text(150, is_plain=True),
            "rich_text_title": OneOf({"rich_text": RICH_TEXT}),
            "subtitle": Text(150),
            "icon": OneOf(IMAGE),
            "child_blocks": Items(OneOf(_IN_A_CONTAINER), 10),
            "width": Str(one_of=("narrow", "standard", "wide", "full")),
            "is_collapsible": Flag(),
            "default_collapsed": Flag(),
            "has_header_divider": Flag(),
        },
        ("child_blocks",),
        surfaces="MH",
        either=(("title", "rich_text_title"),),
    ),
    "alert": _block(
        "alert",
        {"text": Text(200), "level": Str(one_of=("default", "info", "warning", "error", "success"))},
        ("text",),
        surfaces="V",
    ),
    "markdown": _block("markdown", {"text": Str(12_000, low=1)}, ("text",), surfaces="M"),
    "context_actions": _block(
        "context-actions", {"elements": Items(OneOf(CONTEXT_BUTTONS), 5)}, ("elements",), surfaces="M"
    ),
}
