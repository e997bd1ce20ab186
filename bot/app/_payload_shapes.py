"""What Bolt and the shell take for granted of a payload; one that is shaped otherwise is refused at the HTTP door."""

from collections.abc import Mapping, Sequence
from typing import Any

Shape = Mapping[str, Any]

_NEEDS = {
    "block_actions": "actions",
    "view_submission": "view",
    "view_closed": "view",
    "event_callback": "event",
    "block_suggestion": "action_id",
    "shortcut": "callback_id",
    "message_action": "callback_id",
}
_TEXTS = frozenset(
    (
        "type", "command", "value", "action_id", "block_id", "callback_id", "private_metadata", "trigger_id",
        "response_url", "team_id", "team_domain", "user_id", "channel_id", "enterprise_id", "event_id", "id", "domain",
        "message_ts", "hash", "previous_view_id", "root_view_id", "tab",
    )
)  # fmt: skip
_OBJECTS = frozenset(
    ("team", "enterprise", "user", "channel", "container", "view", "event", "message", "state", "selected_option")
)
_LISTS = frozenset(("actions", "blocks", "authorizations", "response_urls", "files", "selected_options"))
_OF_MESSAGE = ("text", "ts", "user", "bot_id")  # of these, a shortcut reads the texts


def is_whole(payload: Shape) -> bool:
    """A command has its name; whatever has a type has what that type is about."""
    kind = payload.get("type")
    if not isinstance(kind, str):
        return kind is None and isinstance(payload.get("command"), str) and _holds(payload)
    needed = _NEEDS.get(kind)
    return (needed is None or bool(payload.get(needed))) and _holds(payload)


def _holds(part: Shape) -> bool:
    return all(_fits(name, value) for name, value in part.items())


def _fits(name: str, value: object) -> bool:
    if value is None:
        return name not in {"actions", "response_urls"}
    if name in _TEXTS:
        return isinstance(value, str)
    if name in _OBJECTS:
        return isinstance(value, dict) and _object_holds(name, value)
    if name in _LISTS:
        return isinstance(value, list) and _all_objects(value) and (name != "actions" or _are_actions(value))
    return True


def _object_holds(name: str, part: Shape) -> bool:
    if name == "event":
        return isinstance(part.get("type"), str) and _event_holds(part)
    if name == "message":
        return all(isinstance(part.get(each), str | None) for each in _OF_MESSAGE)
    return _holds(part) and _whole_inside(name, part)


def _event_holds(event: Shape) -> bool:
    """`user` is an id, or with a changed profile the person."""
    named = event.get("user")
    if event["type"] == "user_change":
        return isinstance(named, dict) and isinstance(named.get("id"), str)
    if event["type"] == "app_home_opened":
        return isinstance(named, str) and all(_fits(each, event.get(each)) for each in ("view", "tab"))
    return isinstance(named, str | dict | None)


def _are_actions(actions: Sequence[Shape]) -> bool:
    return bool(actions) and all(each.get("type") and each.get("action_id") and _holds(each) for each in actions)


def _whole_inside(name: str, part: Shape) -> bool:
    """A view says what it is; the values of a form are objects by block and by action."""
    if name == "view":
        return isinstance(part.get("type"), str)
    if name != "state":
        return True
    values = part.get("values") or {}
    return _objects(values) and all(
        _objects(block) and all(_holds(entry) for entry in block.values()) for block in values.values()
    )


def _objects(values: object) -> bool:
    return isinstance(values, dict) and all(isinstance(value, dict) for value in values.values())


def _all_objects(values: Sequence[object]) -> bool:
    return all(isinstance(value, dict) for value in values)
