"""Composition objects: https://docs.slack.dev/reference/block-kit/composition-objects"""

from ..rules import Flag, Items, Kind, Shape, Str, Text

_REFERENCE = "https://docs.slack.dev/reference/block-kit/composition-objects/"

ID = Str(255)  # action_id, block_id, callback_id, external_id
COLOR_SCHEME = Str(one_of=("primary", "danger"))


def text_kinds(high: int) -> dict[str, Kind]:
    """Text objects where they stand among other elements."""
    source = _REFERENCE + "text-object"
    text, kind = Str(high, low=1), Str()
    return {
        "plain_text": Kind(Shape(source, {"type": kind, "text": text, "emoji": Flag()}, ("type", "text"))),
        "mrkdwn": Kind(Shape(source, {"type": kind, "text": text, "verbatim": Flag()}, ("type", "text"))),
    }


CONFIRM = Shape(
    _REFERENCE + "confirmation-dialog-object",
    {
        "title": Text(100, is_plain=True),
        "text": Text(300),
        "confirm": Text(30, is_plain=True),
        "deny": Text(30, is_plain=True),
        "style": COLOR_SCHEME,
    },
    ("title", "text", "confirm", "deny"),
)
# One page, three readings: menus take plain text, checkboxes and radio buttons mrkdwn too, overflow menus an address.
_OPTION = _REFERENCE + "option-object"
OPTION = Shape(
    _OPTION,
    {"text": Text(75, is_plain=True), "value": Str(150), "description": Text(75, is_plain=True)},
    ("text", "value"),
)
BOX_OPTION = Shape(_OPTION, {"text": Text(75), "value": Str(150), "description": Text(75)}, ("text", "value"))
OVERFLOW_OPTION = Shape(_OPTION, {**OPTION.properties, "url": Str(3000)}, ("text", "value"))
GROUP = Shape(
    _REFERENCE + "option-group-object",
    {"label": Text(75, is_plain=True), "options": Items(OPTION, 100)},
    ("label", "options"),
)
FILTER = Shape(
    _REFERENCE + "conversation-filter-object",
    {
        "include": Items(Str(one_of=("im", "mpim", "private", "public"))),
        "exclude_external_shared_channels": Flag(),
        "exclude_bot_users": Flag(),
    },
    either=(("include", "exclude_external_shared_channels", "exclude_bot_users"),),
)
DISPATCH = Shape(
    _REFERENCE + "dispatch-action-configuration-object",
    {"trigger_actions_on": Items(Str(one_of=("on_enter_pressed", "on_character_entered")), 2)},
)
SLACK_FILE = Shape(
    _REFERENCE + "slack-file-object", {"id": Str(), "url": Str()}, either=(("id", "url"),), alone=(("id", "url"),)
)
_PARAMETER = Shape(_REFERENCE + "trigger-object", {"name": Str(), "value": Str()}, ("name", "value"))
TRIGGER = Shape(
    _REFERENCE + "trigger-object", {"url": Str(), "customizable_input_parameters": Items(_PARAMETER)}, ("url",)
)
WORKFLOW = Shape(_REFERENCE + "workflow-object", {"trigger": TRIGGER}, ("trigger",))
_ICONS = (
    "archive book bookmark bot bug calendar call caret-left caret-right check clipboard code comment compass copy cube "
    "download edit email eye-closed eye-open file flag folder gear globe heart help image info key lightbulb link map "
    "mobile new-window pin plus refine refresh rocket save screen share sparkle star star-filled tag thumbs-down "
    "thumbs-up trash upload user warning"
)
SLACK_ICON = Shape(
    _REFERENCE + "slack-icon-object",
    {"type": Str(one_of=("icon",)), "name": Str(one_of=tuple(_ICONS.split()))},
    ("type", "name"),
)

OBJECTS: dict[str, Shape] = {
    "confirmation dialog": CONFIRM,
    "option of a menu": OPTION,
    "option of checkboxes and radio buttons": BOX_OPTION,
    "option of an overflow menu": OVERFLOW_OPTION,
    "option group": GROUP,
    "conversation filter": FILTER,
    "dispatch action configuration": DISPATCH,
    "Slack file": SLACK_FILE,
    "Slack icon": SLACK_ICON,
    "workflow": WORKFLOW,
    "trigger": TRIGGER,
    "input parameter": _PARAMETER,
}
