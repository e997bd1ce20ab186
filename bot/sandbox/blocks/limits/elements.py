"""Elements: https://docs.slack.dev/reference/block-kit/block-elements"""

from ...wire import FIRST_SECOND, LAST_SECOND
from ..rules import Flag, Items, Kind, OneOf, Rule, Shape, Str, Text, Whole
from .forms import DATE, NUMBER, TIME, ZONE
from .objects import BOX_OPTION, COLOR_SCHEME, CONFIRM, DISPATCH, ID, OVERFLOW_OPTION, SLACK_FILE, WORKFLOW
from .rich_text import RICH_TEXT
from .selects import SELECTS

REFERENCE = "https://docs.slack.dev/reference/block-kit/block-elements/"
_BUTTON_TEXT = Text(75, is_plain=True)
_LABEL = Str(75)
_PLACEHOLDER = Text(150, is_plain=True)
_FOCUS: dict[str, Rule] = {"focus_on_load": Flag()}
_CONFIRM: dict[str, Rule] = {"confirm": CONFIRM}
_ENTRY: dict[str, Rule] = {"placeholder": _PLACEHOLDER, "dispatch_action_config": DISPATCH, **_FOCUS}


def _element(
    page: str,
    properties: dict[str, Rule],
    required: tuple[str, ...] = (),
    *,
    surfaces: str = "MVH",
    ordered: tuple[tuple[str, str], ...] = (),
) -> Kind:
    named: dict[str, Rule] = {"type": Str(), "action_id": ID, **properties}
    return Kind(Shape(f"{REFERENCE}{page}-element", named, ("type", *required), ordered=ordered), surfaces)


_FEEDBACK = Shape(
    REFERENCE + "feedback-buttons-element",
    {"text": _BUTTON_TEXT, "value": Str(2000), "accessibility_label": _LABEL},
    ("text", "value"),
)
BUTTONS: dict[str, Kind] = {
    "button": _element(
        "button",
        {
            "text": _BUTTON_TEXT,
            "value": Str(2000),
            "url": Str(3000),
            "style": COLOR_SCHEME,
            "confirm": CONFIRM,
            "accessibility_label": _LABEL,
            # The last three as slack_sdk has them: newer than the copy of the page that was read.
            "agent_prompt": Str(4000),
            "agent_prompt_display": Str(),
            "visible_to_user_ids": Items(Str()),
        },
        ("text",),
    ),
    "workflow_button": _element(
        "workflow-button",
        {"text": _BUTTON_TEXT, "workflow": WORKFLOW, "style": COLOR_SCHEME, "accessibility_label": _LABEL, **_CONFIRM},
        ("text", "workflow"),
        surfaces="M",
    ),
    "overflow": _element("overflow-menu", {"options": Items(OVERFLOW_OPTION, 5), **_CONFIRM}, ("options",)),
}
CONTEXT_BUTTONS: dict[str, Kind] = {
    "icon_button": _element(
        "icon-button",
        {
            "icon": Str(one_of=("trash",)),
            "text": _BUTTON_TEXT,
            "value": Str(2000),
            "confirm": CONFIRM,
            "accessibility_label": _LABEL,
            "visible_to_user_ids": Items(Str()),
        },
        ("icon", "text"),
        surfaces="M",
    ),
    "feedback_buttons": _element(
        "feedback-buttons",
        {"positive_button": _FEEDBACK, "negative_button": _FEEDBACK},
        ("positive_button", "negative_button"),
        surfaces="M",
    ),
}
IMAGE: dict[str, Kind] = {
    "image": Kind(
        Shape(
            REFERENCE + "image-element",
            {"type": Str(), "image_url": Str(3000), "alt_text": Str(2000, low=1), "slack_file": SLACK_FILE},
            ("type", "alt_text"),
            either=(("image_url", "slack_file"),),
            alone=(("image_url", "slack_file"),),
        )
    )
}
CHOICES: dict[str, Kind] = {
    "checkboxes": _element(
        "checkboxes",
        {"options": Items(BOX_OPTION, 10), "initial_options": Items(BOX_OPTION, 10), **_CONFIRM, **_FOCUS},
        ("options",),
    ),
    "radio_buttons": _element(
        "radio-button-group",
        {"options": Items(BOX_OPTION, 10), "initial_option": BOX_OPTION, **_CONFIRM, **_FOCUS},
        ("options",),
    ),
}
PICKERS: dict[str, Kind] = {
    "datepicker": _element(
        "date-picker", {"initial_date": Str(form=DATE), "placeholder": _PLACEHOLDER, **_CONFIRM, **_FOCUS}
    ),
    "timepicker": _element(
        "time-picker",
        {
            "initial_time": Str(form=TIME),
            "timezone": Str(form=ZONE),
            "placeholder": _PLACEHOLDER,
            "confirm": CONFIRM,
            "focus_on_load": Flag(),
        },
    ),
}
MOMENT_PICKER: dict[str, Kind] = {
    "datetimepicker": _element(
        "datetime-picker",
        {"initial_date_time": Whole(FIRST_SECOND, LAST_SECOND), **_CONFIRM, **_FOCUS},
        surfaces="MV",
    ),
}
RICH_ENTRY: dict[str, Kind] = {
    "rich_text_input": _element(
        "rich-text-input",
        {
            "initial_value": OneOf({"rich_text": RICH_TEXT}),
            "min_lines": Whole(1, 100),
            "max_lines": Whole(1, 100),
            **_ENTRY,
        },
        surfaces="VH",
        ordered=(("min_lines", "max_lines"),),
    ),
}
ENTRIES: dict[str, Kind] = {
    "plain_text_input": _element(
        "plain-text-input",
        {
            "initial_value": Str(3000),
            "multiline": Flag(),
            "min_length": Whole(0, 3000),
            "max_length": Whole(1, 3000),
            **_ENTRY,
        },
        ordered=(("min_length", "max_length"),),
    ),
    "email_text_input": _element("email-input", {"initial_value": Str(), **_ENTRY}, surfaces="V"),
    "url_text_input": _element("url-input", {"initial_value": Str(), **_ENTRY}, surfaces="V"),
    "number_input": _element(
        "number-input",
        {
            "is_decimal_allowed": Flag(),
            "initial_value": Str(form=NUMBER),
            "min_value": Str(form=NUMBER),
            "max_value": Str(form=NUMBER),
            **_ENTRY,
        },
        ("is_decimal_allowed",),
        surfaces="V",
        ordered=(("min_value", "max_value"),),
    ),
    **RICH_ENTRY,
    "file_input": _element("file-input", {"filetypes": Items(Str()), "max_files": Whole(1, 10)}, surfaces="V"),
}
SOURCES: dict[str, Kind] = {
    "url": Kind(
        Shape(REFERENCE + "url-source-element", {"type": Str(), "url": Str(), "text": Str()}, ("type", "url", "text")),
        "M",
    )
}
ELEMENTS: dict[str, Kind] = {
    **BUTTONS,
    **CONTEXT_BUTTONS,
    **IMAGE,
    **CHOICES,
    **SELECTS,
    **PICKERS,
    **MOMENT_PICKER,
    **ENTRIES,
    **SOURCES,
}
