"""What a channel may be called: docs.slack.dev/reference/methods/conversations.create and conversations.rename."""

import re

from ..errors import SlackError

_LONGEST = 80
# Letters of any alphabet that has no capitals or is in small ones, digits, hyphens and underscores.
_ALLOWED = re.compile(r"[\w\-]+")


def refuse_name(name: str) -> None:
    """Raises the code that says what is wrong with `name`."""
    if not name:
        raise SlackError("invalid_name_required")
    if len(name) > _LONGEST:
        raise SlackError("invalid_name_maxlength")
    if name != name.lower() or not _ALLOWED.fullmatch(name):
        raise SlackError("invalid_name_specials")
    if not any(letter.isalnum() for letter in name):
        raise SlackError("invalid_name_punctuation")
