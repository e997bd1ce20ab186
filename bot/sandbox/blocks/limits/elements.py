"""Elements: Slack's reference, Block Kit, block elements."""

from ..rules import Anything, Flag, Items, Rule, Shape, Str, Text, Whole
from .objects import CONFIRM, DISPATCH, FILTER, GROUP, ID, OPTION, SLACK_FILE

PLACEHOLDER = Text(150, is_plain=True)


def _element(properties: dict[str, Rule], required: tuple[str, ...] = ()) -> Shape:
    return Shape({"type": Str(40), "action_id": ID, **properties}, ("type", *required))


def _select(properties: dict[str, Rule], required: tuple[str, ...] = ()) -> Shape:
    common: dict[str, Rule] = {"placeholder": PLACEHOLDER, "confirm": CONFIRM, "focus_on_load": Flag()}
    return _element(common | properties, required)


_STATIC: dict[str, Rule] = {"options": Items(OPTION, 100), "option_groups": Items(GROUP, 100)}
_EXTERNAL: dict[str, Rule] = {"min_query_length": Whole(0, 100)}
_ONE: dict[str, Rule] = {"initial_option": OPTION}
_MANY: dict[str, Rule] = {"initial_options": Items(OPTION, 100), "max_selected_items": Whole(1, 100)}
_TEXT_ENTRY: dict[str, Rule] = {
    "placeholder": PLACEHOLDER,
    "initial_value": Str(3000),
    "dispatch_action_config": DISPATCH,
    "focus_on_load": Flag(),
}

ELEMENTS: dict[str, Shape] = {
    "button": _element(
        {
            "text": Text(75, is_plain=True),
            "value": Str(2000),
            "url": Str(3000),
            "style": Str(7, one_of=("primary", "danger")),
            "confirm": CONFIRM,
            "accessibility_label": Str(75),
        },
        ("text",),
    ),
    "workflow_button": _element(
        {
            "text": Text(75, is_plain=True),
            "workflow": Anything(),
            "style": Str(7, one_of=("primary", "danger")),
            "accessibility_label": Str(75),
        },
        ("text", "workflow"),
    ),
    "icon_button": _element(
        {
            "icon": Str(40),
            "text": Text(75, is_plain=True),
            "value": Str(2000),
            "confirm": CONFIRM,
            "accessibility_label": Str(75),
            "visible_to_user_ids": Items(ID, 100),
        },
        ("icon", "text"),
    ),
    "feedback_buttons": _element(
        {"positive_button": Anything(), "negative_button": Anything()},
        ("positive_button", "negative_button"),
    ),
    "overflow": _element({"options": Items(OPTION, 5), "confirm": CONFIRM}, ("options",)),
    "image": Shape(
        {
            "type": Str(40),
            "image_url": Str(3000),
            "alt_text": Str(2000, low=1),
            "slack_file": SLACK_FILE,
        },
        ("type", "alt_text"),
    ),
    "checkboxes": _element(
        {
            "options": Items(OPTION, 10),
            "initial_options": Items(OPTION, 10),
            "confirm": CONFIRM,
            "focus_on_load": Flag(),
        },
        ("options",),
    ),
    "radio_buttons": _element(
        {"options": Items(OPTION, 10), **_ONE, "confirm": CONFIRM, "focus_on_load": Flag()}, ("options",)
    ),
    "static_select": _select(_STATIC | _ONE),
    "multi_static_select": _select(_STATIC | _MANY),
    "external_select": _select(_EXTERNAL | _ONE),
    "multi_external_select": _select(_EXTERNAL | _MANY),
    "users_select": _select({"initial_user": ID}),
    "multi_users_select": _select({"initial_users": Items(ID, 100), "max_selected_items": Whole(1, 100)}),
    "conversations_select": _select(
        {
            "initial_conversation": ID,
            "default_to_current_conversation": Flag(),
            "response_url_enabled": Flag(),
            "filter": FILTER,
        }
    ),
    "multi_conversations_select": _select(
        {
            "initial_conversations": Items(ID, 100),
            "default_to_current_conversation": Flag(),
            "max_selected_items": Whole(1, 100),
            "filter": FILTER,
        }
    ),
    "channels_select": _select({"initial_channel": ID, "response_url_enabled": Flag()}),
    "multi_channels_select": _select({"initial_channels": Items(ID, 100), "max_selected_items": Whole(1, 100)}),
    "datepicker": _select({"initial_date": Str(10)}),
    "timepicker": _select({"initial_time": Str(5), "timezone": Str(100)}),
    "datetimepicker": _element(
        {
            "initial_date_time": Whole(1_000_000_000, 9_999_999_999),
            "confirm": CONFIRM,
            "focus_on_load": Flag(),
        }
    ),
    "plain_text_input": _element(
        {
            **_TEXT_ENTRY,
            "multiline": Flag(),
            "min_length": Whole(0, 3000),
            "max_length": Whole(1, 3000),
        }
    ),
    "email_text_input": _element(_TEXT_ENTRY),
    "url_text_input": _element(_TEXT_ENTRY),
    "number_input": _element(
        {
            **_TEXT_ENTRY,
            "is_decimal_allowed": Flag(),
            "min_value": Str(40),
            "max_value": Str(40),
        },
        ("is_decimal_allowed",),
    ),
    "rich_text_input": _element(
        {
            "initial_value": Anything(),
            "placeholder": PLACEHOLDER,
            "dispatch_action_config": DISPATCH,
            "focus_on_load": Flag(),
            "min_lines": Whole(1, 100),
            "max_lines": Whole(1, 100),
        }
    ),
    "file_input": _element({"filetypes": Items(Str(40), 100), "max_files": Whole(1, 10)}),
    "url": Shape({"type": Str(40), "url": Str(3000), "text": Str(2000)}, ("type", "url", "text")),
}
