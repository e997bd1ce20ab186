"""Slack's documented limits as tables, to be read beside its reference. Lengths are Unicode code points."""

from .blocks import BLOCKS
from .elements import ELEMENTS
from .views import HOME, MODAL, VIEW_BYTES

MESSAGE_BLOCKS, VIEW_BLOCKS = 50, 100
MARKDOWN_TOTAL = 12_000
TABLES_PER_MESSAGE = 1

__all__ = [
    "BLOCKS",
    "ELEMENTS",
    "HOME",
    "MARKDOWN_TOTAL",
    "MESSAGE_BLOCKS",
    "MODAL",
    "TABLES_PER_MESSAGE",
    "VIEW_BLOCKS",
    "VIEW_BYTES",
]
