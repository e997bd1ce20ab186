"""Composition objects: Slack's reference, Block Kit, composition objects."""

from ..rules import Flag, Items, Shape, Str, Text

ID = Str(255)

CONFIRM = Shape(
    {
        "title": Text(100, is_plain=True),
        "text": Text(300),
        "confirm": Text(30, is_plain=True),
        "deny": Text(30, is_plain=True),
        "style": Str(7, one_of=("primary", "danger")),
    },
    ("title", "text", "confirm", "deny"),
)
OPTION = Shape(
    {"text": Text(75), "value": Str(150), "description": Text(75), "url": Str(3000)},
    ("text", "value"),
)
GROUP = Shape({"label": Text(75, is_plain=True), "options": Items(OPTION, 100)}, ("label", "options"))
FILTER = Shape(
    {
        "include": Items(Str(7, one_of=("im", "mpim", "private", "public")), 4),
        "exclude_external_shared_channels": Flag(),
        "exclude_bot_users": Flag(),
    }
)
DISPATCH = Shape({"trigger_actions_on": Items(Str(20, one_of=("on_enter_pressed", "on_character_entered")), 2)})
SLACK_FILE = Shape({"id": Str(255), "url": Str(3000)})
