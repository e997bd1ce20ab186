"""Block Kit as Slack sees it: what is allowed, the ids it adds, the state it keeps."""

from .check import check_attachments, check_blocks, check_view
from .ids import elements_of, find_element, with_ids
from .inputs import STATE
from .state import Here, filled_state, missing_answers

__all__ = [
    "STATE",
    "Here",
    "check_attachments",
    "check_blocks",
    "check_view",
    "elements_of",
    "filled_state",
    "find_element",
    "missing_answers",
    "with_ids",
]
