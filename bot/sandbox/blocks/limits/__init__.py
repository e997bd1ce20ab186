"""Slack's documented limits as tables, to be read beside its reference. Lengths are Unicode code points."""

from .attachments import ATTACHMENT, ATTACHMENTS
from .blocks import BLOCKS
from .elements import ELEMENTS
from .objects import OBJECTS
from .rich_text import INLINE, PARTS
from .tables import CELLS, CHARTS, TABLE_OBJECTS
from .views import CHARTS as CHARTS_PER_MESSAGE
from .views import HOME, MARKDOWN_TOTAL, MESSAGE, MODAL, TABLE_TOTAL, TABLES, VIEW_BYTES

__all__ = [
    "ATTACHMENT",
    "ATTACHMENTS",
    "BLOCKS",
    "CELLS",
    "CHARTS",
    "CHARTS_PER_MESSAGE",
    "ELEMENTS",
    "HOME",
    "INLINE",
    "MARKDOWN_TOTAL",
    "MESSAGE",
    "MODAL",
    "OBJECTS",
    "PARTS",
    "TABLES",
    "TABLE_OBJECTS",
    "TABLE_TOTAL",
    "VIEW_BYTES",
]
