"""Menus, to choose one or several: https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element"""

from ..rules import Flag, Items, Kind, Rule, Shape, Str, Text, Whole
from .objects import CONFIRM, FILTER, GROUP, ID, OPTION

_REFERENCE = "https://docs.slack.dev/reference/block-kit/block-elements/"
_COMMON: dict[str, Rule] = {
    "type": Str(),
    "action_id": ID,
    "placeholder": Text(150, is_plain=True),
    "confirm": CONFIRM,
    "focus_on_load": Flag(),
}
_SEVERAL: dict[str, Rule] = {"max_selected_items": Whole(1)}
_OFFERED: dict[str, Rule] = {"options": Items(OPTION, 100), "option_groups": Items(GROUP, 100)}
_ONE_SOURCE = (("options", "option_groups"),)
_SEARCHED: dict[str, Rule] = {"min_query_length": Whole(0)}
_RESPONDING: dict[str, Rule] = {"response_url_enabled": Flag()}
_CONVERSATIONS: dict[str, Rule] = {"default_to_current_conversation": Flag(), "filter": FILTER}


def _one(properties: dict[str, Rule], sources: tuple[tuple[str, ...], ...] = ()) -> Kind:
    page = _REFERENCE + "select-menu-element"
    return Kind(Shape(page, {**_COMMON, **properties}, ("type",), either=sources, alone=sources))


def _many(properties: dict[str, Rule], sources: tuple[tuple[str, ...], ...] = ()) -> Kind:
    page = _REFERENCE + "multi-select-menu-element"
    return Kind(Shape(page, {**_COMMON, **_SEVERAL, **properties}, ("type",), either=sources, alone=sources))


SELECTS: dict[str, Kind] = {
    "static_select": _one({**_OFFERED, "initial_option": OPTION}, _ONE_SOURCE),
    "external_select": _one({**_SEARCHED, "initial_option": OPTION}),
    "users_select": _one({"initial_user": Str()}),
    "conversations_select": _one({"initial_conversation": Str(), **_CONVERSATIONS, **_RESPONDING}),
    "channels_select": _one({"initial_channel": Str(), **_RESPONDING}),
    "multi_static_select": _many({**_OFFERED, "initial_options": Items(OPTION, 100)}, _ONE_SOURCE),
    "multi_external_select": _many({**_SEARCHED, "initial_options": Items(OPTION, 100)}),
    "multi_users_select": _many({"initial_users": Items(Str())}),
    "multi_conversations_select": _many({"initial_conversations": Items(Str()), **_CONVERSATIONS}),
    "multi_channels_select": _many({"initial_channels": Items(Str())}),
}
