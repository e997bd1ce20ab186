"""`actions[0]` of a click: what the element is comes from the block, what was chosen from the person."""

from ..wire import Json

_OF_BUTTONS = ("text", "value", "url", "style", "icon", "confirm")
_OF_MENUS = (
    "placeholder",
    "confirm",
    "min_query_length",
    "initial_option",
    "initial_options",
    "initial_user",
    "initial_users",
    "initial_conversation",
    "initial_conversations",
    "initial_channel",
    "initial_channels",
    "initial_date",
    "initial_time",
    "initial_date_time",
)
_BUTTONS = frozenset({"button", "icon_button", "workflow_button"})
# What a page must not say itself: it would be an app's block that it rewrites.
_NOT_CHOSEN = {"block_id", "action_id", "type", "action_ts", "value", *_OF_BUTTONS, *_OF_MENUS}


def acted(element: Json, action: Json, now: str) -> Json:
    kind = str(element["type"])
    told: Json = {
        "type": kind,
        "block_id": action["block_id"],
        "action_id": action["action_id"],
        "action_ts": now,
    }
    if kind in _BUTTONS:
        return told | _taken(element, _OF_BUTTONS)
    if kind == "feedback_buttons":
        pressed = element["negative_button" if _is_negative(element, action) else "positive_button"]
        return told | _taken(pressed, ("text", "value"))
    if kind.endswith("_input") and "value" in action:
        told["value"] = action["value"]
    return (
        told | _taken(element, _OF_MENUS) | {name: chosen for name, chosen in action.items() if name not in _NOT_CHOSEN}
    )


def _taken(element: Json, names: tuple[str, ...]) -> Json:
    return {name: element[name] for name in names if name in element}


def _is_negative(element: Json, action: Json) -> bool:
    return bool(action.get("value") == element["negative_button"].get("value"))
