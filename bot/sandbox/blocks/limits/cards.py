"""Cards of several sorts: https://docs.slack.dev/reference/block-kit/blocks/card-block and its neighbours."""

from ..rules import Anything, Flag, Items, Kind, OneOf, Rule, Shape, Str, Text
from .elements import BUTTONS, IMAGE, SOURCES
from .forms import HTTPS
from .objects import ID, SLACK_ICON
from .rich_text import RICH_TEXT
from .tables import REFERENCE

_NAMED: dict[str, Rule] = {"type": Str(), "block_id": ID}
_CARD = Kind(
    Shape(
        REFERENCE + "card-block",
        {
            **_NAMED,
            "title": Text(150),
            "subtitle": Text(150),
            "body": Text(200),
            "subtext": Text(200),
            "hero_image": OneOf(IMAGE),
            "icon": OneOf(IMAGE),
            "slack_icon": SLACK_ICON,
            "actions": Items(OneOf({name: BUTTONS[name] for name in ("button", "workflow_button")}), 3),
        },
        ("type",),
        either=(("title", "hero_image", "actions", "body"),),
        alone=(("icon", "slack_icon"),),
    )
)
_WORDS = OneOf({"rich_text": RICH_TEXT})
_TASK: dict[str, Rule] = {
    **_NAMED,
    "task_id": Str(low=1),
    "title": Str(low=1),
    "details": _WORDS,
    "output": _WORDS,
    "sources": Items(OneOf(SOURCES)),
    "status": Str(one_of=("pending", "in_progress", "complete", "error")),
}
_TASK_PAGE = REFERENCE + "task-card-block"
# As slack_sdk has it: its page is newer than the copy that was read, and so is the list of its surfaces.
_PROVIDER = Shape(
    REFERENCE + "auth-provider-block",
    {
        **_NAMED,
        "value": Str(150, low=1),
        "name": Text(75, is_plain=True),
        "is_connected": Flag(),
        "description": Text(150, is_plain=True),
        "icon_url": Str(3000, form=HTTPS),
        "auth_url": Str(3000, form=HTTPS),
        "disconnect_url": Str(3000, form=HTTPS),
        "connected_identity": Text(75, is_plain=True),
        "connected_context": Text(75, is_plain=True),
        "accessory": OneOf({"overflow": BUTTONS["overflow"]}),
        "fallback": Items(Anything()),
    },
    ("type", "value", "name", "is_connected"),
)
CARDS: dict[str, Kind] = {
    "card": _CARD,
    "carousel": Kind(
        Shape(
            REFERENCE + "carousel-block",
            {**_NAMED, "elements": Items(OneOf({"card": _CARD}), 10)},
            ("type", "elements"),
        ),
        "MH",
    ),
    "task_card": Kind(Shape(_TASK_PAGE, _TASK, ("type", "task_id", "title")), "M"),
    "plan": Kind(
        Shape(
            REFERENCE + "plan-block",
            # A task of a plan is a task card that need not say its type.
            {**_NAMED, "title": Str(low=1), "tasks": Items(Shape(_TASK_PAGE, _TASK, ("task_id", "title")), 50)},
            ("type", "title"),
        ),
        "M",
    ),
    "auth_provider": Kind(_PROVIDER),
}
