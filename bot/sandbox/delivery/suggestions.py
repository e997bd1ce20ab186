"""What an app answers when it is asked for options: a list, or groups of lists, of the shape that menus have."""

from ..blocks import check_blocks
from ..errors import BadPayload, SlackError
from ..wire import Json
from .parcel import Ack

_MOST = 100


def suggested(ack: Ack) -> Json:
    """The options or the groups. Raises SlackError for what Slack would not show."""
    if not ack.is_ok:
        raise SlackError(ack.problem)
    answer = ack.body or {}
    given = [name for name in ("options", "option_groups") if answer.get(name) is not None]
    if len(given) != 1:
        raise SlackError("no_options" if not given else "invalid_options")
    (name,) = given
    offered = answer[name]
    if not isinstance(offered, list):
        raise BadPayload("invalid_options", [f"must be an array [json-pointer:/{name}]"])
    if len(offered) > _MOST:
        raise BadPayload("invalid_options", [f"no more than {_MOST} items allowed [json-pointer:/{name}]"])
    # An empty answer is one: nothing was found. A menu in a message could not be so.
    filled = [group for group in offered if group.get("options")] if name == "option_groups" else offered
    if filled:
        _check_menu({name: filled})
    return {name: offered}


def _check_menu(options: Json) -> None:
    menu: Json = {"type": "static_select", "action_id": "menu", **options}
    try:
        check_blocks([{"type": "actions", "elements": [menu]}])
    except BadPayload as problem:
        raise SlackError("invalid_options", **problem.details) from problem
