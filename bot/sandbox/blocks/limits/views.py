"""Views: Slack's reference, views."""

from ..rules import Anything, Flag, Rule, Shape, Str, Text
from .objects import ID

_VIEW: dict[str, Rule] = {
    "type": Str(10, one_of=("modal", "home")),
    "blocks": Anything(),  # checked one by one, by the table above
    "private_metadata": Str(3000),
    "callback_id": ID,
    "external_id": ID,
}
MODAL = Shape(
    {
        **_VIEW,
        "title": Text(24, is_plain=True),
        "close": Text(24, is_plain=True),
        "submit": Text(24, is_plain=True),
        "clear_on_close": Flag(),
        "notify_on_close": Flag(),
        "submit_disabled": Flag(),
    },
    ("type", "title", "blocks"),
)
HOME = Shape(_VIEW, ("type", "blocks"))
VIEW_BYTES = 250_000
