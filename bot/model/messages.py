"""A message as it leaves: made by templates, carried by the gateway."""

from dataclasses import dataclass
from typing import Any

TEXT_LENGTH = 3000  # over 4,000 Slack splits a text into several messages

Block = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Message:
    """`text` is what notifications and screen readers get; it is never empty."""

    text: str
    blocks: tuple[Block, ...] = ()
    thread: str | None = None  # the ts of the message under which it is to stand


@dataclass(frozen=True, slots=True)
class Encoded:
    """A message of which thousands are alike: its blocks are JSON already."""

    text: str
    blocks: str


Posted = Message | Encoded


@dataclass(frozen=True, slots=True)
class Mail:
    """A message by e-mail: one line of subject, and the same words as text and as HTML."""

    subject: str
    text: str
    html: str
