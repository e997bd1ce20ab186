"""Views and messages as wholes: https://docs.slack.dev/reference/views and https://docs.slack.dev/reference/methods"""

from ..rules import Flag, Items, OneOf, Rule, Shape, Str, Text
from .blocks import BLOCKS
from .objects import ID

MESSAGE = Items(OneOf(BLOCKS), 50, low=0)  # https://docs.slack.dev/reference/block-kit/blocks
MARKDOWN_TOTAL = 12_000  # over all markdown blocks: https://docs.slack.dev/reference/block-kit/blocks/markdown-block
TABLES = 1  # a message: https://docs.slack.dev/reference/block-kit/blocks/table-block
TABLE_TOTAL = 10_000  # code points in all cells of a message, by the same page
CHARTS = 2  # a message: https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block
VIEW_BYTES = 250_000  # view_too_large: https://docs.slack.dev/reference/methods/views.open

_VIEW: dict[str, Rule] = {
    "type": Str(one_of=("modal", "home")),
    "blocks": Items(OneOf(BLOCKS), 100, low=0),
    "private_metadata": Str(3000),
    "callback_id": ID,
    "external_id": ID,
}
MODAL = Shape(
    "https://docs.slack.dev/reference/views/modal-views",
    {
        **_VIEW,
        "title": Text(24, is_plain=True),
        "close": Text(24, is_plain=True),
        "submit": Text(24, is_plain=True),
        "clear_on_close": Flag(),
        "notify_on_close": Flag(),
    },
    ("type", "title", "blocks"),
)
HOME = Shape("https://docs.slack.dev/reference/views/home-tab-views", _VIEW, ("type", "blocks"))
