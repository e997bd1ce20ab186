"""A channel of one contact: made for it, linked to it, with its card pinned there; and what it is called."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.folding import fold
from bot.model.ids import ChannelId, ContactChannelId, ContactId, MemberId

LONGEST_NAME = 80  # letters of a channel's name, Slack's own limit
MOST_NAMES = 50  # that are tried where each is taken
_PARTS = re.compile(r"[^a-z0-9]+")
_NAMELESS = "contact"


class Stage(StrEnum):
    MAKING = "making"
    READY = "ready"
    GONE = "gone"  # archived or deleted in Slack; another may be made


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactChannel:
    """`name` is what Slack is asked for, before `channel` is known; '' before the first try."""

    id: ContactChannelId
    contact: ContactId
    maker: MemberId
    created_at: datetime
    stage: Stage = Stage.MAKING
    name: str = ""
    channel: ChannelId | None = None


def channel_name(name: str, number: int = 1) -> str:
    """'Société Générale' is `contact-societe-generale`, and `…-2` where that is taken.

    Slack takes small letters, digits, hyphens and underscores. A name of no such letters at all stays recognisable by
    its prefix and number.
    """
    letters = "-".join(part for part in _PARTS.split(fold(name)) if part)
    ending = f"-{number}" if number > 1 else ""
    whole = f"{_NAMELESS}-{letters}" if letters else _NAMELESS
    return whole[: LONGEST_NAME - len(ending)].rstrip("-") + ending
